import { DeleteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { partAt } from '../../src/store/dynamodb/historyParts.js';
import type { TestDynamoDb } from './dynamoDb.js';

/** As DynamoDB's own expiry does it: item by item, behind our back. */
export async function deleteEvents(
  connection: TestDynamoDb['connection'],
  tablePrefix: string,
  examId: string,
  seqs: readonly number[],
): Promise<void> {
  const client = new DynamoDBClient({ ...connection, region: 'local' });
  for (const seq of seqs) {
    const Key = { ExamPart: { S: partAt(examId, seq) }, Seq: { N: String(seq) } };
    await client.send(new DeleteItemCommand({ TableName: `${tablePrefix}events`, Key }));
  }
  client.destroy();
}
