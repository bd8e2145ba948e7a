/** Every item of every table, as it lies there: keys, indexes' keys, what has expired, and all. */
import { DynamoDBClient, paginateListTables, paginateScan } from '@aws-sdk/client-dynamodb';

export async function readRawItems(connection: {
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}): Promise<readonly string[]> {
  const client = new DynamoDBClient({ ...connection, region: 'local' });
  const items: string[] = [];
  for await (const { TableNames = [] } of paginateListTables({ client }, {})) {
    for (const TableName of TableNames) {
      for await (const { Items = [] } of paginateScan({ client }, { TableName })) {
        items.push(...Items.map((item) => `${TableName} ${JSON.stringify(item)}`));
      }
    }
  }
  client.destroy();
  return items;
}
