/** Erasures under way, in the events table, in partitions that neither an exam nor a key of its events can name. */

import { type ErasureRecord, type ErasureStore, VersionConflict } from '../store.js';
import type { DocumentClient } from './documents.js';
import { isConditionFailed } from './errors.js';

export function createErasureStore(client: DocumentClient, tableName: string): ErasureStore {
  const keyOf = (candidateId: string) => ({ ExamPart: `#erasure/${candidateId}`, Seq: 0 });

  async function get(candidateId: string): Promise<ErasureRecord | undefined> {
    const item = await client.get({ TableName: tableName, Key: keyOf(candidateId), ConsistentRead: true });
    return item && (JSON.parse(String(item['Erasure'])) as ErasureRecord); // as `put` wrote it
  }

  return {
    get,

    async put(candidateId, record) {
      const Item = { ...keyOf(candidateId), Erasure: JSON.stringify(record) };
      try {
        await client.put({ TableName: tableName, Item, ConditionExpression: 'attribute_not_exists(Erasure)' });
      } catch (error) {
        if (!isConditionFailed(error)) throw error;
        // Where an answer is lost, the client asks again, and finds what it wrote itself.
        if ((await get(candidateId))?.pseudonym === record.pseudonym) return;
        throw new VersionConflict('The candidate is being erased already.');
      }
    },

    async delete(candidateId) {
      await client.delete({ TableName: tableName, Key: keyOf(candidateId) });
    },
  };
}
