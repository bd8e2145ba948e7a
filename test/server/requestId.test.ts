/** The id under which a request is found again: in its answer, in every error of it, and in every line of the log. */
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import { GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { pino } from 'pino';
import { createRequestScope } from '../../src/server/requestScope.js';
import { type Answer, type Example, startExample, transports } from './exampleServer.js';

const requestIdOf = (answer: Answer) => answer.errors?.[0]?.extensions?.['requestId'];

function loggedWith(example: Example, requestId: unknown): readonly Record<string, unknown>[] {
  return example.logged.map((line) => JSON.parse(line)).filter((line) => line.requestId === requestId);
}

describe('every HTTP answer has a request id', () => {
  test.each([
    ['of GraphQL', '/graphql?query={hello}'],
    ['of health', '/healthz'],
    ['of nothing', '/nothing/here'],
    ['of what is no address', '/%E0%A4%A'],
  ])('%s', async (_, path) => {
    await using example = await startExample();
    const response = await example.fetch(path);
    expect(response.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
    const given = await example.fetch(path, { headers: { 'x-request-id': 'mine-1' } });
    expect(given.headers.get('x-request-id')).toBe('mine-1');
  });

  test("instead of the caller's, where that is none", async () => {
    await using example = await startExample();
    for (const strange of ['two words', 'x'.repeat(129), '{"a":1}']) {
      const response = await example.fetch('/healthz', { headers: { 'x-request-id': strange } });
      expect(response.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
    }
  });

  test('also to what is hardly HTTP, and to a WebSocket that is refused', async () => {
    await using example = await startExample();
    const socket = connect(Number(new URL(example.url).port), '127.0.0.1');
    socket.end('hello\r\n\r\n');
    const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
    const requestId = /x-request-id: (\S+)/.exec(head)?.[1];
    expect(requestId).toBeDefined();
    expect(requestIdOf(JSON.parse(body))).toBe(requestId);

    const peer = example.open({ origin: 'https://evil.example.org', 'x-request-id': 'mine-2' });
    expect(requestIdOf(JSON.parse((await peer.refused).body))).toBe('mine-2');
  });
});

describe('every error has the id of its request', () => {
  test.each(['{ nope }', '{ hello', '{ fails(how: "busy") }', '{ fails(how: "bug") }'])(
    'over HTTP: %s',
    async (query) => {
      await using example = await startExample();
      const response = await example.post({ query }, { 'x-request-id': 'mine-3' });
      expect(requestIdOf((await response.json()) as Answer)).toBe('mine-3');
    },
  );

  test('over WebSockets, each operation having its own', async () => {
    await using example = await startExample();
    const peer = await example.connect('proctor');
    const ids = new Set<unknown>();
    for (const [index, query] of ['{ nope }', 'subscription { nope }', '{ fails(how: "busy") }'].entries()) {
      ids.add(requestIdOf(await peer.ask({ query }, String(index))));
    }
    expect(ids.size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[\w-]{36}$/);
  });
});

test.each(Object.entries(transports))(
  'what a client is told over %s is found in the log by its id, with the cause',
  async (_, ask) => {
    await using example = await startExample();
    const answer = await ask(example, { query: '{ fails(how: "bug") }' });
    const requestId = requestIdOf(answer);
    expect(requestId).toBeDefined();
    const lines = loggedWith(example, requestId).filter(({ level }) => level === 50);
    expect(lines).toEqual([
      expect.objectContaining({ path: 'fails', err: expect.objectContaining({ type: 'TypeError' }) }),
    ]);
  },
);

test('what the log is told far below a request has its id, and what belongs to none has none', async () => {
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(line) });
  const requests = createRequestScope(log);
  const resolve = async () => {
    await new Promise(setImmediate);
    requests.log().warn('deep below');
    return 'done';
  };
  const query = new GraphQLObjectType({ name: 'Query', fields: { deep: { type: GraphQLString, resolve } } });
  await using example = await startExample({ schema: new GraphQLSchema({ query }), log, requests });
  await example.post({ query: '{ deep }' }, { 'x-request-id': 'mine-4' });
  await (await example.connect()).ask({ query: '{ deep }' });
  requests.log().warn('of nobody');
  const told = lines.map((line) => JSON.parse(line)).filter(({ level }) => level === 40);
  expect(told.map(({ msg, requestId }) => ({ msg, requestId }))).toEqual([
    { msg: 'deep below', requestId: 'mine-4' },
    { msg: 'deep below', requestId: expect.stringMatching(/^[\w-]{36}$/) },
    { msg: 'of nobody', requestId: undefined },
  ]);
});
