/** How long what the use cases write is kept, and that it is gone afterwards. */
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Viewer } from '../../src/auth/viewer.js';
import { createRetention } from '../../src/proctor/retention.js';
import { startSweeping } from '../../src/proctor/sweeper.js';
import { StoreUnavailable } from '../../src/store/store.js';
import { examOf, policy } from '../support/exam.js';
import { portrait } from '../support/pictures.js';
import { createProctorWorld, type ProctorWorld, paula } from '../support/proctor.js';
import { accepted, somebody } from '../support/scriptedEngine.js';

const DAY_MS = 24 * 60 * 60_000;
const ada: Viewer = { sub: 'ada', roles: ['ADMIN'], expiresAt: Number.POSITIVE_INFINITY };
const clock = { ms: Date.parse('2026-05-04T09:00:00.000Z') };
let world: ProctorWorld;
let image: string;

beforeAll(async () => {
  world = await createProctorWorld({ now: () => clock.ms });
  image = (await portrait('curls')).toString('base64');
  world.engine.observeWith = async () => somebody;
  world.engine.enrolWith = async () => accepted;
});
afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
});

async function send(examId: string, frameId: string): Promise<void> {
  const capturedAt = new Date(clock.ms).toISOString();
  await world.proctor.processFrame(paula, { examId, candidateId: 'carla', frameId, capturedAt, image });
}

/** For how many days from now each item of the exam is kept, by the table; those that are kept for ever are left out. */
async function daysKept(table: string): Promise<readonly number[]> {
  const client = new DynamoDBClient({ ...world.connection, region: 'local' });
  const { Items = [] } = await client.send(new ScanCommand({ TableName: `test-${table}` }));
  client.destroy();
  const days = Items.flatMap(({ ExpiresAt }) => (ExpiresAt ? [(Number(ExpiresAt.N) * 1_000 - clock.ms) / DAY_MS] : []));
  return [...new Set(days)].sort((one, other) => one - other);
}

function sweeper() {
  const problems: unknown[] = [];
  return { problems, ...startSweeping({ ...world, onProblem: (error) => void problems.push(error) }) };
}

describe('What is written', () => {
  test('is kept as long as the exam says at that time, faces as long as the service says', async () => {
    await world.store.exams.create({
      ...examOf('short'),
      policy: { ...policy, retention: { eventsDays: 10, evidenceDays: 5, facesDays: 365 } },
    });
    await send('short', '1');
    await world.proctor.indexFace(paula, { image, candidateId: 'carla', fullName: 'Carla', examId: 'short' });
    expect(await daysKept('events')).toEqual([10]);
    expect(await daysKept('sessions')).toEqual([10]);
    expect(await daysKept('faces')).toEqual([policy.retention.facesDays]);

    const change = { retention: { eventsDays: 20 } };
    expect(await world.proctor.updatePolicy(ada, 'short', change)).toMatchObject({ status: 'updated' });
    clock.ms += DAY_MS;
    await send('short', '2');
    expect(await daysKept('events')).toEqual([9, 20]);
    // A session is kept as long as what was written last.
    expect(await daysKept('sessions')).toEqual([20]);
  });

  test('is gone after that: faces are no longer recognised, and the tables are empty of it', async () => {
    const [face] = await world.store.faces.ofCandidate('carla');
    const id = face?.externalImageId ?? '';
    expect(world.engine.known.has(id)).toBe(true);
    clock.ms += 400 * DAY_MS;
    expect(await world.proctor.faces(paula, 'carla')).toEqual([]);
    const { sweep, problems, [Symbol.asyncDispose]: dispose } = sweeper();
    await sweep();
    await dispose();
    expect(problems).toEqual([]);
    expect(world.engine.known.has(id)).toBe(false);
    for (const table of ['events', 'sessions', 'faces']) expect(await daysKept(table)).toEqual([]);
    expect(await world.proctor.session(paula, 'short', 'carla')).toBeUndefined();
    await send('short', '1');
    expect(await world.proctor.session(paula, 'short', 'carla')).toMatchObject({ framesProcessed: 1 });
  });
});

describe('The days that an exam keeps its events', () => {
  test('are asked for once in a while, and again after a failure', async () => {
    let asked = 0;
    const exams = {
      get: async (id: string) => {
        asked += 1;
        if (asked === 1) throw new StoreUnavailable('throttled');
        return examOf(id);
      },
    };
    const time = { ms: 0 };
    const retention = createRetention({ exams, policy, now: () => time.ms });
    await expect(retention.ofExam('exam')).rejects.toMatchObject({ name: 'StoreUnavailable' });
    for (const ms of [0, 5_000, 9_999]) {
      time.ms = ms;
      expect(await retention.ofExam('exam')).toEqual({ expiresAt: new Date(ms + 180 * DAY_MS).toISOString() });
    }
    expect(asked).toBe(2);
    time.ms = 10_000;
    await retention.ofExam('exam');
    expect(asked).toBe(3);
  });
});

describe('A sweep', () => {
  test('that fails is told of, and the next one is made all the same', async () => {
    const problems: unknown[] = [];
    let fails = true;
    const store = {
      ...world.store,
      sweep: async () => {
        if (fails) throw new StoreUnavailable('gone');
        return 0;
      },
    };
    await using sweeper = startSweeping({ ...world, store, onProblem: (error) => void problems.push(error) });
    await sweeper.sweep().catch(() => undefined);
    await Promise.resolve();
    expect(problems).toEqual([expect.objectContaining({ name: 'StoreUnavailable' })]);
    fails = false;
    await sweeper.sweep();
  });

  test('leaves to the database what the database deletes by itself, but for the faces', async () => {
    let sweeps = 0;
    const store = {
      ...world.store,
      expiresByItself: true,
      sweep: async () => {
        sweeps += 1;
        return 0;
      },
    };
    const face = {
      externalImageId: 'old',
      candidateId: 'old',
      fullName: 'Old',
      collectionId: 'test',
      enrolledAt: '2020-01-01T00:00:00.000Z',
    };
    await world.store.faces.put(face);
    await using sweeper = startSweeping({ ...world, store, onProblem: () => undefined });
    await sweeper.sweep();
    expect(sweeps).toBe(0);
    expect(await daysKept('faces')).toEqual([]);
  });
});
