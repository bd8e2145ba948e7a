import { expect, test } from '@jest/globals';
// The browser's code is bundled, not compiled to dist/: this module has nothing of a browser in it.
import { inTurn } from '../../src/web/dashboard/enrol/run.ts';

test('a run that is stopped does what it has begun to its end, and begins nothing more', async () => {
  const stop = new AbortController();
  const told: string[] = [];
  await inTurn(
    ['one', 'two', 'three'],
    async (photo) => {
      told.push(`${photo} begins`);
      if (photo === 'two') stop.abort();
      await Promise.resolve();
      told.push(`${photo} ends`);
    },
    stop.signal,
  );
  expect(told).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
});
