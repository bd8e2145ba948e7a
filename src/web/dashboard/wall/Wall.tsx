import { useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { useExam, useExamServices } from '../services.js';
import { openByCandidate } from '../state/wall.js';
import { STRINGS } from '../strings.js';
import { Tile } from './Tile.js';
import { useTileWidth } from './useTileWidth.js';
import { useWallOrder } from './useWallOrder.js';

/** Everybody at a glance. */
export function Wall() {
  const { view } = useExamServices();
  const list = useRef<HTMLUListElement>(null);
  const filter = useStore(view, (now) => now.filter);
  const order = useWallOrder(list, filter);
  const width = useTileWidth(list, order.length);
  const incidents = useExam((exam) => exam.incidents);
  const judging = useExam((exam) => exam.judging);
  const open = useMemo(() => openByCandidate({ incidents, judging }), [incidents, judging]);

  return (
    <section className="wall" aria-labelledby="wall-title">
      <h2 id="wall-title" className="unseen" tabIndex={-1}>
        {STRINGS.wall.title}
      </h2>
      {order.length === 0 && (
        <p className="quiet wall-empty">
          {filter.search === '' ? STRINGS.wall.empty : STRINGS.wall.noMatch(filter.search)}
        </p>
      )}
      <ul className="tiles" ref={list} style={{ gridTemplateColumns: `repeat(auto-fill, minmax(${width}px, 1fr))` }}>
        {order.map((candidateId) => (
          <Tile key={candidateId} candidateId={candidateId} incident={open.get(candidateId)} />
        ))}
      </ul>
    </section>
  );
}
