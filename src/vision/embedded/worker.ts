/** Runs in each worker thread: loads models of its own once, then answers one task after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadModels, type WorkerOptions } from './inference/loadModels.js';
import { createObserver } from './observer.js';
import { restrainDecoder } from './picture/decode.js';
import type { SightTask } from './sight.js';

restrainDecoder();
const port = parentPort;
if (!port) throw new Error('This module is for worker threads');
// What `workerPool.ts` passes on.
const answer = createObserver(await loadModels(workerData as WorkerOptions));
port.on('message', async (task: SightTask) => port.postMessage(await answer(task)));
