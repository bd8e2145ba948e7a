/**
 * Adding an index to a table that exists is the one thing we use and dynalite can't do. This stands in for it, on the
 * wire: the table is made anew with the index, its items are put back, and for a while the index is said to be `CREATING`.
 */
import {
  type AttributeDefinition,
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  PutItemCommand,
  ScanCommand,
  type TableDescription,
  type UpdateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { Interceptor } from './dynamoDbProxy.js';

export interface IndexBuilder extends Disposable {
  readonly intercept: Interceptor;
  /** What was asked for, as `table/index`. */
  readonly built: readonly string[];
  /** Whether everybody has been told so. */
  isActive(): boolean;
}

export function createIndexBuilder(
  connection: { readonly endpoint: string; readonly credentials: { accessKeyId: string; secretAccessKey: string } },
  describedAsCreating: number,
): IndexBuilder {
  const client = new DynamoDBClient({ ...connection, region: 'local' });
  const built: string[] = [];
  let remaining = describedAsCreating;

  async function addIndex(update: UpdateTableCommandInput): Promise<TableDescription> {
    const { TableName, AttributeDefinitions } = update;
    const index = update.GlobalSecondaryIndexUpdates?.[0]?.Create;
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    const { Items } = await client.send(new ScanCommand({ TableName }));
    await client.send(new DeleteTableCommand({ TableName }));
    while (await exists(TableName)) {}
    if (!index) throw new Error('Only the creation of one index is understood.');
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: Table?.KeySchema,
        AttributeDefinitions: withoutRepetition([
          ...(Table?.AttributeDefinitions ?? []),
          ...(AttributeDefinitions ?? []),
        ]),
        GlobalSecondaryIndexes: [index],
      }),
    );
    while ((await client.send(new DescribeTableCommand({ TableName }))).Table?.TableStatus !== 'ACTIVE') {}
    for (const Item of Items ?? []) await client.send(new PutItemCommand({ TableName, Item }));
    built.push(`${TableName}/${index.IndexName}`);
    return { TableName, TableStatus: 'UPDATING' };
  }

  async function exists(TableName: string | undefined): Promise<boolean> {
    return client.send(new DescribeTableCommand({ TableName })).then(
      () => true,
      () => false,
    );
  }

  return {
    built,
    isActive: () => remaining === 0,
    async intercept({ operation, body }, forward) {
      if (operation === 'UpdateTable') {
        return { status: 200, body: { TableDescription: await addIndex(body as unknown as UpdateTableCommandInput) } };
      }
      const answer = await forward();
      const isBuilt = built.some((name) => name.startsWith(`${body['TableName']}/`));
      if (operation !== 'DescribeTable' || !isBuilt || remaining === 0) return answer;
      remaining -= 1;
      return { ...answer, body: asCreating(answer.body as { readonly Table: TableDescription }) };
    },
    [Symbol.dispose]: () => client.destroy(),
  };
}

function asCreating({ Table }: { readonly Table: TableDescription }): { readonly Table: TableDescription } {
  const indexes = Table.GlobalSecondaryIndexes?.map((index) => ({ ...index, IndexStatus: 'CREATING' as const }));
  return { Table: { ...Table, ...(indexes && { GlobalSecondaryIndexes: indexes }) } };
}

function withoutRepetition(definitions: readonly AttributeDefinition[]): AttributeDefinition[] {
  return [...new Map(definitions.map((definition) => [definition.AttributeName, definition])).values()];
}
