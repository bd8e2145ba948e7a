import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Viewer } from '../../src/auth/viewer.js';
import { StoreUnavailable } from '../../src/store/store.js';
import { examOf } from '../support/exam.js';
import { portrait } from '../support/pictures.js';
import { carla, createProctorWorld, type ProctorWorld, paula } from '../support/proctor.js';
import { accepted } from '../support/scriptedEngine.js';

let world: ProctorWorld;
let image: string;

beforeAll(async () => {
  world = await createProctorWorld();
  image = (await portrait('curls')).toString('base64');
});

beforeEach(() => {
  world.engine.enrolWith = async () => accepted;
});

afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
});

async function announced(candidateId: string, examId = 'demo'): Promise<readonly string[]> {
  const events = await world.log.read(examId, { limit: 1_000 });
  return events.filter((event) => event.candidateId === candidateId).map((event) => event.type);
}

describe('an enrolment', () => {
  test('is recorded with its vector, in one piece', async () => {
    const result = await world.proctor.indexFace(paula, { image, candidateId: 'ada', fullName: ' Ada ' });
    if (result.status !== 'indexed') throw new Error('not indexed');
    const face = await world.store.faces.get(result.face.externalImageId);
    expect(face).toMatchObject({ candidateId: 'ada', fullName: 'Ada', collectionId: 'test' });
    expect([...(face?.template?.vector ?? [])]).toEqual([1, 2, 3, 4]);
    expect(await announced('ada')).toEqual(['FaceEnrolled']);
  });

  test('sent again, or twice at once, makes one face and one event', async () => {
    const photo = { image, candidateId: 'bo', fullName: 'Bo' };
    const results = await Promise.all([world.proctor.indexFace(paula, photo), world.proctor.indexFace(paula, photo)]);
    results.push(await world.proctor.indexFace(paula, photo));
    expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
    expect(await world.proctor.faces(paula, 'bo')).toHaveLength(1);
    expect(await announced('bo')).toEqual(['FaceEnrolled']);
  });

  test('of a face that the engine has lost makes it known again, as the same face', async () => {
    const photo = { image, candidateId: 'bea', fullName: 'Bea' };
    const first = await world.proctor.indexFace(paula, photo);
    if (first.status !== 'indexed') throw new Error('not indexed');
    const { externalImageId } = first.face;
    await world.engine.forget(externalImageId);
    expect(await world.proctor.indexFace(paula, photo)).toEqual(first);
    expect(world.engine.known.has(externalImageId)).toBe(true);
    expect(await world.proctor.faces(paula, 'bea')).toHaveLength(1);
  });

  test('with a corrected name keeps the face and changes the name', async () => {
    const photo = { image, candidateId: 'cy' };
    await world.proctor.indexFace(paula, { ...photo, fullName: 'Cy Mistyped' });
    await world.proctor.indexFace(paula, { ...photo, fullName: 'Cy Young' });
    expect((await world.proctor.faces(paula, 'cy')).map((face) => face.fullName)).toEqual(['Cy Young']);
  });

  test('that is rejected leaves nothing', async () => {
    world.engine.enrolWith = async () => ({ status: 'rejected', reasons: ['NO_FACE', 'BLURRED'] });
    const result = await world.proctor.indexFace(paula, { image, candidateId: 'di', fullName: 'Di' });
    expect(result).toEqual({ status: 'rejected', reasons: ['NO_FACE', 'BLURRED'] });
    expect(await world.proctor.faces(paula, 'di')).toEqual([]);
    expect(await announced('di')).toEqual([]);
  });

  test('that can not be recorded is forgotten by the engine, and succeeds when tried again', async () => {
    const knownBefore = [...world.engine.known];
    const faces = {
      ...world.store.faces,
      put: async () => {
        throw new StoreUnavailable('throttled');
      },
    };
    const proctor = world.with({ store: { ...world.store, faces } });
    const photo = { image, candidateId: 'eve', fullName: 'Eve' };
    await expect(proctor.indexFace(paula, photo)).rejects.toMatchObject({
      code: 'OVERLOADED',
      details: { retryAfterMs: expect.any(Number) },
    });
    expect([...world.engine.known]).toEqual(knownBefore);
    expect(await world.proctor.faces(paula, 'eve')).toEqual([]);
    expect(await world.proctor.indexFace(paula, photo)).toMatchObject({ status: 'indexed' });
  });

  test('is one at a time, so that the same face can not become two candidates', async () => {
    let inWork = 0;
    world.engine.enrolWith = async () => {
      inWork += 1;
      expect(inWork).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      inWork -= 1;
      return accepted;
    };
    await Promise.all(
      ['f1', 'f2', 'f3'].map((candidateId) => world.proctor.indexFace(paula, { image, candidateId, fullName: 'F' })),
    );
  });

  test('is told to the exams in which the candidate has a session, or to the one that is named', async () => {
    await world.store.exams.create(examOf('algebra'));
    await world.store.exams.create(examOf('botany'));
    const capturedAt = '2026-05-04T09:00:00.000Z';
    await world.proctor.processFrame(carla, { examId: 'algebra', frameId: '1', capturedAt, image });
    await world.proctor.indexFace(paula, { image, candidateId: 'carla', fullName: 'Carla' });
    expect(await announced('carla', 'algebra')).toContain('FaceEnrolled');
    expect(await announced('carla', 'demo')).toEqual([]);

    await world.proctor.indexFace(paula, { image, candidateId: 'dora', fullName: 'Dora', examId: 'botany' });
    expect(await announced('dora', 'botany')).toEqual(['FaceEnrolled']);
    expect(await announced('dora', 'demo')).toEqual([]);
  });

  test('waits for its turn with a few others, and is refused where there are too many', async () => {
    const going = { on: () => {} };
    const begun = new Promise<void>((resolve) => {
      world.engine.enrolWith = () => {
        resolve();
        return new Promise((accept) => (going.on = () => accept(accepted)));
      };
    });
    const enrolled = Array.from({ length: 65 }, (_, index) =>
      world.proctor.indexFace(paula, { image, candidateId: `crowd-${index}`, fullName: 'One of many' }),
    );
    const outcome = Promise.allSettled(enrolled);
    await expect(Promise.race(enrolled)).rejects.toMatchObject({
      code: 'OVERLOADED',
      details: { retryAfterMs: 5_000 },
    });
    await begun;
    world.engine.enrolWith = async () => accepted;
    going.on();
    expect((await outcome).filter(({ status }) => status === 'fulfilled')).toHaveLength(64);
  });
});

describe('a proctor who is limited to some exams', () => {
  const limited: Viewer = { ...paula, sub: 'lia', examIds: ['algebra'] };
  const capturedAt = '2026-05-04T09:00:00.000Z';
  const forbidden = { code: 'FORBIDDEN' };
  const photoOf = (candidateId: string) => ({ image, candidateId, fullName: 'Somebody' });
  const sit = (candidateId: string, examId: string) =>
    world.proctor.processFrame(paula, { examId, candidateId, frameId: '1', capturedAt, image });

  async function enrol(viewer: Viewer, candidateId: string, examId?: string): Promise<string> {
    const result = await world.proctor.indexFace(viewer, { ...photoOf(candidateId), examId });
    if (result.status !== 'indexed') throw new Error('not indexed');
    return result.face.externalImageId;
  }

  beforeAll(async () => {
    await world.store.exams.create(examOf('algebra'));
    await world.store.exams.create(examOf('botany'));
  });

  test('enrols, sees and deletes the faces of those who sit them', async () => {
    await sit('inside', 'algebra');
    await sit('inside', 'botany');
    const id = await enrol(limited, 'inside');
    expect(await world.proctor.face(limited, id)).toBeDefined();
    expect(await world.proctor.faces(limited, 'inside')).toHaveLength(1);
    await world.proctor.deleteFace(limited, id);
    expect(await world.proctor.faces(paula, 'inside')).toEqual([]);
  });

  test('enrols those whom nobody knows for one of them, and can take that back', async () => {
    await expect(world.proctor.indexFace(limited, photoOf('new'))).rejects.toMatchObject(forbidden);
    await expect(enrol(limited, 'new', 'botany')).rejects.toMatchObject(forbidden);
    expect(await world.proctor.faces(limited, 'new')).toEqual([]);
    const id = await enrol(limited, 'new', 'algebra');
    await world.proctor.deleteFace(limited, id);
    expect(await world.proctor.faces(paula, 'new')).toEqual([]);
  });

  test('sends frames of those who sit them, and of those whom nobody knows', async () => {
    await sit('both', 'botany');
    await sit('both', 'algebra');
    for (const candidateId of ['both', 'unheard of']) {
      const frame = { examId: 'algebra', candidateId, frameId: '2', capturedAt, image };
      expect(await world.proctor.processFrame(limited, frame)).toMatchObject({ status: 'PROCESSED' });
    }
    expect(await world.proctor.startSession(limited, { examId: 'algebra', candidateId: 'new here' })).toBeDefined();
  });

  test('has no say in who is recognised elsewhere', async () => {
    await sit('outside', 'botany');
    const ids = [await enrol(paula, 'outside'), await enrol(paula, 'enrolled for others', 'botany')];
    for (const candidateId of ['outside', 'enrolled for others']) {
      await expect(enrol(limited, candidateId, 'algebra')).rejects.toMatchObject(forbidden);
      await expect(world.proctor.faces(limited, candidateId)).rejects.toMatchObject(forbidden);
      expect(await world.proctor.faces(paula, candidateId)).toHaveLength(1);
    }
    for (const id of ids) {
      await expect(world.proctor.face(limited, id)).rejects.toMatchObject(forbidden);
      await expect(world.proctor.deleteFace(limited, id)).rejects.toMatchObject(forbidden);
      expect(world.engine.known.has(id)).toBe(true);
    }
    // Nor by giving them a session of the exam that the token covers.
    for (const candidateId of ['outside', 'enrolled for others']) {
      const whose = { examId: 'algebra', candidateId };
      await expect(world.proctor.startSession(limited, whose)).rejects.toMatchObject(forbidden);
      const frame = { ...whose, frameId: '1', capturedAt, image };
      await expect(world.proctor.processFrame(limited, frame)).rejects.toMatchObject(forbidden);
      expect(await world.proctor.session(paula, 'algebra', candidateId)).toBeUndefined();
    }
    const admin: Viewer = { ...limited, roles: ['ADMIN'] };
    expect(await world.proctor.faces(admin, 'outside')).toHaveLength(1);
  });
});

describe('a deletion', () => {
  test('takes away vector and metadata, and is told', async () => {
    const result = await world.proctor.indexFace(paula, { image, candidateId: 'zoe', fullName: 'Zoe' });
    if (result.status !== 'indexed') throw new Error('not indexed');
    const id = result.face.externalImageId;
    await world.proctor.deleteFace(paula, id);
    expect(world.engine.known.has(id)).toBe(false);
    expect(await world.proctor.face(paula, id)).toBeUndefined();
    expect(await world.proctor.faces(paula, 'zoe')).toEqual([]);
    expect(await announced('zoe')).toEqual(['FaceEnrolled', 'FaceDeleted']);
    await expect(world.proctor.deleteFace(paula, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
