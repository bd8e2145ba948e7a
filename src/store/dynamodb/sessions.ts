/**
 * The sessions table, (`ExamPart`, `CandidateId`), where the parts of an exam are those of `sessionParts`. State and outbox
 * are one item, so one conditional write is all it takes to keep them together.
 *
 * While it goes on, or its outbox holds something, an item also has the attribute `UnfinishedPart`, the key of an index in
 * which nothing else appears: finding what a crash left behind costs as much as was left, however many sessions are kept.
 * (Scanning the table with a filter would read them all each time.) Both in one index: no frame changes its keys.
 */

import type { Session } from '../../domain/session.js';
import { type Expiry, type SessionStore, VersionConflict } from '../store.js';
import type { DocumentClient, Item } from './documents.js';
import { isConditionFailed, wasRepeated } from './errors.js';
import { type Clock, EXPIRES_AT, expiryAttribute, hasExpired, unexpired } from './expiry.js';
import { ascending, getAll, query, queryEach, scan } from './manyItems.js';
import { sessionPartOf, sessionPartsOf } from './sessionParts.js';
import { SESSIONS_BY_CANDIDATE, UNFINISHED_SESSIONS } from './tables.js';

export function createSessionStore(client: DocumentClient, tableName: string, now: Clock = Date.now): SessionStore {
  async function getItem(examId: string, candidateId: string): Promise<Item | undefined> {
    const item = await client.get({
      TableName: tableName,
      Key: keyOf(examId, candidateId),
      ConsistentRead: true,
    });
    return item && !hasExpired(item, now) ? item : undefined;
  }

  async function getSessions(keys: readonly Item[]): Promise<readonly Session[]> {
    const items = await getAll(
      client,
      tableName,
      keys.map(({ ExamPart, CandidateId }) => ({ ExamPart, CandidateId })),
    );
    return toSessions(items);
  }

  async function getUnfinished(): Promise<readonly Session[]> {
    const keys: Item[] = [];
    for await (const key of scan(client, { TableName: tableName, IndexName: UNFINISHED_SESSIONS })) keys.push(key);
    return await getSessions(keys);
  }

  /** Without those that have expired. */
  function toSessions(items: readonly Item[]): readonly Session[] {
    const kept = items.filter((item) => !hasExpired(item, now));
    return kept.map(toSession).sort(ascending(({ examId, candidateId }) => `${examId}#${candidateId}`));
  }

  return {
    async get(examId, candidateId) {
      const item = await getItem(examId, candidateId);
      return item && toSession(item);
    },

    async save(session, expiry) {
      const item = toItem(session, expiry);
      try {
        await client.put({
          TableName: tableName,
          Item: item,
          ...(session.version === 1
            ? {
                ConditionExpression: `attribute_not_exists(ExamPart) OR ${EXPIRES_AT} <= :now`,
                ExpressionAttributeValues: unexpired(now).values,
              }
            : {
                ConditionExpression: 'Version = :previous AND (attribute_not_exists(SessionId) OR SessionId = :id)',
                ExpressionAttributeValues: { ':previous': session.version - 1, ':id': session.id },
              }),
        });
      } catch (error) {
        if (!isConditionFailed(error)) throw error;
        const { examId, candidateId } = session;
        if (wasRepeated(error) && (await getItem(examId, candidateId))?.['Session'] === item['Session']) return;
        throw new VersionConflict(`Version ${session.version} of the session is not the next one.`);
      }
    },

    async move(session, moved) {
      const { examId, candidateId, version } = session;
      const found = await getItem(examId, candidateId);
      if (!found) return;
      const isAsRead = {
        ConditionExpression: 'Version = :version',
        ExpressionAttributeValues: { ':version': version },
      };
      try {
        const item = { ...toItem(moved), [EXPIRES_AT]: found[EXPIRES_AT] };
        await client.put({ TableName: tableName, Item: item });
        await client.delete({ TableName: tableName, Key: keyOf(examId, candidateId), ...isAsRead });
      } catch (error) {
        if (!isConditionFailed(error)) throw error;
        if (wasRepeated(error) && !(await getItem(examId, candidateId))) return;
        throw new VersionConflict('The session has been changed meanwhile.');
      }
    },

    async ofExam(examId) {
      const items = await queryEach(client, sessionPartsOf(examId), (part) => ({
        TableName: tableName,
        KeyConditionExpression: 'ExamPart = :part',
        ExpressionAttributeValues: { ':part': part },
        ConsistentRead: true,
      }));
      return toSessions(items);
    },

    async ofCandidate(candidateId) {
      return getSessions(
        await query(client, {
          TableName: tableName,
          IndexName: SESSIONS_BY_CANDIDATE,
          KeyConditionExpression: 'CandidateId = :candidate',
          ExpressionAttributeValues: { ':candidate': candidateId },
        }),
      );
    },

    async *withOutbox() {
      yield* (await getUnfinished()).filter(hasOutbox);
    },

    async *active() {
      yield* (await getUnfinished()).filter(isActive);
    },
  };
}

function keyOf(examId: string, candidateId: string) {
  return { ExamPart: sessionPartOf(examId, candidateId), CandidateId: candidateId };
}

/**
 * The session itself is one JSON string: what the domain puts into it comes back as it was, and reading it costs half of
 * what a DynamoDB map costs.
 */
function toItem(session: Session, expiry?: Expiry): Item {
  const key = keyOf(session.examId, session.candidateId);
  return {
    ...key,
    ExamId: session.examId,
    SessionId: session.id,
    Version: session.version,
    Session: JSON.stringify(session),
    UnfinishedPart: isActive(session) || hasOutbox(session) ? key.ExamPart : undefined,
    ...expiryAttribute(expiry?.expiresAt),
  };
}

function hasOutbox({ outbox }: Session): boolean {
  return outbox.length > 0;
}

function isActive({ state }: Session): boolean {
  return state.status === 'ACTIVE';
}

function toSession(item: Item): Session {
  return JSON.parse(String(item['Session'])) as Session; // as `toItem` wrote it
}
