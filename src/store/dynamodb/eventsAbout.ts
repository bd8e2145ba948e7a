/**
 * The index of events by whom they concern, (`About`, `Seq`). `About` names exam and candidate, so that no partition of the
 * index ever holds more than the history of one candidate; what concerns everybody, which is rare, is under the exam alone.
 * Exam ids have no `#`, so the one is never mixed up with the other.
 *
 * The index has keys only, and learns of a write a little after it. What it leads to is read from the table itself, where an
 * event may meanwhile have become another's, or have expired.
 */
import type { Concerned } from '../../domain/events.js';
import type { EventRange } from '../store.js';
import type { DocumentClient, Item } from './documents.js';
import { getAll, queryEach } from './manyItems.js';
import { EVENTS_BY_CANDIDATE } from './tables.js';

export function aboutAttribute(examId: string, concerned: Concerned): string {
  return concerned === undefined ? examId : `${examId}#${concerned}`;
}

export interface ItemsAbout extends EventRange {
  readonly examId: string;
  readonly concerned: readonly Concerned[];
  /** Of what is in the table. */
  readonly isShown: (item: Item) => boolean;
}

/** The events' items in the order of their places. */
export async function readItemsAbout(
  client: DocumentClient,
  tableName: string,
  { examId, concerned, after, upTo, limit, isShown }: ItemsAbout,
): Promise<readonly Item[]> {
  const wanted = new Set(concerned.map((one) => aboutAttribute(examId, one)).filter(canBeKey));
  const found: Item[] = [];
  for (let start = after; start < upTo && found.length < limit; ) {
    const missing = limit - found.length;
    const indexed = await queryEach(
      client,
      [...wanted],
      (about) => ({
        TableName: tableName,
        IndexName: EVENTS_BY_CANDIDATE,
        KeyConditionExpression: 'About = :about AND Seq BETWEEN :from AND :to',
        ExpressionAttributeValues: { ':about': about, ':from': start + 1, ':to': upTo },
      }),
      missing,
    );
    const keys = indexed.toSorted(byPlace).slice(0, missing);
    const items = await getAll(
      client,
      tableName,
      keys.map(({ ExamPart, Seq }) => ({ ExamPart, Seq })),
    );
    found.push(...items.filter((item) => wanted.has(String(item['About'])) && isShown(item)).toSorted(byPlace));
    start = keys.length < missing ? upTo : Number(keys.at(-1)?.['Seq']);
  }
  return found;
}

function byPlace(one: Item, other: Item): number {
  return Number(one['Seq']) - Number(other['Seq']);
}

/** DynamoDB takes no longer partition key; asked for one, it refuses to answer. */
function canBeKey(about: string): boolean {
  return Buffer.byteLength(about) <= 2_048;
}
