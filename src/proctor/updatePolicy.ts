import type { Viewer } from '../auth/viewer.js';
import type { Exam } from '../domain/exam.js';
import { changePolicy, type PolicyChange } from '../domain/examPolicy/policyChange.js';
import type { PolicyMistake } from '../domain/examPolicy/ranges.js';
import { KNOWN_LABELS } from '../domain/labels.js';
import type { EventLog } from '../events/eventLog.js';
import { VersionConflict } from '../store/store.js';
import { actorOf } from './actor.js';
import type { World } from './changeSession.js';
import { getExam } from './exams.js';

export type UpdatePolicyResult =
  | { readonly status: 'updated'; readonly exam: Exam }
  | { readonly status: 'rejected'; readonly mistakes: readonly PolicyMistake[] }
  | { readonly status: 'updatedMeanwhile'; readonly exam: Exam };

/** Somebody else may change it meanwhile; more often than this means that something is wrong. */
const MAX_ATTEMPTS = 5;

/**
 * Changes what is asked of an exam's frames, from the next frame on. Either the whole change is made, or none of it and
 * every mistake is named.
 * @param seen the version that the change was made from; where it is another one by now, nothing is changed
 * @throws ProctorError FORBIDDEN, NOT_FOUND
 */
export async function updatePolicy(
  { store, log, now }: World,
  viewer: Viewer,
  examId: string,
  change: PolicyChange,
  seen?: number,
): Promise<UpdatePolicyResult> {
  for (let attempt = 1; ; attempt++) {
    const exam = await getExam(store, viewer, examId);
    if (seen !== undefined && seen !== exam.policy.version) return { status: 'updatedMeanwhile', exam };
    const verdict = changePolicy(exam.policy, change, KNOWN_LABELS);
    if (!verdict.ok) return { status: 'rejected', mistakes: verdict.mistakes };
    await announcePolicy(log, exam);
    const lastPolicyChange = { at: new Date(now()).toISOString(), by: actorOf(viewer) };
    const changed = { ...exam, policy: verdict.policy, lastPolicyChange };
    try {
      await store.exams.update(changed);
      await announcePolicy(log, changed);
      return { status: 'updated', exam: changed };
    } catch (error) {
      if (!(error instanceof VersionConflict) || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}

/**
 * Tells of the policy's last change. Telling it again changes nothing: so it is told before the next change, and at the
 * start, for what a crash left untold.
 */
export async function announcePolicy(log: EventLog, { id: examId, policy, lastPolicyChange }: Exam): Promise<void> {
  if (!lastPolicyChange) return;
  const { at: occurredAt, by } = lastPolicyChange;
  const { version } = policy;
  await log.append(examId, [{ type: 'PolicyChanged', key: `policy/${version}`, examId, occurredAt, by, version }]);
}
