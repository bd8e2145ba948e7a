import { useLayoutEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { Result } from '../api/graphqlRequest.js';
import type { Arrival, Subscription, Subscriptions } from './subscriptions.js';

/** What the subscriptions brought, under the response: it stays, whichever tab is shown. */
export function LiveEvents({ subscriptions }: { readonly subscriptions: Subscriptions }) {
  const all = useStore(subscriptions.store);
  return (
    <>
      {all.map((subscription) => (
        <Log
          key={subscription.tab}
          subscription={subscription}
          onStop={() => subscriptions.stop(subscription.tab)}
          onDismiss={() => subscriptions.dismiss(subscription.tab)}
        />
      ))}
    </>
  );
}

interface LogProps {
  readonly subscription: Subscription;
  readonly onStop: () => void;
  readonly onDismiss: () => void;
}

function Log({ subscription, onStop, onDismiss }: LogProps) {
  const { title, isRunning, arrivals } = subscription;
  const list = useStuckToTheEnd(arrivals);
  return (
    <section
      className={isRunning && arrivals.length === 0 ? 'live waiting' : 'live'}
      aria-label={`Subscription ${title}`}
    >
      <header className="live-header">
        <h2 className="live-title">{title}</h2>
        <p className="live-state">{state(subscription)}</p>
        {isRunning ? (
          <button type="button" className="button" onClick={onStop}>
            Stop
          </button>
        ) : (
          <button type="button" className="button" onClick={onDismiss}>
            Dismiss
          </button>
        )}
      </header>
      <ol ref={list} className="live-list" role="log" aria-label={`Events of ${title}`}>
        {arrivals.map((arrival) => (
          <li key={arrival.key}>
            <Line arrival={arrival} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function state({ isRunning, endedBecause, arrivals, count, aliveAt }: Subscription): string {
  const alive = isRunning && aliveAt ? ` The server was there at ${toTime(aliveAt)}.` : '';
  if (isRunning && count === 0) return `Waiting for the first event.${alive}`;
  const number = `${count} ${count === 1 ? 'event' : 'events'}`;
  const shown = count > arrivals.length ? `, the newest ${arrivals.length} shown` : '';
  const ended = isRunning ? '.' : `. Ended${endedBecause === undefined ? '.' : `: ${endedBecause}`}`;
  return `${number}${shown}${ended}${alive}`;
}

function toTime(at: Date): string {
  return at.toLocaleTimeString([], { hour12: false });
}

/** One line that opens to the whole result. */
function Line({ arrival: { at, result } }: { readonly arrival: Arrival }) {
  const { label, summary } = summarise(result);
  return (
    <details>
      <summary className="live-line">
        <time dateTime={at.toISOString()} title={at.toString()}>
          {toTime(at)}
        </time>{' '}
        <strong>{label}</strong> <span className="live-summary">{summary}</span>
      </summary>
      <pre>{JSON.stringify(result, null, 2)}</pre>
    </details>
  );
}

/** The type of what came, where it was asked for, and the rest of it on one line; lists are counted. */
function summarise({ data, errors }: Result): { label: string; summary: string } {
  if (errors) return { label: 'Error', summary: errors.map(({ message }) => message).join(' ') };
  const value = Object.values(data ?? {})[0];
  if (typeof value !== 'object' || value === null) return { label: 'Result', summary: JSON.stringify(value) ?? '' };
  const { __typename = 'Result', ...rest } = value as { __typename?: string };
  const fields = Object.entries(rest).map(([field, item]) => `${field}: ${inBrief(item)}`);
  return { label: __typename, summary: fields.join(', ') };
}

function inBrief(value: unknown): string {
  if (Array.isArray(value)) return String(value.length);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Keeps the end of a list in view for as long as its reader has not scrolled away from it. */
function useStuckToTheEnd(arrivals: readonly Arrival[]) {
  const list = useRef<HTMLOListElement>(null);
  const isAtEnd = useRef(true);
  useLayoutEffect(() => {
    const shown = list.current;
    if (!shown) return;
    const remember = () => {
      isAtEnd.current = shown.scrollHeight - shown.scrollTop - shown.clientHeight < 8;
    };
    shown.addEventListener('scroll', remember, { passive: true });
    return () => shown.removeEventListener('scroll', remember);
  }, []);
  useLayoutEffect(() => {
    if (arrivals.length > 0 && isAtEnd.current) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [arrivals]);
  return list;
}
