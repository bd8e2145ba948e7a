/**
 * Places are given once, also after everything that had one has expired: how far they have come is written down before
 * they are given, a thousand at a time.
 */
import { type EventStore, type HistoryMark, type StoredEvent, VersionConflict } from '../../store/store.js';

const PLACES_AT_ONCE = 1_000;

/** Our clock and that of the database, which deletes what has expired, may differ by less than this. */
const CLOCKS_DIFFER_MS = 60 * 60_000;

/**
 * The place of the newest event that was ever there. Where that can't be known, because what came after the newest that is
 * left may have expired, it is the last place that may have been given: nothing was there that would come again.
 *
 * What comes under one mark never expires before what came earlier. So when the newest event that is left came under it
 * and is still to be kept, nothing after it can have expired; nor can anything, while the mark's first is to be kept.
 */
export function headOf(newest: StoredEvent | undefined, mark: HistoryMark | undefined, now: number): number {
  const seen = newest?.seq ?? 0;
  const isStillKept = (until = '9999') => Date.parse(until) > now + CLOCKS_DIFFER_MS;
  if (!mark || (seen > mark.after && isStillKept(newest?.expiresAt))) return seen;
  return isStillKept(mark.keptUntil) ? Math.max(seen, mark.after) : mark.place;
}

export interface PlaceReservation {
  /**
   * To be called before events are written at places up to this one.
   * @param after the newest event that there is
   * @param expiresAt when the new ones will expire: ISO 8601
   */
  reserve(last: number, context: { readonly after: number; readonly expiresAt: string | undefined }): Promise<void>;
  /** Begins anew, beyond what others may have reserved. */
  startAfter(mark: HistoryMark | undefined): void;
  /** Others have written an event that expires then: ISO 8601; undefined for never. */
  notice(expiresAt: string | undefined): void;
  /** Others have written nobody knows what. */
  forget(): void;
}

export function createPlaceReservation(examId: string, store: EventStore): PlaceReservation {
  let reserved: { readonly place: number; readonly newestExpiry: string } | undefined;
  let furthest = 0;

  async function mark(last: number, after: number, expiresAt: string | undefined): Promise<number> {
    // Further than any before, so that one whose answer was lost can't take its place when it arrives after all.
    furthest = Math.max(last, after + PLACES_AT_ONCE, furthest + 1);
    const place = furthest;
    await store.setMark(examId, { place, after, ...(expiresAt !== undefined && { keptUntil: expiresAt }) });
    return place;
  }

  function startAfter(found: HistoryMark | undefined): void {
    reserved = undefined;
    furthest = Math.max(furthest, found?.place ?? 0);
  }

  return {
    async reserve(last, { after, expiresAt }) {
      const expiry = expiresAt ?? '9999';
      if (!reserved || last > reserved.place || expiry < reserved.newestExpiry) {
        const place = await mark(last, after, expiresAt).catch(async (error: unknown) => {
          if (!(error instanceof VersionConflict)) throw error;
          startAfter(await store.mark(examId));
          return await mark(last, after, expiresAt);
        });
        reserved = { place, newestExpiry: expiry };
      }
      reserved = { ...reserved, newestExpiry: expiry };
    },
    startAfter,
    notice(expiresAt) {
      const expiry = expiresAt ?? '9999';
      if (reserved && expiry > reserved.newestExpiry) reserved = { ...reserved, newestExpiry: expiry };
    },
    forget() {
      reserved = undefined;
    },
  };
}
