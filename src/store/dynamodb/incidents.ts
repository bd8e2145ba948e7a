/**
 * The incidents table, (`ExamId`, `IncidentId`). The incident and its review are two attributes of one item, each with a
 * revision of its own, so that whoever writes the one never touches the other, and what comes late or twice changes nothing.
 *
 * An index has the incidents of an exam in the order of their opening: `Opening` is the moment, which never changes, and
 * the id.
 */

import { isDeepStrictEqual } from 'node:util';
import type { IncidentRecord } from '../../domain/incidents/incidentRecord.js';
import type { Review } from '../../domain/incidents/review.js';
import { type IncidentPlace, type IncidentStore, VersionConflict } from '../store.js';
import type { DocumentClient, Item, Update } from './documents.js';
import { isConditionFailed } from './errors.js';
import { type Clock, EXPIRES_AT, expiryAttribute, hasExpired } from './expiry.js';
import { ascending, getAll, query } from './manyItems.js';
import { INCIDENTS_BY_OPENING } from './tables.js';

export function createIncidentStore(client: DocumentClient, tableName: string, now: Clock): IncidentStore {
  /** Resolves to false, and nothing is written, where the condition is not met. */
  async function update(
    examId: string,
    incidentId: string,
    change: Pick<Update, 'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeValues'>,
  ): Promise<boolean> {
    try {
      await client.update({ TableName: tableName, Key: { ExamId: examId, IncidentId: incidentId }, ...change });
      return true;
    } catch (error) {
      if (isConditionFailed(error)) return false;
      throw error;
    }
  }

  async function get(examId: string, incidentId: string): Promise<IncidentRecord | undefined> {
    if (!canBeKey(incidentId)) return undefined;
    const item = await client.get({
      TableName: tableName,
      Key: { ExamId: examId, IncidentId: incidentId },
      ConsistentRead: true,
    });
    return item && toRecords([item])[0];
  }

  /** Those that have not expired. */
  function toRecords(items: readonly Item[]): readonly IncidentRecord[] {
    return items.filter((item) => !hasExpired(item, now)).map(toRecord);
  }

  /** Some that the index still knows may be gone. */
  async function readAll(indexed: readonly Item[]): Promise<readonly IncidentRecord[]> {
    const items = await getAll(
      client,
      tableName,
      indexed.map(({ ExamId, IncidentId }) => ({ ExamId, IncidentId })),
    );
    return toRecords(items.toSorted(ascending(({ Opening }) => String(Opening))));
  }

  return {
    async put(record, { expiresAt }) {
      const { examId, incident } = record;
      await update(examId, incident.id, {
        UpdateExpression: `SET Opening = :opening, Revision = :revision, Incident = :incident, ${EXPIRES_AT} = :expires`,
        ConditionExpression: 'attribute_not_exists(Revision) OR Revision < :revision',
        ExpressionAttributeValues: { ...incidentValues(record), ':expires': expiryAttribute(expiresAt)[EXPIRES_AT] },
      });
    },

    async putReview(examId, incidentId, review) {
      await update(examId, incidentId, {
        UpdateExpression: 'SET Review = :review, ReviewRevision = :reviewRevision',
        ConditionExpression:
          'attribute_exists(Incident) AND (attribute_not_exists(ReviewRevision) OR ReviewRevision < :reviewRevision)',
        ExpressionAttributeValues: reviewValues(review),
      });
    },

    get,

    async ofSession(examId, sessionId) {
      const items = await query(client, {
        TableName: tableName,
        KeyConditionExpression: 'ExamId = :exam AND begins_with(IncidentId, :session)',
        ExpressionAttributeValues: { ':exam': examId, ':session': `${sessionId}-` },
        ConsistentRead: true,
      });
      return toRecords(items)
        .filter((record) => record.sessionId === sessionId)
        .sort((one, other) => numberOf(one) - numberOf(other));
    },

    async *ofExam(examId) {
      const pages = client.query({
        TableName: tableName,
        KeyConditionExpression: 'ExamId = :exam',
        ExpressionAttributeValues: { ':exam': examId },
        ConsistentRead: true,
      });
      for await (const page of pages) yield* toRecords(page);
    },

    async page(examId, after, limit) {
      const found: IncidentRecord[] = [];
      let opening = after === undefined ? '' : openingOf(after);
      for (;;) {
        const wanted = limit - found.length;
        const indexed = await query(
          client,
          {
            TableName: tableName,
            IndexName: INCIDENTS_BY_OPENING,
            KeyConditionExpression: `ExamId = :exam${opening === '' ? '' : ' AND Opening > :opening'}`,
            ExpressionAttributeValues: { ':exam': examId, ...(opening !== '' && { ':opening': opening }) },
          },
          wanted,
        );
        found.push(...(await readAll(indexed)));
        if (indexed.length < wanted || found.length === limit) return found;
        opening = String(indexed.at(-1)?.['Opening']);
      }
    },

    async replace(record, instead) {
      const { examId, incident, review } = record;
      const setIncident = 'SET Opening = :opening, Revision = :revision, Incident = :incident';
      const isReviewThere = instead.review ? 'Review = :insteadReview' : 'attribute_not_exists(Review)';
      const isDone = await update(examId, incident.id, {
        UpdateExpression: review
          ? `${setIncident}, Review = :review, ReviewRevision = :reviewRevision`
          : `${setIncident} REMOVE Review, ReviewRevision`,
        ConditionExpression: `Incident = :instead AND ${isReviewThere}`,
        ExpressionAttributeValues: {
          ...incidentValues(record),
          ...(review && reviewValues(review)),
          ':instead': incidentValues(instead)[':incident'],
          ...(instead.review && { ':insteadReview': reviewValues(instead.review)[':review'] }),
        },
      });
      if (isDone) return;
      // Where an answer is lost, the client asks again, and finds what it wrote itself.
      const there = await get(examId, incident.id);
      if (there && !isDeepStrictEqual(there, record)) throw new VersionConflict('The incident is another by now.');
    },
  };
}

function incidentValues({ review: _, ...record }: IncidentRecord): Item {
  const { openedAt, id, revision } = record.incident;
  return {
    ':opening': openingOf({ openedAt, id }),
    ':revision': revision,
    ':incident': JSON.stringify(record),
  };
}

function reviewValues(review: Review): Item {
  return { ':review': JSON.stringify(review), ':reviewRevision': review.revision };
}

/** As text, openings are in order: ISO 8601 moments have one length. */
function openingOf({ openedAt, id }: IncidentPlace): string {
  return `${openedAt}#${id}`;
}

/** The incidents of a session are numbered in the order of their opening. */
function numberOf({ sessionId, incident }: IncidentRecord): number {
  return Number(incident.id.slice(sessionId.length + 1));
}

/** DynamoDB takes no empty key, and none of more than 1,024 bytes; asked for one, it refuses to answer. */
function canBeKey(id: string): boolean {
  const bytes = Buffer.byteLength(id);
  return bytes > 0 && bytes <= 1_024;
}

function toRecord({ Incident, Review }: Item): IncidentRecord {
  const record = JSON.parse(String(Incident)) as Omit<IncidentRecord, 'review'>; // as `put` wrote it
  if (Review === undefined) return record;
  return { ...record, review: JSON.parse(String(Review)) as Review }; // as `putReview` wrote it
}
