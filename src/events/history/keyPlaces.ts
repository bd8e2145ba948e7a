/**
 * Where the event of a key is, as far as it is remembered. Every event that becomes visible is noted here, so a key that was
 * looked for in the store in vain stays absent until it is.
 */
import { createLruMap } from './lruMap.js';

export interface KeyPlaces {
  get(key: string): number | 'absent' | undefined;
  set(key: string, place: number): void;
  delete(key: string): void;
  /** Events have become visible that were not noted. */
  clear(): void;
  /** To be called before the store is asked; the returned function notes that it was asked in vain. */
  beginSearch(key: string): () => void;
}

/** @param capacity how many keys are remembered */
export function createKeyPlaces(capacity: number): KeyPlaces {
  const places = createLruMap<string, number | 'absent'>(capacity);
  let noted = 0;
  let cleared = 0;

  function note(key: string, place: number | 'absent'): void {
    noted += 1;
    places.set(key, place);
  }

  return {
    get: (key) => places.get(key),
    set: note,
    delete: (key) => places.delete(key),
    clear() {
      cleared += 1;
      places.clear();
    },
    beginSearch(key) {
      const begun = { noted, cleared };
      return () => {
        // Its event may have become visible meanwhile, and even have been forgotten again.
        const isKnown = places.get(key) !== undefined;
        if (!isKnown && cleared === begun.cleared && noted - begun.noted < capacity) note(key, 'absent');
      };
    },
  };
}
