/** The connection to a DynamoDB, Amazon's or one that speaks like it. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Meter, StoreCallOutcome } from '../../telemetry/telemetry.js';
import { createDocumentClient, type DocumentClient } from './documents.js';
import { areCredentialsRefused, asStoreError, isConditionFailed } from './errors.js';

export interface ConnectionOptions {
  /** Absent: Amazon's, in the region. */
  readonly endpoint?: string;
  /** Absent: what the environment says; with an endpoint of its own it only has to be there for the signature. */
  readonly region?: string;
  /** Absent: Amazon's usual chain (environment, profile, container or instance role). */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** How long one attempt may take, 4 s unless set; a request is attempted three times at most, with pauses between. */
  readonly answerWithinMs?: number;
  /** Told of every call when it is over, with how long it took, its repetitions included. */
  readonly onCall?: Meter['storeCall'];
}

const CONNECT_WITHIN_MS = 1_500;
const ANSWER_WITHIN_MS = 4_000;

/**
 * Steps of each call that do nothing for us, and together are an eighth of what the SDK costs: preparing a log that nobody
 * keeps, naming the machine and its software to the server, and a header for what runs in Lambda.
 */
const UNUSED_STEPS = ['loggerMiddleware', 'getUserAgentMiddleware', 'recursionDetectionMiddleware'];

export interface Connection extends Disposable {
  /** Everything it throws is one of the port's errors, a failed condition, or a mistake of ours. */
  readonly client: DocumentClient;
}

/**
 * The SDK keeps credentials that don't say when they expire, as those in files don't, for as long as its client lives. Whoever
 * calls next has the renewed ones, if there are any by then.
 */
function renewCredentials({ config }: DynamoDBClient): void {
  config.credentials({ forceRefresh: true }).catch(() => undefined); // The next call fails as this one did, and says so.
}

export function connect(options: ConnectionOptions): Connection {
  const region = options.region ?? (options.endpoint === undefined ? undefined : 'local');
  const settings = {
    ...(options.endpoint !== undefined && { endpoint: options.endpoint }),
    ...(region !== undefined && { region }),
    ...(options.credentials !== undefined && { credentials: options.credentials }),
    retryMode: 'standard',
    maxAttempts: 3,
    // The steps of a call are put together once for each kind of call, and not for each call.
    cacheMiddleware: true,
    requestHandler: {
      connectionTimeout: CONNECT_WITHIN_MS,
      requestTimeout: options.answerWithinMs ?? ANSWER_WITHIN_MS,
      // Without this the SDK only warns about an answer that is late, and goes on waiting for it.
      throwOnRequestTimeout: true,
      httpAgent: { keepAlive: true, maxSockets: 64 },
      httpsAgent: { keepAlive: true, maxSockets: 64 },
    },
    // Handed on to the reader of profiles, which would otherwise never see a file again that has changed.
    ignoreCache: true,
  };
  const client = new DynamoDBClient(settings);
  for (const name of UNUSED_STEPS) client.middlewareStack.remove(name);
  client.middlewareStack.add(
    (next, { commandName = 'unknown' }) =>
      async (args) => {
        const begun = performance.now();
        const over = (outcome: StoreCallOutcome) =>
          options.onCall?.(commandName.replace(/Command$/, ''), outcome, (performance.now() - begun) / 1_000);
        try {
          const answer = await next(args);
          over('ok');
          return answer;
        } catch (error) {
          over(isConditionFailed(error) ? 'condition_failed' : 'failed');
          if (areCredentialsRefused(error)) renewCredentials(client);
          throw asStoreError(error);
        }
      },
    { step: 'initialize', priority: 'high', name: 'storeErrors' },
  );
  return {
    client: createDocumentClient(client),
    [Symbol.dispose]: () => client.destroy(),
  };
}
