/** The product's own subscription, schema, service and event log behind the real server. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { GraphQLObjectType, type GraphQLSchema } from 'graphql';
import type { TokenVerifier } from '../../src/auth/tokenVerifier.js';
import { createSchema } from '../../src/graphql/schema.js';
import type { ServerLimits } from '../../src/server/limits.js';
import { newEvent } from '../support/newEvents.js';
import { createProctorWorld, type ProctorWorld } from '../support/proctor.js';
import { type Example, startExample } from './exampleServer.js';
import type { Message, Peer } from './peer.js';

const KiB = 1024;

const FRAMES = `subscription ($examId: ID!, $after: ID, $filter: ExamEventFilter) {
  examEvents(examId: $examId, after: $after, filter: $filter) { id ... on FrameProcessed { frameId } }
}`;

/** Tokens are named after what they may do. */
const verifier: TokenVerifier = {
  ready: async () => {},
  async verify(token) {
    const ttl = token === 'brief' ? 300 : 3_600_000;
    const limited = token === 'elsewhere' ? { examIds: ['other'] } : {};
    return { sub: token, roles: ['PROCTOR'], expiresAt: Date.now() + ttl, ...limited };
  },
};

describe('a broadcast', () => {
  let world: ProctorWorld;
  let example: Example;
  /** How often the frame id of each event was resolved. */
  const executions = new Map<string, number>();
  /** What becomes of a frame id on its way out. */
  let answerFrameId = (frameId: string): string => frameId;
  let exams = 0;
  let examId = '';

  const serve = (limits: Partial<ServerLimits> = {}) =>
    startExample({
      schema: instrumented((frameId) => {
        executions.set(frameId, (executions.get(frameId) ?? 0) + 1);
        return answerFrameId(frameId);
      }),
      createContext: (facts) => ({ ...facts, proctor: world.proctor }),
      verifier,
      limits,
    });

  beforeAll(async () => {
    world = await createProctorWorld();
    await world.proctor.createExam({ id: 'other', title: 'Other' });
    example = await serve();
  });
  afterAll(async () => {
    await example.close();
    await world[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    executions.clear();
    answerFrameId = (frameId) => frameId;
    exams += 1;
    examId = `exam-${exams}`;
    await world.proctor.createExam({ id: examId, title: examId });
  });

  const append = (key: string, candidateId = 'candidate-1', exam = examId) =>
    world.log.append(exam, [newEvent(exam, key, candidateId)]);

  /** Subscribes from the exam's beginning, so that nothing depends on when the server hears of it. */
  const subscribe = async (variables: object = {}, query = FRAMES, server = example): Promise<Peer> => {
    const peer = await server.connect('proctor');
    const payload = { query, variables: { examId, after: `${examId}:000000000000`, ...variables } };
    peer.send({ type: 'subscribe', id: 'frames', payload });
    return peer;
  };
  const nextFrames = async (peer: Peer, count: number) => {
    const frames = [];
    for (let index = 0; index < count; index += 1) frames.push(frameOf(await peer.next()));
    return frames;
  };

  test('executes each event once for all who ask alike, and gives everybody exactly their events in order', async () => {
    const alike = await Promise.all(Array.from({ length: 50 }, () => subscribe()));
    const reworded = await subscribe({}, FRAMES.replaceAll('\n', ' \n# Spaces and comments ask for nothing.\n'));
    const filtered = await subscribe({ filter: { candidateIds: ['candidate-2'] } });
    const other = await subscribe(
      {},
      `subscription ($examId: ID!, $after: ID) { examEvents(examId: $examId, after: $after) { candidateId } }`,
    );
    const elsewhere = await subscribe({ examId: 'other', after: 'other:000000000000' });

    for (let index = 1; index <= 30; index += 1) await append(`frame-${index}`, `candidate-${index % 3}`);
    await append('frame-x', 'candidate-1', 'other');

    const all = Array.from({ length: 30 }, (_, index) => `frame-${index + 1}`);
    for (const peer of [...alike, reworded]) expect(await nextFrames(peer, 30)).toEqual(all);
    const ofSecond = all.filter((_, index) => (index + 1) % 3 === 2);
    expect(await nextFrames(filtered, 10)).toEqual(ofSecond);
    for (let index = 1; index <= 30; index += 1) {
      expect(await other.next()).toMatchObject({
        payload: { data: { examEvents: { candidateId: `candidate-${index % 3}` } } },
      });
    }
    expect(await nextFrames(elsewhere, 1)).toEqual(['frame-x']);
    for (const frame of all) expect([frame, executions.get(frame)]).toEqual([frame, ofSecond.includes(frame) ? 2 : 1]);
  });

  test('is not harmed by variables that nobody asked for, however deep', async () => {
    const peer = await example.connect('proctor');
    const variables = `{"examId":"${examId}","after":"${examId}:000000000000","deep":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
    peer.send(
      `{"type":"subscribe","id":"deep","payload":{"query":${JSON.stringify(FRAMES)},"variables":${variables}}}`,
    );
    await append('frame-1');
    expect(await nextFrames(peer, 1)).toEqual(['frame-1']);
  });

  test('has neither gap nor duplicate for those who come and go while events come, from any cursor', async () => {
    const steady = await subscribe();
    let appended = 0;
    const writing = (async () => {
      while (appended < 200) {
        const next = [appended + 1, appended + 2].map((key) => newEvent(examId, `frame-${key}`));
        await world.log.append(examId, next);
        appended += 2;
      }
    })();
    const all = Array.from({ length: 200 }, (_, index) => `frame-${index + 1}`);
    const joiners = [];
    while (appended < 200) {
      const from = Math.floor((joiners.length * 37) % (appended + 1));
      const peer = await subscribe({ after: `${examId}:${String(from).padStart(12, '0')}` });
      const some = Math.min(25, appended - from);
      expect(await nextFrames(peer, some)).toEqual(all.slice(from, from + some));
      // Every other one leaves again.
      if (joiners.push({ peer, from: from + some }) % 2 === 0) peer.socket.terminate();
    }
    await writing;
    await append('frame-201');
    const complete = [...all, 'frame-201'];
    const staying = joiners.filter((_, index) => index % 2 === 0);
    expect(staying.length).toBeGreaterThan(2);
    for (const { peer, from } of staying) expect(await nextFrames(peer, 201 - from)).toEqual(complete.slice(from));
    expect(await nextFrames(steady, 201)).toEqual(complete);
  });

  test('is closed to those who may not see the exam, whoever else listens', async () => {
    const listener = await subscribe();
    await append('frame-1');
    expect(await nextFrames(listener, 1)).toEqual(['frame-1']);
    const stranger = await example.connect('elsewhere');
    const anybody = await example.connect();
    const question = { query: FRAMES, variables: { examId } };
    expect(await stranger.ask(question)).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    expect(await anybody.ask(question)).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    const late = await subscribe({ after: `${examId}:000000000099` });
    expect(await late.next()).toMatchObject({ payload: { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] } });
  });

  test('goes on for the others when somebody completes, hangs up or expires', async () => {
    const peers = await Promise.all(Array.from({ length: 3 }, () => subscribe()));
    const [first, second, third] = peers as [Peer, Peer, Peer];
    const brief = await example.connect('brief');
    brief.send({ type: 'subscribe', id: 'frames', payload: { query: FRAMES, variables: { examId } } });
    await append('frame-1');
    await append('frame-2');
    for (const peer of peers) expect(await nextFrames(peer, 2)).toEqual(['frame-1', 'frame-2']);

    first.send({ type: 'complete', id: 'frames' });
    second.socket.terminate();
    expect(await brief.closed).toMatchObject({ code: 4403 });
    await append('frame-3');
    expect(await nextFrames(third, 1)).toEqual(['frame-3']);
    // Under the same id, because the first one is over.
    first.send({
      type: 'subscribe',
      id: 'frames',
      payload: { query: FRAMES, variables: { examId, after: `${examId}:000000000002` } },
    });
    expect(await nextFrames(first, 1)).toEqual(['frame-3']);
    await append('frame-4');
    for (const peer of [first, third]) expect(await nextFrames(peer, 1)).toEqual(['frame-4']);
  });

  test('masks what goes wrong with an event, and tells the log once', async () => {
    const peers = await Promise.all(Array.from({ length: 5 }, () => subscribe()));
    answerFrameId = (frameId) => {
      if (frameId === 'frame-2') throw new TypeError('Cannot read properties of secret');
      return frameId;
    };
    for (const key of ['frame-1', 'frame-2', 'frame-3']) await append(key);
    for (const peer of peers) {
      expect(await nextFrames(peer, 1)).toEqual(['frame-1']);
      const { payload } = await peer.next();
      expect(payload).toMatchObject({ data: null, errors: [{ extensions: { code: 'INTERNAL' } }] });
      expect(JSON.stringify(payload)).not.toContain('secret');
      expect(await nextFrames(peer, 1)).toEqual(['frame-3']);
    }
    expect(example.logged.filter((line) => line.includes('An operation failed.'))).toHaveLength(1);
  });

  test('cuts off who does not read, and the others notice nothing', async () => {
    await using server = await serve({ vigilMs: 20, stalledMs: 300, unsentBytesPerSocket: 512 * KiB });
    answerFrameId = (frameId) => frameId.padEnd(256 * KiB, '.');
    const [deaf, attentive] = [await subscribe({}, FRAMES, server), await subscribe({}, FRAMES, server)];
    await append('frame-0');
    for (const peer of [deaf, attentive]) expect((await nextFrames(peer, 1))[0]).toMatch(/^frame-0\./);
    deaf.socket.pause();
    // More than the kernel's buffers hold.
    for (let index = 1; index <= 80; index += 1) {
      await append(`frame-${index}`);
      expect((await nextFrames(attentive, 1))[0]?.split('.')[0]).toBe(`frame-${index}`);
    }
    deaf.socket.resume();
    // Without the code where it woke up too late to read it; a client comes back after either.
    expect([1013, 1006]).toContain((await deaf.closed).code);
    await append('frame-81');
    expect((await nextFrames(attentive, 1))[0]).toMatch(/^frame-81\./);
    const resumed = await subscribe({ after: `${examId}:000000000081` }, FRAMES, server);
    expect((await nextFrames(resumed, 1))[0]).toMatch(/^frame-81?\./);
  });
});

/** The product's schema; `frameId` answers what this makes of it. */
function instrumented(answer: (frameId: string) => string): GraphQLSchema {
  const folder = new URL('../../schema/', import.meta.url);
  const files = readdirSync(folder).filter((file) => file.endsWith('.graphql'));
  const schema = createSchema(files.map((file) => readFileSync(new URL(file, folder), 'utf8')));
  const type = schema.getType('FrameProcessed');
  const field = type instanceof GraphQLObjectType ? type.getFields()['frameId'] : undefined;
  if (!field) throw new Error('The schema has no frames.');
  field.resolve = ({ frameId }: { readonly frameId: string }) => answer(frameId);
  return schema;
}

function frameOf({ type, payload }: Message): string | undefined {
  if (type !== 'next') throw new Error(`${type}: ${JSON.stringify(payload)}`);
  // The answers to FRAMES; whether they hold a frame is for the test to say.
  return (payload as { data: { examEvents: { frameId?: string } } }).data.examEvents.frameId;
}
