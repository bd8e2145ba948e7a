/** What every store promises. Run it over an adapter: `storeContract('DynamoDB', open)`. */

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Concerned } from '../../src/domain/events.js';
import type { Face } from '../../src/domain/face.js';
import type { Session } from '../../src/domain/session.js';
import type { EventRange, Store, StoredEvent } from '../../src/store/store.js';
import { examOf } from '../support/exam.js';
import { messageToAll, newEvent, newEvents } from '../support/newEvents.js';

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
        const left = newSession({ outbox: newEvents('exam', 1) });
        const emptied = newSession({ outbox: newEvents('exam', 1) });
        const empty = newSession();
        for (const session of [left, emptied, empty]) await store.sessions.save(session);
        await store.sessions.save({ ...emptied, outbox: [], version: 2 });
        const found: Session[] = [];
        for await (const session of store.sessions.withOutbox()) found.push(session);
        expect(found.filter(({ id }) => [left, emptied, empty].some((session) => session.id === id))).toEqual([left]);
      });
    });

    describe('keeps events:', () => {
      it('reads them in the order of their places', async () => {
        const { examId, placed } = await putEvents(12);
        expect(placesOf(await store.events.read(examId, 0, 100))).toEqual(placed);
        expect(placesOf(await store.events.read(examId, 9, 100))).toEqual(placed.slice(9));
        expect(placesOf(await store.events.read(examId, 3, 4))).toEqual(placed.slice(3, 7));
        expect(await store.events.read(examId, 12, 100)).toEqual([]);
        expect(placesOf(await store.events.readLast(examId, 3))).toEqual(placed.slice(9));
        expect(placesOf(await store.events.readLast(examId, 100))).toEqual(placed);
      });

      it('has none where none were put', async () => {
        expect(await store.events.read(randomUUID(), 0, 10)).toEqual([]);
        expect(await store.events.readLast(randomUUID(), 10)).toEqual([]);
        expect(await store.events.get(randomUUID(), 1)).toBeUndefined();
        expect(await store.events.findSeq(randomUUID(), 'key-1')).toBeUndefined();
      });

      it('finds one by its place, and its place by its key', async () => {
        const { examId, placed } = await putEvents(3);
        expect((await store.events.get(examId, 2))?.event).toEqual(placed[1]?.event);
        expect(await store.events.findSeq(examId, 'key-2')).toBe(2);
      });

      it('keeps the histories of exams apart, and events apart from keys', async () => {
        const examId = 'exam';
        await store.events.put(examId, [{ seq: 1, event: newEvent(examId, 'one') }]);
        await store.events.put(`${examId}.2`, [{ seq: 1, event: newEvent(`${examId}.2`, 'two') }]);
        expect(await store.events.read(examId, 0, 10)).toHaveLength(1);
        expect(await store.events.findSeq(examId, 'two')).toBeUndefined();
      });

      it('changes nothing when the same is put again, or a part of it', async () => {
        const { examId, placed } = await putEvents(4);
        await store.events.put(examId, placed);
        await store.events.put(examId, placed.slice(1, 3));
        expect(placesOf(await store.events.read(examId, 0, 100))).toEqual(placed);
      });

      it('refuses a place that another event has', async () => {
        const { examId, placed } = await putEvents(3);
        const other = [{ seq: 3, event: newEvent(examId, 'other') }];
        await expect(store.events.put(examId, other)).rejects.toMatchObject({ name: 'VersionConflict' });
        expect(placesOf(await store.events.read(examId, 0, 100))).toEqual(placed);
      });

      it('gives a key to the event that was put last, for a crash may have left it pointing nowhere', async () => {
        const { examId } = await putEvents(2);
        await store.events.put(examId, [{ seq: 5, event: newEvent(examId, 'key-2') }]);
        expect(await store.events.findSeq(examId, 'key-2')).toBe(5);
      });

      it('says of each what came before it, and with which it was written', async () => {
        const { examId } = await putEvents(3);
        await store.events.put(examId, [{ seq: 6, event: newEvent(examId, 'key-6') }], { writtenFrom: 4 });
        const chain = async () =>
          (await store.events.read(examId, 1, 10)).map(({ seq, after, writtenFrom }) => [after, seq, writtenFrom]);
        const first = [1, 2, 1];
        expect(await chain()).toEqual([first, [2, 3, 1], [5, 6, 4]]);
        await store.events.setAfter(examId, 6, 3);
        await store.events.setAfter(examId, 7, 6);
        await store.events.put(examId, [{ seq: 6, event: newEvent(examId, 'key-6') }], { writtenFrom: 4 });
        expect(await chain()).toEqual([first, [2, 3, 1], [3, 6, 4]]);
      });

      it('says what came before a write that left out places', async () => {
        const { examId } = await putEvents(3);
        const events = [8, 9].map((seq) => ({ seq, event: newEvent(examId, `key-${seq}`) }));
        await store.events.put(examId, events, { writtenFrom: 8, writtenAfter: 3 });
        const chain = (await store.events.read(examId, 3, 10)).map(({ seq, after }) => [after, seq]);
        expect(chain).toEqual([
          [3, 8],
          [8, 9],
        ]);
      });

      it('keeps late events from places that were sealed, and leaves alone what is there', async () => {
        const { examId, placed } = await putEvents(3);
        await store.events.seal(examId, 2, 70);
        expect(await store.events.lastTaken(examId)).toBe(70);
        const late = [{ seq: 5, event: newEvent(examId, 'late') }];
        await expect(store.events.put(examId, late)).rejects.toMatchObject({ name: 'VersionConflict' });
        expect(await store.events.get(examId, 5)).toBeUndefined();
        expect(placesOf(await store.events.read(examId, 0, 10))).toEqual(placed);
        expect(placesOf(await store.events.readLast(examId, 2))).toEqual(placed.slice(1));
      });

      it('puts another in the place of one, and finds it by its own key only', async () => {
        const { examId, placed } = await putEvents(3);
        const other = newEvent(examId, 'other', 'somebody');
        for (const seq of [2, 9]) await store.events.replace(examId, seq, other);
        expect(placesOf(await store.events.read(examId, 0, 10))).toEqual([
          placed[0],
          { seq: 2, event: other },
          placed[2],
        ]);
        expect(await store.events.findSeq(examId, 'key-2')).toBeUndefined();
        expect(await store.events.findSeq(examId, 'other')).toBe(2);
      });

      it('reads those that concern some candidates, or everybody, in the order of their places', async () => {
        const { examId, placed } = await putEvents(30);
        await store.events.put(examId, [{ seq: 31, event: messageToAll(examId, 'message') }]);
        await putEvents(30);
        const about = async (concerned: readonly Concerned[], range: Partial<EventRange> = {}) =>
          (await store.events.readAbout(examId, concerned, { after: 0, upTo: 100, limit: 100, ...range })).map(
            ({ seq }) => seq,
          );
        expect(await about(['candidate-3'])).toEqual([3, 13, 23]);
        expect(await about(['candidate-4', 'candidate-3', 'candidate-4'])).toEqual([3, 4, 13, 14, 23, 24]);
        expect(await about(['candidate-3', undefined])).toEqual([3, 13, 23, 31]);
        expect(await about([undefined])).toEqual([31]);
        expect(await about(['candidate-3', 'candidate-4'], { after: 4, upTo: 23 })).toEqual([13, 14, 23]);
        expect(await about(['candidate-3', 'candidate-4'], { after: 3, limit: 3 })).toEqual([4, 13, 14]);
        expect(await about(['candidate-3'], { after: 23 })).toEqual([]);
        expect(await about(['candidate-3'], { after: 23, upTo: 23 })).toEqual([]);
        for (const nobody of ['nobody', '', 'candidate', 'x'.repeat(5_000)]) expect(await about([nobody])).toEqual([]);
        expect(await about([])).toEqual([]);
        const found = await store.events.readAbout(examId, ['candidate-3'], { after: 3, upTo: 13, limit: 9 });
        expect(found).toEqual([await store.events.get(examId, 13)]);
        expect(placesOf(found)).toEqual([placed[12]]);
      });

      it('reads more of them that concern one candidate than one request holds', async () => {
        const examId = randomUUID();
        const placed = Array.from({ length: 130 }, (_, index) => ({
          seq: index + 1,
          event: { ...newEvent(examId, `key-${index}`), engine: 'x'.repeat(20_000) },
        }));
        await store.events.put(examId, placed);
        const found = await store.events.readAbout(examId, ['candidate-1'], { after: 0, upTo: 200, limit: 200 });
        expect(placesOf(found)).toEqual(placed);
      });

      it('knows by candidate what was put in the place of another, and no more what was there', async () => {
        const { examId } = await putEvents(12);
        await store.events.replace(examId, 2, newEvent(examId, 'other', 'somebody'));
        await store.events.replace(examId, 3, messageToAll(examId, 'message'));
        const about = async (...concerned: readonly Concerned[]) =>
          (await store.events.readAbout(examId, concerned, { after: 0, upTo: 100, limit: 100 })).map(({ seq }) => seq);
        expect(await about('candidate-2', 'candidate-3')).toEqual([12]);
        expect(await about('somebody')).toEqual([2]);
        expect(await about(undefined)).toEqual([3]);
      });

      it('says when each was written, and still the same when it is put again', async () => {
        const before = Date.now();
        const { examId, placed } = await putEvents(2);
        const written = (await store.events.read(examId, 0, 10)).map(({ writtenAt = '' }) => Date.parse(writtenAt));
        for (const at of written) {
          expect(at).toBeGreaterThanOrEqual(before);
          expect(at).toBeLessThanOrEqual(Date.now());
        }
        await store.events.put(examId, placed);
        const again = (await store.events.read(examId, 0, 10)).map(({ writtenAt = '' }) => Date.parse(writtenAt));
        expect(again).toEqual(written);
      });

      it('remembers how far they have come, and never less far', async () => {
        const examId = randomUUID();
        expect(await store.events.mark(examId)).toBeUndefined();
        const marks = [
          { place: 10, after: 0 },
          { place: 20, after: 7, keptUntil: '2026-01-15T09:00:00.000Z' },
        ];
        for (const mark of marks) {
          await store.events.setMark(examId, mark);
          expect(await store.events.mark(examId)).toEqual(mark);
        }
        const back = store.events.setMark(examId, { place: 19, after: 7 });
        await expect(back).rejects.toMatchObject({ name: 'VersionConflict' });
        expect(await store.events.mark(examId)).toEqual(marks[1]);
        expect(await store.events.read(examId, 0, 10)).toEqual([]);
      });

      it('writes and reads more of them than one request holds', async () => {
        const { examId, placed } = await putEvents(60, 'x'.repeat(30_000));
        expect(placesOf(await store.events.read(examId, 0, 1_000))).toEqual(placed);
        expect((await store.events.readLast(examId, 50)).map(({ seq }) => seq)).toEqual(
          placed.slice(10).map(({ seq }) => seq),
        );
        expect(await store.events.findSeq(examId, 'key-60')).toBe(60);
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

    async function putEvents(count: number, engine = 'embedded') {
      const examId = randomUUID();
      const placed = newEvents(examId, count).map((event, index) => ({ seq: index + 1, event: { ...event, engine } }));
      await store.events.put(examId, placed);
      return { examId, placed };
    }
  });
}

function placesOf(events: readonly StoredEvent[]) {
  return events.map(({ seq, event }) => ({ seq, event }));
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
