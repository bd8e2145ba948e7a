/** What is sent of a photo: no more than an engine needs. */
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { BadPicture } from '../../vision/engine.js';
import { readPicture } from '../../vision/picture.js';
import type { Enrolment } from './enrolments.js';

/** Pixels of the longer side. A portrait of this size shows the face several times larger than any engine looks at it. */
const MAX_SIDE = 1_600;
/** A JPEG of that size is smaller; a larger file is one that says little with many bytes, such as a PNG of a photo. */
const MAX_BYTES = 1024 * 1024;

/**
 * The photo itself where it is small enough; otherwise as a JPEG of at most MAX_SIDE, upright, and without what a phone
 * wrote into it, such as the place.
 * @throws BadPicture for what is no readable JPEG or PNG
 */
export async function prepared(bytes: Uint8Array): Promise<Uint8Array> {
  const { width, height } = await readPicture(bytes);
  if (Math.max(width, height) <= MAX_SIDE && bytes.length <= MAX_BYTES) return bytes;
  try {
    return await sharp(bytes)
      .autoOrient()
      .resize(MAX_SIDE, MAX_SIDE, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: 'white' })
      .jpeg({ quality: 90 })
      .toBuffer();
  } catch {
    throw new BadPicture("The picture can't be decoded.");
  }
}

/** Changes with the photo, the candidate's id and the name, and tells nothing of them: a SHA-256 in hexadecimal digits. */
export function fingerprintOf({ candidateId, fullName }: Enrolment, bytes: Uint8Array): string {
  return createHash('sha256')
    .update(JSON.stringify([candidateId, fullName]))
    .update(bytes)
    .digest('hex');
}
