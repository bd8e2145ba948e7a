import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { openPhotoFolder } from '../../../src/cli/enrol/photoFolder.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proctor-photos-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(...names: readonly string[]) {
  for (const name of names) await writeFile(join(folder, name), '');
  return await openPhotoFolder(folder);
}

it('finds the photo that is named after a candidate, whatever its extension', async () => {
  const photos = await write('ada.JPG', 'bo.jpeg', 'c.d.png');
  expect(await photos.findOf('ada')).toEqual({ photo: 'ada.JPG', path: join(folder, 'ada.JPG') });
  expect(await photos.findOf('bo')).toMatchObject({ photo: 'bo.jpeg' });
  expect(await photos.findOf('c.d')).toMatchObject({ photo: 'c.d.png' });
});

it("never takes one candidate's photo for another's", async () => {
  const photos = await write('ada.jpg', 'ada-2.jpg', 'outside.jpg');
  await mkdir(join(folder, 'bo.jpg'));
  const inner = await openPhotoFolder(join(folder, 'bo.jpg'));
  const missing = { objection: expect.stringMatching(/There is no photo/) };
  expect(await photos.findOf('Ada')).toEqual(missing);
  expect(await photos.findOf('ad')).toEqual(missing);
  expect(await photos.findOf('bo')).toEqual(missing);
  expect(await inner.findOf('../outside')).toEqual(missing);
  expect(await inner.find('../outside.jpg')).toEqual({ objection: expect.stringMatching(/lies outside/) });
});

it('finds names however their accents are written', async () => {
  const photos = await write('zoe\u0308.jpg');
  expect(await photos.findOf('zo\u00eb')).toMatchObject({ path: join(folder, 'zoe\u0308.jpg') });
});

it('finds photos in folders within', async () => {
  await mkdir(join(folder, '7b'));
  const photos = await write('7b/ada.png');
  expect(await photos.find('7b/ada.png')).toEqual({ photo: '7b/ada.png', path: join(folder, '7b/ada.png') });
  expect(await photos.find('7c/ada.png')).toEqual({ objection: 'There is no photo 7c/ada.png.' });
});
