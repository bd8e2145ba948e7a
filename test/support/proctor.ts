/** The proctor service over a real store and a real event log, with an engine that says what it is told to. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Viewer } from '../../src/auth/viewer.js';
import { createEmbeddedEventLog } from '../../src/events/embedded/eventLog.js';
import type { EventLog } from '../../src/events/eventLog.js';
import { createMemoryLivePictures } from '../../src/pictures/memory/livePictures.js';
import { createRetention, withRetention } from '../../src/proctor/retention.js';
import { createProctorService, type Dependencies, type ProctorService } from '../../src/proctor/service.js';
import { createDynamoStore } from '../../src/store/dynamodb/dynamoStore.js';
import { type EmbeddedDynamoDb, startEmbeddedDynamoDb } from '../../src/store/dynamodb/embedded.js';
import type { Store } from '../../src/store/store.js';
import { readPicture } from '../../src/vision/picture.js';
import { shrinkPicture } from '../../src/vision/smallPicture.js';
import { examOf, policy } from './exam.js';
import { createScriptedEngine, type ScriptedEngine } from './scriptedEngine.js';

export interface ProctorWorld extends AsyncDisposable {
  readonly proctor: ProctorService;
  readonly engine: ScriptedEngine;
  readonly store: Store;
  readonly log: EventLog;
  /** Where the tables are; their names begin with `test-`. */
  readonly connection: Pick<EmbeddedDynamoDb, 'endpoint' | 'credentials'>;
  readonly dataDir: string;
  /** What the service stands on. */
  readonly parts: Dependencies;
  /** Another service over the same world, with some of its parts replaced. */
  with(parts: Partial<Dependencies>): ProctorService;
}

export const paula: Viewer = { sub: 'paula', roles: ['PROCTOR'], expiresAt: Number.POSITIVE_INFINITY };
export const carla: Viewer = { sub: 'carla', roles: ['CANDIDATE'], expiresAt: Number.POSITIVE_INFINITY };

export async function createProctorWorld(options: { readonly now?: () => number } = {}): Promise<ProctorWorld> {
  const dataDir = await mkdtemp(join(tmpdir(), 'virtual-proctor-'));
  const dynamodb = await startEmbeddedDynamoDb({ dataDir });
  const { endpoint, credentials } = dynamodb;
  const now = options.now ?? Date.now;
  const tables = await createDynamoStore({
    endpoint,
    credentials,
    facesTableName: 'test-faces',
    tablePrefix: 'test-',
    now,
  });
  const retention = createRetention({ exams: tables.exams, policy, now });
  const store = withRetention(tables, retention);
  await store.exams.create(examOf('demo'));
  const log = createEmbeddedEventLog(store.events, { expiryOf: retention.ofExam, now });
  const engine = createScriptedEngine();
  const dependencies: Dependencies = {
    store,
    log,
    livePictures: createMemoryLivePictures({ shrinkPicture, now }),
    engine,
    readPicture,
    shrinkPicture,
    policy,
    collectionId: 'test',
    about: { version: '0.0.0', engine: 'embedded', identityProvider: 'EMBEDDED' },
    now,
    onProblem: () => undefined,
  };
  const services: ProctorService[] = [];
  function open(parts: Partial<Dependencies> = {}): ProctorService {
    const service = createProctorService({ ...dependencies, ...parts });
    services.push(service);
    return service;
  }
  return {
    proctor: open(),
    engine,
    store,
    log,
    connection: { endpoint, credentials },
    dataDir,
    parts: dependencies,
    with: open,
    async [Symbol.asyncDispose]() {
      for (const service of services) await service[Symbol.asyncDispose]();
      await log[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
      await dynamodb[Symbol.asyncDispose]();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
