/** How many of something each candidate may have at once, so that nobody takes all there are. Staff are trusted. */
import { hasRole, type Viewer } from '../auth/viewer.js';

export interface Places {
  /** Takes a place, and gives what gives it back; undefined where none is left for the viewer. */
  take(viewer: Viewer | undefined): (() => void) | undefined;
}

export interface PlacesOptions {
  readonly perCandidate: number;
  /** For all together who have shown no token; not counted, unless set. */
  readonly withoutToken?: number;
}

export function createPlaces({ perCandidate, withoutToken }: PlacesOptions): Places {
  const taken = new Map<string, number>();

  function takeOne(whose: string, most: number): (() => void) | undefined {
    const count = taken.get(whose) ?? 0;
    if (count >= most) return undefined;
    taken.set(whose, count + 1);
    return () => giveBack(whose);
  }

  function giveBack(whose: string): void {
    const count = (taken.get(whose) ?? 0) - 1;
    if (count > 0) taken.set(whose, count);
    else taken.delete(whose);
  }

  return {
    take(viewer) {
      if (viewer)
        return hasRole(viewer, 'PROCTOR', 'ADMIN') ? () => {} : takeOne(`candidate ${viewer.sub}`, perCandidate);
      return withoutToken === undefined ? () => {} : takeOne('nobody', withoutToken);
    },
  };
}
