import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { EvidenceStore } from '../store.js';

export function createEvidenceStore(_client: DynamoDBDocumentClient, _tableName: string): EvidenceStore {
  return {
    async put() {},
    ofIncident: async () => [],
    deleteOfSession: async () => 0,
  };
}
