import type { News, Sharing, Turn } from '../history/sharing.js';

/** Nobody else writes: what is visible is what this process has written, and it may write at any time. */
export function createSoleWriter(): Sharing {
  const newsAt = (head: number | undefined): News => ({ head, events: [], isInterrupted: false, epoch: 0 });
  const turn: Turn = {
    news: newsAt(undefined),
    sealed: 0,
    before: 'ours, unfinished',
    lateEvents: 0,
    eventsPerWrite: Number.POSITIVE_INFINITY,
    confirm: () => {},
    show: async () => {},
  };
  return {
    isAlone: true,
    news: async (head) => newsAt(head),
    inTurn: (_, write) => write(turn),
    announceRewrite: async () => {},
  };
}
