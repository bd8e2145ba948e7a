/** The composition root: with `app/`, the only place that chooses adapters. */
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openEngine } from './app/engine.js';
import { askForKeys, identityProviderName, openIdentity } from './app/identity.js';
import { createResources, type Keep } from './app/resources.js';
import { openEventLog, openLivePictures, openStore } from './app/storage.js';
import { openTelemetry } from './app/telemetry.js';
import type { Config } from './config.js';
import { defaultExamPolicy } from './domain/examPolicy/defaultExamPolicy.js';
import type { ExamPolicy } from './domain/examPolicy/examPolicy.js';
import { createPace } from './graphql/pace.js';
import { createSchema } from './graphql/schema.js';
import { DEMO_EXAM_ID } from './proctor/announceFace.js';
import { createRetention, withRetention } from './proctor/retention.js';
import { createProctorService } from './proctor/service.js';
import { startSweeping } from './proctor/sweeper.js';
import type { Log } from './server/log.js';
import { createRequestScope } from './server/requestScope.js';
import { createServer } from './server/server.js';
import type { Store } from './store/store.js';
import { callPricesAt } from './telemetry/paidCalls.js';
import { readPicture } from './vision/picture.js';
import { shrinkPicture } from './vision/smallPicture.js';

export interface App extends AsyncDisposable {
  /** Such as `http://127.0.0.1:4000`. */
  readonly url: string;
}

const fromRoot = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/**
 * Starts the product and resolves when it is ready to serve.
 * @throws whatever the adapters throw when they can't start
 */
export async function startApp(config: Config, log: Log): Promise<App> {
  const resources = createResources();
  try {
    const url = await assemble(config, log, resources.keep);
    return { url, [Symbol.asyncDispose]: resources[Symbol.asyncDispose] };
  } catch (error) {
    await resources[Symbol.asyncDispose]();
    throw error;
  }
}

/** What is opened first is closed last. */
async function assemble(config: Config, log: Log, keep: Keep): Promise<string> {
  const policy = defaultExamPolicy({ ...config, isConsentRequired: false });
  const { version } = JSON.parse(await readFile(fromRoot('package.json'), 'utf8'));
  const requests = createRequestScope(log);
  const prices = callPricesAt(config.dollarsPerThousandCalls);
  const { telemetry, metrics } = await openTelemetry(config, { version, prices }, log, keep);
  const tables = await openStore(config, log, telemetry.meter, keep);
  const retention = createRetention({ exams: tables.exams, policy, now: Date.now });
  const store = withRetention(tables, retention);
  const eventLog = keep(await openEventLog(config, store, retention, requests));
  const livePictures = await openLivePictures(config, log, keep);
  const engine = keep(
    await openEngine(config, { modelsDir: fromRoot('models'), store, meter: telemetry.meter, requests }),
  );
  const { verifier, issuer, signIn } = await openIdentity(config, log);
  const proctor = keep(
    createProctorService({
      store,
      log: eventLog,
      livePictures,
      engine,
      readPicture,
      shrinkPicture,
      policy,
      collectionId: config.collectionId,
      about: { version, engine: engine.name, identityProvider: identityProviderName(config) },
      now: Date.now,
      onProblem: (err) => requests.log().warn({ err }, 'something that nobody waits for failed'),
      telemetry,
      prices,
    }),
  );
  const server = keep(
    createServer({
      schema: createSchema(await readSchema(), createPace(config.pace)),
      createContext: (request) => ({ ...request, proctor }),
      verifier,
      log,
      host: config.host,
      port: config.port,
      allowedOrigins: config.allowedOrigins,
      readiness: {
        engine: () => engine.ready(),
        store: () => store.check(),
        identity: () => verifier.ready(),
        ...(eventLog.check && { log: async () => await eventLog.check?.() }),
      },
      webDir: fromRoot('dist/web'),
      version,
      requests,
      telemetry,
      ...(metrics && { metrics }),
      ...(issuer && { issuer }),
      ...(signIn && { signIn }),
      ...(config.sampleApi && { sampleApi: { ...config.sampleApi, proctor } }),
    }),
  );
  const { url } = await server.listen();
  await Promise.all([engine.ready(), askForKeys(verifier, log, keep), makeFirstExams(config, store, policy)]);
  await proctor.recover();
  keep(
    startSweeping({ store, engine, onProblem: (err) => log.warn({ err }, 'what has expired could not be deleted') }),
  );
  return url;
}

/** So that the first call on a fresh machine works, and that of a client of the sample, which can't make an exam. */
async function makeFirstExams({ dynamodb, sampleApi }: Config, store: Store, policy: ExamPolicy): Promise<void> {
  const titles = new Map(sampleApi && [[sampleApi.examId, sampleApi.examId]]);
  if (dynamodb.kind === 'embedded') titles.set(DEMO_EXAM_ID, 'Demo exam');
  for (const [id, title] of titles) {
    await store.exams.create({ id, title, createdAt: new Date().toISOString(), policy });
  }
}

async function readSchema(): Promise<readonly string[]> {
  const files = (await readdir(fromRoot('schema'))).filter((file) => file.endsWith('.graphql'));
  return await Promise.all(files.map((file) => readFile(fromRoot(`schema/${file}`), 'utf8')));
}
