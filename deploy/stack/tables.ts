import { RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { EXPIRES_AT } from '../../src/store/dynamodb/expiry.js';
import { tableDefinitions, tableNames } from '../../src/store/dynamodb/tables.js';
import { TABLE_PREFIX } from './names.js';

type Definition = ReturnType<typeof tableDefinitions>[number];

/** The tables that the product would make for itself, with what a table on a laptop does not need. */
export function createTables(stack: Stack): readonly Table[] {
  const names = tableNames({ facesTableName: `${TABLE_PREFIX}faces`, tablePrefix: TABLE_PREFIX });
  return tableDefinitions(names).map((definition) =>
    createTable(stack, definition, definition.TableName !== names.exams),
  );
}

function createTable(stack: Stack, definition: Definition, expires: boolean): Table {
  const name = definition.TableName ?? '';
  const table = new Table(stack, `Table-${name.slice(TABLE_PREFIX.length)}`, {
    tableName: name,
    ...keyOf(definition, definition.KeySchema),
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.AWS_MANAGED,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    ...(expires && { timeToLiveAttribute: EXPIRES_AT }),
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  for (const { IndexName: indexName = '', KeySchema: key } of definition.GlobalSecondaryIndexes ?? []) {
    table.addGlobalSecondaryIndex({ indexName, ...keyOf(definition, key), projectionType: ProjectionType.KEYS_ONLY });
  }
  return table;
}

function keyOf({ AttributeDefinitions = [] }: Definition, schema: Definition['KeySchema'] = []) {
  const [partition, sort] = schema.map(({ AttributeName: name = '' }) => {
    const definition = AttributeDefinitions.find((attribute) => attribute.AttributeName === name);
    return { name, type: definition?.AttributeType === 'N' ? AttributeType.NUMBER : AttributeType.STRING };
  });
  if (!partition) throw new Error('A table has a key.');
  return { partitionKey: partition, ...(sort && { sortKey: sort }) };
}
