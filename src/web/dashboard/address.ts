/** Which exam is watched and who is looked at: in the page's address, so that it can be shared, reloaded and gone back to. */
import { createStore, type StoreApi } from 'zustand/vanilla';

export interface Place {
  readonly examId: string | undefined;
  readonly candidateId: string | undefined;
}

export interface Address {
  readonly place: StoreApi<Place>;
  go(place: Partial<Place>): void;
}

export function createAddress(): Address {
  const place = createStore<Place>(read);
  addEventListener('popstate', () => place.setState(read(), true));
  return {
    place,
    go(change) {
      const next = { ...place.getState(), ...change };
      history.pushState(null, '', linkTo(next));
      place.setState(next, true);
    },
  };
}

export function linkTo({ examId, candidateId }: Place): string {
  const query = new URLSearchParams();
  if (examId !== undefined) query.set('exam', examId);
  if (candidateId !== undefined) query.set('candidate', candidateId);
  const text = query.toString();
  return text === '' ? location.pathname : `?${text}`;
}

function read(): Place {
  const query = new URLSearchParams(location.search);
  return { examId: query.get('exam') ?? undefined, candidateId: query.get('candidate') ?? undefined };
}
