import './inference/noTelemetry.js';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { EngineUnavailable } from '../engine.js';
import type { WorkerOptions } from './inference/loadModels.js';
import type { SightAnswer, SightTask } from './sight.js';

export interface WorkerPoolOptions extends WorkerOptions {
  readonly workers: number;
  /** What the workers run; another script than the engine's own is for tests of the pool. */
  readonly script?: URL;
  /** A task that is not done by then, waiting included, is given up; a worker at one task for so long is replaced. */
  readonly timeLimitMs: number;
  /** Told why a worker had to be replaced. */
  readonly onProblem: (problem: string, cause: unknown) => void;
}

export interface WorkerPool extends AsyncDisposable {
  /** Resolves when every worker has loaded its models. @throws EngineUnavailable when one could not start */
  ready(): Promise<void>;
  /** @throws EngineUnavailable when the worker was lost, or took too long, or the pool is closed */
  run(task: SightTask): Promise<SightAnswer>;
}

interface Job {
  readonly task: SightTask;
  readonly answer: (answer: SightAnswer) => void;
  readonly fail: (error: EngineUnavailable) => void;
}

interface Slot {
  worker: Worker;
  /** What the worker is doing; its first job is to start. */
  job: Job | undefined;
  /** Ends the worker if it is at its job for too long. */
  watch: NodeJS.Timeout | undefined;
  /** It is being ended, and gets no other job, whatever it may still answer. */
  isEnding: boolean;
}

/** A worker that can't even start is not tried again at once, and again, and again. */
const pauseBeforeRestartMs = 1_000;

/**
 * Inference occupies the thread it runs on, so it runs on threads of its own: the pool keeps `workers` of them, and puts
 * another in the place of one that is lost. (Pools from the package registry take a thread that ended without an error
 * for a busy one until somebody gives up on it, and stumble over threads that fail while the pool is being closed.)
 */
export function createWorkerPool(options: WorkerPoolOptions): WorkerPool {
  const { workers, script = new URL('./worker.js', import.meta.url), timeLimitMs, onProblem, ...workerData } = options;
  const waiting: Job[] = [];
  let isClosed = false;
  const slots: Slot[] = [];
  const loading = new Set<Promise<SightAnswer>>();
  const starts = Array.from({ length: workers }, () => start());
  for (const one of starts) one.catch(() => undefined); // Whoever waits for `ready` hears of it.

  /** Resolves when the worker answers for the first time. */
  function start(): Promise<SightAnswer> {
    const started = new Promise<SightAnswer>((answer, fail) => {
      const slot: Slot = {
        worker: new Worker(script, { workerData }),
        job: undefined,
        watch: undefined,
        isEnding: false,
      };
      slots.push(slot);
      assign(slot, { task: { kind: 'wake' }, answer, fail });
      slot.worker.on('message', (message: SightAnswer) => {
        slot.job?.answer(message);
        if (!slot.isEnding) assign(slot, waiting.shift());
      });
      slot.worker.on('error', (cause) => lose(slot, cause));
      slot.worker.on('exit', () => lose(slot, undefined));
    });
    loading.add(started);
    const isOver = () => loading.delete(started);
    started.then(isOver, isOver);
    return started;
  }

  function assign(slot: Slot, job: Job | undefined): void {
    slot.job = job;
    clearTimeout(slot.watch);
    // Loading models may take as long as it takes.
    if (job && job.task.kind !== 'wake') slot.watch = setTimeout(() => end(slot), timeLimitMs);
    // A worker without work doesn't keep the process alive.
    if (job) slot.worker.ref();
    else slot.worker.unref();
    if (job) slot.worker.postMessage(job.task, job.task.kind === 'wake' ? [] : [job.task.picture.bytes.buffer]);
  }

  function lose(slot: Slot, cause: unknown): void {
    if (!slots.includes(slot)) return; // An error is followed by the exit.
    slots.splice(slots.indexOf(slot), 1);
    clearTimeout(slot.watch);
    slot.job?.fail(new EngineUnavailable('The vision worker was lost', { cause }));
    if (isClosed) return;
    onProblem('A vision worker was lost and is replaced', cause);
    const replace = () => {
      if (!isClosed) start().catch(() => undefined); // The loss of the new one is reported like this one's.
    };
    if (slot.job?.task.kind === 'wake') setTimeout(replace, pauseBeforeRestartMs).unref();
    else replace();
  }

  /** Leaves the worker alone: it may have begun a moment ago, and another would first have to load its models. */
  function giveUp(job: Job): void {
    job.fail(new EngineUnavailable(`The vision worker took longer than ${timeLimitMs} ms`));
    if (waiting.includes(job)) waiting.splice(waiting.indexOf(job), 1);
  }

  function end(slot: Slot): void {
    slot.isEnding = true;
    void slot.worker.terminate();
  }

  async function run(task: SightTask): Promise<SightAnswer> {
    if (isClosed) throw new EngineUnavailable('The vision engine is closed');
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<SightAnswer>((answer, fail) => {
        const job: Job = { task, answer, fail };
        timer = setTimeout(() => giveUp(job), timeLimitMs);
        const free = slots.find((slot) => !slot.job);
        if (free) assign(free, job);
        else waiting.push(job);
      });
    } finally {
      clearTimeout(timer);
    }
  }

  /** ONNX Runtime aborts the whole process when a thread is ended that loads a model. */
  async function untilNoneIsLoading(): Promise<void> {
    const enough = new AbortController();
    const limit = delay(timeLimitMs, undefined, { signal: enough.signal }).catch(() => undefined);
    await Promise.race([Promise.allSettled(loading), limit]);
    enough.abort();
  }

  return {
    run,
    async ready() {
      await Promise.all(starts);
    },
    async [Symbol.asyncDispose]() {
      isClosed = true;
      const closed = new EngineUnavailable('The vision engine was closed');
      for (const job of waiting.splice(0)) job.fail(closed);
      await untilNoneIsLoading();
      await Promise.all(slots.map(({ worker }) => worker.terminate()));
    },
  };
}
