import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ExamPolicy, FrameIncidentRule } from '../../../src/domain/examPolicy/examPolicy.js';
import { advance, type FrameAdvance, type SignalledFrame } from '../../../src/domain/incidents/advance.js';
import type { Finding } from '../../../src/domain/incidents/finding.js';
import type { Incident } from '../../../src/domain/incidents/incident.js';
import { type FrameIncidentKind, isWorse } from '../../../src/domain/incidents/kinds.js';
import { ABSENT, present, type Signal, UNKNOWN } from '../../../src/domain/incidents/signals.js';
import type { Change } from '../../../src/domain/incidents/track.js';
import { closeAll, newWatch, openIncidents, type Watch } from '../../../src/domain/incidents/watch.js';
import { policy, START } from './scenes.js';

/** Three kinds stand for all: they share no state, and differ in what their findings hold. */
const KINDS = ['FORBIDDEN_OBJECT', 'SEVERAL_PEOPLE', 'LOOKING_AWAY'] as const satisfies readonly FrameIncidentKind[];

const findings: Readonly<Record<(typeof KINDS)[number], fc.Arbitrary<Finding>>> = {
  FORBIDDEN_OBJECT: fc.record({
    kind: fc.constant('FORBIDDEN_OBJECT'),
    names: fc.uniqueArray(fc.constantFrom('Book', 'Cell Phone', 'Laptop'), { minLength: 1 }),
    confidence: fc.integer({ min: 85, max: 100 }),
  }),
  SEVERAL_PEOPLE: fc.record({
    kind: fc.constant('SEVERAL_PEOPLE'),
    count: fc.integer({ min: 2, max: 5 }),
    expected: fc.constant(1),
  }),
  LOOKING_AWAY: fc.record({
    kind: fc.constant('LOOKING_AWAY'),
    yaw: fc.integer({ min: 26, max: 90 }),
    pitch: fc.constant(0),
  }),
};

function anySignal(kind: (typeof KINDS)[number]): fc.Arbitrary<Signal> {
  return fc.oneof(
    { weight: 4, arbitrary: findings[kind].map(present) },
    { weight: 4, arbitrary: fc.constant(ABSENT) },
    { weight: 1, arbitrary: fc.constant(UNKNOWN) },
  );
}

type Said = Readonly<Record<(typeof KINDS)[number], Signal>>;

const anySaid: fc.Arbitrary<Said> = fc.record({
  FORBIDDEN_OBJECT: anySignal('FORBIDDEN_OBJECT'),
  SEVERAL_PEOPLE: anySignal('SEVERAL_PEOPLE'),
  LOOKING_AWAY: anySignal('LOOKING_AWAY'),
});

const anySession = fc.array(anySaid, { maxLength: 60 });

const anyRule: fc.Arbitrary<FrameIncidentRule> = fc
  .record({
    after: fc.integer({ min: 2, max: 4 }),
    spare: fc.integer({ min: 0, max: 3 }),
    closesAfter: fc.integer({ min: 1, max: 4 }),
    cooldownMs: fc.constantFrom(0, 2_000, 60_000),
    highAfterMs: fc.integer({ min: 0, max: 10_000 }),
  })
  .map(({ after, spare, closesAfter, cooldownMs, highAfterMs }) => ({
    isOn: true,
    severity: 'LOW',
    rises: [{ afterMs: highAfterMs, to: 'HIGH' }],
    opens: { after, outOf: after + spare },
    closesAfter,
    cooldownMs,
  }));

function policyWith(rule: FrameIncidentRule): ExamPolicy {
  return { ...policy, incidents: { ...policy.incidents, ...Object.fromEntries(KINDS.map((kind) => [kind, rule])) } };
}

const INTERVAL_MS = 500;

function framesOf(session: readonly Said[]): readonly SignalledFrame[] {
  return session.map((signals, index) => {
    const moment = new Date(START + index * INTERVAL_MS).toISOString();
    return { frameId: `frame ${index}`, capturedAt: moment, at: moment, signals };
  });
}

interface Run {
  readonly watch: Watch;
  readonly advances: readonly FrameAdvance[];
  readonly changes: readonly Change[];
}

function run(frames: readonly SignalledFrame[], rule: FrameIncidentRule, between = (watch: Watch) => watch): Run {
  const rules = policyWith(rule);
  let watch = newWatch('session');
  const advances = frames.map((frame) => {
    const result = advance(between(watch), frame, rules);
    watch = result.watch;
    return result;
  });
  return { watch, advances, changes: advances.flatMap(({ changes }) => changes) };
}

function livesOf(changes: readonly Change[]): readonly (readonly Change[])[] {
  const ids = new Set(changes.map(({ incident }) => incident.id));
  return [...ids].map((id) => changes.filter(({ incident }) => incident.id === id));
}

function check(property: (session: readonly Said[], rule: FrameIncidentRule) => void): void {
  fc.assert(fc.property(anySession, anyRule, property), { numRuns: 300 });
}

describe('whatever the frames show', () => {
  test('nothing opens unless enough of the last frames show it, the newest among them', () => {
    check((session, rule) => {
      const { advances } = run(framesOf(session), rule);
      advances.forEach(({ changes }, index) => {
        for (const { type, incident } of changes) {
          const kind = KINDS.find((one) => one === incident.kind) ?? 'LOOKING_AWAY';
          if (type === 'CLOSED') continue;
          const { after, outOf } = rule.opens;
          const window = session.slice(Math.max(0, index - outOf + 1), index + 1).map((said) => said[kind].status);
          expect(window.at(-1)).toBe('PRESENT');
          if (type === 'OPENED') {
            expect(window.filter((status) => status === 'PRESENT').length).toBeGreaterThanOrEqual(after);
          }
        }
      });
    });
  });

  test('no incident comes of single bad frames', () => {
    const calm: Said = { FORBIDDEN_OBJECT: ABSENT, SEVERAL_PEOPLE: ABSENT, LOOKING_AWAY: ABSENT };
    fc.assert(
      fc.property(fc.array(anySaid, { maxLength: 12 }), anyRule, (bad, rule) => {
        const session = bad.flatMap((said) => [said, ...Array.from({ length: rule.opens.outOf - 1 }, () => calm)]);
        expect(run(framesOf(session), rule).changes).toEqual([]);
      }),
    );
  });

  test('an incident opens once, its events are numbered without a gap, and only what is closed comes back', () => {
    check((session, rule) => {
      for (const life of livesOf(run(framesOf(session), rule).changes)) {
        expect(life.map(({ incident }) => incident.revision)).toEqual(life.map((_, index) => index + 1));
        expect(life.map(({ type }) => type === 'OPENED')).toEqual(life.map((_, index) => index === 0));
        life.forEach(({ type, incident }, index) => {
          const before = life[index - 1];
          expect(incident.end !== undefined).toBe(type === 'CLOSED');
          expect(incident.returns - (before?.incident.returns ?? 0)).toBe(before?.type === 'CLOSED' ? 1 : 0);
          if (type === 'CLOSED') expect(before?.type).not.toBe('CLOSED');
        });
      }
    });
  });

  test('of one kind no two incidents are open at a time', () => {
    check((session, rule) => {
      const open = new Map<string, string>();
      for (const { type, incident } of run(framesOf(session), rule).changes) {
        if (type !== 'CLOSED') expect([undefined, incident.id]).toContain(open.get(incident.kind));
        if (type === 'CLOSED') open.delete(incident.kind);
        else open.set(incident.kind, incident.id);
      }
    });
  });

  test('what was opened is closed or still open at the end, and the end of the session closes each once', () => {
    check((session, rule) => {
      const { changes, watch } = run(framesOf(session), rule);
      const unclosed = livesOf(changes).flatMap((life) =>
        life.at(-1)?.type === 'CLOSED' ? [] : [life[0]?.incident.id],
      );
      expect(
        openIncidents(watch)
          .map(({ id }) => id)
          .sort(),
      ).toEqual(unclosed.sort());

      const end = closeAll(watch, { at: new Date(START + 60_000).toISOString(), reason: 'SESSION_ENDED' });
      expect(end.changes.map(({ type, incident }) => [type, incident.id]).sort()).toEqual(
        unclosed.map((id) => ['CLOSED', id]),
      );
      expect(openIncidents(end.watch)).toEqual([]);
      const again = closeAll(end.watch, { at: new Date(START + 61_000).toISOString(), reason: 'SESSION_ENDED' });
      expect(again.changes).toEqual([]);
    });
  });

  test('a frame that can not tell changes nothing', () => {
    check((session, rule) => {
      run(framesOf(session), rule).advances.forEach(({ changes, evidence }, index) => {
        const unknown = KINDS.filter((kind) => session[index]?.[kind].status === 'UNKNOWN');
        expect(changes.filter(({ incident }) => unknown.some((kind) => kind === incident.kind))).toEqual([]);
        if (unknown.length === KINDS.length) expect(evidence).toEqual([]);
      });
    });
  });

  test('within an incident nothing that was said is taken back', () => {
    const rises = (before: Incident, after: Incident) =>
      !isWorse(before.severity, after.severity) &&
      before.presentMs <= after.presentMs &&
      before.framesSeen <= after.framesSeen &&
      before.lastSeenAt <= after.lastSeenAt &&
      before.since === after.since &&
      before.openedAt === after.openedAt &&
      before.frames?.opening.frameId === after.frames?.opening.frameId &&
      (before.frames?.worst.gravity ?? 0) <= (after.frames?.worst.gravity ?? 0);
    check((session, rule) => {
      for (const life of livesOf(run(framesOf(session), rule).changes)) {
        life.slice(1).forEach(({ incident }, index) => {
          const before = life[index]?.incident;
          expect(before && rises(before, incident)).toBe(true);
        });
      }
    });
  });

  test('the state survives JSON on every frame', () => {
    check((session, rule) => {
      const frames = framesOf(session);
      const kept = run(frames, rule);
      const revived = run(frames, rule, (watch) => JSON.parse(JSON.stringify(watch)));
      expect(revived).toEqual(kept);
    });
  });

  test('the state stays small however long the session', () => {
    fc.assert(
      fc.property(fc.array(anySaid, { minLength: 1, maxLength: 40 }), anyRule, (part, rule) => {
        const session = Array.from({ length: 15 }, () => part).flat();
        expect(JSON.stringify(run(framesOf(session), rule).watch).length).toBeLessThan(KINDS.length * 1_000 + 500);
      }),
      { numRuns: 50 },
    );
  });
});

describe('whatever the network does to the order of frames', () => {
  const short = fc.array(anySaid, { minLength: 1, maxLength: 12 });

  /** The frames as they come, a moment apart; the times by the client's clock stay what they were. */
  function arriving(frames: readonly SignalledFrame[]): readonly SignalledFrame[] {
    return frames.map((frame, index) => ({ ...frame, at: new Date(START + index * 200).toISOString() }));
  }

  function isNewest(frames: readonly SignalledFrame[], index: number): boolean {
    const capturedAt = frames[index]?.capturedAt ?? '';
    return frames.slice(0, index).every((earlier) => earlier.capturedAt < capturedAt);
  }

  test('late and repeated frames change nothing: what is told is what the others alone would have told', () => {
    const shuffled = short.chain((session) => {
      const frames = framesOf(session);
      return fc.array(fc.constantFrom(...frames), { minLength: frames.length, maxLength: 3 * frames.length });
    });
    fc.assert(
      fc.property(shuffled, anyRule, (frames, rule) => {
        const all = arriving(frames);
        const inOrder = all.filter((_, index) => isNewest(all, index));
        const messy = run(all, rule);
        const tidy = run(inOrder, rule);
        expect([messy.watch, messy.changes]).toEqual([tidy.watch, tidy.changes]);
        expect(messy.advances.filter(({ isLate }) => !isLate)).toHaveLength(inOrder.length);
      }),
      { numRuns: 300 },
    );
  });

  test('copies of frames that come again at any later time change nothing', () => {
    const copies = short.chain((session) =>
      fc.tuple(
        fc.constant(framesOf(session)),
        fc.array(fc.tuple(fc.nat(session.length - 1), fc.nat(session.length - 1)), { maxLength: 20 }),
      ),
    );
    fc.assert(
      fc.property(copies, anyRule, ([frames, repeats], rule) => {
        const withCopies = frames.flatMap((frame, index) => {
          const again = repeats.filter(([after, which]) => after === index && which <= index);
          return [frame, ...again.flatMap(([, which]) => frames[which] ?? [])];
        });
        const once = run(frames, rule);
        const often = run(withCopies, rule);
        expect([often.watch, often.changes]).toEqual([once.watch, once.changes]);
      }),
    );
  });
});
