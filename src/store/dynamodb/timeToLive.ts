/** Makes DynamoDB delete what has expired. */
import {
  DescribeTimeToLiveCommand,
  type TimeToLiveDescription,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import type { DocumentClient } from './documents.js';
import { EXPIRES_AT } from './expiry.js';

/** Whether the database deletes what has expired, now or never, or somebody has to turn that on. */
type Outcome = 'deletes' | 'never deletes' | 'has to be told';

/**
 * Turns Time to Live on where it is off. Resolves to whether this database knows of it at all.
 * @param onWarning told of each table that keeps what has expired until somebody turns it on
 */
export async function ensureTimeToLive(
  client: DocumentClient,
  tables: readonly string[],
  onWarning: (warning: string, cause: unknown) => void,
): Promise<boolean> {
  const outcomes = await Promise.all(tables.map((table) => ensureFor(client, table, onWarning)));
  return !outcomes.includes('never deletes');
}

async function ensureFor(
  client: DocumentClient,
  table: string,
  onWarning: (warning: string, cause: unknown) => void,
): Promise<Outcome> {
  try {
    if (isOn(await describe(client, table))) return 'deletes';
    await client.send(
      new UpdateTimeToLiveCommand({
        TableName: table,
        TimeToLiveSpecification: { AttributeName: EXPIRES_AT, Enabled: true },
      }),
    );
    return 'deletes';
  } catch (error) {
    if (reasonOf(error) === 'UnknownOperationException') return 'never deletes';
    // Another process that starts at the same time was faster, or so it was before a lost answer.
    if (isOn(await describe(client, table).catch(() => undefined))) return 'deletes';
    onWarning(
      `What has expired stays in the DynamoDB table ${table} until somebody turns Time to Live on, for the attribute ` +
        `${EXPIRES_AT}: ${reasonOf(error)}.`,
      error,
    );
    return 'has to be told';
  }
}

async function describe(client: DocumentClient, TableName: string): Promise<TimeToLiveDescription | undefined> {
  return (await client.send(new DescribeTimeToLiveCommand({ TableName }))).TimeToLiveDescription;
}

function isOn(description: TimeToLiveDescription | undefined): boolean {
  const { TimeToLiveStatus: status, AttributeName } = description ?? {};
  return AttributeName === EXPIRES_AT && (status === 'ENABLED' || status === 'ENABLING');
}

/** DynamoDB's own name for what went wrong, which the port's error has as its cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return cause instanceof Error ? cause.name : String(cause);
}
