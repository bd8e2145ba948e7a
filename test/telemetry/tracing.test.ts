import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { NO_TELEMETRY } from '../../src/telemetry/telemetry.js';
import { createTracing } from '../../src/telemetry/tracing.js';
import { startExample } from '../server/exampleServer.js';
import { type Collector, type ReceivedSpan, startCollector } from './collector.js';

let collector: Collector;

beforeAll(async () => {
  collector = await startCollector();
});

afterAll(async () => {
  await collector?.[Symbol.asyncDispose]();
});

function openTracing(sampleRatio = 1) {
  return createTracing({
    endpoint: collector.url,
    sampleRatio,
    version: '1.2.3',
    onProblem: (error) => {
      throw error;
    },
  });
}

/** A trace of the test's own, which its spans are found by. */
function someTrace() {
  const digits = () => Math.random().toString(16).slice(2, 10).padEnd(8, '0');
  const traceId = digits() + digits() + digits() + digits();
  const spans = () => collector.received.filter((span) => span.traceId === traceId);
  return { traceId, spans, parent: (flags = '01') => `00-${traceId}-00f067aa0ba902b7-${flags}` };
}

describe('a trace', () => {
  test('shows what happened within what, however many were on their way', async () => {
    const { traceId, spans, parent } = someTrace();
    const tracer = openTracing();
    const outer = ['one', 'other'].map(async (name) => {
      const span = tracer.begin(name, {}, { traceparent: parent() });
      await span.run(async () => {
        await new Promise(setImmediate);
        tracer.begin(`within ${name}`).end();
      });
      span.end();
    });
    await Promise.all(outer);
    await tracer[Symbol.asyncDispose]();
    const byName = new Map(spans().map((span) => [span.name, span]));
    expect([...byName.keys()].sort()).toEqual(['one', 'other', 'within one', 'within other']);
    expect(traceId).toHaveLength(32);
    for (const name of ['one', 'other']) {
      expect(byName.get(name)?.parentSpanId).toBe('00f067aa0ba902b7');
      expect(byName.get(`within ${name}`)?.parentSpanId).toBe(byName.get(name)?.spanId);
    }
  });

  test('says that something failed, and not what', async () => {
    const { spans, parent } = someTrace();
    const tracer = openTracing();
    tracer.begin('fails', { text: 'x'.repeat(10_000) }, { traceparent: parent() }).end('failed');
    await tracer[Symbol.asyncDispose]();
    expect(spans()).toEqual([expect.objectContaining({ name: 'fails', status: 2 })]);
    expect(spans()[0]?.attributes['text']).toHaveLength(128);
  });

  test.each([
    ['that the caller keeps is kept, whatever the ratio', '01', 1],
    ['that the caller drops is dropped', '00', 0],
  ])('%s', async (_, flags, kept) => {
    const { spans, parent } = someTrace();
    const tracer = openTracing(0);
    tracer.begin('decided', {}, { traceparent: parent(flags) }).end();
    await tracer[Symbol.asyncDispose]();
    expect(spans()).toHaveLength(kept);
  });

  test('that nobody decided about is kept by the ratio', async () => {
    for (const [ratio, name] of [
      [0, 'never'],
      [1, 'always'],
    ] as const) {
      const tracer = openTracing(ratio);
      tracer.begin(name, {}, { traceparent: 'nonsense' }).end();
      await tracer[Symbol.asyncDispose]();
    }
    const named = (name: string) => collector.received.filter((span) => span.name === name).length;
    expect([named('never'), named('always')]).toEqual([0, 1]);
  });
});

describe('the server traces', () => {
  async function traced(work: (example: Awaited<ReturnType<typeof startExample>>, parent: string) => Promise<unknown>) {
    const { spans, parent } = someTrace();
    const tracer = openTracing();
    await using example = await startExample({ telemetry: { ...NO_TELEMETRY, tracer } });
    const answer = await work(example, parent());
    await example.close();
    await tracer[Symbol.asyncDispose]();
    return { answer, spans: spans() as readonly ReceivedSpan[] };
  }

  test('a request over HTTP, by its status and its operation', async () => {
    const { spans } = await traced(async (example, traceparent) => {
      await example.post({ query: 'query Greet { hello }' }, { traceparent, 'x-request-id': 'mine' });
      await example.post({ query: '{ viewer }' }, { traceparent, authorization: 'Bearer expired' });
    });
    expect(spans.map(({ name, attributes }) => ({ name, ...attributes }))).toEqual([
      {
        name: 'POST /graphql',
        'http.request.method': 'POST',
        'http.route': '/graphql',
        'http.response.status_code': 200,
        'graphql.operation.name': 'Greet',
        'graphql.operation.type': 'query',
        'request.id': 'mine',
      },
      expect.objectContaining({ name: 'POST /graphql', 'http.response.status_code': 401 }),
    ]);
  });

  test.each([
    ['query', 'query Ask { hello }'],
    ['subscription', 'subscription Ask { ticks }'],
  ])('a %s over a WebSocket, under the id that its errors have', async (type, query) => {
    const { spans } = await traced(async (example, traceparent) => {
      const peer = await example.connect();
      const ticking = new Promise((resolve) => example.world.once('ticking', resolve));
      peer.send({ type: 'subscribe', id: '1', payload: { query, extensions: { traceparent } } });
      if (type === 'subscription') await ticking.then(() => example.world.tick(1));
      await peer.next();
    });
    expect(spans).toEqual([
      expect.objectContaining({
        name: type,
        parentSpanId: '00f067aa0ba902b7',
        attributes: {
          'graphql.operation.type': type,
          'graphql.operation.name': 'Ask',
          'request.id': expect.stringMatching(/^[\w-]{36}$/),
        },
      }),
    ]);
  });
});
