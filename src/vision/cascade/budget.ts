/** Whether a session may spend another call. Pure. */
import { type CallBudget, fullBudget, mostAtOnce, spend } from '../../domain/callBudget.js';
import type { Urgency } from './worthAsking.js';

/**
 * What is left now: the session has what all nodes spent, and this node may know of calls for frames that were never recorded.
 * @param known by whoever knows any; without one, nothing was spent
 */
export function leftNow(known: readonly (CallBudget | undefined)[], callsPerHour: number, now: number): CallBudget {
  return known
    .flatMap((budget) => (budget ? [spend(budget, { calls: 0, callsPerHour }, now)] : []))
    .reduce((least, one) => (one.left < least.left ? one : least), fullBudget(callsPerHour, now));
}

/** Half is kept back for what may accuse somebody. */
export function allows({ left }: CallBudget, urgency: Urgency, callsPerHour: number): boolean {
  return left >= 1 && (urgency === 'URGENT' || left >= mostAtOnce(callsPerHour) / 2);
}
