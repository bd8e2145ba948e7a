/** Erasures under way, in the events table, in partitions that neither an exam nor a key of its events can name. */

import type { ErasureRecord, ErasureStore } from '../store.js';
import type { DocumentClient } from './documents.js';

export function createErasureStore(client: DocumentClient, tableName: string): ErasureStore {
  const keyOf = (candidateId: string) => ({ ExamPart: `#erasure/${candidateId}`, Seq: 0 });
  return {
    async get(candidateId) {
      const item = await client.get({ TableName: tableName, Key: keyOf(candidateId), ConsistentRead: true });
      return item && (JSON.parse(String(item['Erasure'])) as ErasureRecord); // as `put` wrote it
    },

    async put(candidateId, record) {
      const Item = { ...keyOf(candidateId), Erasure: JSON.stringify(record) };
      await client.put({ TableName: tableName, Item });
    },

    async delete(candidateId) {
      await client.delete({ TableName: tableName, Key: keyOf(candidateId) });
    },
  };
}
