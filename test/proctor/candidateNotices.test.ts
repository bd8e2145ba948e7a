import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Viewer } from '../../src/auth/viewer.js';
import type { CandidateNotice } from '../../src/proctor/candidateNotices.js';
import { examOf } from '../support/exam.js';
import { newEvents } from '../support/newEvents.js';
import { createProctorWorld, type ProctorWorld, paula } from '../support/proctor.js';

let world: ProctorWorld;
const listening: AsyncIterableIterator<CandidateNotice>[] = [];

beforeAll(async () => {
  world = await createProctorWorld();
  await world.store.exams.create(examOf('other'));
});

afterEach(async () => {
  for (const notices of listening.splice(0)) await notices.return?.();
});

afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
});

function candidate(sub: string): Viewer {
  return { sub, roles: ['CANDIDATE'], expiresAt: Number.POSITIVE_INFINITY };
}

async function listen(sub: string, after?: string, examId = 'demo', proctor = world.proctor) {
  const notices = await proctor.candidateNotices(candidate(sub), examId, { after });
  listening.push(notices);
  return notices;
}

/** The next notice as a candidate reads it. */
async function next(notices: AsyncIterableIterator<CandidateNotice>): Promise<string> {
  const { value } = await notices.next();
  return value ? told(value) : 'the end';
}

function told(notice: CandidateNotice): string {
  if (notice.type === 'MessageSent') return notice.text;
  return notice.type === 'SessionExtended' ? `${notice.minutes} minutes` : notice.type;
}

async function take(notices: AsyncIterableIterator<CandidateNotice>, count: number): Promise<readonly string[]> {
  const taken: string[] = [];
  while (taken.length < count) taken.push(await next(notices));
  return taken;
}

async function message(text: string, candidateId?: string, examId = 'demo'): Promise<string> {
  const { id } = await world.proctor.sendMessage(paula, { examId, candidateId, text });
  return id;
}

describe('a candidate', () => {
  test('is told what is written to them and to all, and what is decided about their session', async () => {
    const key = { examId: 'demo', candidateId: 'told' };
    await world.proctor.startSession(paula, key);
    const notices = await listen('told');
    await message('To you', 'told');
    await world.proctor.pauseSession(paula, key);
    await message('To all');
    await world.proctor.resumeSession(paula, key);
    await world.proctor.extendSession(paula, { ...key, minutes: 5 });
    await world.proctor.terminateSession(paula, { ...key, reason: 'Left' });
    expect(await take(notices, 6)).toEqual([
      'To you',
      'SessionPaused',
      'To all',
      'SessionResumed',
      '5 minutes',
      'SessionEnded',
    ]);
  });

  test('is told nothing of notes, of looks at their pictures, of faces or frames, nor of other candidates', async () => {
    const key = { examId: 'demo', candidateId: 'spared' };
    const other = { examId: 'demo', candidateId: 'neighbour' };
    const notices = await listen('spared');
    await world.proctor.startSession(paula, key);
    await world.proctor.startSession(paula, other);
    await world.proctor.writeNote(paula, { ...key, text: 'A note' });
    await message('To the neighbour', 'neighbour');
    await world.proctor.pauseSession(paula, other);
    await message('To all, elsewhere', undefined, 'other');
    await world.log.append('demo', newEvents('demo', 20));
    await message('The end');
    expect(await next(notices)).toBe('The end');
  });

  test('is told from now on, or from where they left', async () => {
    await message('Before');
    const notices = await listen('resuming');
    const first = await message('First');
    await message('Second');
    expect(await take(notices, 2)).toEqual(['First', 'Second']);
    const resumed = await listen('resuming', first);
    await message('Third');
    expect(await take(resumed, 2)).toEqual(['Second', 'Third']);
  });

  test('who comes back after many events misses none and hears none twice, while more are written', async () => {
    const start = await world.log.latest('other');
    const texts: string[] = [];
    for (let number = 0; number < 10; number++) {
      await world.log.append('other', newEvents('other', 40, 1 + 40 * number));
      texts.push(`Message ${number}`);
      await message(`Message ${number}`, undefined, 'other');
    }
    const writing = (async () => {
      for (let number = 10; number < 30; number++) await message(`Message ${number}`, undefined, 'other');
    })();
    const followers = await Promise.all(['one', 'two', 'three'].map((sub) => listen(sub, start, 'other')));
    await writing;
    const late = await listen('late', start, 'other');
    const all = Array.from({ length: 30 }, (_, number) => `Message ${number}`);
    for (const notices of [...followers, late]) expect(await take(notices, 30)).toEqual(all);
  });

  test('who comes twice is told twice', async () => {
    const both = [await listen('twofold'), await listen('twofold')];
    await message('To both');
    expect(await Promise.all(both.map(next))).toEqual(['To both', 'To both']);
  });

  test('leaves while they wait', async () => {
    const notices = await listen('leaving');
    const waiting = notices.next();
    await notices.return?.();
    expect((await waiting).done).toBe(true);
    await message('Too late');
    expect((await notices.next()).done).toBe(true);
  });

  test('is told for whom staff asks as well', async () => {
    const notices = await world.proctor.candidateNotices(paula, 'demo', { candidateId: 'watched' });
    listening.push(notices);
    await message('To all');
    expect(await next(notices)).toBe('To all');
  });
});

describe('nobody', () => {
  test('listens to another candidate, or in an exam that is not theirs or not there', async () => {
    const asking = (viewer: Viewer, examId: string, candidateId?: string) =>
      world.proctor.candidateNotices(viewer, examId, { candidateId });
    const carla = candidate('carla');
    await expect(asking(carla, 'demo', 'gina')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(asking({ ...carla, examIds: ['other'] }, 'demo')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(asking({ ...paula, examIds: ['other'] }, 'demo', 'carla')).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(asking(carla, 'nowhere')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(asking(paula, 'demo')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('listens from a cursor of another exam, from the future, or from nonsense', async () => {
    const elsewhere = await message('Elsewhere', undefined, 'other');
    for (const after of [elsewhere, 'demo:999999999999', 'demo:12', 'nonsense', '']) {
      await expect(listen('carla', after)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    }
  });
});
