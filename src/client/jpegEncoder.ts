/** Scales and compresses pictures in a worker, where the browser can draw there, and in the page otherwise. */
import { drawScaled, type JpegFormat } from './drawScaled.js';
import type { JpegJob, JpegResult } from './jpegWorker.js';

export interface JpegEncoder {
  /** A JPEG of what the video shows now. */
  encode(video: HTMLVideoElement): Promise<Uint8Array>;
  close(): void;
}

export function createJpegEncoder(format: JpegFormat): JpegEncoder {
  const canDrawInWorker = typeof Worker !== 'undefined' && typeof OffscreenCanvas !== 'undefined';
  return canDrawInWorker ? inWorker(format) : inPage(format);
}

function inWorker(format: JpegFormat): JpegEncoder {
  const worker = new Worker(new URL('./jpegWorker.js', import.meta.url), { type: 'module' });
  const waiting = new Map<number, PromiseWithResolvers>();
  let count = 0;
  worker.onmessage = ({ data: { id, jpeg, problem } }: MessageEvent<JpegResult>) => {
    if (jpeg) waiting.get(id)?.resolve(new Uint8Array(jpeg));
    else waiting.get(id)?.reject(new Error(problem));
    waiting.delete(id);
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
      for (const { reject } of waiting.values()) reject(new Error('The camera is no longer used.'));
    },
  };
}

interface PromiseWithResolvers {
  resolve(jpeg: Uint8Array): void;
  reject(error: Error): void;
}

function inPage(format: JpegFormat): JpegEncoder {
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
