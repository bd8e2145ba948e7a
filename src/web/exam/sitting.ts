/** One candidate sitting one exam: what is sent, what is told, and how both are doing. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ExamClient, Frames, FramesState, Notice, Notices, NoticesState } from '../../client/index.js';
import type { OwnSessionQuery } from '../api/generated/operations.js';
import type { Memory, Message } from './kept.js';

export interface SittingState {
  readonly frames: FramesState;
  readonly notices: NoticesState;
  readonly messages: readonly Message[];
  readonly isPaused: boolean;
  /** When a frame was answered last, in milliseconds since 1970. */
  readonly checkedAt: number | undefined;
  /** Milliseconds since 1970, by this machine's clock; undefined where nothing is said. */
  readonly endsAt: number | undefined;
  readonly over: Ending | undefined;
}

export type Ending = 'ended' | 'terminated';

export interface SittingOptions {
  readonly client: ExamClient;
  readonly examId: string;
  readonly memory: Memory;
  readonly takePicture: () => Promise<Uint8Array | undefined>;
  readonly readSession: () => Promise<OwnSessionQuery>;
}

export interface Sitting {
  readonly state: StoreApi<SittingState>;
  markRead(messageId: string): void;
  /** What waits to be tried again is tried at once. */
  retryNow(): void;
  /** @throws Error when the session could not be ended */
  finish(): Promise<void>;
  /** Sends and hears nothing more; the session goes on. */
  stop(): void;
}

export function createSitting(options: SittingOptions): Sitting {
  const { client, examId, memory, takePicture, readSession } = options;
  const state = createStore<SittingState>(() => ({
    frames: { kind: 'starting' },
    notices: { kind: 'connecting' },
    messages: memory.read().messages ?? [],
    isPaused: false,
    checkedAt: undefined,
    endsAt: undefined,
    over: undefined,
  }));

  /** The session could not be read: it is read when the server is heard the next time. */
  let isStale = false;

  function setMessages(messages: readonly Message[]): void {
    state.setState({ messages });
    memory.keep({ messages });
  }

  function end(over: Ending): void {
    state.setState({ over });
    frames.stop();
    notices.stop();
  }

  /** What the session is now, as whoever missed something would find it. */
  async function refresh(): Promise<void> {
    isStale = false;
    const answer = await readSession().catch(() => undefined);
    const session = answer?.session;
    if (!session) {
      // Until then the page shows what it knows.
      isStale = true;
      return;
    }
    const clockDifference = Date.now() - Date.parse(answer.server.time);
    const endsAt = session.endsAt === null ? undefined : Date.parse(session.endsAt) + clockDifference;
    state.setState({ endsAt, isPaused: session.status === 'PAUSED' });
    const ending = endingOf(session.status);
    if (ending) end(ending);
  }

  function told(notice: Notice): void {
    const message = toMessage(notice);
    const { messages } = state.getState();
    if (message && !messages.some(({ id }) => id === message.id)) setMessages([...messages, message]);
    if (notice.__typename === 'PausedNotice') state.setState({ isPaused: true });
    if (notice.__typename === 'ResumedNotice') state.setState({ isPaused: false });
    if (notice.__typename === 'ExtendedNotice') void refresh();
    if (notice.__typename === 'EndedNotice') end(notice.isTerminated ? 'terminated' : 'ended');
  }

  const frames: Frames = client.sendFrames({
    examId,
    takePicture,
    onState(frames) {
      state.setState({ frames });
      if (frames.kind === 'checked') state.setState({ isPaused: false, checkedAt: frames.at });
      if (frames.kind === 'paused') state.setState({ isPaused: true });
      if (frames.kind === 'stopped' && frames.because === 'SESSION_ENDED') void refresh();
    },
  });
  const notices: Notices = client.followNotices({
    examId,
    after: memory.read().cursor,
    onNotice: told,
    onCursor: (cursor) => memory.keep({ cursor }),
    onState(notices) {
      state.setState({ notices });
      if (notices.kind === 'live' && isStale) void refresh();
    },
  });
  void refresh();

  return {
    state,
    markRead: (messageId) =>
      setMessages(state.getState().messages.map((one) => (one.id === messageId ? { ...one, isRead: true } : one))),
    retryNow() {
      frames.retryNow();
      notices.retryNow();
    },
    async finish() {
      await client.endSession({ examId });
      end('ended');
    },
    stop() {
      frames.stop();
      notices.stop();
    },
  };
}

export function endingOf(status: string): Ending | undefined {
  if (status === 'TERMINATED') return 'terminated';
  return status === 'ENDED' ? 'ended' : undefined;
}

function toMessage(notice: Notice): Message | undefined {
  const { id, occurredAt: at } = notice;
  if (notice.__typename === 'ExtendedNotice') {
    return { id, at, content: { kind: 'extended', minutes: notice.minutes }, isRead: false };
  }
  if (notice.__typename !== 'MessageNotice') return undefined;
  const { text, isToEverybody } = notice;
  return { id, at, content: { kind: 'text', text, isToEverybody }, isRead: false };
}
