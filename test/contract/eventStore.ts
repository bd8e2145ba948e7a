/** What every store promises of events. Run it over an adapter: `eventStoreContract('DynamoDB', open)`. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Concerned } from '../../src/domain/events.js';
import type { EventRange, Store, StoredEvent } from '../../src/store/store.js';
import { messageToAll, newEvent, newEvents } from '../support/newEvents.js';

/** @param open a store that holds nothing yet */
export function eventStoreContract(adapter: string, open: () => Promise<Store>): void {
  describe(`A store of events in ${adapter}`, () => {
    let store: Store;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(async () => {
      await store?.[Symbol.asyncDispose]();
    });

    async function read(examId: string, after: number, limit: number) {
      return await store.events.read(examId, { after, upTo: 1_000, limit });
    }

    async function putEvents(count: number, engine = 'embedded') {
      const examId = randomUUID();
      const placed = newEvents(examId, count).map((event, index) => ({ seq: index + 1, event: { ...event, engine } }));
      await store.events.put(examId, placed);
      return { examId, placed };
    }

    it('reads them in the order of their places', async () => {
      const { examId, placed } = await putEvents(12);
      expect(placesOf(await read(examId, 0, 100))).toEqual(placed);
      expect(placesOf(await read(examId, 9, 100))).toEqual(placed.slice(9));
      expect(placesOf(await read(examId, 3, 4))).toEqual(placed.slice(3, 7));
      expect(await read(examId, 12, 100)).toEqual([]);
      expect(placesOf(await store.events.readLast(examId, 3))).toEqual(placed.slice(9));
      expect(placesOf(await store.events.readLast(examId, 100))).toEqual(placed);
    });

    it('has none where none were put', async () => {
      expect(await read(randomUUID(), 0, 10)).toEqual([]);
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
      expect(await read(examId, 0, 10)).toHaveLength(1);
      expect(await store.events.findSeq(examId, 'two')).toBeUndefined();
    });

    it('changes nothing when the same is put again, or a part of it', async () => {
      const { examId, placed } = await putEvents(4);
      await store.events.put(examId, placed);
      await store.events.put(examId, placed.slice(1, 3));
      expect(placesOf(await read(examId, 0, 100))).toEqual(placed);
    });

    it('refuses a place that another event has', async () => {
      const { examId, placed } = await putEvents(3);
      const other = [{ seq: 3, event: newEvent(examId, 'other') }];
      await expect(store.events.put(examId, other)).rejects.toMatchObject({ name: 'VersionConflict' });
      expect(placesOf(await read(examId, 0, 100))).toEqual(placed);
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
        (await read(examId, 1, 10)).map(({ seq, after, writtenFrom }) => [after, seq, writtenFrom]);
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
      const chain = (await read(examId, 3, 10)).map(({ seq, after }) => [after, seq]);
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
      expect(placesOf(await read(examId, 0, 10))).toEqual(placed);
      expect(placesOf(await store.events.readLast(examId, 2))).toEqual(placed.slice(1));
    });

    it('puts another in the place of one, and finds it by its own key only', async () => {
      const { examId, placed } = await putEvents(3);
      const other = newEvent(examId, 'other', 'somebody');
      const [, old = other] = placed.map(({ event }) => event);
      for (const seq of [2, 9]) await store.events.replace(examId, seq, other, old);
      expect(placesOf(await read(examId, 0, 10))).toEqual([placed[0], { seq: 2, event: other }, placed[2]]);
      expect(await store.events.findSeq(examId, 'key-2')).toBeUndefined();
      expect(await store.events.findSeq(examId, 'other')).toBe(2);
    });

    it('puts none in the place of one that is another by now, and leaves its key alone', async () => {
      const { examId, placed } = await putEvents(1);
      const [old = newEvent(examId, 'none')] = placed.map(({ event }) => event);
      const other = newEvent(examId, 'other');
      await store.events.replace(examId, 1, other, old);
      await store.events.replace(examId, 1, other, old);
      const late = store.events.replace(examId, 1, newEvent(examId, 'late'), old);
      await expect(late).rejects.toMatchObject({ name: 'VersionConflict' });
      expect(placesOf(await read(examId, 0, 10))).toEqual([{ seq: 1, event: other }]);
      expect(await store.events.findSeq(examId, 'other')).toBe(1);
      expect(await store.events.findSeq(examId, 'late')).toBeUndefined();
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
      const { examId, placed } = await putEvents(12);
      const [, second = newEvent(examId, ''), third = newEvent(examId, '')] = placed.map(({ event }) => event);
      await store.events.replace(examId, 2, newEvent(examId, 'other', 'somebody'), second);
      await store.events.replace(examId, 3, messageToAll(examId, 'message'), third);
      const about = async (...concerned: readonly Concerned[]) =>
        (await store.events.readAbout(examId, concerned, { after: 0, upTo: 100, limit: 100 })).map(({ seq }) => seq);
      expect(await about('candidate-2', 'candidate-3')).toEqual([12]);
      expect(await about('somebody')).toEqual([2]);
      expect(await about(undefined)).toEqual([3]);
    });

    it('says when each was written, and still the same when it is put again', async () => {
      const before = Date.now();
      const { examId, placed } = await putEvents(2);
      const written = (await read(examId, 0, 10)).map(({ writtenAt = '' }) => Date.parse(writtenAt));
      for (const at of written) {
        expect(at).toBeGreaterThanOrEqual(before);
        expect(at).toBeLessThanOrEqual(Date.now());
      }
      await store.events.put(examId, placed);
      const again = (await read(examId, 0, 10)).map(({ writtenAt = '' }) => Date.parse(writtenAt));
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
      expect(await read(examId, 0, 10)).toEqual([]);
    });

    it('writes and reads more of them than one request holds', async () => {
      const { examId, placed } = await putEvents(60, 'x'.repeat(30_000));
      expect(placesOf(await read(examId, 0, 1_000))).toEqual(placed);
      expect((await store.events.readLast(examId, 50)).map(({ seq }) => seq)).toEqual(
        placed.slice(10).map(({ seq }) => seq),
      );
      expect(await store.events.findSeq(examId, 'key-60')).toBe(60);
    });
  });
}

function placesOf(events: readonly StoredEvent[]) {
  return events.map(({ seq, event }) => ({ seq, event }));
}
