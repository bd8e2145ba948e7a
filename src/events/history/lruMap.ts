/** A map that forgets what was not used for longest once it holds more than `capacity`. */
export interface LruMap<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): void;
  delete(key: Key): void;
  clear(): void;
}

export function createLruMap<Key, Value>(capacity: number): LruMap<Key, Value> {
  // A Map iterates in the order of insertion; whatever is used is inserted again.
  const entries = new Map<Key, Value>();
  function set(key: Key, value: Value): void {
    entries.delete(key);
    entries.set(key, value);
    for (const oldest of entries.keys()) {
      if (entries.size <= capacity) return;
      entries.delete(oldest);
    }
  }
  return {
    get(key) {
      const value = entries.get(key);
      if (value !== undefined) set(key, value);
      return value;
    },
    set,
    delete: (key) => void entries.delete(key),
    clear: () => entries.clear(),
  };
}
