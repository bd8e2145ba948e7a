import type { ExamPolicy } from '../domain/examPolicy/examPolicy.js';
import type { Session } from '../domain/session.js';
import { isOver } from '../domain/sessionLife.js';
import { ProctorError } from './errors.js';

/**
 * Frames are processed with a recorded consent, or where the policy asks for none, until the session is over.
 * @throws ProctorError SESSION_ENDED, CONSENT_REQUIRED
 */
export function refuseFrames(session: Session | undefined, { consent }: ExamPolicy): void {
  if (session && isOver(session)) {
    throw new ProctorError('SESSION_ENDED', 'This session is over. Nothing more is recorded.');
  }
  if (consent.isRequired && session?.consent === undefined) {
    throw new ProctorError(
      'CONSENT_REQUIRED',
      `Before the first frame, start the session with the candidate's consent to text ${consent.textVersion}.`,
    );
  }
}

/** Whether frames are taken now. */
export function takesFrames(session: Session, { consent }: ExamPolicy): boolean {
  return session.state.status === 'ACTIVE' && (session.consent !== undefined || !consent.isRequired);
}
