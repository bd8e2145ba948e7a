/** An exam as it is now: read once, then followed event by event, across lost connections and restarts of the server. */
import type { ApolloClient } from '@apollo/client';
import { print } from 'graphql';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { ExamFeedDocument, type ExamFeedSubscription } from '../../api/generated/operations.js';
import type { LiveConnection } from '../../api/liveConnection.js';
import { type ExamState, type FeedEvent, fromSnapshot } from '../state/examState.js';
import { reduce } from '../state/reduce.js';
import { createBatches } from './batches.js';
import type { ServerClock } from './clock.js';
import { readSnapshot } from './readSnapshot.js';

export type FeedStatus =
  /** The exam is being read; again and again while that fails. */
  | { readonly kind: 'reading'; readonly isFailing: boolean }
  | { readonly kind: 'live'; readonly behindMs: number }
  /** What was missed is being told. */
  | { readonly kind: 'catchingUp'; readonly behindMs: number }
  /** Nothing is heard since then (of this machine's clock). */
  | { readonly kind: 'gone'; readonly since: number }
  | { readonly kind: 'refused'; readonly why: 'noExam' | 'signedOut' };

export interface ExamFeed {
  readonly status: StoreApi<FeedStatus>;
  /** Undefined until the exam has been read. */
  readonly exam: StoreApi<ExamState | undefined>;
  /** Told of events as they come, with the state before them. Gives back what stops that. */
  listen(listener: (events: readonly FeedEvent[], before: ExamState) => void): () => void;
  update(change: (state: ExamState) => ExamState): void;
  stop(): void;
}

export interface ExamFeedOptions {
  readonly apollo: ApolloClient;
  readonly live: LiveConnection;
  readonly clock: ServerClock;
  readonly examId: string;
}

/** The server gives a sign of life every 5 s: two in a row are missing then. */
const SILENT_MS = 12_000;
const RETRY_MS = 3_000;
/** Later than this an event is no news any more. */
const BEHIND_MS = 5_000;

export function followExam({ apollo, live, clock, examId }: ExamFeedOptions): ExamFeed {
  const status = createStore<FeedStatus>(() => ({ kind: 'reading', isFailing: false }));
  const exam = createStore<ExamState | undefined>(() => undefined);
  const listeners = new Set<(events: readonly FeedEvent[], before: ExamState) => void>();
  const show = (next: FeedStatus) => status.setState(next, true);
  let cursor = '';
  let heardAt = Date.now();
  let unsubscribe: (() => void) | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;

  const batches = createBatches<FeedEvent>((events) => {
    const before = exam.getState();
    if (!before) return;
    exam.setState(reduce(before, events), true);
    for (const listener of listeners) listener(events, before);
    if (exam.getState()?.isOutdated) void read();
  });

  async function read(): Promise<void> {
    unsubscribe?.();
    try {
      const snapshot = await readSnapshot(apollo, clock, examId);
      if (isStopped) return;
      if (!snapshot) return show({ kind: 'refused', why: 'noExam' });
      batches.flush();
      cursor = snapshot.cursor;
      exam.setState(fromSnapshot(snapshot, exam.getState()), true);
      // What was read this moment is fresh; until the feed is heard its silence is being counted.
      showBehind(0);
      follow();
    } catch (failure) {
      if (isStopped) return;
      const why = refusal(failure);
      if (why) return show({ kind: 'refused', why });
      if (!exam.getState()) show({ kind: 'reading', isFailing: true });
      later(read);
    }
  }

  function follow(): void {
    unsubscribe?.();
    heardAt = Date.now();
    let isCurrent = true;
    // Written out anew with each attempt, so that the feed resumes where it stands.
    const variables = {
      examId,
      get after() {
        return cursor;
      },
    };
    const end = live.client.subscribe<ExamFeedSubscription>(
      { query: print(ExamFeedDocument), variables },
      {
        // What could not be told leaves a gap: all is read anew.
        next: ({ data }) => isCurrent && (data ? hear(data.examEvents) : void read()),
        error: (failure) => isCurrent && fail(failure),
        complete: () => isCurrent && later(follow),
      },
    );
    unsubscribe = () => {
      isCurrent = false;
      end();
    };
  }

  function hear(event: FeedEvent): void {
    cursor = event.id;
    heardAt = Date.now();
    const behindMs = Math.max(0, clock.now() - Date.parse(event.occurredAt));
    showBehind(behindMs);
    if (event.__typename !== 'SignOfLife') batches.add(event);
  }

  function showBehind(behindMs: number): void {
    const now = status.getState();
    const kind = behindMs > BEHIND_MS ? 'catchingUp' : 'live';
    // In tenths of a second while it is fresh, so that not every event is worth a drawing.
    const shown = kind === 'live' ? Math.round(behindMs / 100) * 100 : Math.round(behindMs / 1_000) * 1_000;
    if (now.kind !== kind || now.behindMs !== shown) show({ kind, behindMs: shown });
  }

  function fail(failure: unknown): void {
    const code = Array.isArray(failure) ? failure[0]?.extensions?.code : undefined;
    const why = typeof code === 'string' ? refusalOf(code) : undefined;
    const refused = why ?? (isForbidden(failure) ? 'signedOut' : undefined);
    if (refused) {
      show({ kind: 'refused', why: refused });
      return;
    }
    goneSince(heardAt);
    later(code === 'CURSOR_EXPIRED' ? read : follow);
  }

  function goneSince(since: number): void {
    const now = status.getState();
    if (now.kind === 'live' || now.kind === 'catchingUp') show({ kind: 'gone', since });
  }

  function later(what: () => void): void {
    clearTimeout(retry);
    retry = setTimeout(() => isStopped || what(), RETRY_MS);
  }

  let terminatedAt = 0;
  const watchdog = setInterval(() => {
    const now = Date.now();
    if (now - heardAt < SILENT_MS || !exam.getState()) return;
    goneSince(heardAt);
    // A connection that is dead and does not know it is ended here; one that is being tried has its time.
    if (live.state.getState().kind !== 'connected' || now - terminatedAt < SILENT_MS) return;
    terminatedAt = now;
    live.reconnect();
  }, 1_000);
  const unwatch = live.state.subscribe(({ kind }) => kind === 'reconnecting' && goneSince(heardAt));

  void read();

  return {
    status,
    exam,
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    update(change) {
      const state = exam.getState();
      if (state) exam.setState(change(state), true);
    },
    stop() {
      isStopped = true;
      clearInterval(watchdog);
      clearTimeout(retry);
      unwatch();
      unsubscribe?.();
      batches.dispose();
    },
  };
}

function refusal(failure: unknown): 'noExam' | 'signedOut' | undefined {
  if (typeof failure !== 'object' || failure === null || !('errors' in failure) || !Array.isArray(failure.errors)) {
    return undefined;
  }
  return refusalOf(String(failure.errors[0]?.extensions?.code));
}

function refusalOf(code: string): 'noExam' | 'signedOut' | undefined {
  if (code === 'UNAUTHENTICATED') return 'signedOut';
  return code === 'NOT_FOUND' || code === 'FORBIDDEN' ? 'noExam' : undefined;
}

/** The connection itself was refused: the token is good no more. */
function isForbidden(failure: unknown): boolean {
  return typeof failure === 'object' && failure !== null && 'code' in failure && failure.code === 4403;
}
