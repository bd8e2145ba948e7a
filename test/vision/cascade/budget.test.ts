import { expect, test } from '@jest/globals';
import { type CallBudget, fullBudget, spend as spendOf } from '../../../src/domain/callBudget.js';
import { allows, leftNow } from '../../../src/vision/cascade/budget.js';

const PER_HOUR = 120;
const HOUR = 60 * 60_000;

function spend(budget: CallBudget, calls: number, callsPerHour: number, now: number): CallBudget {
  return spendOf(budget, { calls, callsPerHour }, now);
}

test('a sixth of an hour’s calls may be made at once', () => {
  let budget = fullBudget(PER_HOUR, 0);
  let calls = 0;
  for (; allows(budget, 'URGENT', PER_HOUR); calls++) budget = spend(budget, 1, PER_HOUR, 0);
  expect(calls).toBe(PER_HOUR / 6);
});

test('no hour has more calls than are allowed, however they are asked for', () => {
  let budget = fullBudget(PER_HOUR, 0);
  const made: number[] = [];
  for (let now = 0; now < 4 * HOUR; now += 2_000) {
    budget = spend(budget, 0, PER_HOUR, now);
    if (!allows(budget, 'URGENT', PER_HOUR)) continue;
    budget = spend(budget, 1, PER_HOUR, now);
    made.push(now);
  }
  const inHourFrom = (start: number) => made.filter((at) => at >= start && at < start + HOUR).length;
  expect(Math.max(...made.map(inHourFrom))).toBeLessThanOrEqual(PER_HOUR);
  expect(inHourFrom(2 * HOUR)).toBeGreaterThanOrEqual(PER_HOUR * 0.8);
});

test('half of what may be made at once is kept back for what may accuse somebody', () => {
  const budget = spend(fullBudget(PER_HOUR, 0), 11, PER_HOUR, 0);
  expect(allows(budget, 'ROUTINE', PER_HOUR)).toBe(false);
  expect(allows(budget, 'URGENT', PER_HOUR)).toBe(true);
});

test('a question that took more calls than were left is paid for by those after it', () => {
  const overdrawn = spend(fullBudget(PER_HOUR, 0), 22, PER_HOUR, 0);
  expect(allows(spend(overdrawn, 0, PER_HOUR, 60_000), 'URGENT', PER_HOUR)).toBe(false);
  expect(allows(spend(overdrawn, 0, PER_HOUR, 3 * 60_000), 'URGENT', PER_HOUR)).toBe(true);
});

test('a clock that is put back gives nothing', () => {
  const spent = spend(fullBudget(PER_HOUR, HOUR), 20, PER_HOUR, HOUR);
  expect(spend(spend(spent, 0, PER_HOUR, 0), 0, PER_HOUR, HOUR).left).toBe(0);
});

test.each([
  [0, false],
  [1, true],
])('with %d calls an hour the first is allowed: %s', (callsPerHour, isAllowed) => {
  expect(allows(fullBudget(callsPerHour, 0), 'URGENT', callsPerHour)).toBe(isAllowed);
});

test('of what the session knows and what this node knows, the lesser is left', () => {
  const sessions = { left: 3, at: 0 };
  const nodes = { left: 5, at: 0 };
  expect(leftNow([sessions, nodes], PER_HOUR, 0).left).toBe(3);
  expect(leftNow([undefined, nodes], PER_HOUR, 0).left).toBe(5);
  expect(leftNow([undefined, undefined], PER_HOUR, 0)).toEqual(fullBudget(PER_HOUR, 0));
});
