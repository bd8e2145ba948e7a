import { CHECK_NAMES, type CheckName, type CheckStatus, type UnknownReason } from './checks.js';
import type { FrameProcessed } from './events.js';

/** How a check came out over the frames of a session: how many frames of each. */
export interface CheckShare extends Readonly<Record<CheckStatus, number>> {
  readonly name: CheckName;
  /** Why it was unknown, of those frames. */
  readonly unknownReasons: { readonly [K in UnknownReason]?: number };
}

export function sharesOf(frames: readonly Pick<FrameProcessed, 'checks'>[]): readonly CheckShare[] {
  const checks = frames.flatMap((frame) => frame.checks);
  return CHECK_NAMES.map((name) => {
    const ofName = checks.filter((check) => check.name === name);
    const count = (status: CheckStatus) => ofName.filter((check) => check.status === status).length;
    const unknownReasons: { [K in UnknownReason]?: number } = {};
    for (const { unknownReason } of ofName) {
      if (unknownReason) unknownReasons[unknownReason] = (unknownReasons[unknownReason] ?? 0) + 1;
    }
    return { name, PASS: count('PASS'), FAIL: count('FAIL'), UNKNOWN: count('UNKNOWN'), unknownReasons };
  });
}
