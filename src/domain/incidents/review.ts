/** What proctors made of an incident. The last word counts; all of them stand in the exam's history. */
import type { Actor } from '../actor.js';
import type { Severity } from './kinds.js';

export const REVIEW_VERDICTS = ['NONE', 'ACKNOWLEDGED', 'CONFIRMED', 'DISMISSED'] as const;

/** `NONE` takes an earlier verdict back. A dismissed incident adds nothing to the risk. */
export type ReviewVerdict = (typeof REVIEW_VERDICTS)[number];

export interface Review {
  readonly verdict: ReviewVerdict;
  /** Why; dismissals and confirmations have one. Free text, to be erased with the candidate. */
  readonly reason?: string;
  readonly by: Actor;
  /** ISO 8601, by the server's clock. */
  readonly at: string;
  /** Of the incident when it was judged: it may rise afterwards. */
  readonly severity: Severity;
  /** 1 for the first review of an incident; grows by one with each. */
  readonly revision: number;
}
