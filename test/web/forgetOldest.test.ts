import { expect, test } from '@jest/globals';
// The browser's code is bundled, not compiled to dist/: this module has nothing of a browser in it.
import { forgetOldest } from '../../src/web/dashboard/feed/forgetOldest.ts';

test('of what nobody looks at, as many are kept as came last; what is looked at stays, however old', () => {
  const pictures = new Map(['ana', 'bo', 'cleo', 'dan'].map((name) => [name, `picture of ${name}`]));
  forgetOldest(pictures, (name) => name === 'ana', 2);
  expect([...pictures.keys()]).toEqual(['ana', 'cleo', 'dan']);
  forgetOldest(pictures, () => false, 5);
  expect(pictures.size).toBe(3);
});
