/** The tables: what they look like, and making sure that they are there. */

import { setTimeout as pause } from 'node:timers/promises';
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type GlobalSecondaryIndex,
  type TableDescription,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { StoreUnavailable } from '../store.js';
import type { DocumentClient } from './documents.js';
import { isTableInUse, isTableMissing } from './errors.js';
import type { KeyedTable } from './expiry.js';

export interface TableNames {
  readonly faces: string;
  readonly exams: string;
  readonly sessions: string;
  readonly events: string;
  readonly incidents: string;
  readonly evidence: string;
}

export const FACES_BY_CANDIDATE = 'ByCandidate';
export const SESSIONS_BY_CANDIDATE = 'ByCandidate';
export const UNFINISHED_SESSIONS = 'Unfinished';
export const EVENTS_BY_CANDIDATE = 'ByCandidate';
export const INCIDENTS_BY_OPENING = 'ByOpening';

/** The faces table has the name it was given, for it may be older than we are; the others share a prefix. */
export function tableNames(options: { readonly facesTableName: string; readonly tablePrefix: string }): TableNames {
  return {
    faces: options.facesTableName,
    exams: `${options.tablePrefix}exams`,
    sessions: `${options.tablePrefix}sessions`,
    events: `${options.tablePrefix}events`,
    incidents: `${options.tablePrefix}incidents`,
    evidence: `${options.tablePrefix}evidence`,
  };
}

type Attribute = readonly [name: string, type: 'S' | 'N'];

/**
 * Indexes hold keys only. What they lead to is then read from the table itself, consistently: an index is never
 * charged for a write that leaves the keys as they are, and nothing deleted is ever seen through it.
 */
export function tableDefinitions(names: TableNames): readonly CreateTableCommandInput[] {
  const exam: Attribute = ['ExamId', 'S'];
  const candidate: Attribute = ['CandidateId', 'S'];
  const part: Attribute = ['ExamPart', 'S'];
  const place: Attribute = ['Seq', 'N'];
  return [
    table(names.faces, [['ExternalImageId', 'S']], { [FACES_BY_CANDIDATE]: [candidate] }),
    table(names.exams, [exam]),
    table(names.sessions, [part, candidate], {
      [SESSIONS_BY_CANDIDATE]: [candidate, exam],
      [UNFINISHED_SESSIONS]: [['UnfinishedPart', 'S'], candidate],
    }),
    table(names.events, [part, place], { [EVENTS_BY_CANDIDATE]: [['About', 'S'], place] }),
    table(names.incidents, [exam, ['IncidentId', 'S']], { [INCIDENTS_BY_OPENING]: [exam, ['Opening', 'S']] }),
    table(names.evidence, [
      ['SessionId', 'S'],
      ['Kept', 'S'],
    ]),
  ];
}

function table(
  name: string,
  key: readonly Attribute[],
  indexes: Readonly<Record<string, readonly Attribute[]>> = {},
): CreateTableCommandInput {
  const attributes = new Map([key, ...Object.values(indexes)].flat());
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [...attributes].map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType })),
    KeySchema: keySchema(key),
    ...(Object.keys(indexes).length > 0 && {
      GlobalSecondaryIndexes: Object.entries(indexes).map(([IndexName, indexKey]) => ({
        IndexName,
        KeySchema: keySchema(indexKey),
        Projection: { ProjectionType: 'KEYS_ONLY' },
      })),
    }),
  };
}

function keySchema(key: readonly Attribute[]): NonNullable<CreateTableCommandInput['KeySchema']> {
  return key.map(([AttributeName], position) => ({ AttributeName, KeyType: position === 0 ? 'HASH' : 'RANGE' }));
}

/** The tables whose items may expire, with the names of their keys. */
export function expiringTables(names: TableNames): readonly KeyedTable[] {
  return tableDefinitions(names).flatMap(({ TableName: name = '', KeySchema = [] }) =>
    name === names.exams ? [] : [{ name, key: KeySchema.map(({ AttributeName = '' }) => AttributeName) }],
  );
}

/**
 * Creates what is missing and returns when everything can be used. Where all is there already, it only looks: a role that
 * may not create tables is enough then.
 */
export async function ensureTables(client: DocumentClient, names: TableNames): Promise<void> {
  await Promise.all(tableDefinitions(names).map((definition) => ensureTable(client, definition)));
}

async function ensureTable(client: DocumentClient, wanted: CreateTableCommandInput): Promise<void> {
  const name = wanted.TableName ?? '';
  if ((await describe(client, name)) === undefined) await create(client, wanted);
  let found = await waitUntilActive(client, name);
  if (JSON.stringify(sortedKey(found.KeySchema)) !== JSON.stringify(sortedKey(wanted.KeySchema))) {
    throw new Error(
      `The DynamoDB table ${name} has another key than ours: is it the right table? One of an older version is not read; ` +
        'another TABLE_PREFIX makes new tables beside it.',
    );
  }
  // One at a time: DynamoDB builds no two indexes of a table at once.
  for (const index of wanted.GlobalSecondaryIndexes ?? []) {
    if (found.GlobalSecondaryIndexes?.some(({ IndexName }) => IndexName === index.IndexName)) continue;
    await addIndex(client, found, wanted, index);
    found = await waitUntilActive(client, name);
  }
}

/** The order in which a server lists the parts of a key is its own business. */
function sortedKey(schema: TableDescription['KeySchema']): readonly (string | undefined)[] {
  return (schema ?? []).map(({ AttributeName, KeyType }) => `${KeyType} ${AttributeName}`).sort();
}

async function describe(client: DocumentClient, name: string): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (isTableMissing(error)) return undefined;
    throw error;
  }
}

async function create(client: DocumentClient, wanted: CreateTableCommandInput): Promise<void> {
  try {
    await client.send(new CreateTableCommand(wanted));
  } catch (error) {
    // Another process that starts at the same time was faster.
    if (!isTableInUse(error)) throw error;
  }
}

async function addIndex(
  client: DocumentClient,
  found: TableDescription,
  wanted: CreateTableCommandInput,
  index: GlobalSecondaryIndex,
): Promise<void> {
  const { ReadCapacityUnits, WriteCapacityUnits } = found.ProvisionedThroughput ?? {};
  // DynamoDB refuses definitions that no key uses yet.
  const used = [...(found.AttributeDefinitions ?? []), ...(index.KeySchema ?? [])].map((part) => part.AttributeName);
  const isProvisioned = found.BillingModeSummary?.BillingMode !== 'PAY_PER_REQUEST' && (ReadCapacityUnits ?? 0) > 0;
  try {
    await client.send(
      new UpdateTableCommand({
        TableName: found.TableName,
        AttributeDefinitions: wanted.AttributeDefinitions?.filter(({ AttributeName }) => used.includes(AttributeName)),
        GlobalSecondaryIndexUpdates: [
          {
            Create: {
              IndexName: index.IndexName,
              KeySchema: index.KeySchema,
              Projection: index.Projection,
              ...(isProvisioned && { ProvisionedThroughput: { ReadCapacityUnits, WriteCapacityUnits } }),
            },
          },
        ],
      }),
    );
  } catch (error) {
    if (!isTableInUse(error)) throw error;
  }
}

/** DynamoDB needs seconds for a table and minutes for an index over many items. */
const ACTIVE_WITHIN_MS = 15 * 60_000;

async function waitUntilActive(client: DocumentClient, name: string): Promise<TableDescription> {
  const deadline = Date.now() + ACTIVE_WITHIN_MS;
  for (let delay = 5; Date.now() < deadline; delay = Math.min(delay * 2, 2_000)) {
    const found = await describe(client, name);
    const indexes = found?.GlobalSecondaryIndexes ?? [];
    if (found?.TableStatus === 'ACTIVE' && indexes.every(({ IndexStatus }) => IndexStatus === 'ACTIVE')) return found;
    await pause(delay);
  }
  throw new StoreUnavailable(`The DynamoDB table ${name} is still not active.`);
}
