/** What candidates are told when something breaks, and what they are spared. */
import { describe, expect, test } from '@jest/globals';
// The browser's code is bundled, not compiled to dist/: this module has nothing of a browser in it.
import { connectionOf, type Seen, troublesIn } from '../../src/web/exam/steps/exam/trouble.ts';

const NOW = 1_000_000;
const on = { kind: 'on', picture: 'on' } as const;
const well: Seen = { frames: { kind: 'checked', at: NOW }, notices: { kind: 'live', at: NOW } };
const retrying = (because: string, forMs: number) => ({ kind: 'retrying', since: NOW - forMs, because }) as const;

describe('trouble', () => {
  test('is none while all is well, paused, or just beginning', () => {
    expect(troublesIn(well, on, NOW)).toEqual([]);
    expect(troublesIn({ ...well, frames: { kind: 'paused', at: NOW } }, on, NOW)).toEqual([]);
    expect(troublesIn({ frames: { kind: 'starting' }, notices: { kind: 'connecting' } }, on, NOW)).toEqual([]);
  });

  test('that mends itself within 4 s is not worth a word', () => {
    expect(troublesIn({ ...well, frames: retrying('UNREACHABLE', 4_000) }, on, NOW)).toEqual([]);
    expect(troublesIn({ ...well, frames: retrying('UNREACHABLE', 4_001) }, on, NOW)).toHaveLength(1);
  });

  test.each([
    ['UNREACHABLE', 'unreachable'],
    ['OVERLOADED', 'busy'],
    ['ENGINE_UNAVAILABLE', 'cantLook'],
    ['INTERNAL', 'cantLook'],
  ])('of frames that are tried again because of %s is called %s', (because, kind) => {
    expect(troublesIn({ ...well, frames: retrying(because, 9_000) }, on, NOW)).toMatchObject([{ kind }]);
  });

  test.each([
    ['UNAUTHENTICATED', 'signedOut'],
    ['CONSENT_REQUIRED', 'consentChanged'],
    ['FORBIDDEN', 'refused'],
  ])('of frames that stopped because of %s is called %s', (because, kind) => {
    expect(troublesIn({ ...well, frames: { kind: 'stopped', because } }, on, NOW)).toMatchObject([{ kind }]);
  });

  test('of the camera and of the connection are both told', () => {
    const sitting = { ...well, frames: retrying('UNREACHABLE', 9_000) };
    expect(troublesIn(sitting, { kind: 'problem', problem: 'ended' }, NOW)).toMatchObject([
      { kind: 'camera' },
      { kind: 'unreachable' },
    ]);
  });

  test('of the messages alone is told as such; without a camera it is the connection’s', () => {
    const late = { ...well, notices: retrying('SILENT', 9_000) };
    expect(troublesIn(late, on, NOW)).toMatchObject([{ kind: 'messagesLate' }]);
    const dark = { ...late, frames: { kind: 'noPicture', since: NOW } } as const;
    expect(troublesIn(dark, on, NOW)).toMatchObject([{ kind: 'unreachable' }]);
    expect(connectionOf(dark)).toBe('notConnected');
  });

  test('is no connection’s while the server answers, be it that it is busy', () => {
    expect(connectionOf(well)).toBe('connected');
    expect(connectionOf({ ...well, frames: retrying('OVERLOADED', 0) })).toBe('slow');
    expect(connectionOf({ ...well, frames: retrying('UNREACHABLE', 0) })).toBe('notConnected');
  });
});
