/**
 * The event log of a deployment with one process: a counter in memory, and the events table.
 *
 * Events get their places when they are written. Those that arrive while a write is under way are written together, next;
 * an event becomes visible when all of its write is in the store.
 */
import type { EventStore } from '../../store/store.js';
import type { EventLog } from '../eventLog.js';
import { createHistoryLog, type HistoryLogOptions } from '../history/historyLog.js';
import { createSoleWriter } from './soleWriter.js';

export type EmbeddedEventLogOptions = HistoryLogOptions;

export function createEmbeddedEventLog(store: EventStore, options: EmbeddedEventLogOptions = {}): EventLog {
  return createHistoryLog(store, createSoleWriter, options);
}
