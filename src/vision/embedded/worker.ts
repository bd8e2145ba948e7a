import Tinypool from 'tinypool';
import { loadModels, type WorkerOptions } from './inference/loadModels.js';
import { createObserver } from './observer.js';
import { restrainDecoder } from './picture/decode.js';

/** Runs in each worker thread: loads its own models once, then answers tasks. */

restrainDecoder();
// The pool passes on whatever it was created with, which is what `workerPool.ts` says.
const answer = createObserver(await loadModels(Tinypool.workerData as WorkerOptions));

// The pool calls a module's default export.
// biome-ignore lint/style/noDefaultExport: see above
export default answer;
