/** What every use case asks of the texts it is given. */
import { hasRole, type Viewer } from '../auth/viewer.js';
import { MAX_CANDIDATE_ID, UNPRINTABLE } from '../domain/candidateId.js';
import { ProctorError } from './errors.js';

/**
 * The text without the space around it. Line breaks and other control characters have no place in a name or an id, and spoil
 * logs and tables.
 * @throws ProctorError BAD_USER_INPUT when it is empty, too long or holds control characters
 */
export function requireText(field: string, text: string, maxLength: number): string {
  const trimmed = text.trim();
  if (trimmed.length === 0) throw new ProctorError('BAD_USER_INPUT', `\`${field}\` is empty.`);
  if (trimmed.length > maxLength) {
    throw new ProctorError('BAD_USER_INPUT', `\`${field}\` is longer than ${maxLength} characters.`);
  }
  if (UNPRINTABLE.test(trimmed)) {
    throw new ProctorError('BAD_USER_INPUT', `\`${field}\` holds control characters.`);
  }
  return trimmed;
}

/**
 * The same for what people write to each other, which may have several lines; they end with a line feed alone.
 * @throws ProctorError BAD_USER_INPUT
 */
export function requireLines(field: string, text: string, maxLength: number): string {
  const lines = text.replaceAll(/\r\n?/g, '\n').trim();
  // One space stands for each line break, so that everything else is measured as it is.
  requireText(field, lines.replaceAll('\n', ' '), maxLength);
  return lines;
}

/**
 * Whom a request is about: the candidate who asks, or the one whom staff names.
 * @throws ProctorError FORBIDDEN for another candidate's id, BAD_USER_INPUT when staff names nobody
 */
export function requireCandidate(viewer: Viewer, candidateId: string | undefined): string {
  if (hasRole(viewer, 'PROCTOR', 'ADMIN')) {
    if (candidateId !== undefined) return requireText('candidateId', candidateId, MAX_CANDIDATE_ID);
    if (!hasRole(viewer, 'CANDIDATE')) throw new ProctorError('BAD_USER_INPUT', '`candidateId` is missing: say whose.');
    return viewer.sub;
  }
  if (candidateId !== undefined && candidateId !== viewer.sub) {
    throw new ProctorError('FORBIDDEN', "This is another candidate's session.");
  }
  return viewer.sub;
}
