/** Reads one part of an exam's history from the events table. */
import type { StoredEvent } from '../store.js';
import type { DocumentClient } from './documents.js';
import { storedEventFrom } from './eventItems.js';
import { type Clock, unexpired } from './expiry.js';
import type { Places } from './historyParts.js';
import type { Direction, PartReader } from './historyWalk.js';
import { query } from './manyItems.js';

/** One request reads at least so many, for those that have expired are read and left out. */
const LEAST_PAGE = 25;

/** Beyond every place that is ever given, and still a number to DynamoDB. */
const NO_END = Number.MAX_SAFE_INTEGER;

export function createPartReader(client: DocumentClient, tableName: string, now: Clock): PartReader<StoredEvent> {
  function queryFor(part: string, { after, upTo }: Places, direction: Direction) {
    return {
      TableName: tableName,
      KeyConditionExpression: 'ExamPart = :part AND Seq BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':part': part, ':from': after + 1, ':to': Math.min(upTo, NO_END) },
      ScanIndexForward: direction === 'forward',
      ConsistentRead: true,
    };
  }

  return {
    async read(part, { limit, ...places }, direction) {
      const { FilterExpression, values } = unexpired(now);
      const { ExpressionAttributeValues, ...wanted } = queryFor(part, places, direction);
      const items = await query(
        client,
        {
          ...wanted,
          FilterExpression: `attribute_exists(EventKey) AND (${FilterExpression})`,
          ExpressionAttributeValues: { ...ExpressionAttributeValues, ...values },
        },
        limit,
        LEAST_PAGE,
      );
      return items.map(storedEventFrom);
    },

    async nextTaken(part, places, direction) {
      const [item] = await query(client, { ...queryFor(part, places, direction), ProjectionExpression: 'Seq' }, 1);
      return item && Number(item['Seq']);
    },
  };
}
