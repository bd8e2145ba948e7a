import { useEffect } from 'react';
import type { SittingState } from '../../sitting.js';
import { STRINGS } from '../../strings.js';
import type { Trouble } from './trouble.js';

const WORDS = STRINGS.exam;

/** The title of the tab tells a candidate who looks at another one that there is something to see here. */
export function useTitle({ messages, isPaused }: SittingState, troubles: readonly Trouble[]): void {
  const unread = messages.filter(({ isRead }) => !isRead).length;
  const title = titleOf({ unread, isTroubled: troubles.length > 0, isPaused });
  useEffect(() => {
    document.title = title;
  }, [title]);
}

interface Glance {
  readonly unread: number;
  readonly isTroubled: boolean;
  readonly isPaused: boolean;
}

function titleOf({ unread, isTroubled, isPaused }: Glance): string {
  if (isTroubled) return WORDS.troubleTitle;
  if (unread > 0) return WORDS.unreadTitle(unread);
  return isPaused ? WORDS.pausedTitle : WORDS.title;
}
