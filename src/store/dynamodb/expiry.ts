/**
 * Items that expire say when, in `ExpiresAt`, in seconds since 1970: the attribute that DynamoDB's Time to Live is told to
 * heed. DynamoDB deletes them some time after that, often days, so what has expired is not shown either.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html
 */
import type { DocumentClient, Item } from './documents.js';
import { isConditionFailed } from './errors.js';
import { scan } from './manyItems.js';

export const EXPIRES_AT = 'ExpiresAt';

/** Milliseconds since 1970. */
export type Clock = () => number;

/**
 * The attribute as it is written; left out for what is kept for ever.
 * @param expiresAt ISO 8601
 */
export function expiryAttribute(expiresAt: string | undefined): Item {
  return expiresAt === undefined ? {} : { [EXPIRES_AT]: Math.ceil(Date.parse(expiresAt) / 1_000) };
}

/** ISO 8601, or undefined for what is kept for ever. */
export function expiryOf(item: Item): string | undefined {
  const seconds = item[EXPIRES_AT];
  return typeof seconds === 'number' ? new Date(seconds * 1_000).toISOString() : undefined;
}

export function hasExpired(item: Item, now: Clock): boolean {
  const seconds = item[EXPIRES_AT];
  return typeof seconds === 'number' && seconds * 1_000 <= now();
}

/** Parts of a query or a scan that finds what has not expired. */
export function unexpired(now: Clock) {
  return {
    FilterExpression: `attribute_not_exists(${EXPIRES_AT}) OR ${EXPIRES_AT} > :now`,
    values: { ':now': Math.floor(now() / 1_000) },
  };
}

/** The keys, and attributes that are asked for, of everything in a table that has expired and is still there. */
export function expiredKeys(
  client: DocumentClient,
  { name, key, attributes = [] }: KeyedTable & { readonly attributes?: readonly string[] },
  now: Clock,
): AsyncIterable<Item> {
  return scan(client, {
    TableName: name,
    ProjectionExpression: [...key, ...attributes].join(', '),
    FilterExpression: `${EXPIRES_AT} <= :now`,
    ExpressionAttributeValues: unexpired(now).values,
    ConsistentRead: true,
  });
}

export interface KeyedTable {
  readonly name: string;
  readonly key: readonly string[];
}

/** Deletes what has expired in these tables, one item after the other; resolves to how many items that were. */
export async function sweep(client: DocumentClient, tables: readonly KeyedTable[], now: Clock): Promise<number> {
  let count = 0;
  for (const table of tables) {
    for await (const key of expiredKeys(client, table, now)) if (await deleteExpired(client, table, key, now)) count++;
  }
  return count;
}

/** False where it was written again meanwhile, and is to be kept. */
async function deleteExpired(client: DocumentClient, { name }: KeyedTable, key: Item, now: Clock): Promise<boolean> {
  try {
    await client.delete({
      TableName: name,
      Key: key,
      ConditionExpression: `${EXPIRES_AT} <= :now`,
      ExpressionAttributeValues: unexpired(now).values,
    });
    return true;
  } catch (error) {
    if (isConditionFailed(error)) return false;
    throw error;
  }
}
