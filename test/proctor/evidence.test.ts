/** What is kept of the frames that incidents need, and who is shown it. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import type { ExamEvent } from '../../src/domain/events.js';
import type { Session } from '../../src/domain/session.js';
import type { KeptFrame } from '../../src/proctor/evidence.js';
import type { Dependencies } from '../../src/proctor/service.js';
import { type Store, StoreUnavailable, VersionConflict } from '../../src/store/store.js';
import { shrinkPicture } from '../../src/vision/smallPicture.js';
import { alongside, createCamera, nobody, people } from '../support/camera.js';
import { carla, createProctorWorld, type ProctorWorld, paula } from '../support/proctor.js';
import { somebody } from '../support/scriptedEngine.js';

let world: ProctorWorld;
beforeAll(async () => {
  world = await createProctorWorld();
});
afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
});

/** A camera on a service with some of its parts replaced. */
function cameraOf(candidateId: string, parts: Partial<Dependencies> = {}) {
  return createCamera({ proctor: world.with(parts), engine: world.engine }, { candidateId });
}

/** Shrinks, and counts how often. */
function countedShrinking() {
  const counted = {
    pictures: 0,
    shrinkPicture: (...picture: Parameters<typeof shrinkPicture>) => {
      counted.pictures += 1;
      return shrinkPicture(...picture);
    },
  };
  return counted;
}

/** The real store, where something happens before the session is written for the given time. */
function interfering(save: number, interfere: () => Promise<unknown>): Pick<Dependencies, 'store'> {
  let saves = 0;
  const sessions = {
    ...world.store.sessions,
    async save(session: Session) {
      saves += 1;
      if (saves === save) await interfere();
      await world.store.sessions.save(session);
    },
  };
  return { store: { ...world.store, sessions } };
}

async function sessionOf(candidateId: string): Promise<Session> {
  const session = await world.store.sessions.get('demo', candidateId);
  if (!session) throw new Error('no session');
  return session;
}

async function incidentOf(candidateId: string): Promise<string> {
  return `${(await sessionOf(candidateId)).id}-1`;
}

async function look(candidateId: string): Promise<readonly KeptFrame[]> {
  return await world.proctor.evidence(paula, 'demo', await incidentOf(candidateId));
}

function rolesOf(kept: readonly KeptFrame[]): readonly string[] {
  return kept.map(({ frameId, roles }) => `${frameId} ${roles.join(' ')}`);
}

async function eventsOf(candidateId: string, type: ExamEvent['type']): Promise<readonly ExamEvent[]> {
  const events = await world.log.read('demo', { limit: 1_000 });
  return events.filter((event) => event.candidateId === candidateId && event.type === type);
}

describe('of an incident are kept', () => {
  test('the frame that opened it, the worst and the last, each once', async () => {
    await cameraOf('three').show(somebody, people(2), people(2), people(3), people(2), people(2), somebody);
    expect(rolesOf(await look('three'))).toEqual(['3 OPENING', '4 WORST', '6 LAST']);
  });

  test('one frame alone where it is all of these', async () => {
    await cameraOf('one').show(nobody, nobody);
    expect(rolesOf(await look('one'))).toEqual(['2 OPENING WORST LAST']);
  });

  test('small pictures, with what the engine saw, until the time that the policy sets is over', async () => {
    await cameraOf('small').show(people(2), people(2));
    const [kept] = await look('small');
    if (!kept) throw new Error('nothing kept');
    const { picture, seen, at, keptUntil, capturedAt } = kept;
    expect(await sharp(picture.bytes).metadata()).toMatchObject({ format: 'jpeg', width: 480, height: 270 });
    expect(picture).toMatchObject({ width: 480, height: 270 });
    const told = people(2);
    expect(seen).toEqual({
      faces: told.faces.ok && told.faces.value,
      labels: told.labels.ok && told.labels.value,
      unsafe: [],
    });
    expect(capturedAt).toBe('2026-05-04T09:00:04.000Z');
    expect(Date.parse(keptUntil) - Date.parse(at)).toBe(90 * 24 * 60 * 60_000);
  });

  test('pictures that are there before the incident is', async () => {
    let keptBefore: readonly string[] = [];
    const parts = interfering(2, async () => {
      const kept = await world.store.evidence.ofIncident((await sessionOf('before')).id, await incidentOf('before'));
      keptBefore = kept.map(({ role }) => role);
    });
    await cameraOf('before', parts).show(nobody, nobody);
    expect([...keptBefore].sort()).toEqual(['LAST', 'OPENING', 'WORST']);
  });

  test('frames that were shrunk once, for however many incidents and attempts', async () => {
    const counted = countedShrinking();
    const minutes = { examId: 'demo', candidateId: 'twice', minutes: 5 };
    const parts = interfering(2, () => world.proctor.extendSession(paula, minutes));
    const withPhone = alongside(people(2), 'Cell Phone');
    await cameraOf('twice', { ...parts, shrinkPicture: counted.shrinkPicture }).show(withPhone, withPhone);
    expect(await eventsOf('twice', 'IncidentOpened')).toHaveLength(2);
    expect(rolesOf(await look('twice'))).toEqual(['2 OPENING WORST LAST']);
    expect(counted.pictures).toBe(1);
  });

  test('no pictures where they can not be shrunk; the frame and the incident stand', async () => {
    const problems: unknown[] = [];
    const fails = async () => {
      throw new Error('no memory');
    };
    const camera = cameraOf('broken', { shrinkPicture: fails, onProblem: (problem) => problems.push(problem) });
    const [, opening] = await camera.show(nobody, nobody);
    expect(opening?.status).toBe('PROCESSED');
    expect(await eventsOf('broken', 'IncidentOpened')).toHaveLength(1);
    expect(await look('broken')).toEqual([]);
    expect(problems).toEqual([expect.objectContaining({ message: 'no memory' })]);
  });
});

describe('nothing is kept', () => {
  test('of a session without an incident: its frames are not even shrunk', async () => {
    const counted = countedShrinking();
    const camera = cameraOf('quiet', counted);
    await camera.show(somebody, nobody, somebody, somebody, somebody);
    await camera.showAs(2, nobody);
    expect(counted.pictures).toBe(0);
    expect(await world.store.evidence.deleteOfSession((await sessionOf('quiet')).id)).toBe(0);
  });

  test('of an incident that would have opened, had the session not ended meanwhile', async () => {
    const counted = countedShrinking();
    const seat = { examId: 'demo', candidateId: 'ended' };
    const parts = { ...interfering(2, () => world.proctor.endSession(paula, seat)), ...counted };
    await expect(cameraOf('ended', parts).show(nobody, nobody)).rejects.toMatchObject({ code: 'SESSION_ENDED' });
    expect(counted.pictures).toBe(1);
    expect(await world.store.evidence.deleteOfSession((await sessionOf('ended')).id)).toBe(0);
  });

  test('of a frame during which the candidate was erased, and the session became somebody else’s', async () => {
    let isErased = false;
    const nameOf = (candidateId: string) => (isErased ? `${candidateId}, once more` : candidateId);
    const sessions: Store['sessions'] = {
      ...world.store.sessions,
      get: (examId, candidateId) => world.store.sessions.get(examId, nameOf(candidateId)),
      async save(session) {
        if (isErased && session.framesProcessed > 1) throw new VersionConflict('It is not where it was.');
        await world.store.sessions.save({ ...session, candidateId: nameOf(session.candidateId) });
      },
    };
    const evidence: Store['evidence'] = {
      ...world.store.evidence,
      async put(kept) {
        if (kept.frameId === '3') expect(await world.store.evidence.deleteOfSession(kept.sessionId)).toBe(3);
        isErased = kept.frameId === '3';
        await world.store.evidence.put(kept);
      },
    };
    const camera = cameraOf('erased', { store: { ...world.store, sessions, evidence } });
    await expect(camera.show(nobody, nobody, nobody)).rejects.toMatchObject({ code: 'SESSION_ENDED' });
    expect(await eventsOf('erased', 'FrameProcessed')).toHaveLength(2);
    expect(await world.store.evidence.deleteOfSession((await sessionOf('erased')).id)).toBe(0);
  });

  test('of a frame during which the session was paused: it is as if it had not come', async () => {
    const seat = { examId: 'demo', candidateId: 'paused' };
    const parts = interfering(2, () => world.proctor.pauseSession(paula, seat));
    const [, paused] = await cameraOf('paused', parts).show(nobody, nobody);
    expect(paused?.status).toBe('PAUSED');
    expect(await eventsOf('paused', 'FrameProcessed')).toHaveLength(1);
    expect(await world.store.evidence.deleteOfSession((await sessionOf('paused')).id)).toBe(0);
  });
});

describe('a look at the evidence', () => {
  test('is recorded each time, with who looked', async () => {
    await cameraOf('seen').show(nobody, nobody);
    await look('seen');
    await world.proctor.evidence({ ...paula, sub: 'pim', name: 'Pim' }, 'demo', await incidentOf('seen'));
    const { id: sessionId } = await sessionOf('seen');
    const viewed = { sessionId, incidentId: await incidentOf('seen'), examId: 'demo', candidateId: 'seen' };
    expect(await eventsOf('seen', 'EvidenceViewed')).toEqual([
      expect.objectContaining({ ...viewed, by: { id: 'paula' } }),
      expect.objectContaining({ ...viewed, by: { id: 'pim', name: 'Pim' } }),
    ]);
  });

  test('that can not be recorded shows nothing', async () => {
    await cameraOf('unrecorded').show(nobody, nobody);
    const append = async () => {
      throw new StoreUnavailable('the plug was pulled');
    };
    const proctor = world.with({ log: { ...world.log, append } });
    const looking = proctor.evidence(paula, 'demo', await incidentOf('unrecorded'));
    await expect(looking).rejects.toMatchObject({ code: 'OVERLOADED' });
  });

  test('is for the staff of the exam alone', async () => {
    await cameraOf('carla').show(nobody, nobody);
    const incidentId = await incidentOf('carla');
    const foreign = { ...paula, examIds: ['another'] };
    for (const viewer of [carla, foreign]) {
      const looking = world.proctor.evidence(viewer, 'demo', incidentId);
      await expect(looking).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
    expect(await eventsOf('carla', 'EvidenceViewed')).toEqual([]);
  });

  test('needs an incident of that exam', async () => {
    await cameraOf('elsewhere').show(nobody, nobody);
    await world.proctor.createExam({ id: 'other', title: 'Other' });
    const incidentId = await incidentOf('elsewhere');
    for (const [examId, id] of [
      ['other', incidentId],
      ['demo', 'no such incident'],
      ['demo', ''],
    ] as const) {
      await expect(world.proctor.evidence(paula, examId, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    expect(await eventsOf('elsewhere', 'EvidenceViewed')).toEqual([]);
  });

  test('shows nothing, and records nothing, once the pictures have expired', async () => {
    await cameraOf('past', { now: () => Date.now() - 100 * 24 * 60 * 60_000 }).show(nobody, nobody);
    expect(await eventsOf('past', 'IncidentOpened')).toHaveLength(1);
    expect(await look('past')).toEqual([]);
    expect(await eventsOf('past', 'EvidenceViewed')).toEqual([]);
  });
});
