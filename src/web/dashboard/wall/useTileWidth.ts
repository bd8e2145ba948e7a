import { type RefObject, useEffect, useState } from 'react';

const SMALLEST = 132;
/** As wide as the pictures are. */
const LARGEST = 480;
const GAP = 10;
/** What a tile has below its picture. */
const CAPTION = 46;
/** Of the picture: webcams are mostly 4:3 or wider. */
const RATIO = 3 / 4;

/** How wide tiles may be for all of them to be in view at once; where they can't, they are small, and one scrolls. */
export function useTileWidth(element: RefObject<Element | null>, count: number): number {
  const [room, setRoom] = useState({ width: 0, height: 0 });
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return;
      const { width } = entry.contentRect;
      setRoom({ width, height: innerHeight - entry.target.getBoundingClientRect().top - 24 });
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return widthFor(count, room.width, room.height);
}

function widthFor(count: number, width: number, height: number): number {
  for (let columns = 1; columns <= count; columns++) {
    const tile = Math.floor((width - GAP * (columns - 1)) / columns);
    if (tile < SMALLEST) return SMALLEST;
    const rows = Math.ceil(count / columns);
    const needed = rows * (tile * RATIO + CAPTION) + (rows - 1) * GAP;
    if (tile <= LARGEST && needed <= height) return tile;
  }
  return LARGEST;
}
