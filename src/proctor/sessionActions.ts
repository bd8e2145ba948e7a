/** What candidates and proctors decide about a session. Saying the same again changes nothing. */
import { randomUUID } from 'node:crypto';
import type { Viewer } from '../auth/viewer.js';
import type { Session } from '../domain/session.js';
import { agree, begin, type Deed, end, extend, isOver, pause, resume, terminate } from '../domain/sessionLife.js';
import { actorOf } from './actor.js';
import { changeSession, type World } from './changeSession.js';
import { ProctorError } from './errors.js';
import { getExam } from './exams.js';
import { requireReach } from './faceReach.js';
import { requireCandidate, requireText } from './input.js';

export interface SessionInput {
  readonly examId: string;
  readonly candidateId?: string | undefined;
}

export type ExtendSessionInput = SessionInput & {
  readonly minutes: number;
  readonly extensionId?: string | undefined;
};

export type StartSessionInput = SessionInput & { readonly consentTextVersion?: string | undefined };

/**
 * Starts a session, or records another consent in one that is running.
 * @throws ProctorError BAD_USER_INPUT for a consent to another text than the policy's, SESSION_ENDED, FORBIDDEN, NOT_FOUND
 */
export async function startSession(world: World, viewer: Viewer, input: StartSessionInput): Promise<Session> {
  const candidateId = requireCandidate(viewer, input.candidateId);
  const { consentTextVersion } = input;
  const { id: examId, policy } = await getExam(world.store, viewer, input.examId);
  await requireReach(world, viewer, candidateId);
  const asked = policy.consent.textVersion;
  if (consentTextVersion === undefined ? policy.consent.isRequired : consentTextVersion !== asked) {
    throw new ProctorError('BAD_USER_INPUT', `This exam asks for consent to text ${asked}.`);
  }
  const { session } = await changeSession(world, { examId, candidateId }, (before, at) => {
    if (!before) return begin({ id: randomUUID(), examId, candidateId, at, consentTextVersion });
    if (isOver(before)) throw new ProctorError('SESSION_ENDED', 'This session is over; it does not start again.');
    return consentTextVersion === undefined ? before : agree(before, consentTextVersion, at);
  });
  return session;
}

/** @throws ProctorError NOT_FOUND when there is no session, FORBIDDEN */
export function endSession(world: World, viewer: Viewer, input: SessionInput): Promise<Session> {
  return changeExisting(world, viewer, input, end);
}

/** @throws ProctorError NOT_FOUND, SESSION_ENDED, FORBIDDEN */
export function pauseSession(world: World, viewer: Viewer, input: SessionInput): Promise<Session> {
  return changeExisting(world, viewer, input, (session, deed) => pause(running(session), deed));
}

/** @throws ProctorError NOT_FOUND, SESSION_ENDED, FORBIDDEN */
export function resumeSession(world: World, viewer: Viewer, input: SessionInput): Promise<Session> {
  return changeExisting(world, viewer, input, (session, deed) => resume(running(session), deed));
}

/** The most that is given, or taken back, at once. */
const MAX_EXTENSION_MINUTES = 600;

/** @throws ProctorError BAD_USER_INPUT, NOT_FOUND, SESSION_ENDED, FORBIDDEN */
export async function extendSession(world: World, viewer: Viewer, input: ExtendSessionInput): Promise<Session> {
  const { minutes, extensionId } = input;
  if (!Number.isInteger(minutes) || minutes === 0 || Math.abs(minutes) > MAX_EXTENSION_MINUTES) {
    throw new ProctorError(
      'BAD_USER_INPUT',
      `\`minutes\` must be from -${MAX_EXTENSION_MINUTES} to ${MAX_EXTENSION_MINUTES}, and not 0.`,
    );
  }
  const id = extensionId === undefined ? undefined : requireText('extensionId', extensionId, 64);
  return await changeExisting(world, viewer, input, (session, deed) => extend(running(session), { minutes, id }, deed));
}

/** Ends a session against the candidate's will: a person's decision, never the product's. @throws ProctorError as above */
export async function terminateSession(
  world: World,
  viewer: Viewer,
  input: SessionInput & { readonly reason: string },
): Promise<Session> {
  const reason = requireText('reason', input.reason, 500);
  return await changeExisting(world, viewer, input, (session, deed) => terminate(running(session), reason, deed));
}

async function changeExisting(
  world: World,
  viewer: Viewer,
  input: SessionInput,
  decide: (session: Session, deed: Deed) => Session,
): Promise<Session> {
  const candidateId = requireCandidate(viewer, input.candidateId);
  const { id: examId } = await getExam(world.store, viewer, input.examId);
  const { session } = await changeSession(world, { examId, candidateId }, (before, at) => {
    if (!before) throw new ProctorError('NOT_FOUND', 'There is no such session.');
    return decide(before, { at, by: actorOf(viewer) });
  });
  return session;
}

function running(session: Session): Session {
  if (isOver(session)) throw new ProctorError('SESSION_ENDED', 'This session is over.');
  return session;
}
