import { expect, test } from '@jest/globals';
// The browser's code is bundled, not compiled to dist/: this module has nothing of a browser in it.
import { createTurns } from '../../src/web/dashboard/turns.ts';

test('what belongs together waits for its turn, though what came before it failed; all else does not', async () => {
  const turns = createTurns();
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const take = (key: string, name: string, fails = false) =>
    turns.take(key, async () => {
      begun.push(name);
      await new Promise<void>((resolve) => ends.push(resolve));
      if (fails) throw new Error(name);
      return name;
    });

  const first = take('one', 'first', true);
  const second = take('one', 'second');
  const other = take('two', 'other');
  await Promise.resolve();
  expect(begun).toEqual(['first', 'other']);

  ends[0]?.();
  await expect(first).rejects.toThrow('first');
  expect(begun).toEqual(['first', 'other', 'second']);
  ends[1]?.();
  ends[2]?.();
  expect(await Promise.all([second, other])).toEqual(['second', 'other']);
});
