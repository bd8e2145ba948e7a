/** What all tests of a block share. */
import { afterAll, beforeAll } from '@jest/globals';

/**
 * For all tests of the block in which it is called: started before the first of them, and disposed of after the last.
 * What it returns gives the thing itself, and throws while it is not started.
 */
export function sharedByTests<T extends AsyncDisposable>(start: () => Promise<T>): () => T {
  let shared: T | undefined;
  beforeAll(async () => {
    shared = await start();
  });
  afterAll(async () => {
    await shared?.[Symbol.asyncDispose]();
  });
  return () => {
    if (shared === undefined) throw new Error('It is started before the first test, and not before.');
    return shared;
  };
}
