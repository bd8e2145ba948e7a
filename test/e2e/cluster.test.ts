/** Three nodes serve one exam, and have a bad hour: what was answered, told or decided stays so, whoever was asked. */
import { expect, test } from '@jest/globals';
import { send } from '../support/client.js';
import { type Cluster, type Node, startCluster, until } from '../support/cluster.js';
import { eyes, makeExam, pictureOf, type Scene } from '../support/clusterExam.js';
import { type Candidate, type ClusterLoad, startClusterLoad } from '../support/clusterLoad.js';
import { lookAtExam } from '../support/crashExam.js';
import { type Follower, follow } from '../support/crashFollower.js';
import { framesIn, type HistoryEvent, mistakesIn, sessionsAfter } from '../support/crashHistory.js';
import { enrol } from '../support/operations.js';
import { describeWithRedis } from '../support/sharedRedis.js';
import { wholeHistory } from '../support/wholeHistory.js';

const EXAM = 'demo';
const CANDIDATES = 60;
const DASHBOARDS = 30;
/** Everybody else is alone in the picture. */
const SEVERAL = [0, 1, 2, 3];
const SOMEBODY_ELSE = [4, 6];
const LEAVING = [10, 11];
/** They have faces, so that they can be told from others. */
const ENROLLED = [4, 5, 6, 7];
/** Whose session a proctor begins by hand. */
const LATECOMER = 'latecomer';
/** Whom a node that is cut off keeps waiting, three times one after the other, has not left. */
const PACE = { frameIntervalMs: 3_000, feedLostAfterMs: 30_000 };

const nameOf = (desk: number) => `candidate-${desk}`;

const START = `mutation ($candidateId: ID!) { startSession(input: { examId: "demo", candidateId: $candidateId }) { status } }`;

describeWithRedis('a cluster of three nodes', () => {
  test('answers, tells and keeps everything once, whatever becomes of its parts', async () => {
    await using cluster = await startCluster(eyes);
    const [first, second, third] = await Promise.all([cluster.addNode(), cluster.addNode(), cluster.addNode()]);
    const proctor = await cluster.token('paula', 'PROCTOR');
    const candidates = await prepare(cluster, first, proctor);
    const { cursor: beginning } = await lookAtExam(first.product, proctor);
    const dashboards = Array.from({ length: DASHBOARDS }, () => follow(cluster.url, proctor, beginning));
    const [dashboard] = dashboards as [Follower, ...Follower[]];
    await using load = startClusterLoad(EXAM, candidates);
    await load.more(candidates, 2);

    const pointed = await pointCameras(candidates);
    await until(() => opened(dashboard.seen).length === pointed);

    await load.leave(...LEAVING.map((desk) => candidateAt(candidates, desk)));
    await breakOffDeed(first, proctor);
    await first.kill();
    const others = candidates.filter((_, desk) => !LEAVING.includes(desk));
    await load.more(others, 1);
    await until(() => dashboard.seen.some(({ candidateId }) => candidateId === LATECOMER));
    await until(() => opened(dashboard.seen, 'FEED_LOST').length >= LEAVING.length);
    const fourth = await cluster.addNode();
    await load.more(others, 1);

    await cluster.redis.kill();
    await cluster.redis.start();
    await load.more(others, 1);

    await cutOff(second, load, others);
    await load.more(others, 1);

    await straighten(candidates);
    await until(() => closed(dashboard.seen).length === pointed);
    await load.finish(others);

    const { cursor, sessions } = await lookAtExam(third.product, proctor);
    await Promise.all(dashboards.map(({ reached }) => reached(cursor)));
    const history = await readHistory(fourth, proctor, beginning, cursor);
    for (const { seen } of dashboards) expect(idsOf(seen)).toEqual(idsOf(history));
    for (const { seen } of dashboards) expect(JSON.stringify(seen)).toBe(JSON.stringify(history));
    expect(mistakesIn(history)).toEqual([]);
    for (const { product } of [second, third, fourth]) {
      const whole = await wholeHistory({ url: product.url, token: proctor, examId: EXAM });
      expect(idsOf(whole).filter((id) => id > beginning)).toEqual(idsOf(history));
      expect((await lookAtExam(product, proctor)).sessions).toEqual(sessions);
    }
    expect(sessionsAfter(history)).toEqual(sessions);
    expectAnswersIn(history, load);
    expect(
      opened(history, 'FEED_LOST')
        .map(({ candidateId }) => candidateId)
        .sort(),
    ).toEqual(LEAVING.map(nameOf));
    expect(opened(history)).toHaveLength(pointed);
    for (const dashboard of dashboards) await dashboard[Symbol.asyncDispose]();
  }, 420_000);
});

/** Everybody sits, some of them enrolled; the leaving ones talk to the first node alone. */
async function prepare(cluster: Cluster, first: Node, proctor: string): Promise<readonly Candidate[]> {
  await makeExam(cluster.url, await cluster.token('ada', 'ADMIN'), EXAM, PACE);
  for (const desk of ENROLLED) {
    const image = await pictureOf(desk, 'alone');
    const { data } = await enrol(first.product, proctor, { image, candidateId: nameOf(desk), fullName: nameOf(desk) });
    expect(data.indexFace.__typename).toBe('FaceIndexed');
  }
  return await Promise.all(
    Array.from({ length: CANDIDATES }, async (_, desk) => ({
      candidateId: nameOf(desk),
      token: await cluster.token(nameOf(desk), 'CANDIDATE'),
      url: LEAVING.includes(desk) ? first.product.url : cluster.url,
      picture: await pictureOf(desk, 'alone'),
    })),
  );
}

function candidateAt(candidates: readonly Candidate[], desk: number): Candidate {
  const candidate = candidates[desk];
  if (!candidate) throw new Error('Nobody sits there.');
  return candidate;
}

/** How many incidents there are to be. */
async function pointCameras(candidates: readonly Candidate[]): Promise<number> {
  const show = async (desks: readonly number[], scene: Scene) => {
    for (const desk of desks) candidateAt(candidates, desk).picture = await pictureOf(desk, scene);
  };
  await show(SEVERAL, 'several people');
  await show(SOMEBODY_ELSE, 'somebody else');
  return SEVERAL.length + SOMEBODY_ELSE.length;
}

async function straighten(candidates: readonly Candidate[]): Promise<void> {
  for (const [desk, candidate] of candidates.entries()) candidate.picture = await pictureOf(desk, 'alone');
}

/** A session's state is written, and the node comes no further: it can't tell the others. */
async function breakOffDeed({ product, wayToRedis }: Node, proctor: string): Promise<void> {
  wayToRedis.cut('refuse');
  const { errors } = await send(product.url, proctor, START, { candidateId: LATECOMER });
  expect(errors?.[0]?.extensions?.code).toBe('OVERLOADED');
}

/** From Redis and from the store, one way each, until the node says so itself; the others serve meanwhile. */
async function cutOff(node: Node, load: ClusterLoad, others: readonly Candidate[]): Promise<void> {
  node.wayToRedis.cut('refuse');
  node.wayToStore.cut('stall');
  await until(async () => (await node.readiness()).status === 503);
  await load.more(others, 1);
  node.wayToRedis.mend();
  node.wayToStore.mend();
  await until(async () => (await node.readiness()).status === 200);
}

async function readHistory({ product }: Node, proctor: string, beginning: string, cursor: string) {
  await using reader = follow(product.url, proctor, beginning);
  await reader.reached(cursor);
  return reader.seen;
}

function idsOf(history: readonly { readonly id: string }[]): readonly string[] {
  return history.map(({ id }) => id);
}

/** Incidents that opened, of this kind, or of all kinds that pictures show. */
function opened(history: readonly HistoryEvent[], wanted?: string): readonly HistoryEvent[] {
  return history.filter(({ __typename, incident }) => __typename === 'IncidentOpened' && isOf(incident, wanted));
}

function closed(history: readonly HistoryEvent[]): readonly HistoryEvent[] {
  return history.filter(({ __typename, incident }) => __typename === 'IncidentClosed' && isOf(incident));
}

function isOf(incident: { readonly kind: string } | undefined, wanted?: string): boolean {
  return wanted === undefined ? incident?.kind !== 'FEED_LOST' : incident?.kind === wanted;
}

/** What was answered is there as it was answered, and nothing is there that nobody sent. */
function expectAnswersIn(history: readonly HistoryEvent[], { answered, sent }: ClusterLoad): void {
  const frames = framesIn(history);
  const byId = new Map(frames.map((frame) => [frame.frameId, frame]));
  expect(answered.filter((frame) => JSON.stringify(byId.get(frame.frameId)) !== JSON.stringify(frame))).toEqual([]);
  expect(frames.filter(({ frameId }) => !sent.has(frameId))).toEqual([]);
}
