/** Runs in a worker: scales pictures and makes JPEGs of them, so that the page stays at hand for the candidate. */
import { drawScaled, type JpegFormat } from './drawScaled.js';

export interface JpegJob {
  readonly id: number;
  readonly bitmap: ImageBitmap;
  readonly format: JpegFormat;
}

export interface JpegResult {
  readonly id: number;
  readonly jpeg?: ArrayBuffer;
  readonly problem?: string;
}

const canvas = new OffscreenCanvas(1, 1);

async function encode({ bitmap, format }: JpegJob): Promise<ArrayBuffer> {
  drawScaled(canvas, bitmap, bitmap, format);
  bitmap.close();
  const jpeg = await canvas.convertToBlob({ type: 'image/jpeg', quality: format.quality });
  return await jpeg.arrayBuffer();
}

addEventListener('message', async ({ data }: MessageEvent<JpegJob>) => {
  try {
    const jpeg = await encode(data);
    answer({ id: data.id, jpeg }, [jpeg]);
  } catch (error) {
    answer({ id: data.id, problem: String(error) });
  }
});

function answer(result: JpegResult, transfer: Transferable[] = []): void {
  postMessage(result, { transfer });
}
