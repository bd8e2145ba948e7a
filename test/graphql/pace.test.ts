/** How fast one candidate may ask. */
import { describe, expect, jest, test } from '@jest/globals';
import { createPace } from '../../src/graphql/pace.js';
import { carla, paula } from '../support/proctor.js';

const dora = { ...carla, sub: 'dora' };

describe('the pace of a candidate', () => {
  function start() {
    const clock = { ms: 1_000_000 };
    const pace = createPace({ perSecond: 10, now: () => clock.ms });
    const ask = (viewer: typeof carla | undefined, times: number) => {
      for (let asked = 0; asked < times; asked += 1) {
        try {
          pace.keep(viewer);
        } catch (error) {
          return { asked, error };
        }
      }
      return { asked: times };
    };
    return { clock, ask };
  }

  test('is even, but for what was saved up in ten seconds', () => {
    const { clock, ask } = start();
    const error = { code: 'OVERLOADED', details: { retryAfterMs: 100 } };
    expect(ask(carla, 1_000)).toMatchObject({ asked: 100, error });
    clock.ms += 2_000;
    expect(ask(carla, 1_000)).toMatchObject({ asked: 20, error });
    clock.ms += 3_600_000;
    expect(ask(carla, 1_000)).toMatchObject({ asked: 100, error });
  });

  test('is enough for one who waits as told', () => {
    const { clock, ask } = start();
    ask(carla, 1_000);
    for (let second = 0; second < 10; second += 1) {
      clock.ms += 100;
      expect(ask(carla, 1)).toEqual({ asked: 1 });
    }
  });

  test('is nobody else’s, and not that of staff or of what is open to everybody', () => {
    const { ask } = start();
    ask(carla, 1_000);
    expect(ask(dora, 100)).toEqual({ asked: 100 });
    expect(ask(paula, 1_000)).toEqual({ asked: 1_000 });
    expect(ask({ ...carla, roles: ['CANDIDATE', 'PROCTOR'] }, 1_000)).toEqual({ asked: 1_000 });
    expect(ask(undefined, 1_000)).toEqual({ asked: 1_000 });
  });

  test('is not held up by a clock that is put back', () => {
    const pace = createPace({ perSecond: 10 });
    pace.keep(carla);
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() - 3_600_000);
    try {
      expect(() => pace.keep(carla)).not.toThrow();
    } finally {
      clock.mockRestore();
    }
  });
});
