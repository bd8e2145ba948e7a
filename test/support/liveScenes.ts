/** Scenes as a webcam sends them, for sessions that are played to an engine. */
import sharp from 'sharp';

/** What one frame after another shows. */
export type Scene = () => Promise<Buffer>;

export function times(count: number, scene: Scene): Scene[] {
  return Array.from({ length: count }, () => scene);
}

/** Numbers from 0 to 1 in no order that matters, the same in every run (Numerical Recipes' congruential generator). */
function createChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Of a webcam in a room; from -6 to 6, those around 0 most often. */
const noise = createNoise(createChance(1));

function createNoise(chance: () => number): Int8Array {
  return Int8Array.from({ length: 2 ** 20 }, () => Math.round((chance() + chance() - 1) * 6));
}

/** What a camera makes of a scene that stands still: hands tremble, and no two pictures have the same noise. */
export function live(make: () => Promise<Buffer>): Scene {
  const chance = createChance(2);
  let scene: Promise<Buffer> | undefined;
  return async () => {
    scene ??= make().then((picture) => sharp(picture).removeAlpha().png({ compressionLevel: 0 }).toBuffer());
    const { width, height } = await sharp(await scene).metadata();
    const [left, top] = [Math.floor(chance() * 3), Math.floor(chance() * 3)];
    const part = sharp(await scene).extract({ left, top, width: width - 2, height: height - 2 });
    const { data, info } = await part.raw().toBuffer({ resolveWithObject: true });
    addNoise(data, Math.floor(chance() * noise.length), noise);
    const raw = { width: info.width, height: info.height, channels: info.channels };
    return sharp(data, { raw }).jpeg({ quality: 85 }).toBuffer();
  };
}

/** Takes what it needs as arguments: what lies outside is found slowly in a realm of Jest's, and there are a million pixels. */
function addNoise(pixels: Buffer, start: number, grain: Int8Array): void {
  const { length } = pixels;
  const { min, max } = Math;
  const mask = grain.length - 1;
  for (let at = 0; at < length; at++) {
    const value = (pixels[at] as number) + (grain[(start + at) & mask] as number); // In bounds by construction.
    pixels[at] = min(255, max(0, value));
  }
}

/** A hand before the lens: a little light comes through, and unevenly. */
export const covered = live(() => {
  const light = Buffer.from(
    '<svg width="640" height="480"><radialGradient id="g"><stop stop-color="#5a2a1c"/><stop offset="1" stop-color="#2a120c"/>' +
      '</radialGradient><rect width="640" height="480" fill="url(#g)"/></svg>',
  );
  return sharp(light).png().toBuffer();
});

/** One picture again and again. */
export async function stillOf(scene: Scene): Promise<Scene> {
  const picture = await scene();
  return async () => picture;
}
