import { randomUUID } from 'node:crypto';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { incidentStoreContract } from '../contract/incidentStore.js';
import { newTablePrefix } from '../support/dynamoDb.js';
import { recordOf } from '../support/incidentRecords.js';
import { sharedDynamoDb } from '../support/sharedDynamoDb.js';

const dynamoDb = sharedDynamoDb();

incidentStoreContract('DynamoDB', () => dynamoDb.openStore());

describe('An incident in DynamoDB', () => {
  it('says in seconds when it may be deleted, the later the longer it goes on', async () => {
    const tablePrefix = newTablePrefix();
    await using store = await dynamoDb.openStore({ tablePrefix });
    const client = new DynamoDBClient({ ...dynamoDb.connection, region: 'local' });
    const place = { examId: 'algebra', candidateId: 'carla', sessionId: randomUUID() };
    const expiryOf = async () => {
      const Key = { ExamId: { S: 'algebra' }, IncidentId: { S: `${place.sessionId}-1` } };
      const { Item } = await client.send(new GetItemCommand({ TableName: `${tablePrefix}incidents`, Key }));
      return Number(Item?.['ExpiresAt']?.N);
    };
    await store.incidents.put(recordOf(place, 1), { expiresAt: '2026-11-04T09:00:00.500Z' });
    expect(await expiryOf()).toBe(Date.parse('2026-11-04T09:00:01.000Z') / 1_000);
    await store.incidents.put(recordOf(place, 1, { revision: 2 }), { expiresAt: '2026-11-04T10:00:00.000Z' });
    expect(await expiryOf()).toBe(Date.parse('2026-11-04T10:00:00.000Z') / 1_000);
    client.destroy();
  });
});
