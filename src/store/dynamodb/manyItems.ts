/** Reads and writes of many items, through DynamoDB's limits on how many go into one request or one answer. */

import { setTimeout as pause } from 'node:timers/promises';
import {
  BatchGetCommand,
  type BatchGetCommandInput,
  BatchWriteCommand,
  type BatchWriteCommandInput,
  type DynamoDBDocumentClient,
  paginateQuery,
  paginateScan,
  type QueryCommandInput,
  type ScanCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { StoreUnavailable } from '../store.js';

export type Item = Readonly<Record<string, unknown>>;

export async function* scan(client: DynamoDBDocumentClient, input: ScanCommandInput): AsyncIterable<Item> {
  for await (const page of paginateScan({ client }, input)) yield* page.Items ?? [];
}

/**
 * All items the query finds, or the first `limit` of them.
 * @param leastPage how many one request looks at, at least: where a filter leaves some out, more than are wanted
 */
export async function query(
  client: DynamoDBDocumentClient,
  input: Omit<QueryCommandInput, 'Limit'>,
  limit = Number.POSITIVE_INFINITY,
  leastPage = 1,
): Promise<readonly Item[]> {
  const found: Item[] = [];
  if (limit <= 0) return found;
  const page = Math.max(limit, leastPage);
  const pages = paginateQuery({ client }, Number.isFinite(limit) ? { ...input, Limit: page } : input);
  for await (const page of pages) {
    found.push(...(page.Items ?? []));
    if (found.length >= limit) break;
  }
  return found.slice(0, limit);
}

/** Fewer than the connections that we hold, so that nobody else's request waits behind these. */
const QUERIES_AT_ONCE = 32;

/** What the queries find, one for each of the keys, in no particular order. */
export async function queryEach<Key>(
  client: DynamoDBDocumentClient,
  keys: readonly Key[],
  inputFor: (key: Key) => Omit<QueryCommandInput, 'Limit'>,
): Promise<readonly Item[]> {
  const found: Item[] = [];
  for (const batch of inBatches(keys, QUERIES_AT_ONCE)) {
    const answers = await Promise.all(batch.map((key) => query(client, inputFor(key))));
    found.push(...answers.flat());
  }
  return found;
}

/** How many keys DynamoDB takes in one BatchGetItem, and how many items in one BatchWriteItem. */
const GETS_PER_BATCH = 100;
const WRITES_PER_BATCH = 25;

/** The items of these keys that exist, read consistently, in no particular order. */
export async function getAll(
  client: DynamoDBDocumentClient,
  tableName: string,
  keys: readonly Item[],
): Promise<readonly Item[]> {
  const batches = inBatches(keys, GETS_PER_BATCH).map(async (batch) => {
    const found: Item[] = [];
    await sendUntilEmpty<NonNullable<BatchGetCommandInput['RequestItems']>>(
      { [tableName]: { Keys: [...batch], ConsistentRead: true } },
      async (RequestItems) => {
        const answer = await client.send(new BatchGetCommand({ RequestItems }));
        found.push(...(answer.Responses?.[tableName] ?? []));
        return answer.UnprocessedKeys;
      },
    );
    return found;
  });
  return (await Promise.all(batches)).flat();
}

/** Puts the items, in no particular order; no two may have the same key. */
export async function putAll(client: DynamoDBDocumentClient, tableName: string, items: readonly Item[]): Promise<void> {
  const puts = items.map((item) => ({ PutRequest: { Item: item } }));
  await writeAll(client, tableName, puts);
}

/** Deletes the items of these keys that exist, in no particular order; no two may be the same. */
export async function deleteAll(
  client: DynamoDBDocumentClient,
  tableName: string,
  keys: readonly Item[],
): Promise<void> {
  const deletions = keys.map((key) => ({ DeleteRequest: { Key: key } }));
  await writeAll(client, tableName, deletions);
}

type Writes = NonNullable<BatchWriteCommandInput['RequestItems']>;

async function writeAll(
  client: DynamoDBDocumentClient,
  tableName: string,
  writes: NonNullable<Writes[string]>,
): Promise<void> {
  const batches = inBatches(writes, WRITES_PER_BATCH).map((batch) =>
    sendUntilEmpty<Writes>(
      { [tableName]: [...batch] },
      async (RequestItems) => (await client.send(new BatchWriteCommand({ RequestItems }))).UnprocessedItems,
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
