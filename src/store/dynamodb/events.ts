/**
 * The events table. An event is an item of its own, (`ExamId`, `Seq`), the event itself a JSON string: encoding and
 * decoding one takes half the time of a DynamoDB map, and its fields keep their order. Beside it, in a partition that no
 * exam id can name, an item for each key says at which place the event with this key is to be found.
 *
 * A key is written before its event, and the events of one candidate are written one after the other. Whatever moment a
 * crash chooses, no event is there whose key can't be found, and none of a candidate's events is there without those
 * before it; a key that leads to no event, or to that of another key, says that its event was never written. A place is
 * written once: two processes that use it for different events find out, instead of losing one of them.
 */
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { NewEvent } from '../../domain/events.js';
import { type EventStore, StoreUnavailable, VersionConflict } from '../store.js';
import { isConditionFailed } from './errors.js';
import { type Item, putAll, query } from './manyItems.js';

interface PlacedEvent {
  readonly seq: number;
  readonly event: NewEvent;
}

export function createEventStore(client: DynamoDBDocumentClient, tableName: string): EventStore {
  async function putInOrder(examId: string, events: readonly PlacedEvent[]): Promise<void> {
    for (const { seq, event } of events) {
      try {
        await client.send(
          new PutCommand({
            TableName: tableName,
            Item: { ExamId: examId, Seq: seq, EventKey: event.key, Event: JSON.stringify(event) },
            ConditionExpression: 'attribute_not_exists(Seq) OR EventKey = :key',
            ExpressionAttributeValues: { ':key': event.key },
          }),
        );
      } catch (error) {
        if (!isConditionFailed(error)) throw error;
        throw new VersionConflict(`Place ${seq} of the exam's history holds another event.`);
      }
    }
  }

  async function read(examId: string, condition: string, values: Item, limit: number, forward: boolean) {
    const items = await query(
      client,
      {
        TableName: tableName,
        KeyConditionExpression: `ExamId = :exam${condition}`,
        ExpressionAttributeValues: { ':exam': examId, ...values },
        ScanIndexForward: forward,
        ConsistentRead: true,
      },
      limit,
    );
    return items.map(toPlacedEvent);
  }

  return {
    async put(examId, events) {
      const places = new Map(events.map(({ seq, event }) => [event.key, seq]));
      await putAll(
        client,
        tableName,
        [...places].map(([key, seq]) => ({ ...keyItem(examId, key), Place: seq })),
      );
      const candidates = new Set(events.map(({ event }) => event.candidateId));
      const writes = [...candidates].map((candidateId) =>
        putInOrder(
          examId,
          events.filter(({ event }) => event.candidateId === candidateId),
        ),
      );
      throwWorst(await Promise.allSettled(writes));
    },

    async findSeq(examId, key) {
      const { Item } = await client.send(
        new GetCommand({ TableName: tableName, Key: keyItem(examId, key), ConsistentRead: true }),
      );
      return Item && Number(Item['Place']);
    },

    async get(examId, seq) {
      const { Item } = await client.send(
        new GetCommand({ TableName: tableName, Key: { ExamId: examId, Seq: seq }, ConsistentRead: true }),
      );
      return Item && toPlacedEvent(Item).event;
    },

    read: (examId, after, limit) => read(examId, ' AND Seq > :after', { ':after': after }, limit, true),

    readLast: async (examId, limit) => (await read(examId, '', {}, limit, false)).reverse(),
  };
}

/** Exam ids have no `#`, so no history is ever mixed up with a key. */
function keyItem(examId: string, key: string): Item {
  return { ExamId: `${examId}#${key}`, Seq: 0 };
}

function toPlacedEvent(item: Item): PlacedEvent {
  return { seq: Number(item['Seq']), event: JSON.parse(String(item['Event'])) as NewEvent }; // as `put` wrote it
}

/**
 * When several writes fail for different reasons, that the outcome of one is not known matters most: the caller must then
 * write the same again before anything else.
 */
function throwWorst(results: readonly PromiseSettledResult<void>[]): void {
  const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  if (reasons.length > 0) throw reasons.find((reason) => reason instanceof StoreUnavailable) ?? reasons[0];
}
