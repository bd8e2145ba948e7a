/** The pictures of each scene. No two frames are the same, as from a camera; but for the frozen ones. */
import sharp from 'sharp';
import { emptyRoom, otherPicture, type Person, together, withPhone } from './pictures.js';
import type { Scene } from './script.js';

/** A JPEG of what a candidate's camera sees; undefined where it sends nothing. */
export type Camera = (scene: Scene) => Promise<Uint8Array | undefined>;

/** @param other whoever comes in, or takes the candidate's place */
export async function createCamera(person: Person, other: Person): Promise<Camera> {
  const covered = sharp({ create: { width: 640, height: 480, channels: 3, background: '#0a0806' } });
  const stills: Readonly<Record<Exclude<Scene, 'frozen' | 'silent'>, Buffer>> = {
    sitting: await otherPicture(person),
    away: await emptyRoom(),
    company: await together(person, other),
    phone: await withPhone(person),
    'somebody else': await otherPicture(other),
    covered: await covered.jpeg().toBuffer(),
  };
  let frames = 0;
  let last: Buffer = stills.sitting;
  return async (scene) => {
    if (scene === 'silent') return undefined;
    if (scene !== 'frozen') last = await vary(stills[scene], frames++);
    return last;
  };
}

/** A hand that is not quite still, and light that comes and goes a little. */
async function vary(still: Buffer, frame: number): Promise<Buffer> {
  const { width, height } = await sharp(still).metadata();
  return await sharp(still)
    .extract({ left: frame % 3, top: frame % 2, width: width - 2, height: height - 1 })
    .modulate({ brightness: 1 + 0.03 * Math.sin(frame) })
    .resize(640, 640, { fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 80 })
    .toBuffer();
}
