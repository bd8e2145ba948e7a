/** The whole product, seen from outside: what is sent to it, and what it then says of itself. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { followExam, send } from '../support/client.js';
import { enrol, sendFrame } from '../support/operations.js';
import { emptyRoom, portrait } from '../support/pictures.js';
import { type Product, startProduct } from '../support/product.js';
import { type Collector, startCollector } from './collector.js';
import { readMetrics } from './metrics.js';

let collector: Collector;
let product: Product;
let proctor: string;
let candidate: string;

beforeAll(async () => {
  collector = await startCollector();
  product = await startProduct({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, LOG_LEVEL: 'debug' } });
  proctor = await product.token({ role: 'proctor', sub: 'paula' });
  candidate = await product.token({ role: 'candidate', sub: 'carla-who-is-secret' });
});

afterAll(async () => {
  await product?.[Symbol.asyncDispose]();
  await collector?.[Symbol.asyncDispose]();
});

test('/metrics agrees with what happened', async () => {
  const { data } = await send(product.url, proctor, '{ exam(id: "demo") { cursor } }');
  await using events = followExam(product.url, proctor, { examId: 'demo', after: data.exam.cursor });
  const image = await portrait('curls');
  await enrol(product, proctor, { image, candidateId: 'carla-who-is-secret', fullName: 'Carla Curls' });
  await sendFrame(product, candidate, { image });
  const frameId = randomUUID();
  for (const _ of ['first', 'repeated']) await sendFrame(product, candidate, { image: await emptyRoom(), frameId });
  await sendFrame(product, candidate, { image: await emptyRoom() });
  await sendFrame(product, candidate, { image: 'no picture' });
  while ((await events.next()).__typename !== 'IncidentOpened');

  const text = await (await fetch(`${product.url}/metrics`)).text();
  const samples = await readMetrics(product.url);
  const value = (series: string) => samples.get(`virtual_proctor_${series}`);
  expect({
    processed: value('frames_total{outcome="PROCESSED"}'),
    refused: value('frames_total{outcome="BAD_IMAGE"}'),
    whole: value('frame_stage_seconds_count{stage="whole"}'),
    observed: value('frame_stage_seconds_count{stage="observe"}'),
    waited: value('frame_stage_seconds_count{stage="admit"}'),
    recorded: value('frame_stage_seconds_count{stage="record"}'),
    appended: value('frame_stage_seconds_count{stage="append"}'),
    waiting: value('frames_waiting'),
    inWork: value('frames_in_work'),
  }).toEqual({
    // The repeated one is answered, and nothing else.
    processed: 4,
    refused: 1,
    whole: 4,
    observed: 3,
    waited: 3,
    recorded: 3,
    appended: 3,
    waiting: 0,
    inWork: 0,
  });
  expect(value('frame_checks_total{check="PERSON_DETECTION",status="PASS"}')).toBe(1);
  expect(value('frame_checks_total{check="PERSON_DETECTION",status="FAIL"}')).toBe(2);
  expect(value('frame_checks_total{check="PERSON_RECOGNITION",status="PASS"}')).toBe(1);
  expect(value('incidents_opened_total{kind="NOBODY_THERE",severity="MEDIUM"}')).toBe(1);
  expect(value('engine_calls_total{operation="observe",outcome="ok"}')).toBe(3);
  expect(value('engine_calls_total{operation="enrol",outcome="ok"}')).toBe(1);
  expect(value('store_call_seconds_count{operation="PutItem",outcome="ok"}')).toBeGreaterThan(5);
  expect(value('websocket_connections')).toBe(1);
  expect(value('subscriptions')).toBe(1);
  // Somebody began, was enrolled, sent three frames, and is gone; the signs of life come on top.
  expect(value('deliveries_total')).toBeGreaterThanOrEqual(6);
  expect(value('graphql_errors_total{code="BAD_IMAGE"}')).toBe(1);
  expect(samples.get('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThanOrEqual(0);
  expect(text).not.toMatch(/carla|demo|paula/i);
});

test('a frame is one trace from the client to the event log, under the id of its answer', async () => {
  const trace = 'af'.repeat(16);
  const client = 'bc'.repeat(8);
  const response = await fetch(`${product.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${candidate}`,
      traceparent: `00-${trace}-${client}-01`,
      'x-request-id': 'the-request-of-the-test',
    },
    body: JSON.stringify({
      query: `mutation SendFrame($input: ProcessFrameInput!) { processFrame(input: $input) { status } }`,
      variables: {
        input: {
          examId: 'demo',
          frameId: 'traced',
          capturedAt: new Date().toISOString(),
          image: (await portrait('curls')).toString('base64'),
        },
      },
    }),
  });
  expect(response.headers.get('x-request-id')).toBe('the-request-of-the-test');
  await response.text();

  const spans = (await collector.until((all) => all.some((span) => isOf(span, 'POST /graphql')))).filter(isMine);
  const named = (name: string) => spans.find((span) => span.name === name);
  const request = named('POST /graphql');
  expect(request).toMatchObject({
    parentSpanId: client,
    attributes: {
      'request.id': 'the-request-of-the-test',
      'graphql.operation.name': 'SendFrame',
      'graphql.operation.type': 'mutation',
      'http.response.status_code': 200,
    },
    resource: { 'service.name': 'virtual-proctor', 'service.version': '0.1.0' },
  });
  expect(named('frame')).toMatchObject({
    parentSpanId: request?.spanId,
    attributes: { 'frame.outcome': 'PROCESSED' },
  });
  for (const stage of ['admit', 'observe', 'record', 'append']) {
    expect({ stage, parent: named(stage)?.parentSpanId }).toEqual({ stage, parent: named('frame')?.spanId });
  }
  expect(JSON.stringify(collector.received)).not.toMatch(/carla|demo|traced|paula/i);
  const line = product.output
    .map((text) => JSON.parse(text))
    .find(({ msg, requestId }) => msg === 'Answered.' && requestId === 'the-request-of-the-test');
  expect(line).toMatchObject({ method: 'POST', route: '/graphql', status: 200 });

  function isMine(span: { traceId: string }): boolean {
    return span.traceId === trace;
  }
  function isOf(span: { traceId: string; name: string }, name: string): boolean {
    return isMine(span) && span.name === name;
  }
});

test('what was traced last is sent before the process ends', async () => {
  await using other = await startProduct({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url } });
  await send(other.url, undefined, 'query TheLast { __typename }');
  expect(await other.stop()).toBe(0);
  expect(collector.received.some(({ attributes }) => attributes['graphql.operation.name'] === 'TheLast')).toBe(true);
});

test('a collector that is not there costs a warning, and holds up nothing', async () => {
  const { url, ...gone } = await startCollector();
  await gone[Symbol.asyncDispose]();
  await using other = await startProduct({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: url } });
  await send(other.url, undefined, '{ __typename }');
  expect(await other.stop()).toBe(0);
  const warnings = other.output.filter((line) => line.includes('traces can not be sent'));
  expect(warnings.map((line) => JSON.parse(line))).toEqual([expect.objectContaining({ level: 'warn' })]);
});

test('where other machines could read /metrics it is not there without a token, and the log says so once', async () => {
  await using open = await startProduct({ env: { HOST: '0.0.0.0', EMBEDDED_ISSUER: 'allow' } });
  expect((await fetch(`${open.url}/metrics`)).status).toBe(404);
  expect(open.output.filter((line) => line.includes('/metrics is not served'))).toHaveLength(1);
});
