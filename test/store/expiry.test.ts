/** What has expired is deleted by DynamoDB where it can do that, or swept, and until then it is not shown. */
import { randomUUID } from 'node:crypto';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Face } from '../../src/domain/face.js';
import type { Session } from '../../src/domain/session.js';
import type { Store } from '../../src/store/store.js';
import { newTablePrefix } from '../support/dynamoDb.js';
import { startDynamoDbProxy } from '../support/dynamoDbProxy.js';
import { newEvents } from '../support/newEvents.js';
import { sharedDynamoDb } from '../support/sharedDynamoDb.js';
import { createTimeToLive, type TimeToLiveOptions } from '../support/timeToLive.js';

const EXPIRING = ['faces', 'sessions', 'events', 'incidents', 'evidence'];
const dynamoDb = sharedDynamoDb();

describe('Time to Live', () => {
  it('is turned on for every table whose items expire', async () => {
    const { tablePrefix, turnedOn, warnings, expiresByItself } = await openWith({});
    expect([...turnedOn].sort()).toEqual(EXPIRING.map((name) => `${tablePrefix}${name}/ExpiresAt`).sort());
    expect([expiresByItself, warnings]).toEqual([true, []]);
  });

  it('that somebody else turned on meanwhile is good', async () => {
    const tablePrefix = newTablePrefix();
    const attributes = { [`${tablePrefix}events`]: 'ExpiresAt' };
    expect(await openWith({ attributes }, tablePrefix)).toMatchObject({ expiresByItself: true, warnings: [] });
  });

  it('that a role may not turn on is no reason not to start, but one to warn of', async () => {
    const { tablePrefix, warnings, expiresByItself } = await openWith({ refusal: 'AccessDeniedException' });
    expect(expiresByItself).toBe(true);
    expect(warnings).toHaveLength(EXPIRING.length);
    expect(warnings).toContainEqual(
      `What has expired stays in the DynamoDB table ${tablePrefix}events until somebody turns Time to Live on, for the ` +
        'attribute ExpiresAt: AccessDeniedException.',
    );
  });

  it('that heeds another attribute is left as it is, and warned of', async () => {
    const tablePrefix = newTablePrefix();
    const { turnedOn, warnings } = await openWith({ attributes: { [`${tablePrefix}faces`]: 'Ttl' } }, tablePrefix);
    expect(turnedOn).toHaveLength(EXPIRING.length - 1);
    expect(warnings).toEqual([expect.stringContaining(`${tablePrefix}faces until somebody turns`)]);
  });

  it('that the database knows nothing of leaves the sweeping to us', async () => {
    await using store = await dynamoDb.openStore();
    expect(store.expiresByItself).toBe(false);
  });

  async function openWith(options: TimeToLiveOptions, tablePrefix = newTablePrefix()) {
    const warnings: string[] = [];
    const timeToLive = createTimeToLive(options);
    await using proxy = await startDynamoDbProxy(dynamoDb.connection.endpoint, timeToLive.intercept);
    const onWarning = (warning: string) => void warnings.push(warning);
    await using store = await dynamoDb.openStore({ tablePrefix, endpoint: proxy.endpoint, onWarning });
    return { tablePrefix, warnings, turnedOn: timeToLive.turnedOn, expiresByItself: store.expiresByItself };
  }
});

describe('What has expired', () => {
  const clock = { ms: Date.parse('2026-01-15T09:00:00.000Z') };
  const tomorrow = { expiresAt: '2026-01-16T09:00:00.000Z' };
  const later = { expiresAt: '2026-02-16T09:00:00.000Z' };
  const tablePrefix = newTablePrefix();
  const [shortFace, longFace] = [faceOf('short'), faceOf('long')];
  const [shortSession, longSession] = [sessionOf('short'), sessionOf('long')];
  let store: Store;

  beforeAll(async () => {
    store = await dynamoDb.openStore({ tablePrefix, now: () => clock.ms });
    await store.faces.put(shortFace, tomorrow);
    await store.faces.put(longFace, later);
    await store.faces.put(faceOf('for-ever'));
    await store.sessions.save(shortSession, tomorrow);
    await store.sessions.save(longSession, later);
    const [first, second, third] = newEvents('exam', 3);
    if (!first || !second || !third) throw new Error('There are three.');
    await store.events.put('exam', [{ seq: 1, event: first }], { writtenFrom: 1, ...tomorrow });
    await store.events.put('exam', [{ seq: 2, event: second }], { writtenFrom: 2, ...later });
    await store.events.put('exam', [{ seq: 3, event: third }], { writtenFrom: 3, ...tomorrow });
    await store.events.setMark('exam', { place: 1_000, after: 0, keptUntil: tomorrow.expiresAt });
    clock.ms += 2 * 24 * 60 * 60_000;
  });
  afterAll(async () => {
    await store[Symbol.asyncDispose]();
  });

  it('is not shown, whether it is deleted or not', async () => {
    for (const isSwept of [false, true]) {
      if (isSwept) await store.sweep();
      expect(await store.faces.get('short')).toBeUndefined();
      expect(await store.faces.ofCandidate('short')).toEqual([]);
      expect(await idsOf(store.faces.all())).toEqual(['for-ever', 'long']);
      expect(await store.sessions.get('exam', 'short')).toBeUndefined();
      expect(await store.sessions.ofCandidate('short')).toEqual([]);
      expect(await store.sessions.ofExam('exam')).toEqual([longSession]);
      expect(await allOf(store.sessions.active())).toEqual([longSession]);
      expect((await store.events.read('exam', { after: 0, upTo: 9, limit: 1 })).map(({ seq }) => seq)).toEqual([2]);
      expect((await store.events.readLast('exam', 1)).map(({ seq }) => seq)).toEqual([2]);
      const candidates = ['candidate-1', 'candidate-2', 'candidate-3'];
      const about = await store.events.readAbout('exam', candidates, { after: 0, upTo: 9, limit: 1 });
      expect(about.map(({ seq }) => seq)).toEqual([2]);
      expect(await store.events.get('exam', 3)).toBeUndefined();
      expect(await store.events.findSeq('exam', 'key-3')).toBeUndefined();
      expect(await store.events.findSeq('exam', 'key-2')).toBe(2);
    }
  });

  it('is gone after a sweep, with everything that belongs to it, and nothing else is', async () => {
    await store.faces.put(
      { ...faceOf('swept'), template: { model: 'some-engine', vector: Uint8Array.of(7) } },
      tomorrow,
    );
    const expired: unknown[] = [];
    for await (const { externalImageId, template } of store.faces.expired()) {
      expired.push({ externalImageId, template: template && [template.model, ...template.vector] });
    }
    expect(expired).toEqual([{ externalImageId: 'swept', template: ['some-engine', 7] }]);
    await store.sweep();
    expect(await countItems('faces')).toBe(2);
    expect(await countItems('sessions')).toBe(1);
    // An event, its key, and how far the history has come.
    expect(await countItems('events')).toBe(3);
    expect(await store.events.mark('exam')).toMatchObject({ place: 1_000 });
    expect(await store.sweep()).toBe(0);
  });

  it('may be written anew before it is deleted', async () => {
    await store.sessions.save(sessionOf('again'), tomorrow);
    await store.sessions.save(sessionOf('again'), later);
    expect(await store.sessions.get('exam', 'again')).toBeDefined();
    expect(await store.sweep()).toBe(0);
  });

  async function countItems(table: string): Promise<number | undefined> {
    const client = new DynamoDBClient({ ...dynamoDb.connection, region: 'local' });
    const { Count } = await client.send(new ScanCommand({ TableName: `${tablePrefix}${table}`, Select: 'COUNT' }));
    client.destroy();
    return Count;
  }

  async function allOf<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
    const all: T[] = [];
    for await (const item of items) all.push(item);
    return all;
  }

  async function idsOf(faces: AsyncIterable<Face>): Promise<readonly string[]> {
    return (await allOf(faces)).map(({ externalImageId }) => externalImageId).sort();
  }
});

function faceOf(id: string): Face {
  return {
    externalImageId: id,
    candidateId: id,
    fullName: 'Ada Lovelace',
    collectionId: 'test',
    enrolledAt: '2026-01-15T09:00:00.000Z',
  };
}

function sessionOf(candidateId: string): Session {
  return {
    id: randomUUID(),
    examId: 'exam',
    candidateId,
    startedAt: '2026-01-15T09:00:00.000Z',
    state: { status: 'ACTIVE' },
    framesProcessed: 0,
    outbox: [],
    version: 1,
  };
}
