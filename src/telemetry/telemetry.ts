/**
 * The port to whoever watches the product from outside: what is counted and timed, and what a request's trace shows.
 *
 * Nothing in it may name a person, an exam or a session: metrics and traces are kept elsewhere, for longer than what they
 * are about, and read by others.
 */
import type { NewEvent } from '../domain/events.js';

export interface Telemetry {
  readonly meter: Meter;
  readonly tracer: Tracer;
}

/**
 * Of a frame's way: `admit` is the wait for its turn, `record` one attempt to write the session, `append` what follows in
 * the event log, and `whole` everything from the call to the answer, the reading of the session and the judging included.
 */
export type FrameStage = 'admit' | 'observe' | 'record' | 'append' | 'whole';

export type CallOutcome = 'ok' | 'failed';

export type StoreCallOutcome = CallOutcome | 'condition_failed';

/** Counts and times. Its methods take no time worth mentioning and never throw; durations are in seconds. */
export interface Meter {
  /** @param outcome `PROCESSED`, `SUPERSEDED`, `PAUSED`, or the code of the error that it was refused with */
  frameAnswered(outcome: string): void;
  frameStage(stage: FrameStage, seconds: number): void;
  /** A frame begins or ceases to wait for its turn. */
  frameWaits(change: 1 | -1, bytes: number): void;
  frameInWork(change: 1 | -1): void;
  /** Events that were written for the first and only time. */
  recorded(events: readonly NewEvent[]): void;
  /** One call of the engine's port. */
  engineCall(operation: string, outcome: CallOutcome): void;
  /** One call that is charged for, under the service's own name for it, such as `DetectLabels`. */
  paidCall(operation: string): void;
  /** One call of the database, its repetitions included, such as `PutItem`. */
  storeCall(operation: string, outcome: StoreCallOutcome, seconds: number): void;
  /** A WebSocket opens or closes. */
  socket(change: 1 | -1): void;
  /** A WebSocket is closed because its peer does not read. */
  slowSocket(): void;
  /** A subscription begins or ends. */
  subscription(change: 1 | -1): void;
  /** An event is sent to one subscriber. */
  delivered(): void;
  httpAnswered(answer: HttpAnswer): void;
  /** An error is told to a client. */
  errorTold(code: string): void;
}

/**
 * What calls of a service cost that charges for each. All that is told of it is an estimate: prices fall with the number of a
 * month's calls, and storing vectors of faces costs extra.
 */
export interface CallPrices {
  /** In US dollars, for the operations that are not free. */
  readonly dollarsPerThousandCalls: number;
  /** What one call of an operation costs, in US dollars. */
  dollarsFor(operation: string): number;
}

/** Where nothing is charged for. */
export const NO_PRICES: CallPrices = { dollarsPerThousandCalls: 0, dollarsFor: () => 0 };

export interface HttpAnswer {
  readonly method: string;
  /** As it was declared, never as it was asked for; undefined where nothing is. */
  readonly route: string | undefined;
  readonly status: number;
  readonly seconds: number;
}

export interface Tracer {
  /**
   * Begins a span below the one in which it is called.
   * @param caller the headers, or what stands for them, of the request that the span answers: the span continues the trace
   * of a `traceparent` in them (W3C Trace Context)
   */
  begin(name: string, facts?: SpanFacts, caller?: Readonly<Record<string, unknown>>): Span;
}

export type SpanFacts = Readonly<Record<string, string | number | boolean>>;

export interface Span {
  /** Runs the work within the span: what begins there, begins below it. */
  run<T>(work: () => T): T;
  note(facts: SpanFacts): void;
  end(outcome?: CallOutcome): void;
}

const nothing = () => undefined;

const noMeter: Meter = {
  frameAnswered: nothing,
  frameStage: nothing,
  frameWaits: nothing,
  frameInWork: nothing,
  recorded: nothing,
  engineCall: nothing,
  paidCall: nothing,
  storeCall: nothing,
  socket: nothing,
  slowSocket: nothing,
  subscription: nothing,
  delivered: nothing,
  httpAnswered: nothing,
  errorTold: nothing,
};

const noSpan: Span = { run: (work) => work(), note: nothing, end: nothing };

/** Where nobody watches. */
export const NO_TELEMETRY: Telemetry = { meter: noMeter, tracer: { begin: () => noSpan } };

/** Ends the span when the work does; work that throws has failed. */
export async function inSpan<T>(span: Span, work: () => Promise<T>): Promise<T> {
  let outcome: CallOutcome = 'failed';
  try {
    const value = await span.run(work);
    outcome = 'ok';
    return value;
  } finally {
    span.end(outcome);
  }
}

/** A clock that begins to run. @returns the seconds since then */
export function startClock(): () => number {
  const begun = performance.now();
  return () => (performance.now() - begun) / 1_000;
}

/** Times a stage of a frame's way, and shows it in the trace. */
export async function inStage<T>(
  { meter, tracer }: Telemetry,
  stage: Exclude<FrameStage, 'admit' | 'whole'>,
  work: () => Promise<T>,
): Promise<T> {
  const seconds = startClock();
  try {
    return await inSpan(tracer.begin(stage), work);
  } finally {
    meter.frameStage(stage, seconds());
  }
}
