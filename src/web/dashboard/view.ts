/** How one looks at the exam at the moment: nothing of it concerns anybody else. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { EVERYTHING, type Filter } from './state/queue.js';

export interface View {
  readonly filter: Filter;
  /** The card that keys act on. */
  readonly selectedId: string | undefined;
  /** A judgement that waits for its reason. */
  readonly deciding: { readonly incidentId: string; readonly verdict: 'CONFIRMED' | 'DISMISSED' } | undefined;
  /** The incident whose pictures are shown. */
  readonly lookingAt: string | undefined;
  /** Where there is room for one only. */
  readonly pane: 'queue' | 'stage';
  readonly dialog: 'keys' | 'everybody' | 'enrol' | undefined;
}

/** @param pane what is shown first where there is room for one only */
export function createView(pane: View['pane']): StoreApi<View> {
  return createStore<View>(() => ({
    filter: EVERYTHING,
    selectedId: undefined,
    deciding: undefined,
    lookingAt: undefined,
    pane,
    dialog: undefined,
  }));
}
