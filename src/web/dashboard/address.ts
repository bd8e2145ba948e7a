/** Which exam is watched and who is looked at: in the page's address, so that it can be shared, reloaded and gone back to. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type ReviewFilter, readFilter, writeFilter } from './review/filter.js';

/** What an exam is looked at for, but for its candidates. */
const PAGES = ['policy'] as const;

export type ExamPage = (typeof PAGES)[number];

export interface Place {
  readonly examId: string | undefined;
  readonly candidateId: string | undefined;
  /** Left with the next step, unless that names it. */
  readonly page?: ExamPage | undefined;
  /** What one goes through, while the exam is reviewed; left with the exam. Whoever looks at a candidate comes back to it. */
  readonly review?: ReviewFilter | undefined;
}

/** Asked before a place is left; calls `leave` for it to be left after all. */
export type Guard = (leave: () => void) => void;

export interface Address {
  readonly place: StoreApi<Place>;
  go(place: Partial<Place>): void;
  /** The same place, looked at in another way: nothing to go back from. */
  replace(place: Partial<Place>): void;
  /** Does what leaves this place, once nobody holds it up. */
  leave(how: () => void): void;
  /** Whoever leaves this place is held up, the way back included. Gives back what ends that. */
  hold(guard: Guard): () => void;
}

export function createAddress(): Address {
  const place = createStore<Place>(read);
  let guard: Guard | undefined;

  function leave(how: () => void): void {
    if (!guard) {
      how();
      return;
    }
    guard(() => {
      guard = undefined;
      how();
    });
  }

  addEventListener('popstate', () => {
    const next = read();
    if (!guard) return place.setState(next, true);
    // The browser has left already: back to where we are until that is decided.
    history.pushState(null, '', linkTo(place.getState()));
    leave(() => go(next));
  });

  function go(next: Place): void {
    history.pushState(null, '', linkTo(next));
    place.setState(next, true);
  }

  function placeBefore(change: Partial<Place>): Place {
    return 'examId' in change ? { ...place.getState(), review: undefined } : place.getState();
  }

  return {
    place,
    leave,
    go: (change) => leave(() => go({ ...placeBefore(change), page: undefined, ...change })),
    replace(change) {
      const next = { ...place.getState(), ...change };
      history.replaceState(null, '', linkTo(next));
      place.setState(next, true);
    },
    hold(next) {
      guard = next;
      return () => {
        if (guard === next) guard = undefined;
      };
    },
  };
}

/** Whether the review itself is shown, and nothing that one looks at out of it. */
export function isReview({ review, candidateId, page }: Place): boolean {
  return review !== undefined && candidateId === undefined && page === undefined;
}

export function linkTo({ examId, candidateId, page, review }: Place): string {
  const query = new URLSearchParams();
  if (examId !== undefined) query.set('exam', examId);
  if (candidateId !== undefined) query.set('candidate', candidateId);
  if (page !== undefined) query.set('page', page);
  if (review !== undefined) writeFilter(query, review);
  const text = query.toString();
  return text === '' ? location.pathname : `?${text}`;
}

function read(): Place {
  const query = new URLSearchParams(location.search);
  return {
    examId: query.get('exam') ?? undefined,
    candidateId: query.get('candidate') ?? undefined,
    page: PAGES.find((page) => page === query.get('page')),
    review: readFilter(query),
  };
}
