import { once } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import type { MetricsAccess } from '../../src/config.js';
import { callPricesAt } from '../../src/telemetry/paidCalls.js';
import { createPrometheus } from '../../src/telemetry/prometheus.js';
import { NO_TELEMETRY } from '../../src/telemetry/telemetry.js';
import { parseMetrics } from '../telemetry/metrics.js';
import { startExample } from './exampleServer.js';

const TOKEN = 'a-token-for-metrics';

async function startMeasured(access: MetricsAccess = { kind: 'anybody' }, limits = {}) {
  const { meter, ...source } = createPrometheus({ version: '1.2.3', engine: 'embedded' }, callPricesAt(1));
  const example = await startExample({
    telemetry: { ...NO_TELEMETRY, meter },
    metrics: { ...source, access },
    limits: { vigilMs: 20, ...limits },
  });
  const samples = async () => parseMetrics(await source.read());
  return {
    ...example,
    value: async (series: string) => (await samples()).get(`virtual_proctor_${series}`),
    /** Looks again until it is so: what a socket's end causes comes after it. */
    async becomes(series: string, wanted: number) {
      while ((await samples()).get(`virtual_proctor_${series}`) !== wanted) await new Promise(setImmediate);
    },
  };
}

describe('/metrics', () => {
  test("is Prometheus' text, for anybody on this machine", async () => {
    await using example = await startMeasured();
    const response = await example.fetch('/metrics');
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(await response.text()).toContain('virtual_proctor_build_info{version="1.2.3",engine="embedded"} 1');
  });

  test.each([
    ['with the token', `Bearer ${TOKEN}`, 200],
    ['without one', undefined, 401],
    ['with another one', 'Bearer a-token-for-metricz', 401],
    ['with the beginning of it', 'Bearer a-token', 401],
    ['with the token under another scheme', `Basic ${TOKEN}`, 401],
    ['with no word of it', 'Bearer ', 401],
  ])('where a token is set answers whoever comes %s accordingly', async (_, authorization, status) => {
    await using example = await startMeasured({ kind: 'token', token: TOKEN });
    const response = await example.fetch('/metrics', { headers: { ...(authorization && { authorization }) } });
    expect(response.status).toBe(status);
    const body = await response.text();
    expect(body.includes('virtual_proctor_build_info')).toBe(status === 200);
    if (status === 401) {
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
      expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    }
  });

  test('is not there where nobody may read it', async () => {
    await using example = await startMeasured({ kind: 'nobody' });
    expect((await example.fetch('/metrics')).status).toBe(404);
  });
});

describe('the server counts', () => {
  test('HTTP answers by the route that was declared, never by what was asked for', async () => {
    await using example = await startMeasured();
    await example.post({ query: '{ hello }' });
    await example.fetch('/secret/carla?token=hunter2');
    await example.becomes('http_request_seconds_count{method="POST",route="/graphql",status="200"}', 1);
    await example.becomes('http_request_seconds_count{method="GET",route="none",status="404"}', 1);
    expect(await (await example.fetch('/metrics')).text()).not.toMatch(/carla|hunter2/);
  });

  test('errors by the code that the client is told', async () => {
    await using example = await startMeasured();
    await example.post({ query: '{ fails(how: "busy") }' });
    await (await example.connect('proctor')).ask({ query: '{ fails(how: "busy") }' });
    await (await example.connect('proctor')).ask({ query: '{ fails(how: "bug") }' });
    expect(await example.value('graphql_errors_total{code="OVERLOADED"}')).toBe(2);
    expect(await example.value('graphql_errors_total{code="INTERNAL"}')).toBe(1);
  });

  test('sockets and subscriptions while they last, and what is delivered', async () => {
    await using example = await startMeasured();
    const [one, other] = [await example.connect(), await example.connect()];
    for (const peer of [one, other]) {
      const ticking = once(example.world, 'ticking');
      peer.send({ type: 'subscribe', id: '1', payload: { query: 'subscription { ticks }' } });
      await ticking;
    }
    await example.becomes('subscriptions', 2);
    expect(await example.value('websocket_connections')).toBe(2);
    example.world.tick(1);
    for (const peer of [one, other]) await peer.next();
    expect(await example.value('deliveries_total')).toBe(2);

    one.send({ type: 'complete', id: '1' });
    await example.becomes('subscriptions', 1);
    other.socket.terminate();
    await example.becomes('subscriptions', 0);
    await example.becomes('websocket_connections', 1);
    // A query is no subscription, nor is its answer an event.
    await one.ask({ query: '{ hello }' }, '2');
    expect(await example.value('deliveries_total')).toBe(2);
  });

  test('sockets that it closed because they did not read, and no others', async () => {
    await using example = await startMeasured({ kind: 'anybody' }, { stalledMs: 300 });
    const attentive = await example.connect();
    const deaf = await example.connect();
    deaf.socket.pause();
    const ended = once(example.world, 'flood ended');
    deaf.send({ type: 'subscribe', id: '1', payload: { query: 'subscription { flood(bytes: 65536) }' } });
    await ended;
    attentive.socket.close();
    await example.becomes('websocket_connections', 0);
    expect(await example.value('websockets_closed_slow_total')).toBe(1);
  });
});
