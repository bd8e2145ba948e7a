/** Calls to Rekognition: retried, paced, given up in time, and each failure told for what it is. */
import { RekognitionClient, type RekognitionClientConfig } from '@aws-sdk/client-rekognition';
import {
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  isBrokenCircuitError,
} from 'cockatiel';
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
  readonly onCall: OnCall;
}

export interface Service extends Disposable {
  /**
   * Asks, up to three times, until the signal says that it is too late.
   * @param ask sends the command of this operation, and takes out of the answer what is needed
   * @throws CallFailed
   */
  call<T>(operation: RekognitionOperation, signal: AbortSignal, ask: Ask<T>): Promise<T>;
  /** The same for one frame: somebody more is told of what its calls are charged. */
  toldTo(onPaidCall: OnCall): Pick<Service, 'call'>;
}

type OnCall = (operation: RekognitionOperation) => void;

export type Ask<T> = (client: RekognitionClient, options: { readonly abortSignal: AbortSignal }) => Promise<T>;

const CONNECT_WITHIN_MS = 1_500;

/** Ten failures in a row, with nothing answered in between: then a trial after a second, two, four, … half a minute. */
const FAILURES_TO_SUSPEND = 10;
const TRIALS = { initialDelay: 1_000, maxDelay: 30_000 };

/** What the same call may meet again in a moment, and had better not be asked meanwhile. */
const OUTAGES: ReadonlySet<FailureKind> = new Set(['LATE', 'UNREACHABLE', 'FAILING', 'GARBLED']);

/** A picture without a face was looked at, too. */
const BILLED: ReadonlySet<FailureKind> = new Set(['NO_FACE']);

/** While no credentials are accepted, they are looked for anew this often. */
const RECONNECT_AFTER_MS = 1_000;
/** What other calls still wait for on the old connections has been answered by then. */
const DISCONNECT_AFTER_MS = 30_000;

export function createService(options: ServiceOptions): Service {
  const { onFailure } = options;
  const lanes = new Map(REKOGNITION_OPERATIONS.map((operation) => [operation, createLane()]));
  let client = connect(options, lanes);
  let connectedAt = performance.now();

  /** The SDK keeps credentials that don't say when they expire, and files it has read, for as long as its client lives. */
  function reconnect(): void {
    if (performance.now() - connectedAt < RECONNECT_AFTER_MS) return;
    const old = client;
    setTimeout(() => old.destroy(), DISCONNECT_AFTER_MS).unref();
    client = connect(options, lanes);
    connectedAt = performance.now();
  }

  async function attempt<T>({ operation, signal, ask, onCall }: Call<T>, pace: Pace): Promise<T> {
    const slowedBefore = pace.slowedAt;
    try {
      await pace.wait(signal);
      const answer = await ask(client, { abortSignal: signal });
      onCall(operation);
      return answer;
    } catch (error) {
      const failure = failureOf(operation, error, signal);
      if (BILLED.has(failure.kind)) onCall(operation);
      if (failure.kind === 'BAD_CREDENTIALS') reconnect();
      // Waiting to be let through again took all the time there was.
      const isThrottled = failure.kind === 'LATE' && pace.slowedAt !== slowedBefore;
      throw isThrottled ? new CallFailed(operation, 'THROTTLED', { cause: error }) : failure;
    }
  }

  async function callOn<T>(lane: Lane, call: Call<T>): Promise<T> {
    // Others would wait for the one that is on trial.
    if (lane.breaker.state === CircuitState.HalfOpen) throw new CallFailed(call.operation, 'SUSPENDED');
    try {
      return await lane.breaker.execute(() => attempt(call, lane.pace));
    } catch (error) {
      if (isBrokenCircuitError(error)) throw new CallFailed(call.operation, 'SUSPENDED');
      if (error instanceof CallFailed && BILLED.has(error.kind)) lane.failures.success();
      throw error;
    }
  }

  async function make<T>(call: Call<T>): Promise<T> {
    const lane = lanes.get(call.operation) ?? createLane(); // There is one for each.
    try {
      return await callOn(lane, call);
    } catch (error) {
      if (error instanceof CallFailed) onFailure(error);
      throw error;
    }
  }

  return {
    call: (operation, signal, ask) => make({ operation, signal, ask, onCall: options.onCall }),
    toldTo: (onPaidCall) => ({
      call: (operation, signal, ask) =>
        make({
          operation,
          signal,
          ask,
          onCall() {
            options.onCall(operation);
            onPaidCall(operation);
          },
        }),
    }),
    [Symbol.dispose]: () => client.destroy(),
  };
}

interface Call<T> {
  readonly operation: RekognitionOperation;
  readonly signal: AbortSignal;
  readonly ask: Ask<T>;
  readonly onCall: OnCall;
}

/** Operations have quotas of their own, and may fail alone. */
type Lane = ReturnType<typeof createLane>;

function createLane() {
  const failures = new ConsecutiveBreaker(FAILURES_TO_SUSPEND);
  const breaker = circuitBreaker(
    handleWhen((error) => error instanceof CallFailed && OUTAGES.has(error.kind)),
    { breaker: failures, halfOpenAfter: new ExponentialBackoff(TRIALS) },
  );
  return { breaker, failures, pace: createPace() };
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
