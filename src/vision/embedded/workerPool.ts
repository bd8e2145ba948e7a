import Tinypool from 'tinypool';
import { EngineUnavailable } from '../engine.js';
import type { WorkerOptions } from './inference/loadModels.js';
import type { SightAnswer, SightTask } from './sight.js';

export interface WorkerPoolOptions extends WorkerOptions {
  readonly workers: number;
  /** A task that takes longer costs its worker, which is replaced. */
  readonly timeLimitMs: number;
  /** Told about a worker that failed while it had no task. */
  readonly onProblem: (problem: string, cause: unknown) => void;
}

export interface WorkerPool extends AsyncDisposable {
  /** Resolves when every worker has loaded its models. @throws EngineUnavailable */
  ready(): Promise<void>;
  /**
   * @throws EngineUnavailable when the worker crashed, or took too long
   */
  run(task: SightTask): Promise<SightAnswer>;
}

/** Inference occupies the thread it runs on, so it runs on threads of its own: the pool keeps `workers` of them. */
export function createWorkerPool({ workers, timeLimitMs, onProblem, ...workerData }: WorkerPoolOptions): WorkerPool {
  const pool = new Tinypool({
    filename: new URL('./worker.js', import.meta.url).href,
    runtime: 'worker_threads',
    minThreads: workers,
    maxThreads: workers,
    concurrentTasksPerWorker: 1,
    // Waiting with atomics would block the worker's event loop, on which the decoder's results arrive.
    useAtomics: false,
    workerData,
  });
  pool.on('error', (error: unknown) => onProblem('A vision worker failed', error));

  async function run(task: SightTask): Promise<SightAnswer> {
    const deadline = AbortSignal.timeout(timeLimitMs);
    try {
      // The bytes are a copy of our own (see `engine.ts`), which the worker may have.
      const transferList = { transfer: task.kind === 'wake' ? [] : [task.picture.bytes.buffer] };
      return await pool.run(task, { signal: deadline, transferList });
    } catch (cause) {
      const reason = deadline.aborted ? `took longer than ${timeLimitMs} ms` : 'failed';
      throw new EngineUnavailable(`The vision worker ${reason}`, { cause });
    }
  }

  return {
    run,
    async ready() {
      // A busy worker is given no second task, so these tasks reach all of them.
      await Promise.all(Array.from({ length: workers }, () => run({ kind: 'wake' })));
    },
    [Symbol.asyncDispose]: () => pool.destroy(),
  };
}
