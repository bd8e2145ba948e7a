/** The items of the events table, as `events` describes them. */
import type { NewEvent } from '../../domain/events.js';
import type { HistoryMark, StoredEvent } from '../store.js';
import type { Item } from './documents.js';
import { aboutAttribute } from './eventsAbout.js';
import { expiryOf } from './expiry.js';
import { partAt } from './historyParts.js';

export function eventAttributes(examId: string, event: NewEvent) {
  return { EventKey: event.key, Event: JSON.stringify(event), About: aboutAttribute(examId, event.candidateId) };
}

export function placeKey(examId: string, seq: number): Item {
  return { ExamPart: partAt(examId, seq), Seq: seq };
}

/** Where it is found at which place an event of this key is. Exam ids have no `#`, so no part of a history is ever mixed up with a key. */
export function keyItem(examId: string, key: string): Item {
  return { ExamPart: `${examId}#${key}`, Seq: 0 };
}

/** No event has an empty key. */
export function markItem(examId: string): Item {
  return keyItem(examId, '');
}

export function toMark(item: Item): HistoryMark {
  const { Place, Follows, KeptUntil } = item as { Place: number; Follows: number; KeptUntil?: string }; // by `setMark`
  return { place: Place, after: Follows, ...(KeptUntil !== undefined && { keptUntil: KeptUntil }) };
}

export function storedEventFrom(item: Item): StoredEvent {
  const seq = Number(item['Seq']);
  const expiresAt = expiryOf(item);
  const writtenFrom = Number(item['WrittenFrom']);
  const writtenAfter = Number(item['WrittenAfter'] ?? writtenFrom - 1);
  return {
    seq,
    event: JSON.parse(String(item['Event'])) as NewEvent, // as `put` wrote it
    writtenFrom,
    writtenAfter,
    after: Number(item['Follows'] ?? (seq === writtenFrom ? writtenAfter : seq - 1)),
    writtenAt: new Date(Number(item['WrittenAt'])).toISOString(),
    ...(expiresAt !== undefined && { expiresAt }),
  };
}
