import type { NewEvent } from '../domain/events.js';
import type { Store } from '../store/store.js';

/** Keeps the record of each incident as the events tell of it, so that it can be found without reading all events. */
export async function fileIncidents(_store: Store, _examId: string, _events: readonly NewEvent[]): Promise<void> {}
