/** What the candidates of sessions are called. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Face } from '../../src/domain/face.js';
import type { Session } from '../../src/domain/session.js';
import type { FaceStore } from '../../src/store/store.js';
import { carla, createProctorWorld, type ProctorWorld, paula } from '../support/proctor.js';

let world: ProctorWorld;

beforeAll(async () => {
  world = await createProctorWorld();
});

afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
});

async function enrol(candidateId: string, fullName: string, enrolledAt: string): Promise<Face> {
  const face = { externalImageId: randomUUID(), candidateId, fullName, enrolledAt, collectionId: 'test' };
  await world.store.faces.put(face);
  return face;
}

function sessionOf(candidateId: string): Session {
  return {
    id: `session-${candidateId}`,
    examId: 'demo',
    candidateId,
    startedAt: '2026-05-04T09:00:00.000Z',
    state: { status: 'ACTIVE' },
    framesProcessed: 0,
    outbox: [],
    version: 1,
  };
}

describe('the name of a session’s candidate', () => {
  test('is that of the newest enrolled face, and the one before when that is deleted', async () => {
    const session = sessionOf('ana');
    expect(await world.proctor.candidateName(paula, session)).toBeNull();
    const married = await enrol('ana', 'Ana Chen', '2026-02-01T00:00:00.000Z');
    await enrol('ana', 'Ana López', '2026-01-01T00:00:00.000Z');
    expect(await world.proctor.candidateName(paula, session)).toBe('Ana Chen');
    await world.proctor.deleteFace(paula, married.externalImageId);
    expect(await world.proctor.candidateName(paula, session)).toBe('Ana López');
  });

  test('is told to staff alone', async () => {
    await enrol('carla', 'Carla Curls', '2026-01-01T00:00:00.000Z');
    expect(await world.proctor.candidateName(paula, sessionOf('carla'))).toBe('Carla Curls');
    expect(await world.proctor.candidateName(carla, sessionOf('carla'))).toBeNull();
  });

  test('is gone when the candidate was erased, and so is it for the pseudonym', async () => {
    await enrol('dora', 'Dora Dietz', '2026-01-01T00:00:00.000Z');
    const dora = { ...carla, sub: 'dora' };
    const session = await world.proctor.startSession(dora, { examId: 'demo', consentTextVersion: '1' });
    await world.proctor.endSession(dora, { examId: 'demo' });
    expect(await world.proctor.candidateName(paula, session)).toBe('Dora Dietz');
    await world.proctor.eraseCandidate({ ...paula, roles: ['ADMIN'] }, 'dora');
    expect(await world.proctor.candidateName(paula, session)).toBeNull();
    const [erased = session] = (await world.store.sessions.ofExam('demo')).filter(({ id }) => id === session.id);
    expect(erased.candidateId).not.toBe('dora');
    expect(await world.proctor.candidateName(paula, erased)).toBeNull();
  });

  test('is read at once for all sessions of an exam', async () => {
    const asked: (readonly string[])[] = [];
    const faces: FaceStore = {
      ...world.store.faces,
      ofCandidates(ids) {
        asked.push(ids);
        return world.store.faces.ofCandidates(ids);
      },
    };
    const proctor = world.with({ store: { ...world.store, faces } });
    const ids = Array.from({ length: 200 }, (_, number) => `many-${number}`);
    for (const id of [ids[0], ids[199]]) await enrol(id ?? '', `Name of ${id}`, '2026-01-01T00:00:00.000Z');
    const names = await Promise.all(ids.map((id) => proctor.candidateName(paula, sessionOf(id))));
    expect(names.filter((name) => name !== null)).toEqual(['Name of many-0', 'Name of many-199']);
    expect(asked).toEqual([ids]);
  });
});
