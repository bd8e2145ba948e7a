/**
 * What everybody may see of an exam's history, as far as this process knows: all up to a place, the head. It never goes
 * back; what lies before it may be rewritten, by others too, and the history's epoch is another then.
 */
import type { ExamEvent } from '../../domain/events.js';
import type { EventMemory } from './eventMemory.js';
import type { News, VisibleEvent } from './sharing.js';

export interface VisibleHistory {
  /** The newest visible place that is known here; undefined until the history was opened. */
  head(): number | undefined;
  /** Where the head was when the history was opened. */
  openedAt(): number | undefined;
  /** Takes in what has become visible. False where something between it and what was known has been missed. */
  take(news: News): boolean;
  /**
   * To be called before the newest events are read from the store; forgets what is remembered. The returned function makes
   * visible what is in the store up to this place.
   */
  beginLoad(): (newest: readonly VisibleEvent[], visible: { readonly head: number; readonly epoch: number }) => void;
  /** To be called before events are written; the returned function makes them visible. */
  beginWrite(): (written: readonly VisibleEvent[], head: number) => void;
  /** The visible event of this key. */
  find(key: string): Promise<ExamEvent | undefined>;
  /** Calls back once, when the head has moved; the returned function calls it off. */
  onGrowth(callback: () => void): () => void;
}

export function createVisibleHistory(memory: EventMemory): VisibleHistory {
  const growthCallbacks = new Set<() => void>();
  let head: number | undefined;
  let openedAt: number | undefined;
  let epoch: number | undefined;

  /** What is visible is remembered first: whoever is called back finds it in memory. */
  function moveTo(place: number): void {
    const known = head ?? 0;
    head = Math.max(known, place);
    openedAt ??= head;
    if (head > known) tellOfGrowth();
  }

  function tellOfGrowth(): void {
    const callbacks = [...growthCallbacks];
    growthCallbacks.clear();
    for (const callback of callbacks) callback();
  }

  function newOf(events: readonly VisibleEvent[]): readonly VisibleEvent[] {
    return events.filter(({ seq }) => seq > (head ?? 0));
  }

  return {
    head: () => head,
    openedAt: () => openedAt,

    take(news) {
      if (epoch !== undefined && news.epoch !== epoch) memory.forget();
      epoch = news.epoch;
      if (news.head === undefined) return true;
      const isWhole = isWithoutGap(news.events, head ?? 0, news.head);
      if (!isWhole) memory.noteMissed();
      memory.remember(newOf(news.events));
      moveTo(news.head);
      return isWhole;
    },

    beginLoad() {
      memory.forget();
      const remember = memory.beginToRemember();
      return (newest, visible) => {
        epoch = visible.epoch;
        remember(newest);
        moveTo(visible.head);
      };
    },

    beginWrite() {
      const remember = memory.beginToRemember();
      return (written, newHead) => {
        remember(newOf(written));
        moveTo(newHead);
      };
    },

    find: (key) => memory.find(key, () => head ?? 0),

    onGrowth(callback) {
      growthCallbacks.add(callback);
      return () => growthCallbacks.delete(callback);
    },
  };
}

/** Whether these events lead from the one place to the other. */
function isWithoutGap(events: readonly VisibleEvent[], known: number, head: number): boolean {
  const isConnected = events.every(
    ({ seq, after }, index) => seq <= known || after <= (events[index - 1]?.seq ?? known),
  );
  return isConnected && (events.at(-1)?.seq ?? known) >= head;
}
