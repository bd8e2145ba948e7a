/** This project's server, all of it, but for an engine that looks at nothing and so costs nothing. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { createEmbeddedIssuer } from '../../../dist/auth/embeddedIssuer.js';
import { createEmbeddedVerifier } from '../../../dist/auth/embeddedVerifier.js';
import { defaultExamPolicy } from '../../../dist/domain/examPolicy/defaultExamPolicy.js';
import { createEmbeddedEventLog } from '../../../dist/events/embedded/eventLog.js';
import { createSchema } from '../../../dist/graphql/schema.js';
import { createMemoryLivePictures } from '../../../dist/pictures/memory/livePictures.js';
import { createRetention, withRetention } from '../../../dist/proctor/retention.js';
import { createProctorService } from '../../../dist/proctor/service.js';
import { createServer } from '../../../dist/server/server.js';
import { createDynamoStore } from '../../../dist/store/dynamodb/dynamoStore.js';
import type { Store } from '../../../dist/store/store.js';
import { createPrometheus } from '../../../dist/telemetry/prometheus.js';
import { NO_PRICES, NO_TELEMETRY } from '../../../dist/telemetry/telemetry.js';
import type { VisionEngine } from '../../../dist/vision/engine.js';
import { readPicture } from '../../../dist/vision/picture.js';
import { shrinkPicture } from '../../../dist/vision/smallPicture.js';
import { EXAM_ID } from '../session.js';
import type { Contender, ContenderOptions } from './contender.js';

const usual = defaultExamPolicy({
  minConfidence: 85,
  objectsOfInterest: ['Cell Phone'],
  isConsentRequired: false,
});

export async function start(options: ContenderOptions): Promise<Contender> {
  const { sessions, database, engine, frameIntervalMs = usual.frameIntervalMs } = options;
  const feedLostAfterMs = Math.max(usual.limits.feedLostAfterMs, 2 * frameIntervalMs);
  const policy = { ...usual, frameIntervalMs, limits: { ...usual.limits, feedLostAfterMs } };
  const storeCalls = new Map<string, number>();
  const { meter } = createPrometheus({ version: 'benchmark', engine: 'none' }, NO_PRICES);
  const tables = await createDynamoStore({
    ...database,
    facesTableName: 'faces',
    tablePrefix: 'bench-',
    onCall(operation, outcome, seconds) {
      storeCalls.set(operation, (storeCalls.get(operation) ?? 0) + 1);
      meter.storeCall(operation, outcome, seconds);
    },
  });
  const retention = createRetention({ exams: tables.exams, policy, now: Date.now });
  const store = withRetention(tables, retention);
  await store.exams.create({ id: EXAM_ID, title: 'Benchmark', createdAt: new Date().toISOString(), policy });
  const candidates = Array.from({ length: sessions }, (_, index) => `candidate-${index}`);
  for (const candidateId of candidates) await enrol(store, candidateId);

  const telemetry = { ...NO_TELEMETRY, meter };
  const proctor = createProctorService({
    store,
    log: createEmbeddedEventLog(store.events, { expiryOf: retention.ofExam }),
    livePictures: createMemoryLivePictures({ shrinkPicture, now: Date.now }),
    engine: createIdleEngine(engine),
    readPicture,
    shrinkPicture,
    policy,
    collectionId: 'bench',
    about: { version: 'benchmark', engine: 'none', identityProvider: 'EMBEDDED' },
    now: Date.now,
    onProblem: console.error,
    telemetry,
  });
  const dataDir = await mkdtemp(join(tmpdir(), 'virtual-proctor-bench-'));
  const issuer = await createEmbeddedIssuer({ dataDir });
  await rm(dataDir, { recursive: true });
  const server = createServer({
    schema: createSchema(await readTypeDefs()),
    createContext: (facts) => ({ ...facts, proctor }),
    verifier: createEmbeddedVerifier(issuer),
    log: pino({ level: 'warn' }),
    host: '127.0.0.1',
    port: 0,
    allowedOrigins: [],
    readiness: {},
    version: 'benchmark',
    telemetry,
  });
  const { url } = await server.listen();
  const tokens = await Promise.all(candidates.map((sub) => issuer.issue({ sub, roles: ['CANDIDATE'] })));
  const proctorToken = await issuer.issue({ sub: 'proctor', roles: ['PROCTOR'] });
  return { url, tokens, proctorToken, storeCalls };
}

/** Two photos each, as an enrolment desk would take. */
async function enrol(store: Store, candidateId: string): Promise<void> {
  for (const photo of [1, 2]) {
    await store.faces.put({
      externalImageId: `${candidateId}-${photo}`,
      candidateId,
      fullName: `Candidate ${candidateId}`,
      collectionId: 'bench',
      enrolledAt: new Date().toISOString(),
      template: { model: 'none', vector: new Uint8Array(512) },
    });
  }
}

/** Sees the candidate, alone, in every frame. */
function createIdleEngine({ looksForMs, concurrency } = { looksForMs: 0, concurrency: 4 }): VisionEngine {
  const box = { left: 0.3, top: 0.2, width: 0.4, height: 0.5 };
  return {
    name: 'embedded',
    concurrency,
    ready: async () => {},
    async observe({ expected: [own] }) {
      if (looksForMs > 0) await pause(looksForMs);
      return {
        faces: { ok: true, value: [{ box, confidence: 99 }] },
        labels: { ok: true, value: [{ name: 'Person', confidence: 99, box }] },
        moderation: { ok: true, value: [] },
        matches: { ok: true, value: own ? [{ externalImageId: own.externalImageId, similarity: 98, box }] : [] },
      };
    },
    enrol: async () => ({ status: 'rejected', reasons: [] }),
    knows: async () => true,
    forget: async () => {},
    [Symbol.asyncDispose]: async () => {},
  };
}

async function readTypeDefs(): Promise<string[]> {
  const folder = new URL('../../../schema/', import.meta.url);
  const files = (await readdir(folder)).filter((file) => file.endsWith('.graphql'));
  return await Promise.all(files.map((file) => readFile(new URL(file, folder), 'utf8')));
}
