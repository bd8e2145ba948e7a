/** The newest frames of a deployment with several nodes, which ask each other through a real Redis. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import sharp from 'sharp';
import type { Viewer } from '../../src/auth/viewer.js';
import type { LivePicture, LivePictures, SessionKey } from '../../src/pictures/livePictures.js';
import { createMemoryLivePictures, type HeldPictures } from '../../src/pictures/memory/livePictures.js';
import { createRedisLivePictures } from '../../src/pictures/redis/livePictures.js';
import type { ProctorService } from '../../src/proctor/service.js';
import type { Picture } from '../../src/vision/engine.js';
import { shrinkPicture } from '../../src/vision/smallPicture.js';
import { frameOf, livePicturesContract } from '../contract/livePictures.js';
import { createCamera } from '../support/camera.js';
import { until } from '../support/cluster.js';
import { createProctorWorld, type ProctorWorld, paula } from '../support/proctor.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { startRedisProxy } from '../support/redisProxy.js';
import { somebody } from '../support/scriptedEngine.js';
import { describeWithRedis, type SharedRedis, sharedRedis } from '../support/sharedRedis.js';

interface Node {
  readonly live: LivePictures;
  /** What this node has itself. */
  readonly own: HeldPictures;
  readonly problems: readonly string[];
  /** How many pictures it has shrunk. */
  shrunk(): number;
  die(): Promise<void>;
}

interface Service {
  readonly own: HeldPictures;
  readonly live: LivePictures & AsyncDisposable;
  readonly proctor: ProctorService;
}

const ada: Viewer = { sub: 'ada', roles: ['ADMIN'], expiresAt: Number.POSITIVE_INFINITY };

describeWithRedis('Of several nodes that share a Redis,', () => {
  const redis = sharedRedis();
  let keyPrefix: string;
  let session: SessionKey;
  let opened: AsyncDisposable[];

  beforeEach(() => {
    keyPrefix = `test-${randomUUID()}-`;
    session = { examId: 'demo', candidateId: `ana ${randomUUID()}` };
    opened = [];
  });
  afterEach(async () => {
    await Promise.all(opened.map((resource) => resource[Symbol.asyncDispose]()));
  });

  interface NodeOptions {
    readonly at?: SharedRedis;
    readonly url?: string;
    readonly shrink?: Shrink;
    readonly maxBytes?: number;
  }

  type Shrink = (picture: Picture) => Promise<LivePicture['picture']>;
  const first3Bytes: Shrink = async ({ bytes }) => ({ bytes: bytes.subarray(0, 3), width: 480, height: 270 });

  /** Resolves when the node is heard, and hears. */
  async function openNode(options: NodeOptions = {}): Promise<Node> {
    const { at = redis, url = at.url, shrink = first3Bytes, maxBytes = 1_000_000 } = options;
    const problems: string[] = [];
    let shrunk = 0;
    let isOpen = false;
    const own = createMemoryLivePictures({
      maxBytes,
      now: Date.now,
      shrinkPicture: async (picture) => {
        if (!isOpen) return await first3Bytes(picture);
        shrunk += 1;
        return await shrink(picture);
      },
    });
    const onProblem = (problem: string, cause: unknown) => problems.push(`${problem} ${String(cause)}`);
    const live = createRedisLivePictures({ url, keyPrefix, own, onProblem });
    opened.push(live);
    const probe = { examId: 'probe', candidateId: randomUUID() };
    await until(async () => {
      live.note(probe, frameOf('probe', 1));
      return (await whereabouts(probe, at)) !== null;
    });
    await until(async () => {
      await at.command('PUBLISH', `${keyPrefix}live`, `${JSON.stringify({ what: 'forget', session: probe })}\n`);
      return (await own.look(probe)) === undefined;
    });
    live.forget(probe);
    await until(async () => (await whereabouts(probe, at)) === null);
    isOpen = true;
    return { live, own, problems, shrunk: () => shrunk, die: async () => live[Symbol.asyncDispose]() };
  }

  async function whereabouts({ examId, candidateId }: SessionKey, at = redis): Promise<unknown> {
    return await at.command('HGET', `${keyPrefix}live:${candidateId}`, examId);
  }

  /** Resolves when it is known who has the frame of this number. */
  async function announced(number: number, other: SessionKey = session): Promise<void> {
    const moment = Date.parse(frameOf('', number).capturedAt);
    await until(async () => String(await whereabouts(other)).startsWith(`${moment} `));
  }

  /** Resolves when this is what the node shows. */
  async function shows({ live }: Node, frameId: string | undefined): Promise<void> {
    await until(async () => (await live.look(session))?.frameId === frameId);
  }

  livePicturesContract('Redis', async (shrink) => (await openNode({ shrink })).live);

  it('each shows what any of them has, small, and shrunk once, where it is', async () => {
    const [one, other, third] = await Promise.all([openNode(), openNode(), openNode()]);
    one.live.note(session, frameOf('1', 1));
    await announced(1);
    for (const node of [other, third, one]) {
      const { frameId, capturedAt, picture } = (await node.live.look(session)) ?? {};
      expect({ frameId, capturedAt }).toEqual({ frameId: '1', capturedAt: '2026-05-04T09:00:02.000Z' });
      expect({ ...picture, bytes: [...(picture?.bytes ?? [])] }).toEqual({
        width: 480,
        height: 270,
        bytes: [0xff, 0x0a, 1],
      });
    }
    expect([one, other, third].map(({ shrunk }) => shrunk())).toEqual([1, 0, 0]);
  });

  it('nobody asks for more than one picture of a session at once', async () => {
    let shrinking = 0;
    const shrink: Shrink = async (picture) => {
      shrinking += 1;
      throw new Error(`not ${picture.format}`);
    };
    const [one, other] = await Promise.all([openNode({ shrink }), openNode()]);
    one.live.note(session, frameOf('1', 1));
    await announced(1);
    const looks = await Promise.all(Array.from({ length: 20 }, () => other.live.look(session)));
    expect(looks).toEqual(Array(20).fill(undefined));
    expect(shrinking).toBe(1);
  });

  it('the one with the newest frame is asked, whoever has older ones', async () => {
    const [one, other, third] = await Promise.all([openNode(), openNode(), openNode()]);
    one.live.note(session, frameOf('1', 1));
    await shows(third, '1');
    other.live.note(session, frameOf('2', 2));
    await shows(third, '2');
    await shows(one, '2');
    one.live.note(session, frameOf('3', 3));
    await shows(other, '3');
    await shows(third, '3');
  });

  it('one that says late what it has does not hide a newer frame', async () => {
    const [one, other, third] = await Promise.all([openNode(), openNode(), openNode()]);
    one.live.note(session, frameOf('2', 2));
    await announced(2);
    other.live.note(session, frameOf('1', 1));
    // What a node says comes in the order in which it says it.
    const next = { ...session, examId: 'next' };
    other.live.note(next, frameOf('1', 1));
    await announced(1, next);
    expect(await third.live.look(session)).toMatchObject({ frameId: '2' });
    expect(await other.live.look(session)).toMatchObject({ frameId: '2' });
  });

  it('a clock that was set back counts after ten seconds', async () => {
    const [one, other, third] = await Promise.all([openNode(), openNode(), openNode()]);
    one.live.note(session, frameOf('before', 60));
    await announced(60);
    const [capturedAt, at, node] = String(await whereabouts(session)).split(' ');
    const key = `${keyPrefix}live:${session.candidateId}`;
    await redis.command('HSET', key, session.examId, `${capturedAt} ${Number(at) - 10_000} ${node}`);
    other.live.note(session, frameOf('after', 1));
    await shows(third, 'after');
  });

  it('all forget the session that one of them ends', async () => {
    const nodes = await Promise.all([openNode(), openNode(), openNode()]);
    const going = { ...session, examId: 'going on' };
    for (const [number, { live }] of nodes.entries()) {
      live.note(session, frameOf('1', number));
      live.note(going, frameOf('1', number));
    }
    await announced(2, going);
    nodes[1]?.live.forget(session);
    for (const { own } of nodes) await until(async () => (await own.look(session)) === undefined);
    await until(async () => (await whereabouts(session)) === null);
    for (const { own } of nodes) expect(await own.look(going)).toBeDefined();
    expect(await whereabouts(going)).not.toBeNull();
  });

  it('all forget an erased candidate in all exams, and Redis does', async () => {
    const nodes = await Promise.all([openNode(), openNode(), openNode()]);
    const elsewhere = { ...session, examId: 'another' };
    const somebodyElse = { ...session, candidateId: 'bruno' };
    for (const { live } of nodes) {
      for (const one of [session, elsewhere, somebodyElse]) live.note(one, frameOf('1', 1));
    }
    await announced(1, somebodyElse);
    nodes[2]?.live.forgetCandidate(session.candidateId);
    for (const { own } of nodes) {
      for (const one of [session, elsewhere]) await until(async () => (await own.look(one)) === undefined);
      expect(await own.look(somebodyElse)).toBeDefined();
    }
    await until(async () => (await redis.command('EXISTS', `${keyPrefix}live:${session.candidateId}`)) === 0);
  });

  it('none leaves a picture in Redis, only for ten minutes who has it', async () => {
    const [one, other] = await Promise.all([openNode(), openNode()]);
    one.live.note(session, frameOf('1', 1, 100_000));
    await shows(other, '1');
    const keys = await redis.command('KEYS', `${keyPrefix}*`);
    expect(keys).toEqual([`${keyPrefix}live:${session.candidateId}`]);
    expect(String(await whereabouts(session)).length).toBeLessThan(80);
    const lifetime = Number(await redis.command('PTTL', `${keyPrefix}live:${session.candidateId}`));
    expect(lifetime).toBeGreaterThan(9 * 60_000);
    expect(lifetime).toBeLessThanOrEqual(10 * 60_000);
  });

  it('one that has forgotten for want of memory has nothing to show', async () => {
    const [one, other] = await Promise.all([openNode({ maxBytes: 250 }), openNode()]);
    one.live.note(session, frameOf('1', 1, 200));
    await shows(other, '1');
    const crowd = { ...session, candidateId: 'crowd' };
    one.live.note(crowd, frameOf('1', 1, 249));
    expect(await other.live.look(session)).toBeUndefined();
    expect(await other.live.look(crowd)).toBeDefined();
  });

  it('one that died is not missed: others show what they have, until the next frame comes', async () => {
    const [one, other, third] = await Promise.all([openNode(), openNode(), openNode()]);
    other.live.note(session, frameOf('1', 1));
    await shows(third, '1');
    one.live.note(session, frameOf('2', 2));
    await shows(third, '2');
    await one.die();
    await shows(third, undefined);
    expect(await other.live.look(session)).toMatchObject({ frameId: '1' });
    other.live.note(session, frameOf('3', 3));
    await shows(third, '3');
    expect([...other.problems, ...third.problems]).toEqual([]);
  });

  it('one that is stuck is not waited for long: others show what they have', async () => {
    const [stuck, other, third] = await Promise.all([
      openNode({ shrink: () => new Promise(() => {}) }),
      openNode(),
      openNode(),
    ]);
    other.live.note(session, frameOf('1', 1));
    await announced(1);
    stuck.live.note(session, frameOf('2', 2));
    await announced(2);
    expect(await other.live.look(session)).toMatchObject({ frameId: '1' });
    expect(await third.live.look(session)).toBeUndefined();
    expect(stuck.shrunk()).toBe(1);
  });

  it('each shows its own while Redis is gone, says so once, and all are found again afterwards', async () => {
    await using lost = await startRedis();
    const [one, other] = await Promise.all([openNode({ at: lost }), openNode({ at: lost })]);
    one.live.note(session, frameOf('1', 1));
    await shows(other, '1');
    await lost.kill();
    await until(() => [one, other].every(({ problems }) => problems.length > 0));
    for (let number = 2; number < 10; number++) {
      one.live.note(session, frameOf(String(number), number));
      expect(await one.live.look(session)).toMatchObject({ frameId: String(number) });
      expect(await other.live.look(session)).toBeUndefined();
      other.live.forgetCandidate('somebody');
    }
    await lost.start();
    await until(async () => {
      one.live.note(session, frameOf('10', 10));
      return (await other.live.look(session))?.frameId === '10';
    });
    for (const { problems } of [one, other]) {
      expect(problems).toEqual([expect.stringContaining('live pictures are shown only by the node that has them')]);
      expect(problems[0]).not.toContain(session.candidateId);
    }
  });

  it('each shows its own while Redis is silent', async () => {
    await using silent = await startRedis();
    const [one, other] = await Promise.all([openNode({ at: silent }), openNode({ at: silent })]);
    silent.freeze();
    one.live.note(session, frameOf('1', 1));
    expect(await one.live.look(session)).toMatchObject({ frameId: '1' });
    expect(await other.live.look(session)).toBeUndefined();
    silent.thaw();
    await until(async () => {
      one.live.note(session, frameOf('2', 2));
      return (await other.live.look(session))?.frameId === '2';
    });
  });

  it('one that could not listen forgets what it holds, because it may have missed whom to forget', async () => {
    await using proxy = await startRedisProxy(redis.port);
    const [one, other] = await Promise.all([openNode({ url: proxy.url }), openNode()]);
    one.live.note(session, frameOf('1', 1));
    await shows(other, '1');
    proxy.cut();
    await until(() => one.problems.length > 0);
    expect(await one.live.look(session)).toMatchObject({ frameId: '1' });
    other.live.forget(session);
    proxy.mend();
    await until(async () => (await one.own.look(session)) === undefined);
    await until(async () => {
      one.live.note(session, frameOf('2', 2));
      return (await other.live.look(session))?.frameId === '2';
    });
  });
});

describeWithRedis('Proctors at another node than the candidate', () => {
  let redis: TestRedis;
  let world: ProctorWorld;
  let candidates: Service;
  let proctors: Service;
  beforeAll(async () => {
    redis = await startRedis();
    world = await createProctorWorld();
    candidates = openService();
    proctors = openService();
  });
  afterAll(async () => {
    await world?.[Symbol.asyncDispose]();
    await Promise.all([candidates, proctors].map((service) => service?.live[Symbol.asyncDispose]()));
    await redis?.[Symbol.asyncDispose]();
  });

  function openService(): Service {
    const own = createMemoryLivePictures({ shrinkPicture, now: Date.now });
    const onProblem = (problem: string) => expect(problem).toBe('none');
    const live = createRedisLivePictures({ url: redis.url, keyPrefix: 'test-', own, onProblem });
    return { own, live, proctor: world.with({ livePictures: live }) };
  }

  /** Resolves when the proctor of this service is shown the frame. */
  async function isShown({ proctor }: Service, candidateId: string, frameId: string): Promise<void> {
    await until(async () => {
      const session = await proctor.session(paula, 'demo', candidateId);
      return session !== undefined && (await proctor.livePicture(paula, session))?.frameId === frameId;
    });
  }

  it('see the newest frame, whichever node it came to', async () => {
    const seat = { candidateId: 'ana' };
    const here = createCamera({ ...world, proctor: proctors.proctor }, seat);
    const there = createCamera({ ...world, proctor: candidates.proctor }, seat);
    // The first one is said before there is a connection; after it, all are heard.
    await until(async () => {
      await there.show(somebody);
      return (await redis.command('EXISTS', 'test-live:ana')) === 1;
    });
    await there.showAs(1_000, somebody);
    await isShown(proctors, 'ana', '1000');
    await here.showAs(1_001, somebody);
    await isShown(candidates, 'ana', '1001');
    await there.showAs(1_002, somebody);
    await isShown(proctors, 'ana', '1002');
    const session = await proctors.proctor.session(paula, 'demo', 'ana');
    if (!session) throw new Error('no session');
    const { picture } = (await proctors.proctor.livePicture(paula, session)) ?? {};
    expect(await sharp(picture?.bytes).metadata()).toMatchObject({ format: 'jpeg', width: 480, height: 270 });
  });

  it('make all nodes forget with the end of the session, and with the erasure', async () => {
    const { proctor, own } = candidates;
    const ends: Record<string, (candidateId: string) => Promise<unknown>> = {
      bruno: (candidateId) => proctors.proctor.endSession(paula, { examId: 'demo', candidateId }),
      carla: (candidateId) => proctors.proctor.eraseCandidate(ada, candidateId),
    };
    for (const [candidateId, end] of Object.entries(ends)) {
      const held = async () => await own.look({ examId: 'demo', candidateId });
      await createCamera({ ...world, proctor }, { candidateId }).show(somebody);
      await isShown(proctors, candidateId, '1');
      expect(await held()).toBeDefined();
      await end(candidateId);
      await until(async () => (await held()) === undefined);
      await until(async () => (await redis.command('EXISTS', `test-live:${candidateId}`)) === 0);
    }
  });
});
