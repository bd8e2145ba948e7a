/** Scales and compresses pictures in a worker, where the browser can draw there, and in the page otherwise. */
import { drawScaled, type JpegFormat } from './drawScaled.js';
import type { JpegJob, JpegResult } from './jpegWorker.js';
import { startWorker } from './startWorker.js';

export interface JpegEncoder {
  /** A JPEG of what the video shows now. */
  encode(video: HTMLVideoElement): Promise<Uint8Array>;
  close(): void;
}

export function createJpegEncoder(format: JpegFormat): JpegEncoder {
  const inPage = createPageEncoder(format);
  let inWorker = typeof OffscreenCanvas === 'undefined' ? undefined : createWorkerEncoder(format, () => giveUpWorker());
  function giveUpWorker() {
    inWorker = undefined;
  }
  return {
    encode: (video) => (inWorker ?? inPage).encode(video),
    close: () => inWorker?.close(),
  };
}

interface Waiting {
  readonly resolve: (jpeg: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

/** @param onBroken the worker could not be loaded; what it was asked for is rejected */
function createWorkerEncoder(format: JpegFormat, onBroken: () => void): JpegEncoder | undefined {
  const worker = startWorker(() => new Worker(new URL('./jpegWorker.js', import.meta.url), { type: 'module' }));
  if (!worker) return undefined;
  const waiting = new Map<number, Waiting>();
  let count = 0;
  const rejectAll = (reason: string) => {
    for (const { reject } of waiting.values()) reject(new Error(reason));
    waiting.clear();
  };
  worker.onmessage = ({ data: { id, jpeg, problem } }: MessageEvent<JpegResult>) => {
    if (jpeg) waiting.get(id)?.resolve(new Uint8Array(jpeg));
    else waiting.get(id)?.reject(new Error(problem));
    waiting.delete(id);
  };
  worker.onerror = () => {
    onBroken();
    rejectAll('The worker that makes JPEGs could not be loaded.');
  };

  return {
    async encode(video) {
      const bitmap = await createImageBitmap(video);
      count += 1;
      const job: JpegJob = { id: count, bitmap, format };
      const jpeg = new Promise<Uint8Array>((resolve, reject) => waiting.set(job.id, { resolve, reject }));
      worker.postMessage(job, [bitmap]);
      return await jpeg;
    },
    close() {
      worker.terminate();
      rejectAll('The camera is no longer used.');
    },
  };
}

function createPageEncoder(format: JpegFormat): JpegEncoder {
  return {
    async encode(video) {
      const canvas = document.createElement('canvas');
      drawScaled(canvas, video, { width: video.videoWidth, height: video.videoHeight }, format);
      const jpeg = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', format.quality));
      if (!jpeg) throw new Error('The browser could not make a JPEG of the picture.');
      return new Uint8Array(await jpeg.arrayBuffer());
    },
    close: () => undefined,
  };
}
