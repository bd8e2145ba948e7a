/** From the claims of a token that has been verified to the viewer it speaks of. Pure. */
import { isCandidateId } from '../domain/candidateId.js';
import { InvalidToken } from './tokenVerifier.js';
import type { Role, Viewer } from './viewer.js';

export type Claims = Readonly<Record<string, unknown>>;

/** Identity providers call a group "Proctors" as readily as "proctor". */
const ROLES: ReadonlyMap<string, Role> = new Map([
  ['candidate', 'CANDIDATE'],
  ['candidates', 'CANDIDATE'],
  ['proctor', 'PROCTOR'],
  ['proctors', 'PROCTOR'],
  ['admin', 'ADMIN'],
  ['admins', 'ADMIN'],
]);

/**
 * @param rolesClaim a claim's name, or the path to a nested one, like `realm_access.roles`
 * @throws InvalidToken when the token does not say whom it speaks of, or would be valid for ever
 */
export function viewerFrom(claims: Claims, rolesClaim: string): Viewer {
  const { sub, exp, name } = claims;
  if (typeof sub !== 'string' || !isCandidateId(sub)) {
    throw new InvalidToken(
      'not-accepted',
      'The token does not say whom it was issued to, in a way that can be repeated.',
    );
  }
  if (typeof exp !== 'number') throw new InvalidToken('not-accepted', 'The token does not say when it expires.');
  const examIds = examsIn(claims);
  return {
    sub,
    roles: rolesIn(claimAt(claims, rolesClaim)),
    ...(typeof name === 'string' && name !== '' && { name }),
    ...(examIds && { examIds }),
    expiresAt: exp * 1000,
  };
}

/** Whoever holds a token of ours without any role that we know is a candidate: the role that may do least. */
function rolesIn(claim: unknown): readonly Role[] {
  const roles = listed(claim).flatMap((name) => ROLES.get(name.toLowerCase()) ?? []);
  return roles.length === 0 ? ['CANDIDATE'] : [...new Set(roles)];
}

/** A limit that is there but empty, or of a shape we can't read, allows no exam at all. */
function examsIn(claims: Claims): readonly string[] | undefined {
  const name = ['exams', 'custom:exams'].find((claim) => Object.hasOwn(claims, claim));
  return name === undefined ? undefined : listed(claims[name]);
}

/** A claim of exactly this name comes first: names that are URLs have dots of their own. */
function claimAt(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  return path
    .split('.')
    .reduce<unknown>((value, key) => (isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined), claims);
}

function isObject(value: unknown): value is Claims {
  return typeof value === 'object' && value !== null;
}

/** An array of strings; or one string, separated by spaces or commas, as providers without array claims write it. */
function listed(claim: unknown): readonly string[] {
  const items: readonly unknown[] =
    typeof claim === 'string' ? claim.split(/[\s,]+/) : Array.isArray(claim) ? claim : [];
  return items.filter((item): item is string => typeof item === 'string' && item !== '');
}
