/** Counted calls, in the events table, in partitions that neither an exam nor a key of its events can name. */

import type { UsageStore } from '../store.js';
import type { DocumentClient } from './documents.js';

/** Before the name of an operation, which may be a word that DynamoDB keeps for itself. */
const CALLS = 'Calls_';

export function createUsageStore(client: DocumentClient, tableName: string): UsageStore {
  const keyOf = (examId: string) => ({ ExamPart: `#usage/${examId}`, Seq: 0 });
  return {
    async add(examId, calls) {
      const counts = Object.entries(calls);
      if (counts.length === 0) return;
      await client.update({
        TableName: tableName,
        Key: keyOf(examId),
        UpdateExpression: `ADD ${counts.map((_, place) => `#${place} :${place}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(counts.map(([name], place) => [`#${place}`, CALLS + name])),
        ExpressionAttributeValues: Object.fromEntries(counts.map(([, count], place) => [`:${place}`, count])),
      });
    },

    async ofExam(examId) {
      const item = (await client.get({ TableName: tableName, Key: keyOf(examId), ConsistentRead: true })) ?? {};
      return Object.fromEntries(
        Object.entries(item).flatMap(([name, count]) =>
          name.startsWith(CALLS) ? [[name.slice(CALLS.length), Number(count)]] : [],
        ),
      );
    },
  };
}
