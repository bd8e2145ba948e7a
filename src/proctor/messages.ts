/** What proctors write: messages to candidates, and notes for each other. */
import type { Viewer } from '../auth/viewer.js';
import type { MessageSent, NoteWritten } from '../domain/events.js';
import type { World } from './changeSession.js';

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

/** @throws ProctorError BAD_USER_INPUT, NOT_FOUND, SESSION_ENDED, FORBIDDEN */
export async function sendMessage(
  _world: World,
  _viewer: Viewer,
  _input: SendMessageInput,
): Promise<MessageSent & { readonly id: string }> {
  throw new Error('Not built yet.');
}

/** @throws ProctorError BAD_USER_INPUT, NOT_FOUND, FORBIDDEN */
export async function writeNote(
  _world: World,
  _viewer: Viewer,
  _input: WriteNoteInput,
): Promise<NoteWritten & { readonly id: string }> {
  throw new Error('Not built yet.');
}
