import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useExam, useExamServices } from '../services.js';
import type { Filter } from '../state/queue.js';
import { wallOrder } from '../state/wall.js';

const EVERY_MS = 5_000;
const MOVE_MS = 400;

/**
 * Who stands where. Tiles change places every few seconds at most, never while the pointer or the keyboard is among them,
 * and one sees them move. Who is new is added at the end, and who does not fit the search leaves at once.
 */
export function useWallOrder(list: RefObject<HTMLElement | null>, filter: Filter): readonly string[] {
  const { feed } = useExamServices();
  const candidates = useExam((exam) => exam.candidates);
  const [order, setOrder] = useState<readonly string[]>(() => {
    const exam = feed.exam.getState();
    return exam ? wallOrder(exam, filter) : [];
  });
  const places = useRef<ReadonlyMap<string, DOMRect>>(undefined);

  useEffect(() => {
    const sort = () => {
      const exam = feed.exam.getState();
      const element = list.current;
      if (!exam || element?.matches(':hover, :focus-within')) return;
      const next = wallOrder(exam, filter);
      setOrder((before) => {
        if (next.length === before.length && next.every((id, index) => before[index] === id)) return before;
        places.current = element ? placesIn(element) : undefined;
        return next;
      });
    };
    sort();
    const timer = setInterval(sort, EVERY_MS);
    return () => clearInterval(timer);
  }, [feed, filter, list]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: tiles have moved when their order is another
  useLayoutEffect(() => {
    if (list.current && places.current) move(list.current, places.current);
    places.current = undefined;
  }, [order, list]);

  return useMemo(() => {
    const wanted = wallOrder({ candidates, incidents: new Map(), judging: new Map() }, filter);
    const known = new Set(order);
    const present = new Set(wanted);
    return [...order.filter((id) => present.has(id)), ...wanted.filter((id) => !known.has(id))];
  }, [order, candidates, filter]);
}

function placesIn(list: HTMLElement): ReadonlyMap<string, DOMRect> {
  return new Map(tilesIn(list).map((tile) => [tile.dataset['candidate'] ?? '', tile.getBoundingClientRect()]));
}

function tilesIn(list: HTMLElement): readonly HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>('[data-candidate]')];
}

/** From where each tile was to where it is: first, last, invert, play. */
function move(list: HTMLElement, before: ReadonlyMap<string, DOMRect>): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  for (const tile of tilesIn(list)) {
    const from = before.get(tile.dataset['candidate'] ?? '');
    const to = tile.getBoundingClientRect();
    const isVisible = to.bottom > 0 && to.top < innerHeight;
    if (!from || !isVisible || (from.left === to.left && from.top === to.top)) continue;
    const offset = `translate(${from.left - to.left}px, ${from.top - to.top}px)`;
    tile.animate([{ transform: offset }, { transform: 'none' }], { duration: MOVE_MS, easing: 'ease-in-out' });
  }
}
