/**
 * Follows what a candidate is told: without gap or duplicate, across lost connections and restarts of the server. A
 * connection that is silent for too long, though it looks open, is given up for a new one.
 */
import type { Clock } from './clock.js';
import { RequestRefused } from './errors.js';
import { type Arrival, type NoticeSubscription, subscribeToNotices } from './noticeSubscription.js';
import { createPace } from './pace.js';
import { waitAfter } from './patience.js';
import type { TokenSource } from './request.js';

/** Told apart by `__typename`. */
export type Notice = Exclude<Arrival, { readonly __typename: 'NoticeSignOfLife' }>;

export type NoticesState =
  | { readonly kind: 'connecting' }
  /** The connection was heard to be alive at this time. */
  | { readonly kind: 'live'; readonly at: number }
  /** Tried again by itself, since then. `because` is a code of the API, `SILENT`, or `UNREACHABLE`. */
  | { readonly kind: 'retrying'; readonly since: number; readonly because: string }
  /** For good. `because` is `STOPPED` when the caller wanted it, and a code of the API otherwise. */
  | { readonly kind: 'stopped'; readonly because: string };

export interface NoticesOptions {
  readonly examId: string;
  readonly candidateId?: string;
  /** The cursor that was kept last; from now on when left out. */
  readonly after?: string | undefined;
  readonly onNotice: (notice: Notice) => void;
  /** The cursor to keep, for a later `after`; told after the notice itself. */
  readonly onCursor?: (cursor: string) => void;
  readonly onState?: (state: NoticesState) => void;
}

export interface Notices {
  /** Tries again at once instead of when the wait is over. */
  retryNow(): void;
  stop(): void;
  /** Resolves when nothing more will be told, to the reason. */
  readonly stopped: Promise<string>;
}

export interface NoticesConnection {
  /** Such as `wss://proctor.example/graphql`. */
  readonly url: string;
  readonly token: TokenSource;
  readonly clock: Clock;
  /** In Node 20, which has none of its own. */
  readonly webSocketImpl?: unknown;
  /** Where the exam's history stands. */
  readonly currentCursor: (examId: string) => Promise<string>;
}

const FINAL = new Set(['FORBIDDEN', 'NOT_FOUND']);
const BAD_CURSOR = new Set(['CURSOR_EXPIRED', 'BAD_USER_INPUT']);

export function followNotices(connection: NoticesConnection, options: NoticesOptions): Notices {
  const { clock } = connection;
  const { examId, candidateId, onNotice, onCursor, onState = () => undefined } = options;
  const pace = createPace(clock);
  let cursor = options.after;
  let subscription: NoticeSubscription | undefined;
  let failures = 0;
  let troubledSince: number | undefined;
  let isTokenRefused = false;

  function arrived(arrival: Arrival): void {
    failures = 0;
    troubledSince = undefined;
    isTokenRefused = false;
    cursor = arrival.id;
    if (arrival.__typename !== 'NoticeSignOfLife') onNotice(arrival);
    onCursor?.(arrival.id);
    onState({ kind: 'live', at: clock.now() });
  }

  /** Listens until that ends, and gives the reason. */
  async function listen(): Promise<string> {
    try {
      cursor ??= await connection.currentCursor(examId);
      const token = await connection.token(isTokenRefused ? 'refused' : 'needed');
      const variables = { examId, after: cursor, ...(candidateId !== undefined && { candidateId }) };
      if (pace.isStopped) return 'STOPPED';
      subscription = subscribeToNotices({ ...connection, token, variables, onArrival: arrived });
      return await subscription.ended;
    } catch (error) {
      return error instanceof RequestRefused ? error.code : 'UNREACHABLE';
    }
  }

  function isFinal(because: string): boolean {
    const isRefusedAgain = because === 'UNAUTHENTICATED' && isTokenRefused;
    isTokenRefused = because === 'UNAUTHENTICATED';
    // What was told before this cursor is no longer kept, or was another server's: what is told from now on matters.
    if (BAD_CURSOR.has(because)) cursor = undefined;
    return isRefusedAgain || FINAL.has(because);
  }

  async function run(): Promise<string> {
    onState({ kind: 'connecting' });
    while (!pace.isStopped) {
      const because = await listen();
      if (pace.isStopped) break;
      if (isFinal(because)) return because;
      failures += 1;
      troubledSince ??= clock.now();
      onState({ kind: 'retrying', since: troubledSince, because });
      await pace.wait(waitAfter(failures));
    }
    return 'STOPPED';
  }

  const stopped = run().then((because) => {
    onState({ kind: 'stopped', because });
    return because;
  });

  return {
    retryNow: pace.hurry,
    stop() {
      pace.stop();
      subscription?.end('STOPPED');
    },
    stopped,
  };
}
