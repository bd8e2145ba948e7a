import { type RefObject, useLayoutEffect, useState } from 'react';

const SMALLEST = 132;
/** As wide as the pictures are. */
const LARGEST = 480;
const GAP = 10;
/** Around all tiles, on either side. */
const PADDING = 2;
/** What a tile has below its picture. */
const CAPTION = 46;
/** Of the picture: webcams are mostly 4:3 or wider. */
const RATIO = 3 / 4;

/** How wide tiles may be for all of them to be in view at once; where they can't, they are small, and one scrolls. */
export function useTileWidth(element: RefObject<Element | null>, count: number): number {
  const [room, setRoom] = useState({ width: 0, height: 0 });
  // Measured before the first tile is painted, so that none is seen in another size.
  useLayoutEffect(() => {
    const { current } = element;
    if (!current) return;
    const measure = () => {
      const { width, top } = current.getBoundingClientRect();
      setRoom({ width: width - 2 * PADDING, height: innerHeight - top - 24 });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
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
