/** What every store promises of incidents. Run it over an adapter: `incidentStoreContract('DynamoDB', open)`. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Incident } from '../../src/domain/incidents/incident.js';
import type { IncidentRecord } from '../../src/domain/incidents/incidentRecord.js';
import type { IncidentPlace, Store } from '../../src/store/store.js';
import { recordOf, reviewOf } from '../support/incidentRecords.js';

const expiry = { expiresAt: '2100-01-01T00:00:00.000Z' };
const expired = { expiresAt: '2020-01-01T00:00:00.000Z' };

type Place = Pick<IncidentRecord, 'examId' | 'candidateId' | 'sessionId'>;

/** @param open a store that holds nothing yet */
export function incidentStoreContract(adapter: string, open: () => Promise<Store>): void {
  describe(`Incidents in ${adapter}`, () => {
    let store: Store;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(async () => {
      await store?.[Symbol.asyncDispose]();
    });

    const newSession = (): Place => ({ examId: randomUUID(), candidateId: 'carla', sessionId: randomUUID() });

    async function put(place: Place, number: number, different: Partial<Incident> = {}) {
      const record = recordOf(place, number, different);
      await store.incidents.put(record, expiry);
      return record;
    }

    function get({ examId, incident }: IncidentRecord): Promise<IncidentRecord | undefined> {
      return store.incidents.get(examId, incident.id);
    }

    it('come back as they were put', async () => {
      const record = await put(newSession(), 1, { end: { at: '2026-05-04T09:01:00.000Z', reason: 'RESOLVED' } });
      expect(await get(record)).toEqual(record);
    });

    it('are not there under an unknown id, an empty one, or one that no table could hold', async () => {
      const { examId } = await put(newSession(), 1);
      for (const id of [randomUUID(), '', 'é'.repeat(600)]) {
        expect(await store.incidents.get(examId, id)).toBeUndefined();
      }
      expect(await store.incidents.ofSession(examId, randomUUID())).toEqual([]);
      expect(await store.incidents.page(randomUUID(), undefined, 10)).toEqual([]);
    });

    it('stand as their latest revision, whatever the order in which revisions and reviews come, and how often', async () => {
      const steps = fc.array(fc.tuple(fc.constantFrom('incident', 'review'), fc.integer({ min: 1, max: 4 })), {
        minLength: 1,
        maxLength: 8,
      });
      await fc.assert(
        fc.asyncProperty(steps, async (list) => {
          const first = await put(newSession(), 1);
          const latest = { incident: 1, review: 0 };
          for (const [what, revision] of list) {
            latest[what as keyof typeof latest] = Math.max(latest[what as keyof typeof latest], revision);
            if (what === 'incident') await store.incidents.put(revised(first, revision), expiry);
            else await store.incidents.putReview(first.examId, first.incident.id, reviewOf(revision));
          }
          const review = latest.review > 0 ? { review: reviewOf(latest.review) } : {};
          expect(await get(first)).toEqual({ ...revised(first, latest.incident), ...review });
        }),
        { numRuns: 25 },
      );
    });

    it('keep the later of two revisions that are written at once', async () => {
      const first = await put(newSession(), 1);
      const revisions = [5, 3, 6, 2, 4].map((revision) => revised(first, revision));
      await Promise.all(revisions.map((record) => store.incidents.put(record, expiry)));
      expect((await get(first))?.incident.revision).toBe(6);
    });

    it('are not made up of a review alone', async () => {
      const { examId, sessionId } = newSession();
      await store.incidents.putReview(examId, `${sessionId}-1`, reviewOf(1));
      expect(await store.incidents.get(examId, `${sessionId}-1`)).toBeUndefined();
      expect(await store.incidents.ofSession(examId, sessionId)).toEqual([]);
    });

    it('are found by their session, all of it and nothing else, in the order of their opening', async () => {
      const place = newSession();
      const numbers = [10, 2, 1, 11, 3];
      for (const number of numbers) await put(place, number);
      await put({ ...place, sessionId: `${place.sessionId}-1` }, 1);
      await put({ ...place, sessionId: randomUUID() }, 1);
      const found = await store.incidents.ofSession(place.examId, place.sessionId);
      expect(found.map(({ incident }) => incident.id)).toEqual(
        [1, 2, 3, 10, 11].map((number) => `${place.sessionId}-${number}`),
      );
    });

    it('are found by their exam, also when they are more than one answer holds', async () => {
      const place = newSession();
      const names = ['x'.repeat(300_000)];
      const finding = { kind: 'FORBIDDEN_OBJECT', names, confidence: 90 } as const;
      for (const number of [1, 2, 3, 4, 5]) await put(place, number, { finding });
      await put(newSession(), 1);
      const found: string[] = [];
      for await (const { incident } of store.incidents.ofExam(place.examId)) found.push(incident.id);
      expect(found.sort()).toEqual([1, 2, 3, 4, 5].map((number) => `${place.sessionId}-${number}`));
    });

    it('come page by page in the order of their opening, those of one moment by id, each exactly once', async () => {
      const { examId } = newSession();
      const sessions: readonly string[] = [randomUUID(), randomUUID(), randomUUID()];
      const records: IncidentRecord[] = [];
      for (const [index, seconds] of [7, 3, 3, 9, 1, 3, 7, 5, 2, 3].entries()) {
        const sessionId = sessions[index % 3] ?? '';
        const openedAt = new Date(Date.UTC(2026, 4, 4, 9, 0, seconds)).toISOString();
        records.push(await put({ examId, candidateId: 'carla', sessionId }, index, { openedAt }));
      }
      await put(newSession(), 1);
      const order = records.map(placeOf).sort((one, other) => (text(one) < text(other) ? -1 : 1));
      for (const size of [1, 3, 10, 50]) expect(await pageThrough(examId, size)).toEqual(order);
    });

    it('are still on the page after one that opened meanwhile, before it or behind it', async () => {
      const place = newSession();
      for (const number of [2, 4, 6]) await put(place, number, { openedAt: momentOf(number) });
      const [first] = await store.incidents.page(place.examId, undefined, 1);
      await put(place, 1, { openedAt: momentOf(1) });
      await put(place, 5, { openedAt: momentOf(5) });
      const rest = await store.incidents.page(place.examId, first && placeOf(first), 10);
      expect(rest.map(({ incident }) => incident.openedAt)).toEqual([4, 5, 6].map(momentOf));
    });

    it('are replaced where they are there, with or without a review, and later revisions go on from there', async () => {
      const record = await put(newSession(), 1, { revision: 3 });
      await store.incidents.putReview(record.examId, record.incident.id, reviewOf(2));
      const erased = { ...record, candidateId: 'erased-1', review: reviewOf(2, { reason: 'erased' }) };
      await store.incidents.replace(erased, { ...record, review: reviewOf(2) });
      expect(await get(record)).toEqual(erased);
      await store.incidents.put(record, expiry);
      expect(await get(record)).toEqual(erased);

      const { review: _, ...withoutReview } = erased;
      await store.incidents.replace(withoutReview, erased);
      expect(await get(record)).toEqual(withoutReview);
      await store.incidents.putReview(record.examId, record.incident.id, reviewOf(1));
      expect((await get(record))?.review).toEqual(reviewOf(1));

      const unknown = recordOf(newSession(), 1);
      await store.incidents.replace(unknown, unknown);
      expect(await get(unknown)).toBeUndefined();
    });

    it('are not replaced where they have changed, or were judged, since they were read', async () => {
      const record = await put(newSession(), 1);
      const erased = { ...record, candidateId: 'erased-1' };
      await store.incidents.putReview(record.examId, record.incident.id, reviewOf(1));
      const judged = { ...record, review: reviewOf(1) };
      await expect(store.incidents.replace(erased, record)).rejects.toMatchObject({ name: 'VersionConflict' });
      expect(await get(record)).toEqual(judged);

      await store.incidents.put(revised(record, 9), expiry);
      await expect(store.incidents.replace(erased, judged)).rejects.toMatchObject({ name: 'VersionConflict' });
      expect(await get(record)).toEqual({ ...revised(record, 9), review: reviewOf(1) });
    });

    it('are shown to nobody from the moment they expire, and a page has others in their stead', async () => {
      const place = newSession();
      for (const number of [1, 2, 3, 4]) await put(place, number, { openedAt: momentOf(number) });
      for (const number of [1, 3]) {
        const record = recordOf(place, number, { openedAt: momentOf(number), revision: 2 });
        await store.incidents.put(record, expired);
        expect(await get(record)).toBeUndefined();
      }
      const left = [2, 4].map((number) => `${place.sessionId}-${number}`);
      const ids = (records: readonly IncidentRecord[]) => records.map(({ incident }) => incident.id);
      expect(ids(await store.incidents.ofSession(place.examId, place.sessionId))).toEqual(left);
      expect(ids(await store.incidents.page(place.examId, undefined, 2))).toEqual(left);
      const found: IncidentRecord[] = [];
      for await (const record of store.incidents.ofExam(place.examId)) found.push(record);
      expect(ids(found).sort()).toEqual(left);
    });

    async function pageThrough(examId: string, size: number): Promise<readonly IncidentPlace[]> {
      const found: IncidentPlace[] = [];
      for (;;) {
        const page = await store.incidents.page(examId, found.at(-1), size);
        found.push(...page.map(placeOf));
        if (page.length < size) return found;
      }
    }
  });
}

function revised(record: IncidentRecord, revision: number): IncidentRecord {
  return { ...record, incident: { ...record.incident, revision, framesSeen: revision * 2 } };
}

function placeOf({ incident: { openedAt, id } }: IncidentRecord): IncidentPlace {
  return { openedAt, id };
}

function text({ openedAt, id }: IncidentPlace): string {
  return `${openedAt} ${id}`;
}

function momentOf(seconds: number): string {
  return new Date(Date.UTC(2026, 4, 4, 9, 0, seconds)).toISOString();
}
