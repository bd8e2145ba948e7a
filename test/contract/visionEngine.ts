/** What every vision engine promises. Run it over an adapter: `visionEngineContract('Rekognition', open)`. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';
import type { CheckName } from '../../src/domain/checks.js';
import type { Observation, Part } from '../../src/domain/observation.js';
import type { EnrolledFace, ObserveRequest, RejectionReason, VisionEngine } from '../../src/vision/engine.js';
import { readPicture } from '../../src/vision/picture.js';
import { emptyRoom, otherPicture, type Person, portrait, together, withPhone } from '../support/pictures.js';

/** What a policy lets through unless told otherwise. */
const threshold = 85;

/** @param open an engine that knows nobody yet, and is ready */
export function visionEngineContract(adapter: string, open: () => Promise<VisionEngine>): void {
  describe(`The ${adapter} engine`, () => {
    let engine: VisionEngine;
    const enrolled: EnrolledFace[] = [];
    beforeAll(async () => {
      engine = await open();
    });
    afterEach(async () => {
      for (const { externalImageId, template } of enrolled.splice(0)) await engine.forget(externalImageId, template);
    });
    afterAll(async () => {
      await engine[Symbol.asyncDispose]();
    });

    async function observe(bytes: Uint8Array, request: Partial<ObserveRequest> = {}): Promise<Observation> {
      const thresholds = { similarityThreshold: threshold, namingThreshold: threshold };
      return engine.observe({ picture: await readPicture(bytes), expected: [], ...thresholds, ...request });
    }

    async function offer(bytes: Uint8Array, externalImageId: string, own: readonly EnrolledFace[] = []) {
      const picture = await readPicture(bytes);
      return engine.enrol({ picture, externalImageId, own, namingThreshold: threshold });
    }

    async function enrol(bytes: Uint8Array, externalImageId: string, own: readonly EnrolledFace[] = []) {
      const answer = await offer(bytes, externalImageId, own);
      if (answer.status === 'rejected') throw new Error(answer.reasons.join());
      const face = { externalImageId, ...(answer.template && { template: answer.template }) };
      enrolled.push(face);
      return face;
    }

    const matchesIn = async (bytes: Uint8Array, expected: readonly EnrolledFace[]) =>
      partOf((await observe(bytes, { expected })).matches);

    describe('looking at a frame', () => {
      it('has as many frames in work as it says', () => {
        expect(engine.concurrency).toBeGreaterThanOrEqual(1);
      });

      it('sees one face and one person in a portrait, and nothing that is not allowed', async () => {
        const observation = await observe(await portrait('curls'));
        expect(partOf(observation.faces)).toHaveLength(1);
        expect(sure(observation, 'Person')).toHaveLength(1);
        expect(sure(observation, 'Cell Phone')).toEqual([]);
        expect(partOf(observation.moderation)).toEqual([]);
      });

      it('sees two faces and two persons side by side', async () => {
        const observation = await observe(await together('green', 'brunette'));
        expect(partOf(observation.faces)).toHaveLength(2);
        expect(sure(observation, 'Person')).toHaveLength(2);
      });

      it('sees nobody in an empty room, and compares nobody', async () => {
        const observation = await observe(await emptyRoom(), { expected: [await enrol(await portrait('curls'), 'a')] });
        expect(partOf(observation.faces)).toEqual([]);
        expect(sure(observation, 'Person')).toEqual([]);
        expect(partOf(observation.matches)).toEqual([]);
      });

      it('sees a phone, and where it is', async () => {
        const [phone] = sure(await observe(await withPhone('ponytail')), 'Cell Phone');
        expect(phone?.box?.top).toBeGreaterThan(0.5);
      });

      it('says where a face is, and which way it looks', async () => {
        const [face] = partOf((await observe(await portrait('green'))).faces);
        const [mirrored] = partOf((await observe(await spoil('green', (photo) => photo.flop()))).faces);
        if (!face?.pose || !mirrored?.pose) throw new Error('There is no face with a pose');
        expect(face.box.width).toBeGreaterThan(0.3);
        expect(face.pose.yaw).toBeGreaterThan(5);
        expect(Math.abs(face.pose.yaw + mirrored.pose.yaw)).toBeLessThan(10);
        expect(face.box.left + face.box.width + mirrored.box.left).toBeCloseTo(1, 1);
      });

      it('says where the eyes point in a way that adds to where the head does', async () => {
        const [face] = partOf((await observe(await portrait('curls'))).faces);
        if (!face?.pose || !face.gaze) throw new Error('There is no face with pose and gaze');
        expect(Math.abs(face.pose.yaw)).toBeGreaterThan(10);
        expect(Math.abs(face.pose.yaw + face.gaze.yaw)).toBeLessThan(8);
      });

      it('sees the same whatever way up the camera was held', async () => {
        const photo = await together('ponytail', 'curls');
        const turned = sharp(photo).rotate(270).withMetadata({ orientation: 6 });
        const expected = [await enrol(await portrait('curls'), 'a')];
        const observation = await observe(await turned.jpeg().toBuffer(), { expected });
        expect(partOf(observation.faces)).toHaveLength(2);
        expect(partOf(observation.matches)[0]?.similarity).toBeGreaterThan(threshold);
      });

      it('tells of the picture as a whole', async () => {
        const grey = { width: 640, height: 480, channels: 3, background: '#333' } as const;
        const { scene } = await observe(await sharp({ create: grey }).png().toBuffer());
        expect(scene).toMatchObject({
          ok: true,
          value: { brightness: expect.closeTo(20, 0), detail: expect.closeTo(0) },
        });
        const lively = sceneIn(await observe(await portrait('curls')));
        expect(lively.brightness).toBeGreaterThan(25);
        expect(lively.detail).toBeGreaterThan(1.5);
      });

      it('knows pixels again that it has seen, and no others', async () => {
        const photo = await portrait('curls');
        const again = await sharp(photo).png().toBuffer();
        const noisy = await sharp(photo).linear(1, 1).png().toBuffer();
        const [first, second, third] = [await observe(photo), await observe(again), await observe(noisy)];
        expect(sceneIn(second).fingerprint).toBe(sceneIn(first).fingerprint);
        expect(sceneIn(third).fingerprint).not.toBe(sceneIn(first).fingerprint);
      });

      it.each<[CheckName, readonly (keyof Observation)[]]>([
        ['FACE_DETECTION', ['faces']],
        ['OBJECTS_OF_INTEREST', ['labels']],
        ['UNSAFE_CONTENT', ['moderation']],
        ['PERSON_RECOGNITION', ['faces', 'matches']],
        ['PERSON_DETECTION', ['faces', 'labels']],
      ])('asked for %s alone, looks for %j alone', async (check, parts) => {
        const observation = await observe(await portrait('curls'), { asked: new Set([check]) });
        for (const part of ['faces', 'labels', 'moderation', 'matches'] as const) {
          if (parts.includes(part)) expect(observation[part].ok).toBe(true);
          else expect(observation[part]).toEqual({ ok: false, reason: 'not asked' });
        }
      });

      it('answers a frame for which no check is asked', async () => {
        const observation = await observe(await portrait('curls'), { asked: new Set() });
        expect(observation.faces).toEqual({ ok: false, reason: 'not asked' });
        expect(observation.scene?.ok).toBe(true);
      });

      it('refuses what is no readable picture', async () => {
        const photo = await portrait('curls');
        await expect(observe(photo.subarray(0, photo.length / 2))).rejects.toMatchObject({ name: 'BadPicture' });
      });

      it('does not look at a frame that nobody waits for', async () => {
        const looking = observe(await portrait('curls'), { signal: AbortSignal.abort() });
        await expect(looking).rejects.toMatchObject({ name: 'AbortError' });
      });

      it('leaves the caller’s bytes alone', async () => {
        const bytes = Buffer.from(Uint8Array.from(await portrait('curls')).buffer);
        const before = Buffer.from(bytes);
        await observe(bytes);
        expect(bytes.equals(before)).toBe(true);
      });
    });

    describe('recognising the candidate', () => {
      it('succeeds in another picture', async () => {
        const candidate = await enrol(await portrait('curls'), 'candidate');
        const matches = await matchesIn(await otherPicture('curls'), [candidate]);
        expect(matches).toEqual([{ externalImageId: 'candidate', similarity: expect.any(Number) }]);
        expect(matches[0]?.similarity).toBeGreaterThan(threshold);
      });

      it.each([
        ['left', () => together('curls', 'ponytail')],
        ['right', () => together('ponytail', 'curls')],
      ])('succeeds %s of somebody else', async (_, picture) => {
        const candidate = await enrol(await portrait('curls'), 'candidate');
        const [match] = await matchesIn(await picture(), [candidate]);
        expect(match?.externalImageId).toBe('candidate');
        expect(match?.similarity).toBeGreaterThan(threshold);
      });

      it('fails for anybody else', async () => {
        const candidate = await enrol(await portrait('curls'), 'candidate');
        for (const person of ['ponytail', 'laughing', 'green', 'brunette'] as const) {
          const sureOf = (await matchesIn(await portrait(person), [candidate])).filter(
            ({ similarity }) => similarity >= threshold,
          );
          expect(sureOf).toEqual([]);
        }
      });

      it('fails for somebody else who is enrolled, and names them', async () => {
        const candidate = await enrol(await portrait('curls'), 'candidate');
        await enrol(await portrait('brunette'), 'stranger');
        const [best, ...others] = await matchesIn(await otherPicture('brunette'), [candidate]);
        expect(best?.externalImageId).toBe('stranger');
        expect(others.every(({ similarity }) => similarity < threshold)).toBe(true);
      });

      it('names nobody who was forgotten', async () => {
        const candidate = await enrol(await portrait('curls'), 'candidate');
        const stranger = await enrol(await portrait('brunette'), 'stranger');
        await engine.forget(stranger.externalImageId, stranger.template);
        const matches = await matchesIn(await otherPicture('brunette'), [candidate]);
        expect(matches.map(({ externalImageId }) => externalImageId)).not.toContain('stranger');
      });

      it('can not be told where the candidate was enrolled with another engine', async () => {
        const expected = [
          { externalImageId: 'foreign', template: { model: 'foreign/1', vector: Uint8Array.of(1, 2) } },
        ];
        const { faces, matches } = await observe(await portrait('curls'), { expected });
        expect(faces.ok).toBe(true);
        expect(matches.ok).toBe(false);
      });
    });

    describe('enrolling a photo', () => {
      it('accepts a good one, with a template, the face’s place, and what was measured', async () => {
        const answer = await offer(await portrait('curls'), 'photo');
        if (answer.status === 'rejected') throw new Error(answer.reasons.join());
        enrolled.push({ externalImageId: 'photo', ...(answer.template && { template: answer.template }) });
        expect(answer.template?.model).toMatch(/./);
        expect(answer.quality.facePixels).toBeGreaterThan(200);
        expect(answer.quality.brightness).toBeGreaterThan(30);
        expect(answer.quality.brightness).toBeLessThan(70);
        expect(answer.box.left).toBeGreaterThan(0);
      });

      it.each<[RejectionReason, string, () => Promise<Buffer>]>([
        ['NO_FACE', 'there is none', emptyRoom],
        ['SEVERAL_FACES', 'somebody else is there', () => together('curls', 'ponytail')],
        ['FACE_TOO_SMALL', 'it is too far away', () => spoil('curls', (photo) => photo.resize({ height: 110 }))],
        ['TOO_DARK', 'it is too dark', () => spoil('curls', (photo) => photo.linear(0.2, 0))],
        ['TOO_BRIGHT', 'it is overexposed', () => spoil('curls', (photo) => photo.linear(1.2, 120))],
        ['BLURRED', 'it is out of focus', () => spoil('curls', (photo) => photo.blur(9))],
      ])('says %s when %s', async (reason, _, photo) => {
        expect(await offer(await photo(), 'photo')).toEqual({ status: 'rejected', reasons: [reason] });
      });

      it('says that a photo without a visible face is too dark to show one', async () => {
        const dark = sharp({ create: { width: 640, height: 480, channels: 3, background: '#050505' } });
        const answer = await offer(await dark.jpeg().toBuffer(), 'photo');
        expect(answer).toEqual({ status: 'rejected', reasons: ['NO_FACE', 'TOO_DARK'] });
      });

      it('rejects a face that is enrolled for somebody else, until it is forgotten', async () => {
        const first = await enrol(await portrait('green'), 'first');
        const answer = await offer(await otherPicture('green'), 'photo');
        expect(answer).toEqual({ status: 'rejected', reasons: ['ENROLLED_AS_SOMEBODY_ELSE'] });
        await engine.forget(first.externalImageId, first.template);
        await enrol(await otherPicture('green'), 'photo');
      });

      it('takes another photo of the same candidate', async () => {
        const first = await enrol(await portrait('green'), 'first');
        await enrol(await otherPicture('green'), 'photo', [first]);
      });

      it('tried again ends the same, and is forgotten at once', async () => {
        await enrol(await portrait('green'), 'photo');
        const again = await enrol(await portrait('green'), 'photo');
        await engine.forget(again.externalImageId, again.template);
        await enrol(await otherPicture('green'), 'other');
      });

      it('makes a face known, which one of another engine is not', async () => {
        const face = await enrol(await portrait('green'), 'photo');
        expect(await engine.knows(face)).toBe(true);
        const template = { model: 'foreign/1', vector: Uint8Array.of(1, 2) };
        expect(await engine.knows({ externalImageId: 'photo', template })).toBe(false);
      });

      it('makes nobody known whose photo it rejects', async () => {
        await offer(await spoil('curls', (photo) => photo.linear(0.2, 0)), 'photo');
        await enrol(await portrait('curls'), 'other');
      });

      it('refuses what is no readable picture', async () => {
        const photo = await portrait('curls');
        await expect(offer(photo.subarray(0, photo.length / 2), 'photo')).rejects.toMatchObject({ name: 'BadPicture' });
      });
    });

    it('forgets who is not known, and who is known by the id alone', async () => {
      await engine.forget('nobody');
      await enrol(await portrait('green'), 'first');
      await engine.forget('first');
      await enrol(await otherPicture('green'), 'photo');
    });
  });
}

function partOf<T>(part: Part<T>): T {
  if (!part.ok) throw new Error(part.reason);
  return part.value;
}

function sceneIn({ scene }: Observation) {
  if (!scene) throw new Error('There is no scene');
  return partOf(scene);
}

function sure(observation: Observation, name: string) {
  return partOf(observation.labels).filter((label) => label.name === name && label.confidence >= threshold);
}

async function spoil(person: Person, how: (photo: Sharp) => Sharp): Promise<Buffer> {
  return how(sharp(await portrait(person)))
    .jpeg()
    .toBuffer();
}
