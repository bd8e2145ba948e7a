/** Erasures under way, in the events table, in partitions that neither an exam nor a key of its events can name. */
import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { ErasureRecord, ErasureStore } from '../store.js';

export function createErasureStore(client: DynamoDBDocumentClient, tableName: string): ErasureStore {
  const keyOf = (candidateId: string) => ({ ExamId: `#erasure/${candidateId}`, Seq: 0 });
  return {
    async get(candidateId) {
      const { Item } = await client.send(
        new GetCommand({ TableName: tableName, Key: keyOf(candidateId), ConsistentRead: true }),
      );
      return Item && (JSON.parse(String(Item['Erasure'])) as ErasureRecord); // as `put` wrote it
    },

    async put(candidateId, record) {
      const Item = { ...keyOf(candidateId), Erasure: JSON.stringify(record) };
      await client.send(new PutCommand({ TableName: tableName, Item }));
    },

    async delete(candidateId) {
      await client.send(new DeleteCommand({ TableName: tableName, Key: keyOf(candidateId) }));
    },
  };
}
