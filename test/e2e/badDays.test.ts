/** What a node answers while Redis or the store can't be used, and that it gets over it by itself. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Answer, errorCode } from '../support/client.js';
import { type Cluster, type Node, startCluster, until } from '../support/cluster.js';
import { eyes, makeExam, pictureOf } from '../support/clusterExam.js';
import { startDynamoDbProxy } from '../support/dynamoDbProxy.js';
import { sendFrame } from '../support/operations.js';
import { describeWithRedis } from '../support/sharedRedis.js';
import { wholeHistory } from '../support/wholeHistory.js';

const PASSWORD = 'a-secret-of-redis';
const PACE = { frameIntervalMs: 1_000, feedLostAfterMs: 60_000 };
/** As long as the bad days last here, in frames that are answered, whatever the answer. */
const FRAMES = 5;

describeWithRedis('a node', () => {
  let cluster: Cluster;
  let node: Node;
  let proctor: string;
  let candidate: string;
  let picture: Buffer;

  beforeAll(async () => {
    cluster = await startCluster(eyes, { password: PASSWORD });
    node = await cluster.addNode();
    proctor = await cluster.token('paula', 'PROCTOR');
    candidate = await cluster.token('carla', 'CANDIDATE');
    picture = await pictureOf(0, 'alone');
    await makeExam(cluster.url, await cluster.token('ada', 'ADMIN'), 'demo', PACE);
  }, 60_000);

  afterAll(async () => {
    await cluster?.[Symbol.asyncDispose]();
  });

  async function show(frameId: string, { product }: Node = node): Promise<Answer> {
    return await sendFrame(product, candidate, { image: picture, frameId });
  }

  /** Resolves to the id of its event. */
  async function insist(frameId: string, where: Node = node): Promise<string> {
    for (;;) {
      const { data, errors } = await show(frameId, where);
      if (data) return data.processFrame.eventId;
      expect(errors?.[0]?.extensions?.code).toBe('OVERLOADED');
    }
  }

  /** Every frame of a bad day is answered, or refused for a while in so many words; resolves to their ids. */
  async function sendOnBadDay(where: Node = node): Promise<readonly string[]> {
    const frameIds = Array.from({ length: FRAMES }, () => randomUUID());
    for (const frameId of frameIds) {
      const answer = await show(frameId, where);
      expect(answer.data ? 'answered' : errorCode(answer)).toMatch(/answered|OVERLOADED/);
      if (!answer.data) expect(answer.errors?.[0]?.extensions?.['retryAfterMs']).toBeGreaterThan(0);
    }
    return frameIds;
  }

  /** Each of the frames is in the history once, under the id that its sender was told. */
  async function expectInHistory(frameIds: readonly string[], where: Node = node): Promise<void> {
    const told = new Map<string, string>();
    for (const frameId of frameIds) told.set(frameId, await insist(frameId, where));
    const history = await wholeHistory({ url: where.product.url, token: proctor, examId: 'demo' });
    const lines = history.filter(({ frameId }) => frameId !== undefined && told.has(frameId));
    expect(lines.map(({ id }) => id)).toEqual([...told.values()].sort());
  }

  const isReady = async (where: Node = node) => (await where.readiness()).status === 200;

  async function expectNotReady(part: string, where: Node = node): Promise<void> {
    await until(async () => (await where.readiness()).parts[part] === 'not ready');
  }

  test.each([
    ['is silent', () => cluster.redis.freeze(), () => cluster.redis.thaw()],
    ['is killed, and comes back empty', () => cluster.redis.kill(), () => cluster.redis.start()],
    [
      'is full',
      () => cluster.redis.command('CONFIG', 'SET', 'maxmemory', '1'),
      () => cluster.redis.command('CONFIG', 'SET', 'maxmemory', '0'),
    ],
  ])(
    'loses nothing while Redis %s',
    async (_, begin, end) => {
      const before = randomUUID();
      await insist(before);
      await begin();
      await expectNotReady('log');
      const during = await sendOnBadDay();
      await end();
      await until(isReady);
      await expectInHistory([before, ...during, randomUUID()]);
    },
    60_000,
  );

  test('loses nothing while the store is throttled', async () => {
    const body = {
      __type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
      message: 'The level of configured provisioned throughput for the table was exceeded.',
    };
    let isThrottled = false;
    await using throttle = await startDynamoDbProxy(cluster.storeEndpoint, (_, forward) =>
      isThrottled ? { status: 400, body } : forward(),
    );
    const throttled = await cluster.addNode({ storeEndpoint: throttle.endpoint });
    const before = randomUUID();
    await insist(before, throttled);
    isThrottled = true;
    await expectNotReady('store', throttled);
    const during = await sendOnBadDay(throttled);
    isThrottled = false;
    await until(() => isReady(throttled));
    await expectInHistory([before, ...during, randomUUID()], throttled);
    await throttled.kill();
  }, 60_000);

  test.each([
    ['a wrong one', 'not-the-secret', 'WRONGPASS'],
    ['none', null, 'NOAUTH'],
  ])(
    'says what is wrong with the password of Redis, %s, and not the password',
    async (_, redisPassword, reason) => {
      const stranger = await cluster.addNode({ redisPassword });
      await expectNotReady('log', stranger);
      expect(errorCode(await show(randomUUID(), stranger))).toBe('OVERLOADED');
      const log = stranger.product.output.join('\n');
      expect(log).toContain(reason);
      expect(log).not.toContain('secret');
      await stranger.kill();
    },
    60_000,
  );
});
