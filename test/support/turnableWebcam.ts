/** A browser's camera that can be turned to something else while it is used. */
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';

const WIDTH = 640;
const HEIGHT = 480;
/** Frames of the camera in a second: few, since a busy machine has to draw each. */
const RATE = 10;
const HEAD = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F${RATE}:1 Ip A1:1 C420\nFRAME\n`);

export interface TurnableWebcam extends AsyncDisposable {
  /** For `launchBrowser`. */
  readonly file: string;
  /** From its next frame on the camera shows this; a frame that is read meanwhile may hold a part of each. */
  show(still: Buffer): Promise<void>;
}

/**
 * Chromium shows the frames of a YUV4MPEG2 file again and again, and reads each anew. This film has a single frame, so that
 * what is written into it is what the camera sees. (Motion JPEG would not do: Chromium maps it, and what it can't parse ends
 * its camera.)
 */
export async function createTurnableWebcam(still: Buffer): Promise<TurnableWebcam> {
  const folder = await mkdtemp(join(tmpdir(), 'virtual-proctor-webcam-'));
  const file = join(folder, 'webcam.y4m');
  const handle = await open(file, 'w+');
  await handle.write(Buffer.concat([HEAD, await toFrame(still)]), 0, undefined, 0);
  return {
    file,
    async show(next) {
      await handle.write(await toFrame(next), 0, undefined, HEAD.length);
    },
    async [Symbol.asyncDispose]() {
      await handle.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Planes of luminance and, of half the size each way, of colour: ITU-R BT.601, in the range 16 to 235 (240). */
async function toFrame(still: Buffer): Promise<Buffer> {
  const size = { fit: 'contain', background: '#8a8f96' } as const;
  const full = sharp(await sharp(still).resize(WIDTH, HEIGHT, size).removeAlpha().png().toBuffer());
  const [pixels, halved] = await Promise.all([
    full.clone().raw().toBuffer(),
    full
      .clone()
      .resize(WIDTH / 2, HEIGHT / 2)
      .raw()
      .toBuffer(),
  ]);
  return Buffer.concat([
    plane(pixels, 16, [65.481, 128.553, 24.966]),
    plane(halved, 128, [-37.797, -74.203, 112]),
    plane(halved, 128, [112, -93.786, -18.214]),
  ]);
}

/** @param pixels red, green and blue, a byte each */
function plane(pixels: Buffer, offset: number, [red, green, blue]: readonly [number, number, number]): Buffer {
  const values = Buffer.alloc(pixels.length / 3);
  for (let index = 0; index < values.length; index++) {
    const at = index * 3;
    const [r = 0, g = 0, b = 0] = [pixels[at], pixels[at + 1], pixels[at + 2]];
    values[index] = Math.round(offset + (red * r + green * g + blue * b) / 255);
  }
  return values;
}
