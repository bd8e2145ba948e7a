/**
 * The events table. An event is an item of its own, (`ExamId`, `Seq`), the event itself a JSON string: encoding and
 * decoding one takes half the time of a DynamoDB map, and its fields keep their order. Beside it, in a partition that no
 * exam id can name, an item for each key says at which place the event with this key is to be found.
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

import type { NewEvent } from '../../domain/events.js';
import { type EventStore, type HistoryMark, type StoredEvent, StoreUnavailable, VersionConflict } from '../store.js';
import type { DocumentClient, Item } from './documents.js';
import { isConditionFailed } from './errors.js';
import { aboutAttribute, readItemsAbout } from './eventsAbout.js';
import { type Clock, EXPIRES_AT, expiryAttribute, expiryOf, hasExpired, unexpired } from './expiry.js';
import { putAll, query } from './manyItems.js';

/** Longer than any request is under way. */
const SEALED_FOR_MS = 24 * 60 * 60_000;

type NewPlacedEvent = Pick<StoredEvent, 'seq' | 'event'>;

/** One request reads at least so many, for those that have expired are read and left out. */
const LEAST_PAGE = 25;

export interface EventTableOptions {
  readonly now: Clock;
  /** False for a table without the index by candidate: then no event is said to be known to it. */
  readonly isIndexed: boolean;
}

export function createEventStore(
  client: DocumentClient,
  tableName: string,
  { now, isIndexed }: EventTableOptions,
): EventStore {
  function toStoredEvent(item: Item): StoredEvent {
    return storedEventFrom(isIndexed ? item : { ...item, WrittenAt: undefined });
  }

  async function putInOrder(examId: string, events: readonly NewPlacedEvent[], common: Item): Promise<void> {
    for (const { seq, event } of events) {
      try {
        await client.put({
          TableName: tableName,
          Item: { ExamId: examId, Seq: seq, ...eventAttributes(examId, event), ...common },
          ConditionExpression: 'attribute_not_exists(Seq)',
        });
      } catch (error) {
        if (!isConditionFailed(error)) throw error;
        // What is there already may have been rewritten or closed up since, and stays as it is.
        if ((await getRaw({ ExamId: examId, Seq: seq }))?.['EventKey'] === event.key) continue;
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

  async function read(examId: string, condition: string, more: Item, limit: number, forward: boolean) {
    const { FilterExpression, values } = unexpired(now);
    const items = await query(
      client,
      {
        TableName: tableName,
        KeyConditionExpression: `ExamId = :exam${condition}`,
        FilterExpression: `attribute_exists(EventKey) AND (${FilterExpression})`,
        ExpressionAttributeValues: { ':exam': examId, ...more, ...values },
        ScanIndexForward: forward,
        ConsistentRead: true,
      },
      limit,
      LEAST_PAGE,
    );
    return items.map(toStoredEvent);
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
      const item = await getItem({ ExamId: examId, Seq: seq });
      return item?.['EventKey'] === undefined ? undefined : toStoredEvent(item);
    },

    read: (examId, after, limit) => read(examId, ' AND Seq > :after', { ':after': after }, limit, true),

    readLast: async (examId, limit) => (await read(examId, '', {}, limit, false)).reverse(),

    async readAbout(examId, concerned, range) {
      const isShown = (item: Item) => item['EventKey'] !== undefined && !hasExpired(item, now);
      const items = await readItemsAbout(client, tableName, { examId, concerned, ...range, isShown });
      return items.map(toStoredEvent);
    },

    async lastTaken(examId) {
      const [last] = await query(
        client,
        {
          TableName: tableName,
          KeyConditionExpression: 'ExamId = :exam',
          ExpressionAttributeValues: { ':exam': examId },
          ProjectionExpression: 'Seq',
          ScanIndexForward: false,
          ConsistentRead: true,
        },
        1,
      );
      return Number(last?.['Seq'] ?? 0);
    },

    async seal(examId, from, to) {
      const expiry = expiryAttribute(new Date(now() + SEALED_FOR_MS).toISOString());
      const places = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
      await Promise.all(
        places.map(async (seq) => {
          try {
            await client.put({
              TableName: tableName,
              Item: { ExamId: examId, Seq: seq, ...expiry },
              ConditionExpression: 'attribute_not_exists(Seq)',
            });
          } catch (error) {
            if (!isConditionFailed(error)) throw error;
          }
        }),
      );
    },

    async setAfter(examId, seq, after) {
      await updateExisting({ ExamId: examId, Seq: seq }, 'SET Follows = :after', { ':after': after });
    },

    async replace(examId, seq, event) {
      const found = await getItem({ ExamId: examId, Seq: seq });
      if (!found) return;
      // In this order: until the event itself is another, doing all this again finishes it.
      const oldKey = String(found['EventKey']);
      if (oldKey !== event.key) {
        const item = { ...keyItem(examId, event.key), Place: seq, [EXPIRES_AT]: found[EXPIRES_AT] };
        await client.put({ TableName: tableName, Item: item });
        await client.delete({ TableName: tableName, Key: keyItem(examId, oldKey) });
      }
      const { EventKey, Event, About } = eventAttributes(examId, event);
      await updateExisting({ ExamId: examId, Seq: seq }, 'SET Event = :event, EventKey = :key, About = :about', {
        ':event': Event,
        ':key': EventKey,
        ':about': About,
      });
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

function eventAttributes(examId: string, event: NewEvent) {
  return { EventKey: event.key, Event: JSON.stringify(event), About: aboutAttribute(examId, event.candidateId) };
}

/** Exam ids have no `#`, so no history is ever mixed up with a key. */
function keyItem(examId: string, key: string): Item {
  return { ExamId: `${examId}#${key}`, Seq: 0 };
}

/** No event has an empty key. */
function markItem(examId: string): Item {
  return keyItem(examId, '');
}

function toMark(item: Item): HistoryMark {
  const { Place, Follows, KeptUntil } = item as { Place: number; Follows: number; KeptUntil?: string }; // by `setMark`
  return { place: Place, after: Follows, ...(KeptUntil !== undefined && { keptUntil: KeptUntil }) };
}

function storedEventFrom(item: Item): StoredEvent {
  const seq = Number(item['Seq']);
  const expiresAt = expiryOf(item);
  const writtenAt = item['WrittenAt'];
  const writtenFrom = Number(item['WrittenFrom'] ?? seq);
  const writtenAfter = Number(item['WrittenAfter'] ?? writtenFrom - 1);
  return {
    seq,
    event: JSON.parse(String(item['Event'])) as NewEvent, // as `put` wrote it
    writtenFrom,
    writtenAfter,
    after: Number(item['Follows'] ?? (seq === writtenFrom ? writtenAfter : seq - 1)),
    ...(typeof writtenAt === 'number' && { writtenAt: new Date(writtenAt).toISOString() }),
    ...(expiresAt !== undefined && { expiresAt }),
  };
}

/**
 * When several writes fail for different reasons, that the outcome of one is not known matters most: the caller must then
 * write the same again before anything else.
 */
function throwWorst(results: readonly PromiseSettledResult<void>[]): void {
  const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  if (reasons.length > 0) throw reasons.find((reason) => reason instanceof StoreUnavailable) ?? reasons[0];
}
