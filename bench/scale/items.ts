/** How large the items are that frames leave in the tables: what DynamoDB charges for. */
import { DynamoDBClient, QueryCommand, ScanCommand, type ScanCommandOutput } from '@aws-sdk/client-dynamodb';
import { partAt } from '../../dist/store/dynamodb/historyParts.js';
import type { ContenderOptions } from '../frame/servers/contender.js';
import { EXAM_ID } from '../frame/session.js';

type Item = NonNullable<ScanCommandOutput['Items']>[number];

/** Mean bytes of an item as DynamoDB counts them: names and values. Events and their keys share a table. */
export async function itemSizes(database: ContenderOptions['database']): Promise<Readonly<Record<string, number>>> {
  const client = new DynamoDBClient({ ...database, region: 'local' });
  const some = async (table: string) =>
    (await client.send(new ScanCommand({ TableName: table, Limit: 1_000 }))).Items ?? [];
  const history = new QueryCommand({
    TableName: 'bench-events',
    KeyConditionExpression: 'ExamPart = :part',
    ExpressionAttributeValues: { ':part': { S: partAt(EXAM_ID, 1) } },
    Limit: 1_000,
  });
  const [{ Items: events = [] }, keys, sessions] = await Promise.all([
    client.send(history),
    some('bench-events'),
    some('bench-sessions'),
  ]);
  client.destroy();
  const isKey = ({ ExamPart }: Item) => ExamPart?.S?.includes('#');
  return {
    event: mean(events),
    'its entry in the index': mean(
      events.flatMap(({ ExamPart, Seq, About }) => (ExamPart && Seq && About ? [{ ExamPart, Seq, About }] : [])),
    ),
    'its key': mean(keys.filter(isKey)),
    session: mean(sessions),
  };
}

function mean(items: readonly Item[]): number {
  return items.reduce((sum, item) => sum + sizeOf(item), 0) / items.length;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
function sizeOf(item: Item): number {
  const values = Object.entries(item).map(([name, { S, N }]) => name.length + Buffer.byteLength(S ?? N ?? ''));
  return values.reduce((sum, bytes) => sum + bytes, 0);
}
