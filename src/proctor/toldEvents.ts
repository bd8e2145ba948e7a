import { withoutOthersName } from '../domain/checks.js';
import type { ExamEvent, FrameProcessed } from '../domain/events.js';

const TOLD = ['MessageSent', 'SessionPaused', 'SessionResumed', 'SessionExtended', 'SessionEnded'] as const;
const TYPES: ReadonlySet<string> = new Set(TOLD);

/** An event of which a candidate is told: they hear what to do, never what is thought of them. */
export type ToldEvent = Extract<ExamEvent, { readonly type: (typeof TOLD)[number] }>;

/** Whether the event is to be told to those whom it concerns: one candidate, or everybody. */
export function isTold(event: ExamEvent): event is ToldEvent {
  return TYPES.has(event.type);
}

/** Who else is enrolled is nothing that a candidate may find out by holding a picture before the camera. */
export function withoutStrangers<Event extends FrameProcessed>(frame: Event): Event {
  return { ...frame, checks: withoutOthersName(frame.checks) };
}
