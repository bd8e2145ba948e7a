/** What every store promises; of events, incidents and evidence see there. Run it over an adapter: `storeContract('DynamoDB', open)`. */

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Face } from '../../src/domain/face.js';
import type { Session } from '../../src/domain/session.js';
import type { Store } from '../../src/store/store.js';
import { examOf } from '../support/exam.js';
import { newEvent, newEvents } from '../support/newEvents.js';

/** @param open a store that holds nothing yet */
export function storeContract(adapter: string, open: () => Promise<Store>): void {
  describe(`A store in ${adapter}`, () => {
    let store: Store;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(async () => {
      await store[Symbol.asyncDispose]();
    });

    it('says that it can be reached', async () => {
      await expect(store.check()).resolves.toBeUndefined();
    });

    describe('keeps faces:', () => {
      it('gives back what was put', async () => {
        const face = newFace({ template: { model: 'model-1', vector: Uint8Array.of(0, 1, 128, 255) } });
        await store.faces.put(face);
        expect(plain(await store.faces.get(face.externalImageId))).toEqual(plain(face));
      });

      it('keeps a face that has no template', async () => {
        const face = newFace();
        await store.faces.put(face);
        expect(await store.faces.get(face.externalImageId)).toEqual(face);
      });

      it('has nothing under an unknown id', async () => {
        expect(await store.faces.get(randomUUID())).toBeUndefined();
        expect(await store.faces.delete(randomUUID())).toBeUndefined();
      });

      it('replaces a face that is put again', async () => {
        const face = newFace({ template: { model: 'model-1', vector: Uint8Array.of(1) } });
        await store.faces.put(face);
        const { template: _, ...replaced } = { ...face, fullName: 'Ada Byron' };
        await store.faces.put(replaced);
        expect(await store.faces.get(face.externalImageId)).toEqual(replaced);
      });

      it('finds the faces of a candidate, the oldest first, and nobody else’s', async () => {
        const candidateId = randomUUID();
        const newer = newFace({ candidateId, enrolledAt: '2026-02-01T00:00:00.000Z' });
        const older = newFace({ candidateId, enrolledAt: '2026-01-01T00:00:00.000Z' });
        for (const face of [newer, newFace(), older]) await store.faces.put(face);
        expect(await store.faces.ofCandidate(candidateId)).toEqual([older, newer]);
      });

      it('finds the faces of many candidates at once, and an empty list for who has none', async () => {
        const candidateIds = Array.from({ length: 70 }, () => randomUUID());
        const [first = '', second = '', ...others] = candidateIds;
        const newer = newFace({ candidateId: first, enrolledAt: '2026-02-01T00:00:00.000Z' });
        const older = newFace({ candidateId: first, enrolledAt: '2026-01-01T00:00:00.000Z' });
        const single = newFace({ candidateId: second });
        for (const face of [newer, newFace(), single, older]) await store.faces.put(face);
        const found = await store.faces.ofCandidates(candidateIds);
        expect([found.get(first), found.get(second)]).toEqual([[older, newer], [single]]);
        expect(others.map((candidateId) => found.get(candidateId))).toEqual(others.map(() => []));
      });

      it('gives a face to its new candidate only', async () => {
        const face = newFace();
        await store.faces.put(face);
        await store.faces.put({ ...face, candidateId: `${face.candidateId}-2` });
        expect(await store.faces.ofCandidate(face.candidateId)).toEqual([]);
        expect(await store.faces.ofCandidate(`${face.candidateId}-2`)).toHaveLength(1);
      });

      it('returns a face when it deletes it, and has it no more', async () => {
        const face = newFace();
        await store.faces.put(face);
        expect(await store.faces.delete(face.externalImageId)).toEqual(face);
        expect(await store.faces.get(face.externalImageId)).toBeUndefined();
        expect(await store.faces.ofCandidate(face.candidateId)).toEqual([]);
      });

      it('lists all of them, also when they are more than one answer holds', async () => {
        const vector = new Uint8Array(100_000).fill(7);
        const faces = Array.from({ length: 15 }, () => newFace({ template: { model: 'large', vector } }));
        for (const face of faces) await store.faces.put(face);
        const listed: string[] = [];
        for await (const face of store.faces.all())
          if (face.template?.model === 'large') listed.push(face.externalImageId);
        expect(listed.sort()).toEqual(faces.map((face) => face.externalImageId).sort());
      });
    });

    describe('keeps exams:', () => {
      it('creates an exam once', async () => {
        const exam = examOf(randomUUID());
        expect(await store.exams.create(exam)).toBe(true);
        expect(await store.exams.create({ ...exam, title: 'Geometry' })).toBe(false);
        expect(await store.exams.get(exam.id)).toEqual(exam);
      });

      it('updates an exam whose policy is of the version before, and no other', async () => {
        const exam = examOf(randomUUID());
        await store.exams.create(exam);
        const changed = { ...exam, title: 'Geometry', policy: { ...exam.policy, version: 2 } };
        await store.exams.update(changed);
        expect(await store.exams.get(exam.id)).toEqual(changed);
        await expect(store.exams.update({ ...changed, title: 'Late' })).rejects.toMatchObject({
          name: 'VersionConflict',
        });
        expect(await store.exams.get(exam.id)).toEqual(changed);
      });

      it('knows no exam that was not created', async () => {
        expect(await store.exams.get(randomUUID())).toBeUndefined();
      });

      it('lists them', async () => {
        const ids = [randomUUID(), randomUUID()].sort();
        for (const id of ids) await store.exams.create(examOf(id, 'Listed'));
        const listed = (await store.exams.list()).filter((exam) => exam.title === 'Listed');
        expect(listed.map((exam) => exam.id)).toEqual(ids);
      });
    });

    describe('keeps sessions:', () => {
      it('gives back what was saved', async () => {
        const session = newSession({ outbox: newEvents('exam', 2) });
        await store.sessions.save(session);
        expect(await store.sessions.get(session.examId, session.candidateId)).toEqual(session);
        expect(await store.sessions.get(session.examId, 'somebody-else')).toBeUndefined();
      });

      it('takes the next version only', async () => {
        const first = newSession();
        const conflict = { name: 'VersionConflict' };
        await expect(store.sessions.save({ ...first, version: 2 })).rejects.toMatchObject(conflict);
        await store.sessions.save(first);
        await expect(store.sessions.save(first)).rejects.toMatchObject(conflict);
        await expect(store.sessions.save({ ...first, version: 3 })).rejects.toMatchObject(conflict);
        await store.sessions.save({ ...first, version: 2, framesProcessed: 2 });
        await expect(store.sessions.save({ ...first, version: 2 })).rejects.toMatchObject(conflict);
        expect(await store.sessions.get(first.examId, first.candidateId)).toMatchObject({ framesProcessed: 2 });
      });

      it('takes the next version of the same session only, though another one is as far', async () => {
        const erased = newSession();
        await store.sessions.save(erased);
        await store.sessions.move(erased, { ...erased, candidateId: `erased-${erased.candidateId}` });
        const begunAnew = { ...erased, id: `new-${erased.id}` };
        await store.sessions.save(begunAnew);
        await expect(store.sessions.save({ ...erased, version: 2 })).rejects.toMatchObject({ name: 'VersionConflict' });
        expect(await store.sessions.get(erased.examId, erased.candidateId)).toEqual(begunAnew);
      });

      it('lets one of those who write at the same time win', async () => {
        const first = newSession();
        await store.sessions.save(first);
        const writers = Array.from({ length: 10 }, (_, writer) =>
          store.sessions.save({ ...first, version: 2, framesProcessed: writer }),
        );
        const results = await Promise.allSettled(writers);
        const winners = results.flatMap(({ status }, writer) => (status === 'fulfilled' ? [writer] : []));
        expect(winners).toHaveLength(1);
        const stored = await store.sessions.get(first.examId, first.candidateId);
        expect(stored?.framesProcessed).toBe(winners[0]);
      });

      it('finds the sessions of an exam, also when they are more than one answer holds', async () => {
        const examId = randomUUID();
        const outbox = [{ ...newEvent(examId, 'large'), engine: 'x'.repeat(300_000) }];
        const sessions = ['a', 'b', 'c', 'd', 'e'].map((candidateId) => newSession({ examId, candidateId, outbox }));
        for (const session of [...sessions, newSession()]) await store.sessions.save(session);
        const found = await store.sessions.ofExam(examId);
        expect(found.map((session) => session.candidateId)).toEqual(['a', 'b', 'c', 'd', 'e']);
      });

      it('finds the sessions of an exam in the order of their candidates, however many, and none of another exam', async () => {
        const examId = randomUUID();
        const candidateIds = Array.from({ length: 60 }, () => randomUUID());
        const ofExam = candidateIds.map((candidateId) => newSession({ examId, candidateId }));
        const ofOther = candidateIds.map((candidateId) => newSession({ examId: `${examId}-0`, candidateId }));
        for (const session of [...ofExam, ...ofOther]) await store.sessions.save(session);
        const found = await store.sessions.ofExam(examId);
        expect(found.map((session) => session.candidateId)).toEqual(candidateIds.toSorted());
        expect(await store.sessions.ofExam(examId.slice(0, -1))).toEqual([]);
      });

      it('finds the sessions of a candidate', async () => {
        const candidateId = randomUUID();
        const sessions = ['exam-1', 'exam-2'].map((examId) => newSession({ examId, candidateId }));
        for (const session of [...sessions, newSession()]) await store.sessions.save(session);
        expect(await store.sessions.ofCandidate(candidateId)).toEqual(sessions);
      });

      it('gives one to another candidate, twice if need be, unless it was written meanwhile', async () => {
        const session = newSession({ outbox: newEvents('exam', 1) });
        const moved = { ...session, candidateId: randomUUID(), outbox: [] };
        await store.sessions.save(session);
        await store.sessions.save({ ...session, version: 2 });
        await expect(store.sessions.move(session, moved)).rejects.toMatchObject({ name: 'VersionConflict' });
        expect(await store.sessions.get(session.examId, session.candidateId)).toMatchObject({ version: 2 });
        for (const _ of [1, 2]) await store.sessions.move({ ...session, version: 2 }, { ...moved, version: 2 });
        expect(await store.sessions.get(session.examId, session.candidateId)).toBeUndefined();
        expect(await store.sessions.ofCandidate(moved.candidateId)).toEqual([{ ...moved, version: 2 }]);
      });

      it('finds those whose outbox holds something, as long as it does', async () => {
        const left = newSession({
          state: { status: 'ENDED', at: '2026-01-15T10:00:00.000Z' },
          outbox: newEvents('exam', 1),
        });
        const emptied = newSession({ outbox: newEvents('exam', 1) });
        const empty = newSession();
        for (const session of [left, emptied, empty]) await store.sessions.save(session);
        await store.sessions.save({ ...emptied, outbox: [], version: 2 });
        const found: Session[] = [];
        for await (const session of store.sessions.withOutbox()) found.push(session);
        expect(found.filter(({ id }) => [left, emptied, empty].some((session) => session.id === id))).toEqual([left]);
      });

      it('finds those that go on, of all exams, and not those that are paused or over', async () => {
        const at = '2026-01-15T10:00:00.000Z';
        const [here, there, paused, over] = [
          newSession(),
          newSession({ examId: randomUUID() }),
          newSession(),
          newSession(),
        ];
        for (const session of [here, there, paused, over]) await store.sessions.save(session);
        await store.sessions.save({ ...paused, state: { status: 'PAUSED', since: at }, version: 2 });
        await store.sessions.save({ ...over, state: { status: 'ENDED', at }, version: 2 });
        const found: Session[] = [];
        for await (const session of store.sessions.active()) found.push(session);
        const ours = new Set([here, there, paused, over].map(({ id }) => id));
        expect(new Set(found.filter(({ id }) => ours.has(id)))).toEqual(new Set([here, there]));
      });
    });

    it('remembers an erasure until it is told to forget it, and shows it nowhere else', async () => {
      const candidateId = randomUUID();
      const record = { pseudonym: 'erased-1', secret: 's', names: ['Ada'], faceIds: [], exams: [] };
      expect(await store.erasures.get(candidateId)).toBeUndefined();
      await store.erasures.put(candidateId, record);
      expect(await store.erasures.get(candidateId)).toEqual(record);
      expect(await store.sessions.ofCandidate(candidateId)).toEqual([]);
      await store.erasures.delete(candidateId);
      expect(await store.erasures.get(candidateId)).toBeUndefined();
    });
  });
}

function newFace(face: Partial<Face> = {}): Face {
  return {
    externalImageId: randomUUID(),
    candidateId: randomUUID(),
    fullName: 'Ada Lovelace',
    collectionId: 'proctor',
    enrolledAt: '2026-01-15T09:00:00.000Z',
    ...face,
  };
}

function newSession(session: Partial<Session> = {}): Session {
  return {
    id: randomUUID(),
    examId: randomUUID(),
    candidateId: randomUUID(),
    startedAt: '2026-01-15T09:00:00.000Z',
    lastFrame: { capturedAt: '2026-01-15T09:00:01.000Z', processedAt: '2026-01-15T09:00:01.100Z', engine: 'embedded' },
    state: { status: 'ACTIVE' },
    framesProcessed: 1,
    outbox: [],
    version: 1,
    ...session,
  };
}

/** Typed arrays of different realms are equal byte for byte only. */
function plain(face: Face | undefined): unknown {
  return face?.template && { ...face, template: { ...face.template, vector: [...face.template.vector] } };
}
