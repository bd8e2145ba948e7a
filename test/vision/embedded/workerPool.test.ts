import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createWorkerPool, type WorkerPool } from '../../../src/vision/embedded/workerPool.js';

/** Does what the first byte of the picture says; the thread's number is its answer. */
const script = `
import { parentPort, threadId } from 'node:worker_threads';
const deeds = { 0: () => {}, 1: () => process.exit(0), 2: () => { for (;;); }, 3: () => { throw new Error('broken') },
  4: () => { const end = performance.now() + 1_300; while (performance.now() < end); } };
parentPort.on('message', (task) => {
  if (task.kind === 'wake') return parentPort.postMessage({ kind: 'awake' });
  deeds[task.picture.bytes[0]]();
  parentPort.postMessage({ kind: 'failed', reason: String(threadId) });
});
`;

const deed = { answer: 0, exit: 1, hang: 2, throw: 3, takeLong: 4 };

describe('the worker pool', () => {
  let folder: string;
  let pool: WorkerPool;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pool-'));
    const file = join(folder, 'worker.mjs');
    await writeFile(file, script);
    const options = { folder, workers: 1, threads: 1, timeLimitMs: 2_000, onProblem: () => undefined };
    pool = createWorkerPool({ ...options, script: pathToFileURL(file) });
    await pool.ready();
  });

  afterEach(async () => {
    await pool[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  const run = (what: number) =>
    pool.run({ kind: 'observe', describe: false, picture: { bytes: Uint8Array.of(what), width: 1, height: 1 } });
  const threadOf = async () => {
    const answer = await run(deed.answer);
    return answer.kind === 'failed' ? answer.reason : '';
  };

  it('answers one task after the other on the same thread', async () => {
    expect(await threadOf()).toBe(await threadOf());
  });

  it.each(['exit', 'hang', 'throw'] as const)('replaces a worker that does this: %s', async (what) => {
    const before = await threadOf();
    await expect(run(deed[what])).rejects.toMatchObject({ name: 'EngineUnavailable' });
    expect(await threadOf()).not.toBe(before);
  });

  it('gives up a task that waits too long, and goes on', async () => {
    const hanging = run(deed.hang);
    const waiting = run(deed.answer);
    await expect(waiting).rejects.toMatchObject({ name: 'EngineUnavailable' });
    await expect(hanging).rejects.toMatchObject({ name: 'EngineUnavailable' });
    expect(await threadOf()).toBe(await threadOf());
  });

  it('does not blame a worker for the time that a task has waited', async () => {
    const before = await threadOf();
    const [first, second] = await Promise.allSettled([run(deed.takeLong), run(deed.takeLong)]);
    expect([first.status, second.status]).toEqual(['fulfilled', 'rejected']);
    expect(await threadOf()).toBe(before);
  });

  it('leaves nobody waiting when it is closed', async () => {
    const outcomes = Promise.allSettled([run(deed.hang), run(deed.answer)]);
    await pool[Symbol.asyncDispose]();
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(run(deed.answer)).rejects.toMatchObject({ name: 'EngineUnavailable' });
  });

  it('takes the bytes over instead of copying them', async () => {
    const bytes = Uint8Array.of(deed.answer, 1, 2, 3);
    await pool.run({ kind: 'observe', describe: false, picture: { bytes, width: 1, height: 1 } });
    expect(bytes.byteLength).toBe(0);
  });
});

describe('a worker pool that is closed while a worker loads its models', () => {
  it('lets it finish first: the process would be aborted', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pool-'));
    const [file, loaded] = [join(folder, 'worker.mjs'), join(folder, 'loaded')];
    await writeFile(
      file,
      `import { writeFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
await new Promise((done) => setTimeout(done, 200));
writeFileSync(${JSON.stringify(loaded)}, '');
parentPort.on('message', () => parentPort.postMessage({ kind: 'awake' }));`,
    );
    const options = { folder, workers: 1, threads: 1, timeLimitMs: 30_000, onProblem: () => undefined };
    await createWorkerPool({ ...options, script: pathToFileURL(file) })[Symbol.asyncDispose]();
    expect(existsSync(loaded)).toBe(true);
    await rm(folder, { recursive: true });
  });
});

describe('a worker pool whose script can not be loaded', () => {
  it('is never ready', async () => {
    const options = { folder: '', workers: 2, threads: 1, timeLimitMs: 2_000, onProblem: () => undefined };
    await using pool = createWorkerPool({ ...options, script: new URL('file:///nowhere/worker.js') });
    await expect(pool.ready()).rejects.toMatchObject({ name: 'EngineUnavailable' });
  });
});
