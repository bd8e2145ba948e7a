/** What a proctor set for this browser. */
import { createStore, type StoreApi } from 'zustand/vanilla';

export interface Preferences {
  /** A sound and a system's notice for what is severe. */
  readonly isAlerting: boolean;
  /** WCAG 2.1.4 asks for a way to switch single keys off. */
  readonly hasShortcuts: boolean;
}

const KEY = 'virtual-proctor:dashboard';
const DEFAULTS: Preferences = { isAlerting: false, hasShortcuts: true };

export function createPreferences(storage: Storage): StoreApi<Preferences> {
  const store = createStore<Preferences>(() => ({ ...DEFAULTS, ...read(storage) }));
  store.subscribe((preferences) => storage.setItem(KEY, JSON.stringify(preferences)));
  return store;
}

function read(storage: Storage): Partial<Preferences> {
  try {
    // Written above; what else may be there is none of the keys that are read.
    return JSON.parse(storage.getItem(KEY) ?? '{}') as Partial<Preferences>;
  } catch {
    return {};
  }
}
