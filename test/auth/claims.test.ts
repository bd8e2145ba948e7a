import { describe, expect, it } from '@jest/globals';
import { type Claims, viewerFrom } from '../../src/auth/claims.js';
import { InvalidToken } from '../../src/auth/tokenVerifier.js';
import { maySeeExam } from '../../src/auth/viewer.js';

const someone: Claims = { sub: 'ada', exp: 1_700_000_000 };

describe('a viewer', () => {
  it('is who the token says, until it expires', () => {
    expect(viewerFrom({ ...someone, name: 'Ada', roles: ['PROCTOR'] }, 'roles')).toEqual({
      sub: 'ada',
      name: 'Ada',
      roles: ['PROCTOR'],
      expiresAt: 1_700_000_000_000,
    });
  });

  it.each(['Ada Lovelace', 'auth0|5f7c8ec7', 'ada@example.org', 'アダ', '👩‍💻', 'x'.repeat(255)])(
    'may be %s',
    (sub) => {
      expect(viewerFrom({ ...someone, sub }, 'roles').sub).toBe(sub);
    },
  );

  it.each<[string, Claims]>([
    ['no subject', { exp: 1 }],
    ['an empty subject', { sub: '', exp: 1 }],
    ['a subject longer than OpenID allows', { sub: 'x'.repeat(256), exp: 1 }],
    ['a subject with space around it', { sub: 'ada ', exp: 1 }],
    ['a subject of several lines', { sub: 'ada\nbob', exp: 1 }],
    ['a subject with half a character', { sub: 'ada\ud800', exp: 1 }],
    ['no end', { sub: 'ada' }],
  ])('is nobody when the token has %s', (_, claims) => {
    expect(() => viewerFrom(claims, 'roles')).toThrow(
      expect.objectContaining({ name: InvalidToken.name, reason: 'not-accepted' }),
    );
  });
});

describe('the roles of a viewer', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['in any spelling, singular or plural', ['Proctors', 'ADMIN', 'candidate'], ['PROCTOR', 'ADMIN', 'CANDIDATE']],
    ['once each', ['proctor', 'Proctors'], ['PROCTOR']],
    ['beside groups that mean nothing here', ['staff', 'proctors'], ['PROCTOR']],
    ['from a string with spaces', 'openid proctor', ['PROCTOR']],
    ['from a string with commas', 'admin, proctor', ['ADMIN', 'PROCTOR']],
    ['as a candidate only, when no group is known', ['staff', 'proctors-in-training'], ['CANDIDATE']],
    ['as a candidate only, when there is none', [], ['CANDIDATE']],
    ['as a candidate only, when the claim is missing', undefined, ['CANDIDATE']],
    ['as a candidate only, when the claim is of another shape', { admin: true }, ['CANDIDATE']],
    ['as a candidate only, when a group is named like a property of every object', ['constructor'], ['CANDIDATE']],
  ])('are read %s', (_, roles, expected) => {
    expect(viewerFrom({ ...someone, roles }, 'roles').roles).toEqual(expected);
  });

  it('may lie within another claim', () => {
    const claims = { ...someone, resource_access: { 'proctor-app': { roles: ['proctor'] } } };
    expect(viewerFrom(claims, 'resource_access.proctor-app.roles').roles).toEqual(['PROCTOR']);
    expect(viewerFrom(claims, 'resource_access.another-app.roles').roles).toEqual(['CANDIDATE']);
  });

  it('may be in a claim whose name is a URL', () => {
    const claims = { ...someone, 'https://exams.example.org/roles': ['admin'] };
    expect(viewerFrom(claims, 'https://exams.example.org/roles').roles).toEqual(['ADMIN']);
  });
});

describe('the exams of a viewer', () => {
  it.each<[string, Claims, readonly string[] | undefined]>([
    ['all, without a limit', {}, undefined],
    ['those of an array', { exams: ['algebra', 'biology'] }, ['algebra', 'biology']],
    ['those of a string', { exams: 'algebra, biology' }, ['algebra', 'biology']],
    ["those of Cognito's custom attribute", { 'custom:exams': 'algebra biology' }, ['algebra', 'biology']],
    ['those of the claim that no user can write, before the attribute', { exams: ['a'], 'custom:exams': 'b' }, ['a']],
    ['none, when the limit is empty', { exams: [] }, []],
    ['none, when the attribute is empty', { 'custom:exams': '' }, []],
    ['none, when the limit is null', { exams: null }, []],
    ['none, when the limit is of another shape', { exams: { algebra: true } }, []],
    ['none, when the limit names none by its id', { exams: [1, 2] }, []],
  ])('are %s', (_, limit, expected) => {
    const viewer = viewerFrom({ ...someone, ...limit }, 'roles');
    expect(viewer.examIds).toEqual(expected);
    expect(maySeeExam(viewer, 'algebra')).toBe(expected?.includes('algebra') ?? true);
  });

  it('are all of them for an admin', () => {
    expect(maySeeExam(viewerFrom({ ...someone, roles: ['admin'], exams: [] }, 'roles'), 'algebra')).toBe(true);
  });
});
