/** A proctor's client that subscribes anew whenever its server is gone, from the last event it has seen. */
import { EventEmitter, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { connect } from './client.js';
import type { HistoryEvent } from './crashHistory.js';

export interface Follower extends AsyncDisposable {
  /** All that came, in the order in which it came. */
  readonly seen: readonly HistoryEvent[];
  /** Resolves when this event, or a later one, has come; rejects when the subscription is refused, as do all of these. */
  reached(id: string): Promise<void>;
  /** Resolves when so many more have come. */
  more(count: number): Promise<void>;
}

const RECONNECT_AFTER_MS = 20;

const EVENTS = /* GraphQL */ `
  subscription ($after: ID) {
    examEvents(examId: "demo", after: $after) {
      __typename
      id
      candidateId
      ... on SessionStarted { sessionId }
      ... on SessionPaused { sessionId }
      ... on SessionResumed { sessionId }
      ... on SessionEnded { sessionId }
      ... on FrameProcessed { sessionId frameId checks { name status details } }
      ... on IncidentOpened { sessionId incident { ...Told } }
      ... on IncidentUpdated { sessionId incident { ...Told } }
      ... on IncidentClosed { sessionId incident { ...Told } }
    }
  }
  fragment Told on Incident { id kind severity since returns end { reason } }
`;

/** @param after where it begins */
export function follow(url: string, token: string, after: string): Follower {
  const seen: HistoryEvent[] = [];
  const arrivals = new EventEmitter();
  let cursor = after;
  let isOver = false;
  let stop = async (): Promise<void> => undefined;

  async function listen(): Promise<void> {
    while (!isOver) {
      const client = connect(url, token);
      const events = client.iterate<{ examEvents: HistoryEvent }>({ query: EVENTS, variables: { after: cursor } });
      stop = async () => {
        await events.return?.();
      };
      try {
        for await (const { data, errors } of events) {
          if (!data) throw new Error(`No event, but ${JSON.stringify(errors)}`);
          note(data.examEvents);
        }
      } catch (problem) {
        if (!isGone(problem)) throw problem;
        await delay(RECONNECT_AFTER_MS);
      } finally {
        await client.dispose();
      }
    }
  }

  function note(event: HistoryEvent): void {
    cursor = event.id;
    if (event.__typename === 'SignOfLife') return;
    seen.push(event);
    arrivals.emit('event');
  }

  const listening = listen();
  listening.catch(() => undefined); // Whoever waits for an event hears of it.

  async function until(isReached: () => boolean): Promise<void> {
    while (!isReached()) await Promise.race([once(arrivals, 'event'), listening]);
  }

  return {
    seen,
    reached: (id) => until(() => cursor >= id),
    more(count) {
      const wanted = seen.length + count;
      return until(() => seen.length >= wanted);
    },
    async [Symbol.asyncDispose]() {
      isOver = true;
      await stop();
      await listening.catch(() => undefined);
    },
  };
}

/**
 * Nobody was there to connect to, or the connection broke off (code 1006: RFC 6455, 7.1.5). A server says so otherwise,
 * also when it can't serve for a while.
 */
function isGone(problem: unknown): boolean {
  if (Array.isArray(problem)) return problem.every((error) => error?.extensions?.code === 'OVERLOADED');
  if (typeof problem !== 'object' || problem === null || !('type' in problem)) return false;
  return problem.type === 'error' || (problem.type === 'close' && 'code' in problem && problem.code === 1006);
}
