import { useLayoutEffect, useRef } from 'react';
import { useExamServices } from '../services.js';

/** When the selected card leaves, the one that takes its place is selected, and the keyboard's focus goes there with it. */
export function useSelectionStays(ids: readonly string[]): void {
  const { view } = useExamServices();
  const before = useRef(ids);
  useLayoutEffect(() => {
    const { selectedId } = view.getState();
    const index = before.current.indexOf(selectedId ?? '');
    before.current = ids;
    if (selectedId === undefined || ids.includes(selectedId)) return;
    const next = ids[Math.min(Math.max(index, 0), ids.length - 1)];
    view.setState({ selectedId: next, deciding: undefined, lookingAt: undefined });
    const isFocusLost = document.activeElement === null || document.activeElement === document.body;
    if (isFocusLost) document.getElementById(next === undefined ? 'queue' : `card-${next}`)?.focus();
  }, [ids, view]);
}
