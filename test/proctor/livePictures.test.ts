/** Who is shown the newest frame of a session, and which one it is. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { LivePicture } from '../../src/pictures/livePictures.js';
import { createCamera } from '../support/camera.js';
import { carla, createProctorWorld, type ProctorWorld, paula } from '../support/proctor.js';
import { somebody } from '../support/scriptedEngine.js';

describe('a live picture', () => {
  let world: ProctorWorld;
  beforeAll(async () => {
    world = await createProctorWorld();
  });
  afterAll(async () => {
    await world?.[Symbol.asyncDispose]();
  });

  async function look(candidateId: string, viewer = paula): Promise<LivePicture | undefined> {
    const session = await world.store.sessions.get('demo', candidateId);
    if (!session) throw new Error('no session');
    return await world.proctor.livePicture(viewer, session);
  }

  test('is the newest frame, and not one that came late', async () => {
    const camera = createCamera(world, { candidateId: 'live' });
    await camera.showAs(1, somebody);
    await camera.showAs(3, somebody);
    await camera.showAs(2, somebody);
    const capturedAt = '2026-05-04T09:00:06.000Z';
    expect(await look('live')).toMatchObject({ frameId: '3', capturedAt, picture: { width: 480, height: 270 } });
  });

  test('is for the staff of the exam alone', async () => {
    await createCamera(world, { candidateId: 'carla' }).show(somebody);
    expect(await look('carla')).toBeDefined();
    expect(await look('carla', carla)).toBeUndefined();
    expect(await look('carla', { ...paula, examIds: ['another'] })).toBeUndefined();
  });

  test('stays as it was while the session is paused', async () => {
    const camera = createCamera(world, { candidateId: 'paused' });
    await camera.show(somebody);
    await world.proctor.pauseSession(paula, { examId: 'demo', candidateId: 'paused' });
    const [answer] = await camera.show(somebody).then(() => camera.show(somebody));
    expect(answer?.status).toBe('PAUSED');
    expect(await look('paused')).toMatchObject({ frameId: '1' });
  });

  test('is gone with the end of the session', async () => {
    for (const candidateId of ['ended', 'terminated']) {
      await createCamera(world, { candidateId }).show(somebody);
      expect(await look(candidateId)).toBeDefined();
    }
    const before = await world.store.sessions.get('demo', 'ended');
    await world.proctor.endSession(paula, { examId: 'demo', candidateId: 'ended' });
    await world.proctor.terminateSession(paula, { examId: 'demo', candidateId: 'terminated', reason: 'Left.' });
    expect(await look('ended')).toBeUndefined();
    expect(await look('terminated')).toBeUndefined();
    if (!before) throw new Error('no session');
    expect(await world.proctor.livePicture(paula, before)).toBeUndefined();
  });

  test('is shown no more of a session that another server ended', async () => {
    await createCamera(world, { candidateId: 'elsewhere' }).show(somebody);
    const session = await world.store.sessions.get('demo', 'elsewhere');
    if (!session) throw new Error('no session');
    const state = { status: 'ENDED', at: '2026-05-04T09:01:00.000Z' } as const;
    expect(await world.proctor.livePicture(paula, { ...session, state })).toBeUndefined();
    expect(await world.proctor.livePicture(paula, session)).toBeDefined();
  });
});
