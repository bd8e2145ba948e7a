/** The newest frame of each session, in the memory of one process. */
import { describe, expect, test } from '@jest/globals';
import type { LivePicture } from '../../src/pictures/livePictures.js';
import { createMemoryLivePictures } from '../../src/pictures/memory/livePictures.js';
import type { Picture } from '../../src/vision/engine.js';
import { livePicturesContract } from '../contract/livePictures.js';

livePicturesContract('memory', async (shrinkPicture) =>
  createMemoryLivePictures({ shrinkPicture, now: () => Date.parse('2026-05-04T09:00:00.000Z') }),
);

describe('the newest frames in memory', () => {
  const capturedAt = '2026-05-04T09:00:00.000Z';

  function pictureOf(bytes: number): Picture {
    return { bytes: new Uint8Array(bytes), width: 1280, height: 720, format: 'jpeg' };
  }

  /** Small pictures of ten bytes each, by a clock that stands still unless it is moved. */
  function newLivePictures({ maxBytes = 1_000 } = {}) {
    const counted = { shrunk: 0, isFailing: false, nowMs: 0 };
    const live = createMemoryLivePictures({
      maxBytes,
      now: () => counted.nowMs,
      shrinkPicture: async () => {
        counted.shrunk += 1;
        if (counted.isFailing) throw new Error('no memory');
        return { bytes: new Uint8Array(10), width: 480, height: 270 };
      },
    });
    return {
      counted,
      live,
      note: (candidateId: string, frameId: string, bytes = 100) =>
        live.note({ examId: 'demo', candidateId }, { frameId, capturedAt, picture: pictureOf(bytes) }),
      look: (candidateId: string) => live.look({ examId: 'demo', candidateId }),
    };
  }

  function shown(picture: LivePicture | undefined): string | undefined {
    return picture && `${picture.frameId}: ${picture.picture.bytes.length} bytes`;
  }

  test('are shrunk when somebody looks, and once for all who do', async () => {
    const { counted, note, look } = newLivePictures();
    note('carla', '1');
    note('carla', '2');
    expect(counted.shrunk).toBe(0);
    const looks = await Promise.all([look('carla'), look('carla')]);
    expect([...looks, await look('carla')].map(shown)).toEqual(Array(3).fill('2: 10 bytes'));
    expect(counted.shrunk).toBe(1);
    note('carla', '3');
    expect(shown(await look('carla'))).toBe('3: 10 bytes');
  });

  test('take no more memory than is given to them: who sent nothing for longest is forgotten', async () => {
    const { note, look } = newLivePictures({ maxBytes: 300 });
    for (const candidateId of ['a', 'b', 'c']) note(candidateId, '1');
    note('a', '2');
    note('d', '1');
    expect(shown(await look('b'))).toBeUndefined();
    expect((await Promise.all(['c', 'a', 'd'].map(look))).map((one) => one?.frameId)).toEqual(['1', '2', '1']);
  });

  test('make room for others once they were shrunk', async () => {
    const { note, look } = newLivePictures({ maxBytes: 300 });
    for (const candidateId of ['a', 'b', 'c']) {
      note(candidateId, '1');
      await look(candidateId);
    }
    for (const candidateId of ['d', 'e']) note(candidateId, '1');
    const looks = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(look));
    expect(looks.map(shown)).toEqual(Array(5).fill('1: 10 bytes'));
    note('f', '1', 250);
    expect(await look('a')).toBeDefined();
    note('f', '2', 251);
    expect(await look('a')).toBeUndefined();
    expect(await look('b')).toBeDefined();
  });

  test('are counted as small once they were shrunk, also when others take their place', async () => {
    const { note, look } = newLivePictures({ maxBytes: 300 });
    note('a', '1');
    await look('a');
    for (const candidateId of ['a', 'b', 'c']) note(candidateId, '2');
    expect(await look('c')).toBeDefined();
    note('d', '1', 91);
    expect((await Promise.all(['a', 'b', 'd'].map(look))).map((one) => one?.frameId)).toEqual([undefined, '2', '1']);
  });

  test('that are replaced while they are shrunk are counted as what took their place', async () => {
    const { note, look } = newLivePictures({ maxBytes: 300 });
    note('a', '1');
    const looking = look('a');
    note('a', '2');
    expect(shown(await looking)).toBe('1: 10 bytes');
    for (const candidateId of ['b', 'c']) note(candidateId, '1');
    expect(shown(await look('a'))).toBe('2: 10 bytes');
    note('d', '1', 101);
    expect(await look('a')).toBeUndefined();
  });

  test('are forgotten when they have become old', async () => {
    const { counted, note, look } = newLivePictures();
    note('carla', '1');
    counted.nowMs = 9 * 60_000;
    expect(await look('carla')).toBeDefined();
    counted.nowMs = 11 * 60_000;
    expect(await look('carla')).toBeUndefined();
  });

  test('that could not be shrunk are tried again', async () => {
    const { counted, note, look } = newLivePictures();
    note('carla', '1');
    counted.isFailing = true;
    await expect(look('carla')).rejects.toThrow('no memory');
    counted.isFailing = false;
    expect(shown(await look('carla'))).toBe('1: 10 bytes');
  });

  test('of one session, or of one candidate in all exams, can be forgotten', async () => {
    const { live, note, look } = newLivePictures();
    for (const candidateId of ['a', 'b', 'c']) note(candidateId, '1');
    live.forget({ examId: 'demo', candidateId: 'a' });
    live.forget({ examId: 'other', candidateId: 'c' });
    live.forgetCandidate('b');
    expect((await Promise.all(['a', 'b', 'c'].map(look))).map((one) => one !== undefined)).toEqual([
      false,
      false,
      true,
    ]);
  });
});
