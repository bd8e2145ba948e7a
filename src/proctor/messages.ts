/** What proctors write: messages to candidates, and notes for each other. */
import { randomUUID } from 'node:crypto';
import type { Viewer } from '../auth/viewer.js';
import { MAX_CANDIDATE_ID } from '../domain/candidateId.js';
import type { ExamEvent, MessageSent, NoteWritten } from '../domain/events.js';
import type { Session } from '../domain/session.js';
import { isOver } from '../domain/sessionLife.js';
import { actorOf } from './actor.js';
import type { World } from './changeSession.js';
import { ProctorError } from './errors.js';
import { getExam } from './exams.js';
import { requireLines, requireText } from './input.js';

export interface SendMessageInput {
  readonly examId: string;
  /** Left out: to everybody. */
  readonly candidateId?: string | undefined;
  readonly text: string;
  readonly messageId?: string | undefined;
}

export interface WriteNoteInput {
  readonly examId: string;
  readonly candidateId: string;
  readonly text: string;
  readonly noteId?: string | undefined;
}

export type SentMessage = MessageSent & { readonly id: string };
export type WrittenNote = NoteWritten & { readonly id: string };

const MAX_TEXT = 1_000;
const MAX_ID = 64;

/**
 * A message that was sent before, under its id, is answered with that one, whatever has become of the session since.
 * @throws ProctorError BAD_USER_INPUT, NOT_FOUND, SESSION_ENDED, FORBIDDEN
 */
export async function sendMessage(world: World, viewer: Viewer, input: SendMessageInput): Promise<SentMessage> {
  const { store, log, now } = world;
  const { id: examId } = await getExam(store, viewer, input.examId);
  const text = requireLines('text', input.text, MAX_TEXT);
  const key = `message/${ownId('messageId', input.messageId)}`;
  const to = input.candidateId === undefined ? {} : { candidateId: candidateIdIn(input.candidateId) };
  const earlier = await log.find(examId, key);
  if (earlier) return asWanted(expectType(earlier, 'MessageSent'), { ...to, text });

  if (to.candidateId !== undefined) await requireListener(world, examId, to.candidateId);
  const occurredAt = new Date(now()).toISOString();
  const [sent] = await log.append(examId, [
    { type: 'MessageSent', key, examId, occurredAt, ...to, by: actorOf(viewer), text },
  ]);
  return asWanted(expectType(sent, 'MessageSent'), { ...to, text });
}

/**
 * A note that was written before, under its id, is answered with that one.
 * @throws ProctorError BAD_USER_INPUT, NOT_FOUND, FORBIDDEN
 */
export async function writeNote(world: World, viewer: Viewer, input: WriteNoteInput): Promise<WrittenNote> {
  const { store, log, now } = world;
  const { id: examId } = await getExam(store, viewer, input.examId);
  const text = requireLines('text', input.text, MAX_TEXT);
  const key = `note/${ownId('noteId', input.noteId)}`;
  const candidateId = candidateIdIn(input.candidateId);
  await getSession(world, examId, candidateId);
  const occurredAt = new Date(now()).toISOString();
  const [written] = await log.append(examId, [
    { type: 'NoteWritten', key, examId, occurredAt, candidateId, by: actorOf(viewer), text },
  ]);
  return asWanted(expectType(written, 'NoteWritten'), { candidateId, text });
}

function ownId(field: string, id: string | undefined): string {
  return id === undefined ? randomUUID() : requireText(field, id, MAX_ID);
}

function candidateIdIn(id: string): string {
  return requireText('candidateId', id, MAX_CANDIDATE_ID);
}

async function requireListener(world: World, examId: string, candidateId: string): Promise<void> {
  if (isOver(await getSession(world, examId, candidateId))) {
    throw new ProctorError('SESSION_ENDED', 'This session is over; the candidate is no longer there.');
  }
}

/** Whoever takes an id twice by mistake must not believe that the second was sent. */
function asWanted<T extends SentMessage | WrittenNote>(
  stored: T,
  wanted: { readonly candidateId?: string; readonly text: string },
): T {
  if (stored.candidateId === wanted.candidateId && stored.text === wanted.text) return stored;
  throw new ProctorError('BAD_USER_INPUT', 'This id was given to something else before. Make a new one for each.');
}

async function getSession({ store }: World, examId: string, candidateId: string): Promise<Session> {
  const session = await store.sessions.get(examId, candidateId);
  if (!session) throw new ProctorError('NOT_FOUND', 'There is no such session.');
  return session;
}

/** The key of an event begins with what it is, so whatever is found under it is of its type. */
function expectType<T extends ExamEvent['type']>(
  event: ExamEvent | undefined,
  type: T,
): Extract<ExamEvent, { readonly type: T }> {
  if (event?.type !== type) throw new Error(`The event log gave back no ${type}.`);
  // The line above has looked; the compiler can't follow a type that is a parameter.
  return event as Extract<ExamEvent, { readonly type: T }>;
}
