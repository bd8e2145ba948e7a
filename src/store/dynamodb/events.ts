/**
 * The events table. An event is an item of its own, (`ExamPart`, `Seq`), the event itself a JSON string: encoding and
 * decoding one takes half the time of a DynamoDB map, and its fields keep their order. The parts among which a history is
 * divided are those of `historyParts`. Beside them, in a partition that no part's name can be, an item for each key says at
 * which place the event with this key is to be found.
 *
 * A key is written before its event, and the events of one candidate are written one after the other. Whatever moment a
 * crash chooses, no event is there whose key can't be found, and none of a candidate's events is there without those
 * before it; a key that leads to no event, or to that of another key, says that its event was never written. A place is
 * written once: two processes that use it for different events find out, instead of losing one of them. A place that is
 * sealed holds an item without an event, so that no event gets there any more.
 *
 * `About` is for the index by candidate, `WrittenAt` says from when on it knows the event: see `eventsAbout`.
 *
 * Events and their keys expire; how far the history has come stays, in an item with an empty key.
 */

import { type EventStore, type StoredEvent, StoreUnavailable, VersionConflict } from '../store.js';
import type { DocumentClient, Item } from './documents.js';
import { isConditionFailed } from './errors.js';
import { eventAttributes, keyItem, markItem, placeKey, storedEventFrom, toMark } from './eventItems.js';
import { readItemsAbout } from './eventsAbout.js';
import { type Clock, EXPIRES_AT, expiryAttribute, hasExpired } from './expiry.js';
import { nextTaken, walk } from './historyWalk.js';
import { putAll } from './manyItems.js';
import { createPartReader } from './partReader.js';

/** Longer than any request is under way. */
const SEALED_FOR_MS = 24 * 60 * 60_000;

type NewPlacedEvent = Pick<StoredEvent, 'seq' | 'event'>;

export function createEventStore(client: DocumentClient, tableName: string, now: Clock): EventStore {
  const parts = createPartReader(client, tableName, now);

  async function putInOrder(examId: string, events: readonly NewPlacedEvent[], common: Item): Promise<void> {
    for (const { seq, event } of events) {
      try {
        await client.put({
          TableName: tableName,
          Item: { ...placeKey(examId, seq), ...eventAttributes(examId, event), ...common },
          ConditionExpression: 'attribute_not_exists(Seq)',
        });
      } catch (error) {
        if (!isConditionFailed(error)) throw error;
        // What is there already may have been rewritten or closed up since, and stays as it is.
        if ((await getRaw(placeKey(examId, seq)))?.['EventKey'] === event.key) continue;
        throw new VersionConflict(`Place ${seq} of the exam's history holds another event, or is sealed.`);
      }
    }
  }

  async function getRaw(key: Item): Promise<Item | undefined> {
    return await client.get({ TableName: tableName, Key: key, ConsistentRead: true });
  }

  async function getItem(key: Item): Promise<Item | undefined> {
    const item = await getRaw(key);
    return item && !hasExpired(item, now) ? item : undefined;
  }

  async function lastTaken(examId: string): Promise<number> {
    return (await nextTaken(parts, examId, { after: 0, upTo: Number.POSITIVE_INFINITY }, 'backward')) ?? 0;
  }

  /** What has expired in between stays gone. */
  async function updateExisting(key: Item, update: string, values: Item): Promise<void> {
    try {
      await client.update({
        TableName: tableName,
        Key: key,
        UpdateExpression: update,
        ConditionExpression: 'attribute_exists(Seq)',
        ExpressionAttributeValues: values,
      });
    } catch (error) {
      if (!isConditionFailed(error)) throw error;
    }
  }

  return {
    async put(examId, events, write = { writtenFrom: Math.min(...events.map(({ seq }) => seq)) }) {
      const expiry = expiryAttribute(write.expiresAt);
      const places = new Map(events.map(({ seq, event }) => [event.key, seq]));
      await putAll(
        client,
        tableName,
        [...places].map(([key, seq]) => ({ ...keyItem(examId, key), Place: seq, ...expiry })),
      );
      const { writtenFrom, writtenAfter } = write;
      const common = { WrittenFrom: writtenFrom, WrittenAfter: writtenAfter, WrittenAt: now(), ...expiry };
      const candidates = new Set(events.map(({ event }) => event.candidateId));
      const writes = [...candidates].map((candidateId) =>
        putInOrder(
          examId,
          events.filter(({ event }) => event.candidateId === candidateId),
          common,
        ),
      );
      throwWorst(await Promise.allSettled(writes));
    },

    async findSeq(examId, key) {
      const item = await getItem(keyItem(examId, key));
      return item && Number(item['Place']);
    },

    async get(examId, seq) {
      const item = await getItem(placeKey(examId, seq));
      return item?.['EventKey'] === undefined ? undefined : storedEventFrom(item);
    },

    read: (examId, range) => walk(parts, examId, range, 'forward'),

    async readLast(examId, limit, upTo) {
      const range = { after: 0, upTo: upTo ?? (await lastTaken(examId)), limit };
      return (await walk(parts, examId, range, 'backward')).toReversed();
    },

    async readAbout(examId, concerned, range) {
      const isShown = (item: Item) => item['EventKey'] !== undefined && !hasExpired(item, now);
      const items = await readItemsAbout(client, tableName, { examId, concerned, ...range, isShown });
      return items.map(storedEventFrom);
    },

    lastTaken,

    async seal(examId, from, to) {
      const expiry = expiryAttribute(new Date(now() + SEALED_FOR_MS).toISOString());
      const places = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
      await Promise.all(
        places.map(async (seq) => {
          try {
            await client.put({
              TableName: tableName,
              Item: { ...placeKey(examId, seq), ...expiry },
              ConditionExpression: 'attribute_not_exists(Seq)',
            });
          } catch (error) {
            if (!isConditionFailed(error)) throw error;
          }
        }),
      );
    },

    async setAfter(examId, seq, after) {
      await updateExisting(placeKey(examId, seq), 'SET Follows = :after', { ':after': after });
    },

    async replace(examId, seq, event, instead) {
      const place = placeKey(examId, seq);
      const { EventKey, Event, About } = eventAttributes(examId, event);
      const old = eventAttributes(examId, instead);
      const found = await getItem(place);
      if (!found || isReplaced(found, { Event, instead: old.Event })) return;
      // In this order: until the event itself is another, doing all this again finishes it.
      if (old.EventKey !== EventKey) {
        const item = { ...keyItem(examId, EventKey), Place: seq, [EXPIRES_AT]: found[EXPIRES_AT] };
        await client.put({ TableName: tableName, Item: item });
        await client.delete({ TableName: tableName, Key: keyItem(examId, old.EventKey) });
      }
      try {
        await client.update({
          TableName: tableName,
          Key: place,
          UpdateExpression: 'SET Event = :event, EventKey = :key, About = :about',
          ConditionExpression: 'Event = :instead',
          ExpressionAttributeValues: { ':event': Event, ':key': EventKey, ':about': About, ':instead': old.Event },
        });
      } catch (error) {
        if (!isConditionFailed(error)) throw error;
        const now = await getItem(place);
        if (now && !isReplaced(now, { Event, instead: old.Event })) throw error;
      }
    },

    async mark(examId) {
      const item = await getItem(markItem(examId));
      return item && toMark(item);
    },

    async setMark(examId, { place, after, keptUntil }) {
      try {
        await client.put({
          TableName: tableName,
          Item: { ...markItem(examId), Place: place, Follows: after, KeptUntil: keptUntil },
          ConditionExpression: 'attribute_not_exists(Place) OR Place <= :place',
          ExpressionAttributeValues: { ':place': place },
        });
      } catch (error) {
        if (!isConditionFailed(error)) throw error;
        throw new VersionConflict(`The exam's history has come further than place ${place}.`);
      }
    },
  };
}

/**
 * Whether the event is there already. Where an answer is lost, the client asks again, and finds what it wrote itself.
 * @throws VersionConflict where it is neither the event nor the one that it is to be put in the place of
 */
function isReplaced(item: Item, { Event, instead }: { readonly Event: string; readonly instead: string }): boolean {
  if (item['Event'] === Event) return true;
  if (item['Event'] === instead) return false;
  throw new VersionConflict('The place holds another event by now.');
}

/**
 * When several writes fail for different reasons, that the outcome of one is not known matters most: the caller must then
 * write the same again before anything else.
 */
function throwWorst(results: readonly PromiseSettledResult<void>[]): void {
  const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  if (reasons.length > 0) throw reasons.find((reason) => reason instanceof StoreUnavailable) ?? reasons[0];
}
