/** A candidate who is erased is nowhere in the store any more, and what happened is still counted. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Viewer } from '../../src/auth/viewer.js';
import type { ExamEvent } from '../../src/domain/events.js';
import type { Observation } from '../../src/domain/observation.js';
import { createEmbeddedEventLog } from '../../src/events/embedded/eventLog.js';
import type { EventLog } from '../../src/events/eventLog.js';
import type { ErasureReceipt } from '../../src/proctor/eraseCandidate.js';
import { type Store, StoreUnavailable } from '../../src/store/store.js';
import { examOf } from '../support/exam.js';
import { portrait } from '../support/pictures.js';
import { createProctorWorld, type ProctorWorld, paula } from '../support/proctor.js';
import { readRawItems } from '../support/rawItems.js';
import { accepted, somebody } from '../support/scriptedEngine.js';

const ada: Viewer = { sub: 'ada', name: 'Ada Admin', roles: ['ADMIN'], expiresAt: Number.POSITIVE_INFINITY };
const nobody: Observation = { ...somebody, faces: { ok: true, value: [] }, labels: { ok: true, value: [] } };
const capturedAt = (number: number) => new Date(Date.parse('2026-05-04T09:00:00.000Z') + number * 2_000).toISOString();

let world: ProctorWorld;
let image: string;
/** In all that tells of the candidate of a test. */
let trace: string;
let examId: string;

beforeAll(async () => {
  world = await createProctorWorld();
  image = (await portrait('curls')).toString('base64');
});
beforeEach(() => newStory());
afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
});

function newStory(): void {
  trace = `trace${randomUUID()}`;
  examId = `exam-${trace}`.slice(0, 40).replace('trace', '');
}

/** Of the candidate, or of another one whose story it is too. */
const me = () => `${trace}-carla`;
const other = () => `gina-${examId}`;

async function send(candidateId: string, from: number, seen: readonly Observation[], exam = examId): Promise<void> {
  for (const [index, observation] of seen.entries()) {
    world.engine.observeWith = async () => observation;
    const frameId = `${candidateId === me() ? trace : 'frame'}-${from + index}`;
    const frame = { examId: exam, candidateId, frameId, capturedAt: capturedAt(from + index), image };
    await world.proctor.processFrame(paula, frame);
  }
}

/**
 * The candidate sits an exam, leaves it, is judged, written to and about, and ended; and is recognised in the session of
 * somebody else, which goes on.
 */
async function live(): Promise<void> {
  const { proctor, store } = world;
  const { policy } = examOf(examId);
  await store.exams.create({
    ...examOf(examId),
    policy: {
      ...policy,
      accommodations: [{ candidateId: me(), expectedPersons: 1 }],
      // However busy the machine, nobody's feed is lost in the middle of a test.
      limits: { ...policy.limits, feedLostAfterMs: 3_600_000 },
    },
  });
  world.engine.enrolWith = async () => accepted;
  const enrolled = await proctor.indexFace(paula, { image, candidateId: me(), fullName: `${trace} Carla`, examId });
  const own = enrolled.status === 'indexed' ? enrolled.face.externalImageId : '';
  const recognised: Observation = {
    ...somebody,
    matches: { ok: true, value: [{ externalImageId: own, similarity: 97 }] },
  };

  await send(me(), 0, [recognised, nobody, nobody, nobody]);
  await send(other(), 0, [recognised, recognised, recognised]);
  const [incident] = await store.incidents.ofSession(examId, await sessionId(me()));
  const incidentId = incident?.incident.id ?? '';
  await proctor.reviewIncident(paula, { examId, incidentId, verdict: 'CONFIRMED', reason: `${trace} was away.` });
  await proctor.sendMessage(paula, {
    examId,
    candidateId: me(),
    text: `${trace}, come back!`,
    messageId: `${trace}-m`,
  });
  await proctor.writeNote(paula, { examId, candidateId: me(), text: `${trace} is rude.`, noteId: `${trace}-n` });
  await proctor.sendMessage(paula, { examId, text: 'Ten minutes left.' });
  await proctor.evidence(paula, examId, incidentId);
}

async function sessionId(candidateId: string): Promise<string> {
  const session = await world.store.sessions.get(examId, candidateId);
  if (!session) throw new Error('no session');
  return session.id;
}

/** What the store says, read by nobody before. */
async function history(): Promise<readonly ExamEvent[]> {
  await using log = createEmbeddedEventLog(world.store.events);
  return await log.read(examId, { limit: 1_000 });
}

async function traces(): Promise<readonly string[]> {
  return (await readRawItems(world.connection)).filter((item) => item.includes(trace));
}

/** What an erasure itself tells; it changes nothing of the candidate's. */
const NEWS: ReadonlySet<string> = new Set(['CandidateErased', 'PolicyChanged']);

describe('Erasing a candidate', () => {
  test('leaves nothing in any table, nor in what the engine knows, and counts what it changed', async () => {
    await live();
    const before = await history();
    const faces = await world.store.faces.ofCandidate(me());
    expect((await traces()).length).toBeGreaterThan(15);
    expect(faces.map((face) => world.engine.known.has(face.externalImageId))).toEqual([true]);

    const receipt = await world.proctor.eraseCandidate(ada, me());
    expect(await traces()).toEqual([]);
    expect(
      (await readRawItems(world.connection)).filter((item) => item.includes(String(faces[0]?.externalImageId))),
    ).toEqual([]);
    expect(faces.map((face) => world.engine.known.has(face.externalImageId))).toEqual([false]);

    const after = await history();
    const changed = after.filter(({ id, ...event }, index) => {
      const { id: _, ...old } = before[index] ?? { id };
      return !NEWS.has(event.type) && JSON.stringify(old) !== JSON.stringify(event);
    });
    expect(receipt).toMatchObject({ candidateId: me(), by: { id: 'ada', name: 'Ada Admin' }, examIds: [examId] });
    expect(receipt).toMatchObject({ faces: 1, pictures: 3, sessions: 1, events: changed.length, incidents: 2 });
  });

  test('keeps the history in its places, with its times, numbers and what others did', async () => {
    await live();
    const before = await history();
    const { events } = await world.proctor.eraseCandidate(ada, me());
    const after = await history();
    expect(after.slice(0, before.length).map(({ id, type, occurredAt }) => [id, type, occurredAt])).toEqual(
      before.map(({ id, type, occurredAt }) => [id, type, occurredAt]),
    );
    // The session was running, and is ended.
    expect(after.slice(before.length).map(({ type }) => type)).toEqual([
      'IncidentClosed',
      'SessionEnded',
      'PolicyChanged',
      'CandidateErased',
    ]);
    const pseudonyms = new Set(
      after.filter(({ candidateId }) => candidateId?.startsWith('erased-')).map((one) => one.candidateId),
    );
    expect(pseudonyms.size).toBe(1);
    expect(after.at(-1)?.candidateId).toBe([...pseudonyms][0]);
    expect(after.filter((event) => event.candidateId === undefined).map(({ type }) => type)).toEqual([
      'MessageSent',
      'PolicyChanged',
    ]);
    expect(JSON.stringify(after)).toContain('Ten minutes left.');
    expect(JSON.stringify(after)).toContain('"id":"paula"');
    expect(events).toBeLessThan(after.length);
  });

  test('is seen at once by whoever reads from any cursor, old ones included', async () => {
    await live();
    const before = await world.log.read(examId, { limit: 1_000 });
    const old = world.log.follow(examId, before[2]?.id);
    await old.next();
    await world.proctor.eraseCandidate(ada, me());
    const expected = await history();
    const received: ExamEvent[] = [];
    while (received.at(-1)?.id !== expected.at(-1)?.id) received.push((await old.next()).value as ExamEvent);
    expect(received).toEqual(expected.slice(4));
    expect(await world.log.read(examId, { limit: 1_000 })).toEqual(expected);
    expect(await world.log.recent(examId, 100)).toEqual(expected);
    await old.return?.();
  });

  test('leaves the other candidate’s session running, without the name, also in its next incident', async () => {
    await live();
    await world.proctor.eraseCandidate(ada, me());
    const session = await world.store.sessions.get(examId, other());
    if (!session) throw new Error('no session');
    expect(session.state.status).toBe('ACTIVE');
    expect(world.proctor.openIncidents(paula, session)).toMatchObject([
      { kind: 'SOMEBODY_ELSE', finding: { people: [] } },
    ]);
    await send(other(), 10, [nobody, nobody, nobody]);
    expect(await traces()).toEqual([]);
  });

  test('lets whoever comes back with the same token begin anew, as a stranger', async () => {
    await live();
    await world.proctor.eraseCandidate(ada, me());
    await send(me(), 20, [somebody]);
    const session = await world.store.sessions.get(examId, me());
    expect(session).toMatchObject({ framesProcessed: 1, state: { status: 'ACTIVE' } });
    const own = (await history()).filter((event) => event.candidateId === me());
    expect(own.map(({ type }) => type)).toEqual(['SessionStarted', 'FrameProcessed']);
    expect(own[1]).toMatchObject({
      checks: expect.arrayContaining([expect.objectContaining({ unknownReason: 'NOT_ENROLLED' })]),
    });
    await world.proctor.eraseCandidate(ada, me());
    expect(await traces()).toEqual([]);
  });

  test('keeps the erased session with its incidents, which can still be looked at and judged', async () => {
    await live();
    const id = await sessionId(me());
    await world.proctor.eraseCandidate(ada, me());
    const [record] = await world.store.incidents.ofSession(examId, id);
    const candidateId = record?.candidateId ?? '';
    const session = await world.proctor.session(paula, examId, candidateId);
    expect(session).toMatchObject({ id, framesProcessed: 4, state: { status: 'ENDED' } });
    expect(record).toMatchObject({
      incident: { kind: 'NOBODY_THERE' },
      review: { verdict: 'CONFIRMED', reason: 'Erased' },
    });
    const incidentId = record?.incident.id ?? '';
    const judged = await world.proctor.reviewIncident(paula, {
      examId,
      incidentId,
      verdict: 'DISMISSED',
      reason: 'No.',
    });
    expect(judged.record.review).toMatchObject({ verdict: 'DISMISSED', revision: 2 });
  });

  test('leaves nothing in memory: no newest frame, and nothing that the engine remembers between frames', async () => {
    await live();
    const forgotten: string[] = [];
    const engine = { ...world.engine, forgetSession: (session: string) => void forgotten.push(session) };
    const proctor = world.with({ engine });
    expect(await world.parts.livePictures.look({ examId, candidateId: me() })).toBeDefined();
    await proctor.eraseCandidate(ada, ` ${me()} `);
    expect(await world.parts.livePictures.look({ examId, candidateId: me() })).toBeUndefined();
    expect(forgotten).toContain(JSON.stringify([examId, me()]));
  });

  test('is not undone by a frame that is being looked at meanwhile', async () => {
    await live();
    const [own] = await world.store.faces.ofCandidate(me());
    const matches = [{ externalImageId: own?.externalImageId ?? '', similarity: 97 }];
    world.engine.observeWith = async () => {
      await world.proctor.eraseCandidate(ada, me());
      return { ...somebody, matches: { ok: true, value: matches } };
    };
    const frame = { examId, candidateId: me(), frameId: `${trace}-late`, capturedAt: capturedAt(9), image };
    await expect(world.proctor.processFrame(paula, frame)).rejects.toMatchObject({ code: 'SESSION_ENDED' });
    expect(await traces()).toEqual([]);
  });

  test('lets another node, which knew the face a moment ago, recognise nobody who begins anew', async () => {
    await live();
    const [own] = await world.store.faces.ofCandidate(me());
    const matches = [{ externalImageId: own?.externalImageId ?? '', similarity: 97 }];
    const node = world.with({});
    const sit = async (exam: string) => {
      await world.store.exams.create(examOf(exam));
      world.engine.observeWith = async () => ({ ...somebody, matches: { ok: true, value: matches } });
      const frame = { examId: exam, candidateId: me(), frameId: randomUUID(), capturedAt: capturedAt(0), image };
      await node.processFrame(paula, frame);
    };
    await sit(randomUUID());
    await world.proctor.eraseCandidate(ada, me());
    await sit(randomUUID());
    expect((await readRawItems(world.connection)).filter((item) => item.includes(`${trace} Carla`))).toEqual([]);
  });

  test('forgets a face, too, that is enrolled meanwhile', async () => {
    await live();
    const sessions: Store['sessions'] = {
      ...world.store.sessions,
      async move(...parameters) {
        await world.proctor.indexFace(paula, { image, candidateId: me(), fullName: `${trace} Carla` });
        await world.store.sessions.move(...parameters);
      },
    };
    await world.with({ store: { ...world.store, sessions } }).eraseCandidate(ada, me());
    expect(await world.store.faces.ofCandidate(me())).toEqual([]);
    expect(await traces()).toEqual([]);
  });

  test('of somebody of whom nothing is known changes nothing', async () => {
    expect(await world.proctor.eraseCandidate(ada, me())).toMatchObject({
      faces: 0,
      pictures: 0,
      sessions: 0,
      events: 0,
      incidents: 0,
      examIds: [],
    });
    await expect(world.proctor.eraseCandidate(ada, ' ')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('of an admin erases them as the one who did things, too', async () => {
    await world.store.exams.create(examOf(examId));
    await send(other(), 0, [somebody]);
    const admin: Viewer = { ...ada, sub: `${trace}-admin`, name: `${trace} Admin` };
    await world.proctor.updatePolicy(admin, examId, { durationMinutes: 60 });
    await world.proctor.writeNote(admin, { examId, candidateId: other(), text: 'Hm.' });
    await world.proctor.eraseCandidate(admin, `${trace}-admin`);
    expect(await traces()).toEqual([]);
    const notes = (await history()).filter(({ type }) => type === 'NoteWritten');
    expect(notes).toMatchObject([{ candidateId: other(), text: 'Hm.', by: { id: expect.stringMatching(/^erased-/) } }]);
  });

  test.each(['before it is done', 'after it was done'] as const)(
    'goes on where its writes fail %s, one after the other, and ends with the same state and receipt',
    async (moment) => {
      await live();
      const expected = counts(await world.proctor.eraseCandidate(ada, me()));
      const shape = (await history()).map(({ type }) => type);
      newStory();
      await live();
      let failures = 0;
      for (let receipt: ErasureReceipt | undefined; receipt === undefined; ) {
        // Every other attempt gets one write further, and each is a process of its own, with nothing in memory.
        const store = failing(1 + Math.floor(failures / 2), moment);
        await using log = openLog(store);
        const proctor = world.with({ store, log });
        receipt = await proctor.eraseCandidate(ada, me()).catch((error: unknown) => {
          expect(error).toMatchObject({ code: 'OVERLOADED' });
          failures += 1;
          return undefined;
        });
        if (receipt) expect(counts(receipt)).toEqual(expected);
        else await world.with({ log }).recover();
      }
      expect(failures).toBeGreaterThan(5);
      expect(await traces()).toEqual([]);
      expect((await history()).map(({ type }) => type)).toEqual(shape);
    },
    60_000,
  );

  test('leaves nothing of two who appear in the same frames, also where two nodes erase them at once', async () => {
    await live();
    const [one, another] = [world.with({}), world.with({})];
    await Promise.all([one.eraseCandidate(ada, me()), another.eraseCandidate(ada, other())]);
    expect(await traces()).toEqual([]);
    expect((await readRawItems(world.connection)).filter((item) => item.includes(other()))).toEqual([]);
  });

  test('is one erasure where two nodes are asked for it at once', async () => {
    await live();
    const nodes = [world.with({}), world.with({})];
    await Promise.all(nodes.map((node) => node.eraseCandidate(ada, me())));
    expect(await traces()).toEqual([]);
    const names = (await history()).map(({ candidateId = 'everybody' }) => candidateId);
    const pseudonyms = new Set(names.filter((name) => name !== other() && name !== 'everybody'));
    expect([...pseudonyms]).toEqual([expect.stringMatching(/^erased-/)]);
  });

  test('keeps what a proctor says of an incident at that very moment', async () => {
    await live();
    const [incident] = await world.store.incidents.ofSession(examId, await sessionId(other()));
    const incidentId = incident?.incident.id ?? '';
    let isJudged = false;
    const incidents: Store['incidents'] = {
      ...world.store.incidents,
      async replace(record, instead) {
        if (record.incident.id === incidentId && !isJudged) {
          isJudged = true;
          await world.proctor.reviewIncident(paula, { examId, incidentId, verdict: 'CONFIRMED', reason: 'I saw it.' });
        }
        await world.store.incidents.replace(record, instead);
      },
    };
    await world.with({ store: { ...world.store, incidents } }).eraseCandidate(ada, me());
    const review = (await world.store.incidents.get(examId, incidentId))?.review;
    expect(review).toMatchObject({ verdict: 'CONFIRMED', reason: 'I saw it.' });
    expect(await traces()).toEqual([]);
  });

  test('that stops before the session is another’s appends nothing again at the next start', async () => {
    await live();
    const sessions = {
      ...world.store.sessions,
      move: async () => {
        throw new StoreUnavailable('throttled');
      },
    };
    await using log = openLog(world.store);
    const proctor = world.with({ store: { ...world.store, sessions }, log });
    await expect(proctor.eraseCandidate(ada, me())).rejects.toMatchObject({ code: 'OVERLOADED' });
    const before = await history();
    await using restarted = openLog(world.store);
    const again = world.with({ log: restarted });
    await again.recover();
    expect(await history()).toEqual(before);
    await again.eraseCandidate(ada, me());
    expect((await history()).length).toBe(before.length + 1);
    expect(await traces()).toEqual([]);
  });

  function counts({ faces, pictures, sessions, events, incidents, examIds }: ErasureReceipt) {
    return { faces, pictures, sessions, events, incidents, exams: examIds.length };
  }
});

function openLog(store: Store): EventLog {
  return createEmbeddedEventLog(store.events);
}

const WRITES: ReadonlySet<string> = new Set([
  'put',
  'putReview',
  'save',
  'move',
  'update',
  'replace',
  'delete',
  'deleteOfSession',
  'setMark',
]);

/** The store of the world, whose n-th write fails: nothing of it is done, or its answer is lost. */
function failing(nth: number, moment: 'before it is done' | 'after it was done'): Store {
  let writes = 0;
  function wrap<T extends object>(part: T): T {
    const wrapped = Object.entries(part).map(([name, method]) => [
      name,
      async (...parameters: unknown[]) => {
        writes += 1;
        const isFailing = writes === nth;
        if (isFailing && moment === 'before it is done') throw new StoreUnavailable('It fails.');
        const answer: unknown = await method(...parameters);
        if (isFailing) throw new StoreUnavailable('Its answer is lost.');
        return answer;
      },
    ]);
    // Of the same methods, but for those that write.
    return { ...part, ...Object.fromEntries(wrapped.filter(([name]) => WRITES.has(String(name)))) } as T;
  }
  const { faces, exams, sessions, events, incidents, evidence, erasures } = world.store;
  return {
    ...world.store,
    faces: wrap(faces),
    exams: wrap(exams),
    sessions: wrap(sessions),
    events: wrap(events),
    incidents: wrap(incidents),
    evidence: wrap(evidence),
    erasures: wrap(erasures),
  };
}
