/** Calls to Rekognition: retried, paced, given up in time, and each failure told for what it is. */
import { RekognitionClient, type RekognitionClientConfig } from '@aws-sdk/client-rekognition';
import { ConsecutiveBreaker, circuitBreaker, ExponentialBackoff, handleWhen } from 'cockatiel';
import { CallFailed, type FailureKind, failureOf } from './failures.js';
import { REKOGNITION_OPERATIONS, type RekognitionOperation } from './operations.js';
import { createPace, type Pace } from './pace.js';

export type Credentials = NonNullable<RekognitionClientConfig['credentials']>;

export interface ServiceOptions {
  readonly region: string;
  readonly endpoint?: string;
  /** Absent: Amazon's usual chain (environment, profile, container or instance role). */
  readonly credentials?: Credentials;
  /** How long one attempt may take. */
  readonly answerWithinMs: number;
  readonly connections: number;
  readonly onFailure: (failure: CallFailed) => void;
  /** Told of each call that Rekognition answered: those are what AWS bills. */
  readonly onCall: (operation: RekognitionOperation) => void;
}

export interface Service extends Disposable {
  /**
   * Asks, up to three times, until the signal says that it is too late.
   * @param ask sends the command of this operation, and takes out of the answer what is needed
   * @throws CallFailed
   */
  call<T>(operation: RekognitionOperation, signal: AbortSignal, ask: Ask<T>): Promise<T>;
}

export type Ask<T> = (client: RekognitionClient, options: { readonly abortSignal: AbortSignal }) => Promise<T>;

const CONNECT_WITHIN_MS = 1_500;

/** Ten failures in a row, with nothing answered in between: then a trial after a second, two, four, … half a minute. */
const FAILURES_TO_SUSPEND = 10;
const TRIALS = { initialDelay: 1_000, maxDelay: 30_000 };

/** What the same call may meet again in a moment, and had better not be asked meanwhile. */
const OUTAGES: ReadonlySet<FailureKind> = new Set(['LATE', 'UNREACHABLE', 'FAILING', 'GARBLED']);

/** Others than these came from Rekognition, and so are answers of a kind: refusals. */
const BILLED: ReadonlySet<FailureKind> = new Set(['NO_FACE']);

export function createService(options: ServiceOptions): Service {
  const { onCall, onFailure } = options;
  const lanes = new Map(REKOGNITION_OPERATIONS.map((operation) => [operation, createLane()]));
  let client = connect(options, lanes);

  /** The SDK keeps credentials that don't say when they expire, and files it has read, for as long as its client lives. */
  function reconnect(refused: RekognitionClient): void {
    if (client === refused) client = connect(options, lanes);
  }

  async function attempt<T>(operation: RekognitionOperation, signal: AbortSignal, ask: Ask<T>): Promise<T> {
    const used = client;
    try {
      await lanes.get(operation)?.pace.wait(signal);
      const answer = await ask(used, { abortSignal: signal });
      onCall(operation);
      return answer;
    } catch (error) {
      const failure = failureOf(operation, error, signal);
      if (BILLED.has(failure.kind)) onCall(operation);
      if (failure.kind === 'BAD_CREDENTIALS') reconnect(used);
      throw failure;
    }
  }

  return {
    async call(operation, signal, ask) {
      try {
        const lane = lanes.get(operation);
        if (!lane) throw new RangeError(`${operation} is no operation of ours`);
        return await lane.breaker.execute(() => attempt(operation, signal, ask));
      } catch (error) {
        const failure = error instanceof CallFailed ? error : failureOf(operation, error, signal);
        onFailure(failure);
        throw failure;
      }
    },
    [Symbol.dispose]: () => client.destroy(),
  };
}

/** Operations have quotas of their own, and may fail alone. */
function createLane() {
  const breaker = circuitBreaker(
    handleWhen((error) => error instanceof CallFailed && OUTAGES.has(error.kind)),
    { breaker: new ConsecutiveBreaker(FAILURES_TO_SUSPEND), halfOpenAfter: new ExponentialBackoff(TRIALS) },
  );
  return { breaker, pace: createPace() };
}

function connect(options: ServiceOptions, lanes: ReadonlyMap<string, { readonly pace: Pace }>): RekognitionClient {
  const { region, endpoint, credentials, answerWithinMs, connections } = options;
  const agent = { keepAlive: true, maxSockets: connections };
  const settings = {
    region,
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials && { credentials }),
    retryMode: 'standard',
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: CONNECT_WITHIN_MS,
      requestTimeout: answerWithinMs,
      // Without this the SDK only warns about an answer that is late, and goes on waiting for it.
      throwOnRequestTimeout: true,
      httpAgent: agent,
      httpsAgent: agent,
    },
    // Handed on to the reader of profiles, which would otherwise never see a file again that has changed.
    ignoreCache: true,
  };
  const client = new RekognitionClient(settings);
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        try {
          return await next(args);
        } catch (error) {
          const operation = String(commandName).replace(/Command$/, '');
          if (/Throttling|ThroughputExceeded|LimitExceeded/.test(String(Object(error).name))) {
            lanes.get(operation)?.pace.slowDown();
          }
          throw error;
        }
      },
    // Inside the retries: what a retry mends is a sign of going too fast, too.
    { step: 'finalizeRequest', priority: 'low', name: 'noteThrottling' },
  );
  return client;
}
