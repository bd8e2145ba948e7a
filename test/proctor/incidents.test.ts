/** Checks over time become incidents; the rules themselves are tested in test/domain/incidents. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Observation } from '../../src/domain/observation.js';
import type { ProcessFrameInput } from '../../src/proctor/processFrame.js';
import { StoreUnavailable } from '../../src/store/store.js';
import { portrait } from '../support/pictures.js';
import { carla, createProctorWorld, type ProctorWorld, paula } from '../support/proctor.js';
import { somebody } from '../support/scriptedEngine.js';

let world: ProctorWorld;
let image: string;

const nobody: Observation = {
  ...somebody,
  faces: { ok: true, value: [] },
  labels: { ok: true, value: [] },
};
const engineFailed: Observation = {
  faces: { ok: false, reason: 'no model' },
  labels: { ok: false, reason: 'no model' },
  moderation: { ok: false, reason: 'no model' },
  matches: { ok: false, reason: 'no model' },
};

beforeAll(async () => {
  world = await createProctorWorld();
  image = (await portrait('curls')).toString('base64');
});

afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
});

/** Sends what the camera saw, a frame every two seconds by the candidate's clock. */
async function send(candidateId: string, first: number, ...seen: readonly Observation[]): Promise<void> {
  for (const [index, observation] of seen.entries()) {
    world.engine.observeWith = async () => observation;
    await world.proctor.processFrame(paula, frame(candidateId, first + index));
  }
}

function frame(candidateId: string, number: number): ProcessFrameInput {
  const capturedAt = new Date(Date.parse('2026-05-04T09:00:00.000Z') + number * 2_000).toISOString();
  return { examId: 'demo', candidateId, frameId: String(number), capturedAt, image };
}

async function incidentsOf(candidateId: string): Promise<readonly string[]> {
  const events = await world.log.read('demo', { limit: 1_000 });
  return events.flatMap((event) =>
    'incident' in event && event.candidateId === candidateId ? [`${event.type} ${event.incident.kind}`] : [],
  );
}

async function openNow(candidateId: string): Promise<readonly string[]> {
  const session = await world.proctor.session(paula, 'demo', candidateId);
  return session ? world.proctor.openIncidents(paula, session).map(({ kind }) => kind) : [];
}

describe('incidents', () => {
  test('open while the candidate is gone, once, and close when the candidate is back', async () => {
    await send('leaver', 0, somebody, nobody);
    expect(await openNow('leaver')).toEqual([]);
    await send('leaver', 2, nobody, nobody);
    expect(await openNow('leaver')).toEqual(['NOBODY_THERE']);
    await send('leaver', 4, somebody, somebody, somebody, somebody);
    expect(await openNow('leaver')).toEqual([]);
    expect(await incidentsOf('leaver')).toEqual(['IncidentOpened NOBODY_THERE', 'IncidentClosed NOBODY_THERE']);
  });

  test('do not come from one bad frame, nor from an engine that fails', async () => {
    await send('honest', 0, somebody, nobody, somebody, somebody, engineFailed, engineFailed, engineFailed, somebody);
    expect(await incidentsOf('honest')).toEqual([]);
  });

  test('and the state they follow from do not disagree after a crash', async () => {
    await send('crasher', 0, somebody, nobody);
    const log = {
      ...world.log,
      append: async () => {
        throw new StoreUnavailable('the plug was pulled');
      },
    };
    world.engine.observeWith = async () => nobody;
    await expect(world.with({ log }).processFrame(paula, frame('crasher', 2))).rejects.toMatchObject({
      code: 'OVERLOADED',
    });
    await world.proctor.processFrame(paula, frame('crasher', 2));
    expect(await openNow('crasher')).toEqual(['NOBODY_THERE']);
    expect(await incidentsOf('crasher')).toEqual(['IncidentOpened NOBODY_THERE']);
    expect((await world.store.sessions.get('demo', 'crasher'))?.framesProcessed).toBe(3);
  });

  test('are not made of frames that come late: they change nothing but the history', async () => {
    await send('slow', 2, somebody, somebody);
    await send('slow', 0, nobody, nobody);
    expect(await incidentsOf('slow')).toEqual([]);
    const session = await world.proctor.session(paula, 'demo', 'slow');
    expect(session?.lastFrame?.capturedAt).toBe(frame('slow', 3).capturedAt);
    expect(session?.framesProcessed).toBe(4);
  });

  test('are for staff: a candidate is not shown what is thought', async () => {
    await send('carla', 0, nobody, nobody, nobody);
    const session = await world.proctor.session(carla, 'demo', undefined);
    if (!session) throw new Error('no session');
    expect(world.proctor.openIncidents(paula, session)).toHaveLength(1);
    expect(world.proctor.openIncidents(carla, session)).toEqual([]);
    const exam = await world.proctor.exam(carla, 'demo');
    const events = await world.proctor.recentEvents(carla, exam, 500);
    expect(new Set(events.map(({ type }) => type))).toEqual(new Set(['SessionStarted', 'FrameProcessed']));
  });
});

describe('a policy that is changed while the exam runs', () => {
  test('holds from the next frame on', async () => {
    await send('waved', 0, nobody, nobody);
    const change = { incidents: { NOBODY_THERE: { isOn: false } } };
    expect(await world.proctor.updatePolicy(paula, 'demo', change)).toMatchObject({
      status: 'updated',
      exam: { policy: { version: 2 } },
    });
    await send('waved', 2, nobody);
    expect(await openNow('waved')).toEqual([]);
    expect(await incidentsOf('waved')).toEqual(['IncidentOpened NOBODY_THERE', 'IncidentClosed NOBODY_THERE']);
  });

  test('is refused as a whole, with every mistake named', async () => {
    const before = await world.proctor.exam(paula, 'demo');
    const change = {
      similarityThreshold: 101,
      objectsOfInterest: ['Flux Capacitor'],
      incidents: { LOOKING_AWAY: { opens: { after: 5, outOf: 3 } } },
    };
    const result = await world.proctor.updatePolicy(paula, 'demo', change);
    if (result.status !== 'rejected') throw new Error('not rejected');
    expect(result.mistakes.map(({ path }) => path).sort()).toEqual([
      'incidents.LOOKING_AWAY.opens.after',
      expect.stringContaining('objectsOfInterest'),
      'similarityThreshold',
    ]);
    expect(await world.proctor.exam(paula, 'demo')).toEqual(before);
  });

  test('by two at once has both changes', async () => {
    await Promise.all([
      world.proctor.updatePolicy(paula, 'demo', { frameIntervalMs: 3_000 }),
      world.proctor.updatePolicy(paula, 'demo', { expectedPersons: 2 }),
    ]);
    expect((await world.proctor.exam(paula, 'demo')).policy).toMatchObject({
      frameIntervalMs: 3_000,
      expectedPersons: 2,
    });
  });
});
