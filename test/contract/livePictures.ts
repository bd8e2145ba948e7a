/** What is promised wherever the newest frames are held. Run it over an adapter: `livePicturesContract('memory', open)`. */
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { SmallPicture } from '../../src/domain/evidence.js';
import type { LivePictures } from '../../src/pictures/livePictures.js';
import type { Picture } from '../../src/vision/engine.js';

/** @param open holds nothing yet */
export function livePicturesContract(
  adapter: string,
  open: (shrinkPicture: (picture: Picture) => Promise<SmallPicture>) => Promise<LivePictures>,
): void {
  describe(`The newest frames in ${adapter}`, () => {
    let live: LivePictures;
    let isFailing: boolean;
    let shrunk: number;

    beforeEach(async () => {
      isFailing = false;
      shrunk = 0;
      live = await open(async ({ bytes }) => {
        shrunk += 1;
        if (isFailing) throw new Error('no memory');
        return { bytes: bytes.subarray(0, 3), width: 480, height: 270 };
      });
    });

    const newSession = () => ({ examId: `exam {1} ü\n`, candidateId: `${randomUUID()} {ana} \n ü` });

    it('are shown as they came, but small', async () => {
      const session = newSession();
      const frame = frameOf('one', 1);
      live.note(session, frame);
      const { bytes, ...size } = (await live.look(session))?.picture ?? { bytes: [] };
      expect(await live.look(session)).toMatchObject({ frameId: 'one', capturedAt: frame.capturedAt });
      expect([...bytes]).toEqual([0xff, 0x0a, 1]);
      expect(size).toEqual({ width: 480, height: 270 });
    });

    it('take the place of those before', async () => {
      const session = newSession();
      live.note(session, frameOf('one', 1));
      expect(await live.look(session)).toMatchObject({ frameId: 'one' });
      live.note(session, frameOf('two', 2));
      expect(await live.look(session)).toMatchObject({ frameId: 'two' });
    });

    it('are one for each session', async () => {
      const ana = newSession();
      const other = { ...ana, examId: 'other' };
      live.note(ana, frameOf('of ana', 1));
      live.note(other, frameOf('of the other exam', 1));
      expect(await live.look(ana)).toMatchObject({ frameId: 'of ana' });
      expect(await live.look(other)).toMatchObject({ frameId: 'of the other exam' });
      expect(await live.look(newSession())).toBeUndefined();
    });

    it('are shrunk once somebody looks, and once for all who do', async () => {
      const session = newSession();
      live.note(session, frameOf('one', 1));
      expect(shrunk).toBe(0);
      await Promise.all([live.look(session), live.look(session)]);
      await live.look(session);
      expect(shrunk).toBe(1);
    });

    it('that could not be shrunk fail, and are tried again', async () => {
      const session = newSession();
      live.note(session, frameOf('one', 1));
      isFailing = true;
      await expect(live.look(session)).rejects.toThrow('no memory');
      isFailing = false;
      expect(await live.look(session)).toMatchObject({ frameId: 'one' });
    });

    it('of one session are forgotten, and others are not', async () => {
      const ana = newSession();
      const other = { ...ana, examId: 'other' };
      for (const session of [ana, other]) live.note(session, frameOf('one', 1));
      live.forget(ana);
      expect(await live.look(ana)).toBeUndefined();
      expect(await live.look(other)).toBeDefined();
    });

    it('of one candidate are forgotten in all exams, and those of others are not', async () => {
      const ana = newSession();
      const bruno = newSession();
      const everywhere = [ana, { ...ana, examId: 'other' }];
      for (const session of [...everywhere, bruno]) live.note(session, frameOf('one', 1));
      live.forgetCandidate(ana.candidateId);
      expect(await Promise.all(everywhere.map((session) => live.look(session)))).toEqual([undefined, undefined]);
      expect(await live.look(bruno)).toBeDefined();
    });
  });
}

/** Its bytes tell it from others, and hold what ends a line. */
export function frameOf(frameId: string, number: number, size = 100) {
  const bytes = new Uint8Array(size);
  bytes.set([0xff, 0x0a, number]);
  const picture: Picture = { bytes, width: 1280, height: 720, format: 'jpeg' };
  const capturedAt = new Date(Date.parse('2026-05-04T09:00:00.000Z') + number * 2_000).toISOString();
  return { frameId, capturedAt, picture };
}
