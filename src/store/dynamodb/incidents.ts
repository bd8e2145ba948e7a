import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { IncidentStore } from '../store.js';

export function createIncidentStore(_client: DynamoDBDocumentClient, _tableName: string): IncidentStore {
  return {
    async put() {},
    async putReview() {},
    get: async () => undefined,
    ofSession: async () => [],
    async *ofExam() {},
    page: async () => [],
    async replace() {},
  };
}
