/** The composition root: the only file that chooses adapters. */
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { cognitoIssuerOf, createCognitoVerifier } from './auth/cognitoVerifier.js';
import { createEmbeddedIssuer, type EmbeddedIssuer } from './auth/embeddedIssuer.js';
import { createEmbeddedVerifier } from './auth/embeddedVerifier.js';
import { obtainKeys } from './auth/obtainKeys.js';
import { createOidcVerifier } from './auth/oidcVerifier.js';
import { createPageSignIn, type PageSignIn, type PageSignInSettings } from './auth/pageSignIn.js';
import type { TokenVerifier } from './auth/tokenVerifier.js';
import type { Config, Tracing } from './config.js';
import { defaultExamPolicy } from './domain/examPolicy/defaultExamPolicy.js';
import type { ExamPolicy } from './domain/examPolicy/examPolicy.js';
import { createEmbeddedEventLog } from './events/embedded/eventLog.js';
import type { EventLog } from './events/eventLog.js';
import { createRedisEventLog } from './events/redis/eventLog.js';
import { createPace } from './graphql/pace.js';
import { createSchema } from './graphql/schema.js';
import type { LivePictures } from './pictures/livePictures.js';
import { createMemoryLivePictures } from './pictures/memory/livePictures.js';
import { createRedisLivePictures } from './pictures/redis/livePictures.js';
import { DEMO_EXAM_ID } from './proctor/announceFace.js';
import { createRetention, type Retention, withRetention } from './proctor/retention.js';
import { createProctorService } from './proctor/service.js';
import { startSweeping } from './proctor/sweeper.js';
import type { Log } from './server/log.js';
import type { MetricsSource } from './server/metrics.js';
import { createRequestScope, type RequestScope } from './server/requestScope.js';
import { createServer } from './server/server.js';
import { createDynamoStore } from './store/dynamodb/dynamoStore.js';
import { startEmbeddedDynamoDb } from './store/dynamodb/embedded.js';
import type { Store } from './store/store.js';
import { createLoadLog } from './telemetry/loadLog.js';
import { dollarsFor } from './telemetry/paidCalls.js';
import { createPrometheus } from './telemetry/prometheus.js';
import { type Meter, NO_TELEMETRY, type Telemetry, type Tracer } from './telemetry/telemetry.js';
import { createCascadeEngine } from './vision/cascade/engine.js';
import { createEmbeddedEngine } from './vision/embedded/engine.js';
import type { VisionEngine } from './vision/engine.js';
import { readPicture } from './vision/picture.js';
import { createRekognitionEngine } from './vision/rekognition/engine.js';
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
  const opened: AsyncDisposable[] = [];
  const keep = <T extends AsyncDisposable>(resource: T): T => {
    opened.push(resource);
    return resource;
  };
  try {
    const url = await assemble(config, log, keep);
    return { url, [Symbol.asyncDispose]: once(() => closeAll(opened)) };
  } catch (error) {
    await closeAll(opened);
    throw error;
  }
}

type Keep = <T extends AsyncDisposable>(resource: T) => T;

/** What is opened first is closed last. */
async function assemble(config: Config, log: Log, keep: Keep): Promise<string> {
  const policy = defaultExamPolicy({ ...config, isConsentRequired: false });
  const { version } = JSON.parse(await readFile(fromRoot('package.json'), 'utf8'));
  const requests = createRequestScope(log);
  const { telemetry, metrics } = await openTelemetry(config, version, log, keep);
  const tables = await openStore(config, log, telemetry.meter, keep);
  const retention = createRetention({ exams: tables.exams, policy, now: Date.now });
  const store = withRetention(tables, retention);
  const eventLog = keep(openEventLog(config, store, retention, requests));
  const livePictures = openLivePictures(config, log, keep);
  const engine = keep(openEngine(config, store, telemetry.meter, requests));
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
      dollarsFor,
    }),
  );
  const server = keep(
    createServer({
      schema: createSchema(await readSchema(), createPace({ ...config.pace, now: Date.now })),
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

async function openStore(config: Config, log: Log, { storeCall }: Meter, keep: Keep): Promise<Store> {
  const { dynamodb, facesTableName, tablePrefix, dataDir } = config;
  const tables = {
    facesTableName,
    tablePrefix,
    onCall: storeCall,
    onWarning: (warning: string, err: unknown) => log.warn({ err }, warning),
  };
  if (dynamodb.kind === 'embedded') {
    const { endpoint, credentials, scrub } = keep(
      await startEmbeddedDynamoDb({
        dataDir,
        onFailure: (err) => log.fatal({ err }, 'the embedded DynamoDB is gone; restart the server'),
      }),
    );
    return keep(await createDynamoStore({ endpoint, credentials, scrub, ...tables }));
  }
  const endpoint = dynamodb.kind === 'endpoint' ? { endpoint: dynamodb.url } : {};
  return keep(await createDynamoStore({ ...endpoint, region: dynamodb.region, ...tables }));
}

async function openTelemetry(
  config: Config,
  version: string,
  log: Log,
  keep: Keep,
): Promise<{ readonly telemetry: Telemetry; readonly metrics?: MetricsSource }> {
  const tracer = config.tracing ? keep(await openTracing(config.tracing, version, log)) : NO_TELEMETRY.tracer;
  const withLoad = (meter: Meter) =>
    config.logLoadMs === undefined ? meter : logLoad(meter, config.logLoadMs, log, keep);
  if (config.metrics.kind === 'nobody') {
    log.info('/metrics is not served: other machines can reach HOST, and METRICS_TOKEN is not set');
    return { telemetry: { meter: withLoad(NO_TELEMETRY.meter), tracer } };
  }
  const { meter, ...metrics } = createPrometheus({ version, engine: config.vision.kind });
  return { telemetry: { meter: withLoad(meter), tracer }, metrics: { ...metrics, access: config.metrics } };
}

function logLoad(meter: Meter, everyMs: number, log: Log, keep: Keep): Meter {
  return keep(createLoadLog(meter, { everyMs, tell: (load) => log.info(load, 'load') })).meter;
}

/** OpenTelemetry takes time and memory to load, which whoever does not trace should not pay. */
async function openTracing(tracing: Tracing, version: string, log: Log): Promise<Tracer & AsyncDisposable> {
  const { createTracing } = await import('./telemetry/tracing.js');
  const onProblem = (err: unknown) => log.warn({ err }, 'traces can not be sent, and are lost until they can');
  return createTracing({ ...tracing, version, onProblem });
}

function openEventLog(
  { redisUrl, tablePrefix }: Config,
  store: Store,
  retention: Retention,
  requests: RequestScope,
): EventLog {
  const expiryOf = retention.ofExam;
  if (redisUrl === undefined) return createEmbeddedEventLog(store.events, { expiryOf });
  const onProblem = (problem: string, err: unknown) => requests.log().warn({ err }, problem);
  return createRedisEventLog({ url: redisUrl, keyPrefix: tablePrefix, store: store.events, expiryOf, onProblem });
}

function openLivePictures({ redisUrl, tablePrefix }: Config, log: Log, keep: Keep): LivePictures {
  const own = createMemoryLivePictures({ shrinkPicture, now: Date.now });
  if (redisUrl === undefined) return own;
  const onProblem = (problem: string, err: unknown) => log.warn({ err }, problem);
  return keep(createRedisLivePictures({ url: redisUrl, keyPrefix: tablePrefix, own, onProblem }));
}

function openEngine(config: Config, store: Store, { paidCall }: Meter, requests: RequestScope): VisionEngine {
  const { vision, visionThreads, collectionId } = config;
  const onProblem = (problem: string, err: unknown) => requests.log().warn({ err }, problem);
  const openEmbedded = () =>
    createEmbeddedEngine({
      modelsDir: fromRoot('models'),
      enrolledFaces: () => store.faces.all(),
      onProblem,
      ...(visionThreads !== undefined && { threads: visionThreads }),
    });
  switch (vision.kind) {
    case 'embedded':
      return openEmbedded();
    case 'rekognition':
      return createRekognitionEngine({ ...vision, collectionId, onProblem, onCall: paidCall });
    case 'cascade': {
      // A frame that the embedded engine has looked at already need not wait long for more.
      const patience = { frameWithinMs: 3_000 };
      const rekognition = createRekognitionEngine({
        ...vision,
        ...patience,
        collectionId,
        onProblem,
        onCall: paidCall,
      });
      return createCascadeEngine({ ...vision, embedded: openEmbedded(), rekognition, onProblem });
    }
  }
}

interface Identity {
  readonly verifier: TokenVerifier;
  readonly issuer?: EmbeddedIssuer;
  readonly signIn?: PageSignIn;
}

async function openIdentity({ identity, dataDir }: Config, log: Log): Promise<Identity> {
  const signInWith = (settings: PageSignInSettings) =>
    createPageSignIn({
      ...settings,
      onProblem: (err) =>
        log.warn({ err }, 'pages may not be able to sign in: the identity provider could not be looked up'),
    });
  switch (identity.kind) {
    case 'cognito': {
      const signIn = signInWith({ ...identity, issuer: cognitoIssuerOf(identity.userPoolId) });
      return { verifier: createCognitoVerifier(identity), signIn };
    }
    case 'oidc': {
      const { issuer, pages } = identity;
      return { verifier: createOidcVerifier(identity), ...(pages && { signIn: signInWith({ issuer, ...pages }) }) };
    }
    case 'embedded': {
      const issuer = await createEmbeddedIssuer({ dataDir });
      return { verifier: createEmbeddedVerifier(issuer), issuer };
    }
  }
}

/** An issuer that can't be reached keeps nobody from repairing it: we start, and say at /readyz what is missing. */
async function askForKeys(verifier: TokenVerifier, log: Log, keep: Keep): Promise<void> {
  keep(
    await obtainKeys(verifier, {
      onProblem: (err) => log.error({ err }, "nobody can sign in: the issuer's keys can't be had yet; trying on"),
      onRecovery: () => log.info("the issuer's keys were fetched: people can sign in now"),
    }),
  );
}

function identityProviderName({ identity }: Config): 'EMBEDDED' | 'COGNITO' | 'OIDC' {
  const names = { embedded: 'EMBEDDED', cognito: 'COGNITO', oidc: 'OIDC' } as const;
  return names[identity.kind];
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

async function closeAll(opened: AsyncDisposable[]): Promise<void> {
  for (let resource = opened.pop(); resource; resource = opened.pop()) await resource[Symbol.asyncDispose]();
}

function once(close: () => Promise<void>): () => Promise<void> {
  let closing: Promise<void> | undefined;
  return () => {
    closing ??= close();
    return closing;
  };
}
