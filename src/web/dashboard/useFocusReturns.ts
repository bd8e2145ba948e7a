import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { Place } from './address.js';
import { useExamServices } from './services.js';

/** Whoever comes back to everybody goes on where they left: at the candidate they looked at, or at the top. */
export function useFocusReturns(): void {
  const { address } = useExamServices();
  const place = useStore(address.place);
  const before = useRef<Place>(undefined);

  useEffect(() => {
    const from = before.current;
    before.current = place;
    // Focus that went elsewhere on purpose stays there.
    if (!from || !isWall(place) || isWall(from) || document.activeElement !== document.body) return;
    const tile = `[data-candidate="${CSS.escape(from.candidateId ?? '')}"] a`;
    const heading = document.getElementById('wall-title');
    (document.querySelector<HTMLElement>(tile) ?? heading)?.focus();
  }, [place]);
}

function isWall({ candidateId, page, review }: Place): boolean {
  return candidateId === undefined && page === undefined && review === undefined;
}
