/**
 * The subscriptions that run: one for each tab of the editor, and it goes on while another tab is shown, so that one can
 * send a frame in one tab and see its event arrive in the other.
 */
import type { Client } from 'graphql-ws';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Operation, Result } from '../api/graphqlRequest.js';
import { describe } from '../api/liveConnection.js';

/** What came, with the moment at which it did. */
export interface Arrival {
  readonly key: number;
  readonly at: Date;
  readonly result: Result;
}

export interface Subscription {
  /** The id of the tab it was started in. */
  readonly tab: string;
  readonly title: string;
  readonly isRunning: boolean;
  /** Why it ended, where it did not simply complete. */
  readonly endedBecause: string | undefined;
  /** The newest of them, oldest first. */
  readonly arrivals: readonly Arrival[];
  /** How many came in all. */
  readonly count: number;
  /** When the server last said that it is there, while nothing came. */
  readonly aliveAt: Date | undefined;
}

/** Whoever shows the newest result: the editor's response. */
export interface Observer {
  next(result: Result): void;
  complete(): void;
}

export interface Subscriptions {
  readonly store: StoreApi<readonly Subscription[]>;
  /** Starts one, in place of the tab's former one. */
  start(tab: string, title: string, operation: Operation, observer: Observer): void;
  stop(tab: string): void;
  /** Stops it and forgets what came. */
  dismiss(tab: string): void;
}

const ARRIVALS_KEPT = 200;

export function createSubscriptions({ client }: { client: Client }): Subscriptions {
  const store = createStore<readonly Subscription[]>(() => []);
  const unsubscribes = new Map<string, () => void>();

  function change(tab: string, how: (subscription: Subscription) => Partial<Subscription>): void {
    store.setState((all) => all.map((one) => (one.tab === tab ? { ...one, ...how(one) } : one)), true);
  }
  function stop(tab: string): void {
    const unsubscribe = unsubscribes.get(tab);
    unsubscribes.delete(tab);
    unsubscribe?.();
    change(tab, () => ({ isRunning: false }));
  }
  function dismiss(tab: string): void {
    stop(tab);
    store.setState((all) => all.filter((one) => one.tab !== tab), true);
  }

  return {
    store,
    stop,
    dismiss,
    start(tab, title, operation, observer) {
      dismiss(tab);
      const begun = {
        tab,
        title,
        isRunning: true,
        endedBecause: undefined,
        arrivals: [],
        count: 0,
        aliveAt: undefined,
      };
      store.setState((all) => [...all, begun], true);
      let isCurrent = true;
      const arrived = (result: Result) => {
        if (isSignOfLife(result)) return change(tab, () => ({ aliveAt: new Date() }));
        change(tab, ({ arrivals, count }) => ({
          arrivals: [...arrivals.slice(1 - ARRIVALS_KEPT), { key: count, at: new Date(), result }],
          count: count + 1,
        }));
        observer.next(result);
      };
      const ended = (endedBecause?: string) => {
        unsubscribes.delete(tab);
        change(tab, () => ({ isRunning: false, endedBecause }));
      };
      const unsubscribe = client.subscribe(operation as Parameters<Client['subscribe']>[0], {
        // `unsubscribe` completes the sink; by then the tab may have started its next one.
        next: (result) => isCurrent && arrived(result),
        error(failure) {
          if (!isCurrent) return;
          // GraphQL's own refusal is a list of errors; all else is a connection that ended.
          const isRefusal = Array.isArray(failure);
          arrived({ errors: isRefusal ? failure : [{ message: `The subscription ended: ${describe(failure)}` }] });
          ended(isRefusal ? 'the server refused it.' : describe(failure));
          observer.complete();
        },
        complete() {
          if (isCurrent) ended();
          observer.complete();
        },
      });
      unsubscribes.set(tab, () => {
        isCurrent = false;
        unsubscribe();
      });
    },
  };
}

/** Known by their type, where it was asked for. */
function isSignOfLife({ data }: Result): boolean {
  const [value] = Object.values(data ?? {});
  const type = typeof value === 'object' && value !== null && '__typename' in value ? value.__typename : undefined;
  return type === 'SignOfLife' || type === 'NoticeSignOfLife';
}
