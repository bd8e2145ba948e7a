import { DeleteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
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
    const Key = { ExamId: { S: examId }, Seq: { N: String(seq) } };
    await client.send(new DeleteItemCommand({ TableName: `${tablePrefix}events`, Key }));
  }
  client.destroy();
}
