import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Admission, createAdmission } from '../../src/proctor/admission.js';
import { ProctorError } from '../../src/proctor/errors.js';
import { createFeedWatch } from '../../src/proctor/feedWatch.js';
import { createFrameProcessor, type ProcessFrameInput } from '../../src/proctor/processFrame.js';
import { createWrittenSessions } from '../../src/proctor/writtenSessions.js';
import { StoreUnavailable } from '../../src/store/store.js';
import { examOf } from '../support/exam.js';
import { portrait } from '../support/pictures.js';
import { carla, createProctorWorld, type ProctorWorld, paula } from '../support/proctor.js';
import { somebody } from '../support/scriptedEngine.js';

let world: ProctorWorld;
let image: string;

beforeAll(async () => {
  world = await createProctorWorld();
  image = (await portrait('curls')).toString('base64');
});

afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
});

function frame(examId: string, candidateId: string, number: number): ProcessFrameInput {
  const capturedAt = new Date(Date.parse('2026-05-04T09:00:00.000Z') + number * 2_000).toISOString();
  return { examId, candidateId, frameId: String(number), capturedAt, image };
}

function send(examId: string, candidateId: string, number: number, proctor = world.proctor) {
  return proctor.processFrame(paula, frame(examId, candidateId, number));
}

async function history(examId: string, candidateId: string): Promise<readonly string[]> {
  const events = await world.log.read(examId, { limit: 1_000 });
  return events.flatMap((event) => (event.candidateId === candidateId ? [event.type] : []));
}

async function status(examId: string, candidateId: string): Promise<unknown> {
  return (await world.store.sessions.get(examId, candidateId))?.state.status;
}

describe('a session', () => {
  test('starts once, however often it is started', async () => {
    const [first, second] = await Promise.all([
      world.proctor.startSession(carla, { examId: 'demo' }),
      world.proctor.startSession(carla, { examId: 'demo' }),
    ]);
    expect(second.id).toBe(first.id);
    expect(await history('demo', 'carla')).toEqual(['SessionStarted']);
  });

  test('that is paused looks at no frame until it goes on', async () => {
    const key = { examId: 'demo', candidateId: 'pausing' };
    await send('demo', 'pausing', 1);
    await world.proctor.pauseSession(paula, key);
    await world.proctor.pauseSession(paula, key);
    const looks = world.engine.looks;
    expect(await send('demo', 'pausing', 2)).toMatchObject({ status: 'PAUSED' });
    expect(world.engine.looks).toBe(looks);
    await world.proctor.resumeSession(paula, key);
    expect(await send('demo', 'pausing', 3)).toMatchObject({ status: 'PROCESSED' });
    expect(await history('demo', 'pausing')).toEqual([
      'SessionStarted',
      'FrameProcessed',
      'SessionPaused',
      'SessionResumed',
      'FrameProcessed',
    ]);
  });

  test('that is over takes no frame, closes what was open, and does not start again', async () => {
    const key = { examId: 'demo', candidateId: 'leaving' };
    world.engine.observeWith = async () => ({
      ...somebody,
      labels: { ok: true, value: [] },
      faces: { ok: true, value: [] },
    });
    for (const number of [1, 2, 3]) await send('demo', 'leaving', number);
    world.engine.observeWith = async () => somebody;
    await world.proctor.endSession(paula, key);
    await world.proctor.endSession(paula, key);
    expect((await history('demo', 'leaving')).slice(-3)).toEqual(['FrameProcessed', 'IncidentClosed', 'SessionEnded']);
    await expect(send('demo', 'leaving', 4)).rejects.toMatchObject({ code: 'SESSION_ENDED' });
    await expect(world.proctor.startSession(paula, key)).rejects.toMatchObject({ code: 'SESSION_ENDED' });
    await expect(world.proctor.pauseSession(paula, key)).rejects.toMatchObject({ code: 'SESSION_ENDED' });
    expect(await send('demo', 'leaving', 1)).toMatchObject({ status: 'PROCESSED', frameId: '1' });
  });

  test('that ends while a frame is looked at does not record the frame', async () => {
    const key = { examId: 'demo', candidateId: 'meanwhile' };
    await send('demo', 'meanwhile', 1);
    world.engine.observeWith = async () => {
      await world.proctor.endSession(paula, key);
      return somebody;
    };
    await expect(send('demo', 'meanwhile', 2)).rejects.toMatchObject({ code: 'SESSION_ENDED' });
    world.engine.observeWith = async () => somebody;
    expect(await history('demo', 'meanwhile')).toEqual(['SessionStarted', 'FrameProcessed', 'SessionEnded']);
  });

  test('is terminated by people, with a reason', async () => {
    const key = { examId: 'demo', candidateId: 'terminated' };
    await send('demo', 'terminated', 1);
    await expect(world.proctor.terminateSession(paula, { ...key, reason: ' ' })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    const session = await world.proctor.terminateSession(paula, { ...key, reason: 'Left the room' });
    expect(session.state).toMatchObject({ status: 'TERMINATED', reason: 'Left the room' });
    const again = world.proctor.terminateSession(paula, { ...key, reason: 'Again' });
    await expect(again).rejects.toMatchObject({ code: 'SESSION_ENDED' });
  });

  test('of whomever an identity provider names is in the hands of proctors', async () => {
    // The longest `sub` that a token of ours may have, in letters that take three bytes.
    const candidateId = '学'.repeat(255);
    const viewer = { ...carla, sub: candidateId };
    await world.proctor.startSession(viewer, { examId: 'demo' });
    const key = { examId: 'demo', candidateId };
    expect(await world.proctor.pauseSession(paula, key)).toMatchObject({ candidateId, state: { status: 'PAUSED' } });
    await world.proctor.writeNote(paula, { ...key, text: 'A long one.' });
    expect(await world.proctor.terminateSession(paula, { ...key, reason: 'Done.' })).toMatchObject({ candidateId });
  });

  test('that two decide about at once is in one state', async () => {
    const key = { examId: 'demo', candidateId: 'contested' };
    await send('demo', 'contested', 1);
    await Promise.allSettled([
      world.proctor.pauseSession(paula, key),
      world.proctor.terminateSession(paula, { ...key, reason: 'Both' }),
      world.proctor.pauseSession(paula, key),
    ]);
    expect(await status('demo', 'contested')).toBe('TERMINATED');
    const events = (await history('demo', 'contested')).slice(2);
    expect(events.filter((type) => type === 'SessionEnded')).toHaveLength(1);
    expect(events.at(-1)).toBe('SessionEnded');
  });

  test('is nobody else’s to change', async () => {
    const other = { examId: 'demo', candidateId: 'somebody' };
    await expect(world.proctor.endSession(carla, other)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(world.proctor.startSession(carla, other)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const unknown = world.proctor.pauseSession(paula, { examId: 'demo', candidateId: 'unknown' });
    await expect(unknown).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('an exam that asks for consent', () => {
  beforeAll(async () => {
    const exam = examOf('strict');
    await world.store.exams.create({
      ...exam,
      policy: { ...exam.policy, consent: { isRequired: true, textVersion: '2026-1' } },
    });
  });

  test('processes no frame without it', async () => {
    const looks = world.engine.looks;
    await expect(send('strict', 'shy', 1)).rejects.toMatchObject({ code: 'CONSENT_REQUIRED' });
    expect(world.engine.looks).toBe(looks);
    expect(await history('strict', 'shy')).toEqual([]);
  });

  test('records which text was agreed to, and when', async () => {
    const input = { examId: 'strict', candidateId: 'willing' };
    await expect(world.proctor.startSession(paula, input)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    const wrong = world.proctor.startSession(paula, { ...input, consentTextVersion: '2025-9' });
    await expect(wrong).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    const session = await world.proctor.startSession(paula, { ...input, consentTextVersion: '2026-1' });
    expect(session.consent).toEqual({ textVersion: '2026-1', at: session.startedAt });
    expect(await send('strict', 'willing', 1)).toMatchObject({ status: 'PROCESSED' });
  });
});

describe('a feed', () => {
  /** A watch whose clock the test sets, over the sessions of the world. */
  function watch() {
    const clock = { ms: Date.now() };
    const feeds = createFeedWatch({ ...world, now: () => clock.ms }, () => undefined);
    return { clock, feeds };
  }

  function frameProcessor(options: ReturnType<typeof watch> & { readonly admission?: Admission }) {
    const now = () => options.clock.ms;
    return createFrameProcessor({
      ...world.parts,
      now,
      admission: options.admission ?? createAdmission({ concurrency: 1, now }),
      feeds: options.feeds,
      facts: {
        exam: world.store.exams.get,
        facesOf: world.store.faces.ofCandidate,
        doubtFacesOf: () => undefined,
        forgetFacesOf: () => undefined,
      },
      written: createWrittenSessions(),
      usage: { count: () => undefined },
    });
  }

  test('that falls silent is lost, once, and found again with the next frame', async () => {
    const key = { examId: 'demo', candidateId: 'silent' };
    await send('demo', 'silent', 1);
    const { clock, feeds } = watch();
    await using _ = feeds;
    feeds.heard(key, clock.ms);
    clock.ms += 14_000;
    await feeds.check();
    expect(await history('demo', 'silent')).not.toContain('IncidentOpened');
    // The client was told to wait two seconds.
    clock.ms += 4_000;
    await feeds.check();
    await feeds.check();
    const session = await world.proctor.session(paula, 'demo', 'silent');
    if (!session) throw new Error('no session');
    expect(world.proctor.openIncidents(paula, session).map(({ kind }) => kind)).toEqual(['FEED_LOST']);
    await send('demo', 'silent', 2, world.with({ now: () => clock.ms }));
    expect((await history('demo', 'silent')).slice(2)).toEqual(['IncidentOpened', 'FrameProcessed', 'IncidentClosed']);
  });

  test('is not lost while the client waits as it was told by a refusal', async () => {
    const key = { examId: 'demo', candidateId: 'refused' };
    await send('demo', 'refused', 1);
    const { clock, feeds } = watch();
    await using _ = feeds;
    const crowded: Admission = {
      admit: () => Promise.reject(new ProctorError('OVERLOADED', 'Come again.', { retryAfterMs: 20_000 })),
      nextFrameInMs: () => 2_000,
    };
    const processFrame = frameProcessor({ clock, feeds, admission: crowded });
    await expect(processFrame(paula, frame('demo', 'refused', 2))).rejects.toMatchObject({ code: 'OVERLOADED' });
    clock.ms += 34_000;
    await feeds.check();
    expect(await history('demo', 'refused')).not.toContain('IncidentOpened');
    clock.ms += 2_000;
    await feeds.check();
    expect(await history('demo', key.candidateId)).toContain('IncidentOpened');
  });

  test.each([
    ['the same frame again and again', {}, 'fulfilled'],
    ['what is no picture', { frameId: 'new', image: 'AAAA' }, 'rejected'],
    ['pictures that are too large', { frameId: 'new', image: 'A'.repeat(8_000_000) }, 'rejected'],
  ])('is lost though the client sends something: %s', async (name, sent, status) => {
    const [candidateId, steady] = [`sends ${name}`, `is seen beside ${name}`];
    const { clock, feeds } = watch();
    await using _ = feeds;
    const processFrame = frameProcessor({ clock, feeds });
    await processFrame(paula, frame('demo', candidateId, 1));
    for (let seconds = 0; seconds < 20; seconds += 4) {
      await processFrame(paula, frame('demo', steady, seconds));
      const answers = await Promise.allSettled([processFrame(paula, { ...frame('demo', candidateId, 1), ...sent })]);
      expect(answers).toMatchObject([{ status }]);
      clock.ms += 4_000;
      await feeds.check();
    }
    expect(await history('demo', candidateId)).toContain('IncidentOpened');
    expect(await history('demo', steady)).not.toContain('IncidentOpened');
  });

  test('is noticed though the session of somebody else can not be looked at', async () => {
    await send('demo', 'unreadable', 1);
    await send('demo', 'readable', 1);
    const clock = { ms: Date.now() };
    const problems: unknown[] = [];
    const get: typeof world.store.sessions.get = (examId, candidateId) => {
      if (candidateId === 'unreadable') return Promise.reject(new SyntaxError('no JSON'));
      return world.store.sessions.get(examId, candidateId);
    };
    const store = { ...world.store, sessions: { ...world.store.sessions, get } };
    const onProblem = (error: unknown) => void problems.push(error);
    await using feeds = createFeedWatch({ ...world, store, now: () => clock.ms }, onProblem);
    for (const candidateId of ['unreadable', 'readable']) feeds.heard({ examId: 'demo', candidateId }, clock.ms);
    clock.ms += 20_000;
    await feeds.check();
    expect(problems).toMatchObject([{ message: 'no JSON' }]);
    expect(await history('demo', 'readable')).toContain('IncidentOpened');
  });

  test('may be silent while the session is paused, and after its end', async () => {
    for (const [candidateId, decide] of [
      ['quiet', world.proctor.pauseSession],
      ['gone', world.proctor.endSession],
    ] as const) {
      await send('demo', candidateId, 1);
      await decide(paula, { examId: 'demo', candidateId });
      const { clock, feeds } = watch();
      await using _ = feeds;
      feeds.heard({ examId: 'demo', candidateId }, clock.ms);
      clock.ms += 60_000;
      await feeds.check();
      expect(await history('demo', candidateId)).not.toContain('IncidentOpened');
    }
  });

  test('is not lost where another process hears it, and lost once where all listen', async () => {
    const key = { examId: 'demo', candidateId: 'travelling' };
    await send('demo', 'travelling', 1);
    const { clock, feeds } = watch();
    await using _ = feeds;
    feeds.heard(key, clock.ms);
    await using others = createFeedWatch({ ...world, now: () => clock.ms }, () => undefined);
    others.heard(key, clock.ms);
    clock.ms += 12_000;
    await send('demo', 'travelling', 2, world.with({ now: () => clock.ms }));
    clock.ms += 12_000;
    await feeds.check();
    expect(await history('demo', 'travelling')).not.toContain('IncidentOpened');
    clock.ms += 10_000;
    await Promise.all([feeds.check(), others.check()]);
    const told = await history('demo', 'travelling');
    expect(told.filter((type) => type === 'IncidentOpened')).toHaveLength(1);
  });

  test('is not lost in a time in which nobody could know what others hear', async () => {
    const key = { examId: 'demo', candidateId: 'cut-off' };
    await send('demo', 'cut-off', 1);
    const clock = { ms: Date.now() };
    let isGone = true;
    const check = async () => {
      if (isGone) throw new StoreUnavailable('gone');
    };
    const log = { ...world.log, check };
    await using feeds = createFeedWatch({ ...world, log, now: () => clock.ms }, () => undefined);
    feeds.heard(key, clock.ms);
    clock.ms += 20_000;
    await expect(feeds.check()).rejects.toThrow('gone');
    isGone = false;
    clock.ms += 10_000;
    await feeds.check();
    expect(await history('demo', 'cut-off')).not.toContain('IncidentOpened');
    clock.ms += 10_000;
    await feeds.check();
    expect(await history('demo', 'cut-off')).toContain('IncidentOpened');
  });

  test('is not lost while the client waits as it was told to', async () => {
    const key = { examId: 'demo', candidateId: 'patient' };
    await send('demo', 'patient', 1);
    const { clock, feeds } = watch();
    await using _ = feeds;
    feeds.heard(key, clock.ms + 30_000);
    clock.ms += 40_000;
    await feeds.check();
    expect(await history('demo', 'patient')).not.toContain('IncidentOpened');
  });
});
