import { expect, test } from '@jest/globals';
import { createSessionMemories } from '../../../src/vision/cascade/sessionMemory.js';
import { NO_NOTES } from '../../../src/vision/cascade/worthAsking.js';

const memory = { notes: NO_NOTES, budget: { left: 1, at: 0 } };

test('of more sessions than there is room for, the one that was longest not seen is forgotten', () => {
  const memories = createSessionMemories({ mostSessions: 2, now: () => 0 });
  for (const session of ['ana', 'ben', 'ana', 'carl']) memories.set(session, memory);
  expect(['ana', 'ben', 'carl'].map((session) => memories.get(session) !== undefined)).toEqual([true, false, true]);
});

test('who was not seen for an hour is forgotten, and who leaves at once', () => {
  let now = 0;
  const memories = createSessionMemories({ mostSessions: 100, now: () => now });
  memories.set('ana', memory);
  now = 30 * 60_000;
  memories.set('ben', memory);
  now = 60 * 60_000;
  memories.set('carl', memory);
  expect(memories.get('ana')).toBeUndefined();
  memories.delete('ben');
  expect(memories.size).toBe(1);
});

test('of a session that was forgotten while it was looked at, nothing is remembered again', () => {
  const memories = createSessionMemories({ mostSessions: 100, now: () => 0 });
  memories.set('ana', memory);
  memories.set('ben', memory);
  memories.delete('ana');
  for (const session of ['ana', 'ben']) memories.update(session, memory);
  expect(['ana', 'ben'].map((session) => memories.get(session) !== undefined)).toEqual([false, true]);
});

test('what was remembered before the clock was put back counts for nothing', () => {
  let now = 60 * 60_000;
  const memories = createSessionMemories({ mostSessions: 100, now: () => now });
  memories.set('ana', memory);
  now = 0;
  expect(memories.get('ana')).toBeUndefined();
  memories.set('ana', memory);
  expect(memories.get('ana')).toBe(memory);
});
