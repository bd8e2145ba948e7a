import { Mark, type Tone } from '../design/Mark.js';
import type { Severity } from './state/examState.js';

const TONES: Readonly<Record<Severity, Tone>> = { HIGH: 'alarm', MEDIUM: 'caution', LOW: 'note' };

/** By shape and colour; the word stands beside it. */
export function SeverityMark({ severity }: { readonly severity: Severity }) {
  return <Mark tone={TONES[severity]} />;
}

export function toneOf(severity: Severity): Tone {
  return TONES[severity];
}
