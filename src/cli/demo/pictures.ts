/**
 * Real pictures for the demo and for tests, cut from the group photos that @vladmandic/face-api installs as its examples.
 * Each person gets a name for what is seen, since who they are is not known.
 */
import { fileURLToPath } from 'node:url';
import sharp, { type Region } from 'sharp';

const PHOTOS = new URL('../../../node_modules/@vladmandic/face-api/demo/', import.meta.url);

const PEOPLE = {
  curls: { photo: 'sample3.jpg', region: { left: 480, top: 230, width: 480, height: 560 } },
  ponytail: { photo: 'sample3.jpg', region: { left: 990, top: 120, width: 400, height: 560 } },
  laughing: { photo: 'sample3.jpg', region: { left: 1400, top: 200, width: 400, height: 520 } },
  green: { photo: 'sample6.jpg', region: { left: 120, top: 330, width: 420, height: 560 } },
  brunette: { photo: 'sample6.jpg', region: { left: 1420, top: 130, width: 400, height: 560 } },
} as const satisfies Record<string, { photo: string; region: Region }>;

export type Person = keyof typeof PEOPLE;

/** One person, alone, as a JPEG of a webcam's size. */
export async function portrait(person: Person): Promise<Buffer> {
  const { photo, region } = PEOPLE[person];
  return await cut(photo, region).resize({ height: 720 }).jpeg().toBuffer();
}

/** The same moment through another camera: closer, darker, noisier, and as a smaller file. */
export async function otherPicture(person: Person): Promise<Buffer> {
  const { photo, region } = PEOPLE[person];
  const closer = {
    left: region.left + 20,
    top: region.top + 15,
    width: region.width - 40,
    height: region.height - 60,
  };
  return await cut(photo, closer)
    .resize({ height: 480 })
    .modulate({ brightness: 0.85, saturation: 0.8 })
    .jpeg({ quality: 60 })
    .toBuffer();
}

/** Two people side by side. */
export async function together(left: Person, right: Person): Promise<Buffer> {
  const halves = await Promise.all(
    [left, right].map(async (person) =>
      sharp(await portrait(person))
        .resize(480, 720, { fit: 'cover', position: 'top' })
        .toBuffer(),
    ),
  );
  return await canvas(960, 720)
    .composite(halves.map((input, index) => ({ input, left: index * 480, top: 0 })))
    .jpeg()
    .toBuffer();
}

/** A room without anybody in it. */
export async function emptyRoom(): Promise<Buffer> {
  return await cut('sample3.jpg', { left: 0, top: 0, width: 420, height: 560 }).jpeg().toBuffer();
}

/** A person, with a phone on the sofa in front. */
export async function withPhone(person: Person): Promise<Buffer> {
  const phone = await cut('sample2.jpg', { left: 0, top: 1070, width: 420, height: 297 })
    .resize({ width: 640 })
    .toBuffer();
  const above = await sharp(await portrait(person))
    .resize(640, 560, { fit: 'cover', position: 'top' })
    .toBuffer();
  return await canvas(640, 1012)
    .composite([
      { input: above, left: 0, top: 0 },
      { input: phone, left: 0, top: 560 },
    ])
    .jpeg()
    .toBuffer();
}

function cut(photo: string, region: Region) {
  return sharp(fileURLToPath(new URL(photo, PHOTOS))).extract(region);
}

function canvas(width: number, height: number) {
  return sharp({ create: { width, height, channels: 3, background: '#1b1b1b' } });
}
