/** Reads and writes of many items, through DynamoDB's limits on how many go into one request or one answer. */

import { setTimeout as pause } from 'node:timers/promises';
import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  type KeysAndAttributes,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { StoreUnavailable } from '../store.js';
import { type DocumentClient, decodeItem, encodeItem, type Item, type Query, type Scan } from './documents.js';

export async function* scan(client: DocumentClient, input: Scan): AsyncIterable<Item> {
  for await (const page of client.scan(input)) yield* page;
}

/**
 * All items the query finds, or the first `limit` of them.
 * @param leastPage how many one request looks at, at least: where a filter leaves some out, more than are wanted
 */
export async function query(
  client: DocumentClient,
  input: Omit<Query, 'Limit'>,
  limit = Number.POSITIVE_INFINITY,
  leastPage = 1,
): Promise<readonly Item[]> {
  const found: Item[] = [];
  if (limit <= 0) return found;
  const Limit = Math.max(limit, leastPage);
  for await (const page of client.query(Number.isFinite(limit) ? { ...input, Limit } : input)) {
    found.push(...page);
    if (found.length >= limit) break;
  }
  return found.slice(0, limit);
}

/** Fewer than the connections that we hold, so that nobody else's request waits behind these. */
const QUERIES_AT_ONCE = 32;

/**
 * What the queries find, one for each of the keys, in no particular order.
 * @param limit of each
 */
export async function queryEach<Key>(
  client: DocumentClient,
  keys: readonly Key[],
  inputFor: (key: Key) => Omit<Query, 'Limit'>,
  limit = Number.POSITIVE_INFINITY,
): Promise<readonly Item[]> {
  const found: Item[] = [];
  for (const batch of inBatches(keys, QUERIES_AT_ONCE)) {
    const answers = await Promise.all(batch.map((key) => query(client, inputFor(key), limit)));
    found.push(...answers.flat());
  }
  return found;
}

/** How many keys DynamoDB takes in one BatchGetItem, and how many items in one BatchWriteItem. */
const GETS_PER_BATCH = 100;
const WRITES_PER_BATCH = 25;

/** The items of these keys that exist, read consistently, in no particular order. */
export async function getAll(
  client: DocumentClient,
  tableName: string,
  keys: readonly Item[],
): Promise<readonly Item[]> {
  const batches = inBatches(keys, GETS_PER_BATCH).map(async (batch) => {
    const found: Item[] = [];
    await sendUntilEmpty<Record<string, KeysAndAttributes>>(
      { [tableName]: { Keys: batch.map(encodeItem), ConsistentRead: true } },
      async (RequestItems) => {
        const answer = await client.send(new BatchGetItemCommand({ RequestItems }));
        found.push(...(answer.Responses?.[tableName] ?? []).map(decodeItem));
        return answer.UnprocessedKeys;
      },
    );
    return found;
  });
  return (await Promise.all(batches)).flat();
}

/** Puts the items, in no particular order; no two may have the same key. */
export async function putAll(client: DocumentClient, tableName: string, items: readonly Item[]): Promise<void> {
  const puts = items.map((item) => ({ PutRequest: { Item: encodeItem(item) } }));
  await writeAll(client, tableName, puts);
}

/** Deletes the items of these keys that exist, in no particular order; no two may be the same. */
export async function deleteAll(client: DocumentClient, tableName: string, keys: readonly Item[]): Promise<void> {
  const deletions = keys.map((key) => ({ DeleteRequest: { Key: encodeItem(key) } }));
  await writeAll(client, tableName, deletions);
}

async function writeAll(client: DocumentClient, tableName: string, writes: readonly WriteRequest[]): Promise<void> {
  const batches = inBatches(writes, WRITES_PER_BATCH).map((batch) =>
    sendUntilEmpty<Record<string, WriteRequest[]>>(
      { [tableName]: [...batch] },
      async (RequestItems) => (await client.send(new BatchWriteItemCommand({ RequestItems }))).UnprocessedItems,
    ),
  );
  await Promise.all(batches);
}

/** A batch is answered even when DynamoDB had no capacity for some of it; what it left is sent again, a little later. */
async function sendUntilEmpty<Requests extends object>(
  requests: Requests,
  send: (requests: Requests) => Promise<Requests | undefined>,
): Promise<void> {
  let left = requests;
  for (let delay = 50; delay <= 1_600; delay *= 2) {
    const unprocessed = await send(left);
    if (unprocessed === undefined || Object.keys(unprocessed).length === 0) return;
    left = unprocessed;
    await pause(delay);
  }
  throw new StoreUnavailable('DynamoDB has no capacity for the whole of a batch.');
}

function inBatches<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** For what comes back in no order: a comparison by text, the same in every locale. */
export function ascending<T>(textOf: (item: T) => string): (one: T, other: T) => number {
  return (one, other) => {
    const [text, otherText] = [textOf(one), textOf(other)];
    return text < otherText ? -1 : Number(text > otherText);
  };
}
