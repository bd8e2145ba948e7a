import { describe, expect, test } from '@jest/globals';
import { advance, type FrameMoment } from '../../../src/domain/incidents/advance.js';
import { present, type Signals } from '../../../src/domain/incidents/signals.js';
import { closeAll, newWatch, openIncidents, type Watch } from '../../../src/domain/incidents/watch.js';
import { feedLostAt, watchFeed } from '../../../src/domain/incidents/watchFeed.js';
import { away, calm, hiddenFace, nobody, phone, play, policy, START, scene, times } from './scenes.js';

const HOUR = 3_600_000;
const moment = (ms: number) => new Date(START + ms).toISOString();

const gone: Signals = { NOBODY_THERE: present({ kind: 'NOBODY_THERE', count: 0, expected: 1 }) };
const there: Signals = { NOBODY_THERE: { status: 'ABSENT' } };

interface Frame extends FrameMoment {
  readonly signals: Signals;
}

/** A frame that came `ms` into the session, from a client whose clock is off by `skewMs`. */
function frame(frameId: string, ms: number, signals: Signals, skewMs = 0): Frame {
  return { frameId, at: moment(ms), capturedAt: moment(ms + skewMs), signals };
}

function run(frames: readonly Frame[], start: Watch = newWatch('session')) {
  let watch = start;
  const late: string[] = [];
  const told = frames.flatMap((one) => {
    const result = advance(watch, one, policy);
    watch = result.watch;
    if (result.isLate) late.push(one.frameId);
    return result.changes.map(({ type }) => `${one.frameId} ${type.toLowerCase()}`);
  });
  return { watch, told, late };
}

describe('order', () => {
  test('a frame that comes after a newer one changes nothing', () => {
    const { told, late, watch } = run([frame('1', 0, gone), frame('3', 1_000, there), frame('2', 1_100, gone, -600)]);
    expect([told, late]).toEqual([[], ['2']]);
    expect(watch).toEqual(run([frame('1', 0, gone), frame('3', 1_000, there)]).watch);
  });

  test('a frame that comes twice counts once', () => {
    const { told, late } = run([frame('1', 0, gone), frame('1', 100, gone, -100), frame('1', 200, gone, -200)]);
    expect([told, late]).toEqual([[], ['1', '1']]);
  });

  test('a frame that comes again after a long silence still counts once', () => {
    const { told, late } = run([frame('1', 0, gone), frame('2', 500, there), frame('1', 60_000, gone, -60_000)]);
    expect([told, late]).toEqual([[], ['1']]);
  });

  test('frames of a client whose clock counts whole seconds all count, once each', () => {
    const first = frame('1', 0, gone);
    const second = { ...frame('2', 400, gone), capturedAt: first.capturedAt };
    const { told, late } = run([first, second, first, { ...second, at: moment(600) }]);
    expect([told, late]).toEqual([['2 opened'], ['1', '2']]);
  });

  test('two tabs of one machine are one session, in the order of their common clock', () => {
    const tabs = [frame('a1', 0, gone), frame('b1', 250, there), frame('a2', 500, gone), frame('b2', 750, there)];
    expect(run(tabs)).toMatchObject({ told: ['a2 opened'], late: [] });
  });
});

describe("a client's clock", () => {
  test.each([-HOUR * 5, HOUR * 5])('that is off by %i ms makes no difference to what is told', (skewMs) => {
    const frames = Array.from({ length: 80 }, (_, index) => frame(`${index}`, index * 500, gone, skewMs));
    const { watch, told } = run(frames);
    expect(told).toEqual(['1 opened', '60 updated']);
    expect(openIncidents(watch)[0]).toMatchObject({ since: moment(0), presentMs: 39_500, severity: 'HIGH' });
  });

  test('that is set back by an hour leaves the session unwatched for ten seconds, not for an hour', () => {
    const before = Array.from({ length: 4 }, (_, index) => frame(`before ${index}`, index * 500, there));
    const after = Array.from({ length: 30 }, (_, index) => frame(`after ${index}`, 2_000 + index * 500, gone, -HOUR));
    const { told, late } = run([...before, ...after]);
    expect(late).toHaveLength(19);
    expect(told).toEqual(['after 20 opened']);
  });

  test('of two devices, the one that is ahead is followed while it is heard, and then the other', () => {
    const ahead = Array.from({ length: 10 }, (_, index) => frame(`ahead ${index}`, index * 1_000, there, HOUR));
    const behind = Array.from({ length: 40 }, (_, index) => frame(`behind ${index}`, index * 1_000 + 500, gone));
    const arrivals = [...ahead, ...behind].toSorted((one, other) => one.at.localeCompare(other.at));
    const { told, late } = run(arrivals);
    expect(told).toEqual(['behind 20 opened']);
    expect(late).toHaveLength(19);
  });
});

test('nodes whose clocks differ do not make an incident last less than no time', () => {
  const { watch } = run([frame('1', 1_000, gone), { ...frame('2', 1_500, gone), at: moment(400) }]);
  expect(openIncidents(watch)[0]).toMatchObject({ presentMs: 0, since: moment(1_000), openedAt: moment(1_000) });
});

describe('a feed', () => {
  const lostAfter = policy.limits.feedLostAfterMs;
  const heard = play(times(4, calm)).watch;
  const silence = (ms: number) => ({ at: moment(ms), heardAt: moment(2_000) });

  test('is lost when nothing was heard for long enough, and not a moment sooner', () => {
    expect(feedLostAt(moment(2_000), policy)).toBe(moment(2_000 + lostAfter));
    expect(watchFeed(heard, silence(1_999 + lostAfter), policy).changes).toEqual([]);
    const { changes } = watchFeed(heard, silence(2_000 + lostAfter), policy);
    expect(changes).toMatchObject([
      {
        type: 'OPENED',
        incident: { kind: 'FEED_LOST', since: moment(2_000), presentMs: lostAfter, finding: { silentMs: lostAfter } },
      },
    ]);
  });

  test('is lost once, however often one looks, and becomes more severe with time', () => {
    let watch = heard;
    const told = [20, 30, 60, 90, 130, 140].flatMap((seconds) => {
      const result = watchFeed(watch, silence(seconds * 1_000), policy);
      watch = result.watch;
      return result.changes.map(({ type, incident }) => `${seconds} s ${type} ${incident.severity}`);
    });
    expect(told).toEqual(['20 s OPENED MEDIUM', '90 s UPDATED MEDIUM', '130 s UPDATED HIGH']);
  });

  test('is found again by the next frame', () => {
    const lost = watchFeed(heard, silence(20_000), policy).watch;
    const { told, changes } = play([calm()], { watch: lost, from: START + 30_000 });
    expect(told).toEqual(['1 FEED_LOST closed']);
    expect(changes[0]?.incident).toMatchObject({ since: moment(2_000), presentMs: 28_500, revision: 2 });
  });

  test('that fails again and again is one incident', () => {
    const lost = watchFeed(heard, silence(20_000), policy).watch;
    const { watch } = play([calm()], { watch: lost, from: START + 30_000 });
    const again = watchFeed(watch, { at: moment(60_000), heardAt: moment(30_500) }, policy);
    expect(again.changes).toMatchObject([{ type: 'UPDATED', incident: { id: 'session-1', returns: 1 } }]);
  });

  test('that was lost does not let a frame before it and one after it make an incident', () => {
    const before = play([...times(4, calm), phone()]).watch;
    const lost = watchFeed(before, { at: moment(30_000), heardAt: moment(2_500) }, policy).watch;
    expect(play([phone(), ...times(3, calm)], { watch: lost, from: START + 30_000 }).told).toEqual([
      '1 FEED_LOST closed',
    ]);
  });

  test('that comes back with the picture it was lost with does not stand still for that', () => {
    const still = () => scene({ fingerprint: 'still' });
    const lost = watchFeed(play([still()]).watch, { at: moment(30_000), heardAt: moment(500) }, policy).watch;
    expect(play(times(4, still), { watch: lost, from: START + 30_000 }).told).toEqual(['1 FEED_LOST closed']);
  });

  test('leaves what is open as it is, and does not count the silence as seen', () => {
    const open = play(times(4, phone));
    const lost = watchFeed(open.watch, { at: moment(600_000), heardAt: moment(2_000) }, policy).watch;
    expect(openIncidents(lost).map(({ kind }) => kind)).toEqual(['FORBIDDEN_OBJECT', 'FEED_LOST']);
    const { watch } = play([phone()], { watch: lost, from: START + 600_000 });
    expect(openIncidents(watch)).toMatchObject([{ kind: 'FORBIDDEN_OBJECT', presentMs: 1_500 + lostAfter }]);
  });

  test('may be lost unnoticed where the policy says so, and what was noticed before is closed', () => {
    const off = {
      ...policy,
      incidents: { ...policy.incidents, FEED_LOST: { ...policy.incidents.FEED_LOST, isOn: false } },
    };
    expect(watchFeed(heard, silence(600_000), off).changes).toEqual([]);
    const lost = watchFeed(heard, silence(20_000), policy).watch;
    expect(watchFeed(lost, silence(21_000), off).changes).toMatchObject([
      { type: 'CLOSED', incident: { end: { reason: 'SWITCHED_OFF' } } },
    ]);
  });
});

describe('a pause', () => {
  test('ends what is open, and what returns soon after is the same incident', () => {
    const open = play(times(4, nobody));
    const paused = closeAll(open.watch, { at: moment(3_000), reason: 'SESSION_PAUSED' });
    expect(paused.changes).toMatchObject([{ type: 'CLOSED', incident: { end: { reason: 'SESSION_PAUSED' } } }]);
    expect(openIncidents(paused.watch)).toEqual([]);
    const { changes } = play(times(3, nobody), { watch: paused.watch, from: START + 20_000 });
    expect(changes).toMatchObject([{ type: 'UPDATED', incident: { id: 'session-1', returns: 1 } }]);
  });

  test('parts the frames before it from those after it', () => {
    const about = play([...times(3, calm), phone()]);
    const paused = closeAll(about.watch, { at: moment(3_000), reason: 'SESSION_PAUSED' });
    expect(play([phone(), ...times(4, calm)], { watch: paused.watch, from: START + 20_000 }).told).toEqual([]);
  });
});

test('a pause makes neither the picture before it frozen nor the face after it averted', () => {
  const still = () => scene({ fingerprint: 'still' });
  const averted = play([...times(2, calm), ...times(2, away), still()]);
  const paused = closeAll(averted.watch, { at: moment(3_000), reason: 'SESSION_PAUSED' });
  const after = [...times(4, still), ...times(3, calm)];
  expect(play(after, { watch: paused.watch, from: START + 60_000 }).told).toEqual([]);

  const gaveUp = closeAll(play(times(2, away)).watch, { at: moment(3_000), reason: 'SESSION_PAUSED' });
  const { told } = play(times(4, hiddenFace), { watch: gaveUp.watch, from: START + 60_000 });
  expect(told).toEqual(['3 FACE_NOT_VISIBLE opened']);
});

test('a kind that is switched off while its incident is open ends it', () => {
  const open = play(times(4, phone));
  const rule = { ...policy.incidents.FORBIDDEN_OBJECT, isOn: false };
  const off = { ...policy, incidents: { ...policy.incidents, FORBIDDEN_OBJECT: rule } };
  const { changes } = play(times(4, phone), { watch: open.watch, from: open.at, policy: off });
  expect(changes).toMatchObject([{ type: 'CLOSED', incident: { end: { reason: 'SWITCHED_OFF' } } }]);
});

test('a policy that remembers less from now on forgets at once', () => {
  const wide = { ...policy.incidents.FORBIDDEN_OBJECT, opens: { after: 2, outOf: 10 } };
  const patient = { ...policy, incidents: { ...policy.incidents, FORBIDDEN_OBJECT: wide } };
  const before = play([phone(), ...times(5, calm)], { policy: patient });
  expect(play([phone()], { watch: before.watch, from: before.at, policy: patient }).told).toHaveLength(1);
  expect(play([phone()], { watch: before.watch, from: before.at }).told).toEqual([]);
});
