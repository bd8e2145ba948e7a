/** What the engine's paid calls come to, exam by exam. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { CallBudget } from '../../src/domain/callBudget.js';
import { createUsageCounter, type UsageCounter } from '../../src/proctor/engineUsage.js';
import type { ProctorService } from '../../src/proctor/service.js';
import { callPricesAt } from '../../src/telemetry/paidCalls.js';
import { examOf } from '../support/exam.js';
import { portrait } from '../support/pictures.js';
import { carla, createProctorWorld, type ProctorWorld, paula } from '../support/proctor.js';

let world: ProctorWorld;
let exams = 0;
let examId: string;

beforeAll(async () => {
  world = await createProctorWorld();
});
afterAll(async () => world[Symbol.asyncDispose]());
beforeEach(() => {
  examId = `exam-${exams++}`;
});

/** A node of its own, with the same database. */
function open(problems: unknown[] = [], store: Pick<ProctorWorld['store'], 'usage'> = world.store): UsageCounter {
  return createUsageCounter({ store, prices: callPricesAt(0.8), onProblem: (error) => problems.push(error) });
}

test('an exam of which nothing was counted has cost nothing', async () => {
  await using node = open();
  expect(await node.ofExam(paula, examOf(examId))).toEqual({
    calls: [],
    estimatedDollars: 0,
    dollarsPerThousandCalls: 0.8,
  });
});

test('is the sum of what all nodes counted, of each exam by itself', async () => {
  await using one = open();
  await using other = open();
  for (let call = 0; call < 3; call++) one.count(examId, 'DetectLabels');
  one.count('another', 'DetectFaces');
  other.count(examId, 'DetectLabels');
  other.count(examId, 'ListFaces');
  await Promise.all([one.flush(), other.flush()]);
  expect(await one.ofExam(paula, examOf(examId))).toEqual({
    calls: [
      { operation: 'DetectLabels', count: 4 },
      { operation: 'ListFaces', count: 1 },
    ],
    estimatedDollars: 0.0032,
    dollarsPerThousandCalls: 0.8,
  });
});

test('is written down when a node stops', async () => {
  const node = open();
  node.count(examId, 'DetectFaces');
  await node[Symbol.asyncDispose]();
  expect(await world.store.usage.ofExam(examId)).toEqual({ DetectFaces: 1 });
});

describe('while the database fails', () => {
  test('what was counted is kept, and written down once when it is back', async () => {
    const problems: unknown[] = [];
    let isDown = true;
    const { usage } = world.store;
    const add: typeof usage.add = async (...counted) => {
      if (isDown) throw new Error('The database is down');
      await usage.add(...counted);
    };
    await using node = open(problems, { usage: { ...usage, add } });
    node.count(examId, 'DetectFaces');
    await node.flush();
    node.count(examId, 'DetectFaces');
    expect(problems).toHaveLength(1);
    isDown = false;
    await node.flush();
    await node.flush();
    expect(await usage.ofExam(examId)).toEqual({ DetectFaces: 2 });
  });
});

test('is nothing that candidates are told', async () => {
  await using node = open();
  await expect(node.ofExam(carla, examOf(examId))).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('what frames cost is taken from one budget of the session, on whichever nodes they are looked at', async () => {
  await world.store.exams.create(examOf(examId));
  const image = (await portrait('curls')).toString('base64');
  const told: (CallBudget | undefined)[] = [];
  const nodeThatSpends = (calls: number, meanwhile?: () => Promise<unknown>) =>
    world.with({
      engine: {
        ...world.engine,
        async observe(request) {
          told.push(request.budget);
          await meanwhile?.();
          return { ...(await world.engine.observeWith(request)), spent: { calls, callsPerHour: 60 } };
        },
      },
    });
  const send = (node: ProctorService, second: number) => {
    const capturedAt = new Date(Date.UTC(2026, 4, 4, 9, 0, second)).toISOString();
    return node.processFrame(carla, { examId, frameId: `b-${second}`, capturedAt, image });
  };
  const left = async () => Math.floor((await world.store.sessions.get(examId, 'carla'))?.callBudget?.left ?? NaN);

  const other = nodeThatSpends(1);
  await send(other, 1);
  expect(await left()).toBe(9);
  const node = nodeThatSpends(4, () => send(other, 2));
  await send(node, 3);
  expect(await left()).toBe(4);
  expect(told.map((budget) => budget && Math.floor(budget.left))).toEqual([undefined, 9, 9]);
});

test('counts what the engine was charged for a frame, and tells it of sessions that are over', async () => {
  const gone: string[] = [];
  const engine: ProctorWorld['engine'] = {
    ...world.engine,
    forgetSession: (session) => gone.push(session),
    observe: async (request) => {
      request.onPaidCall?.('DetectFaces');
      return { ...(await world.engine.observeWith(request)), engine: 'cascade' };
    },
  };
  const proctor = world.with({ engine, prices: callPricesAt(0.8) });
  await world.store.exams.create(examOf(examId));
  const image = (await portrait('curls')).toString('base64');
  const frame = { examId, frameId: 'f-1', capturedAt: new Date().toISOString(), image };
  const answer = await proctor.processFrame(carla, frame);
  expect(answer.status === 'PROCESSED' && answer.event.engine).toBe('cascade');
  expect(await proctor.engineUsage(paula, examOf(examId))).toMatchObject({ estimatedDollars: 0.0008 });
  expect(gone).toEqual([]);
  await proctor.endSession(carla, { examId });
  expect(gone).toEqual([JSON.stringify([examId, 'carla'])]);
});
