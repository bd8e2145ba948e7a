/** One WebSocket that hears what a candidate is told, for as long as it lives. */
import { CloseCode, createClient } from 'graphql-ws';
import type { Clock } from './clock.js';
import { type AnsweredError, refusalFrom } from './errors.js';
import { CandidateNoticesDocument, type CandidateNoticesSubscription } from './generated/operations.js';

export type Arrival = CandidateNoticesSubscription['candidateNotices'];

export interface NoticeSubscription {
  /** Resolves when nothing more comes, to the reason: a code of the API, `SILENT`, or `UNREACHABLE`. */
  readonly ended: Promise<string>;
  end(because: string): void;
}

export interface NoticeSubscriptionOptions {
  /** Such as `wss://proctor.example/graphql`. */
  readonly url: string;
  readonly token: string | undefined;
  readonly variables: { readonly examId: string; readonly candidateId?: string; readonly after: string };
  readonly clock: Clock;
  /** In Node 20, which has none of its own. */
  readonly webSocketImpl?: unknown;
  readonly onArrival: (arrival: Arrival) => void;
}

/** The server gives a sign of life every 5 s: after more than two that did not come, nobody is there. */
const SILENT_AFTER_MS = 12_000;

export function subscribeToNotices(options: NoticeSubscriptionOptions): NoticeSubscription {
  const { url, token, variables, clock, webSocketImpl, onArrival } = options;
  const client = createClient({
    url,
    webSocketImpl,
    connectionParams: token === undefined ? {} : { authorization: `Bearer ${token}` },
    retryAttempts: 0,
    lazyCloseTimeout: 0,
  });
  let heard = new AbortController();
  let isOver = false;
  let resolveEnded: (because: string) => void = () => undefined;
  const ended = new Promise<string>((resolve) => (resolveEnded = resolve));

  function end(because: string): void {
    if (isOver) return;
    isOver = true;
    resolveEnded(because);
    heard.abort();
    client.terminate();
    void client.dispose();
  }

  async function watch(): Promise<void> {
    heard.abort();
    const silence = new AbortController();
    heard = silence;
    await clock.wait(SILENT_AFTER_MS, silence.signal);
    if (!silence.signal.aborted) end('SILENT');
  }

  void watch();
  client.subscribe<CandidateNoticesSubscription>(
    { query: String(CandidateNoticesDocument), variables },
    {
      next({ data, errors }) {
        if (isOver) return;
        void watch();
        if (data) onArrival(data.candidateNotices);
        else end(errors?.[0] ? refusalFrom(errors[0]).code : 'UNREACHABLE');
      },
      error: (failure) => end(reasonOf(failure)),
      complete: () => end('UNREACHABLE'),
    },
  );
  return { ended, end };
}

/** GraphQL's own refusal is a list of errors; all else is a connection that ended. */
function reasonOf(failure: unknown): string {
  if (Array.isArray(failure)) return refusalFrom(failure[0] as AnsweredError).code;
  const isForbidden = typeof failure === 'object' && failure !== null && 'code' in failure;
  return isForbidden && failure.code === CloseCode.Forbidden ? 'UNAUTHENTICATED' : 'UNREACHABLE';
}
