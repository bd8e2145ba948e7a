import { describe, expect, it, jest } from '@jest/globals';
import { createPace } from '../../../src/vision/rekognition/pace.js';
import { createRekognitionWorld, failuresIn } from '../../support/rekognition/world.js';

const patient = new AbortController().signal;

function createClock() {
  const clock = { ms: 1_000_000 };
  const pace = createPace({ mostWaitMs: 0, now: () => clock.ms });
  /** How many of so many calls a second are let through in the seconds that follow. */
  async function letThrough(perSecond: number, seconds: number): Promise<number> {
    let count = 0;
    for (let call = 0; call < perSecond * seconds; call++) {
      clock.ms += 1_000 / perSecond;
      count += await pace.wait(patient).then(
        () => 1,
        () => 0,
      );
    }
    return count;
  }
  return { clock, pace, letThrough };
}

describe('The pace of an operation', () => {
  it('has no limit until AWS throttles', async () => {
    const { letThrough } = createClock();
    expect(await letThrough(500, 2)).toBe(1_000);
  });

  it('falls by a third when it does, once for all that were throttled together', async () => {
    const { pace, letThrough } = createClock();
    await letThrough(100, 1);
    for (let call = 0; call < 10; call++) pace.slowDown();
    const count = await letThrough(100, 1);
    expect(count).toBeGreaterThan(45);
    expect(count).toBeLessThan(75);
  });

  it('falls again as long as AWS throttles, but never to nothing', async () => {
    const { clock, pace, letThrough } = createClock();
    for (let fall = 0; fall < 20; fall++) {
      await letThrough(20, 1);
      pace.slowDown();
      clock.ms += 500;
    }
    expect(await letThrough(20, 2)).toBeGreaterThanOrEqual(1);
    expect(await letThrough(20, 1)).toBeLessThan(8);
  });

  it('grows back while AWS does not', async () => {
    const { pace, letThrough } = createClock();
    await letThrough(50, 1);
    pace.slowDown();
    await letThrough(50, 20);
    expect(await letThrough(50, 1)).toBe(50);
  });

  it('refuses at once what would have to wait too long, by the name that AWS has for it', async () => {
    const { pace } = createClock();
    await pace.wait(patient);
    pace.slowDown();
    await expect(pace.wait(patient)).rejects.toMatchObject({ name: 'ThrottlingException' });
  });

  it('is not held up by a clock that is put back', async () => {
    const pace = createPace({ mostWaitMs: 0 });
    await pace.wait(patient);
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() - 3_600_000);
    try {
      await expect(pace.wait(patient)).resolves.toBeUndefined();
    } finally {
      clock.mockRestore();
    }
  });

  it('lets go of a call that nobody waits for any more', async () => {
    const pace = createPace({ mostWaitMs: 10_000 });
    pace.slowDown();
    await pace.wait(AbortSignal.abort()).catch(() => undefined);
    await expect(pace.wait(AbortSignal.timeout(10))).rejects.toMatchObject({ name: 'AbortError' });
  });
});

it('A throttled operation slows down alone, and what it can not do is told at once', async () => {
  await using world = await createRekognitionWorld();
  world.server.fail('DetectLabels', { error: 'ThrottlingException' }, 1);
  expect(failuresIn(await world.observe())).toEqual({});
  const asked = world.server.countOf('DetectLabels');
  const frames = await Promise.all(Array.from({ length: 12 }, () => world.observe()));
  const refused = frames.map(failuresIn).filter(({ labels }) => labels !== undefined);
  expect(refused.length).toBeGreaterThan(6);
  expect(refused[0]).toEqual({ labels: expect.stringContaining('is called more often than AWS allows') });
  expect(new Set(refused.flatMap(Object.keys))).toEqual(new Set(['labels']));
  expect(world.server.countOf('DetectLabels') - asked).toBe(frames.length - refused.length);
});
