import DataLoader from 'dataloader';
import type { Viewer } from '../auth/viewer.js';
import type { Exam } from '../domain/exam.js';
import { type ExamPolicy, policyFor } from '../domain/examPolicy/examPolicy.js';
import { changePolicy, type PolicyChange } from '../domain/examPolicy/policyChange.js';
import type { IncidentRecord } from '../domain/incidents/incidentRecord.js';
import { KNOWN_LABELS } from '../domain/labels.js';
import { type Risk, riskOf } from '../domain/risk.js';
import type { Session } from '../domain/session.js';
import type { Store } from '../store/store.js';
import { ProctorError } from './errors.js';
import { requireStaff } from './exams.js';

/** What the risk of a session follows from. */
interface Grounds {
  readonly exam: Exam;
  readonly records: readonly IncidentRecord[];
}

/**
 * How much there is to look at in sessions, from their recorded incidents.
 *
 * What is asked of several sessions at once, as for a dashboard full of them, is read at once. Nothing is remembered from
 * one time to the next.
 */
export function createRiskReader(store: Store) {
  const grounds = new DataLoader<Session, Grounds>((sessions) => readGrounds(store, sessions), {
    cache: false,
    maxBatchSize: 1_000,
  });

  /**
   * @param change as if the exam's policy had been changed like this
   * @throws ProctorError FORBIDDEN, BAD_USER_INPUT
   */
  return async function risk(viewer: Viewer, session: Session, change: PolicyChange | undefined): Promise<Risk> {
    requireStaff(viewer);
    const { exam, records } = await grounds.load(session);
    const policy = change ? changed(exam.policy, change) : exam.policy;
    return riskOf(records, policyFor(policy, session.candidateId));
  };
}

/** @throws ProctorError BAD_USER_INPUT, with every mistake */
function changed(current: ExamPolicy, change: PolicyChange): ExamPolicy {
  const verdict = changePolicy(current, change, KNOWN_LABELS);
  if (verdict.ok) return verdict.policy;
  const mistakes = verdict.mistakes.map(({ path, message }) => `${path}: ${message}`);
  throw new ProctorError('BAD_USER_INPUT', `The policy can't be changed like this. ${mistakes.join(' ')}`);
}

async function readGrounds(store: Store, sessions: readonly Session[]): Promise<readonly Grounds[]> {
  const idsByExam = new Map<string, Set<string>>();
  for (const { examId, id } of sessions) idsByExam.set(examId, (idsByExam.get(examId) ?? new Set()).add(id));
  const found = await Promise.all([...idsByExam].map(([examId, ids]) => readExam(store, examId, ids)));
  const bySession = new Map(found.flat());
  return sessions.map(({ id }) => {
    const grounds = bySession.get(id);
    if (!grounds) throw new Error('A session was asked about and not answered.');
    return grounds;
  });
}

/** Asked for more of its sessions than this, all incidents of an exam cost less than those of each session alone. */
const MANY = 4;

async function readExam(
  store: Store,
  examId: string,
  sessionIds: ReadonlySet<string>,
): Promise<readonly (readonly [sessionId: string, grounds: Grounds])[]> {
  const [exam, all] = await Promise.all([
    store.exams.get(examId),
    sessionIds.size > MANY ? ofExam(store, examId) : ofSessions(store, examId, sessionIds),
  ]);
  if (!exam) throw new ProctorError('NOT_FOUND', 'There is no exam of this id.');
  const bySession = new Map<string, IncidentRecord[]>([...sessionIds].map((id) => [id, []]));
  for (const record of all) bySession.get(record.sessionId)?.push(record);
  return [...bySession].map(([id, records]) => [id, { exam, records }]);
}

async function ofExam(store: Store, examId: string): Promise<readonly IncidentRecord[]> {
  const records: IncidentRecord[] = [];
  for await (const record of store.incidents.ofExam(examId)) records.push(record);
  return records;
}

async function ofSessions(
  store: Store,
  examId: string,
  sessionIds: ReadonlySet<string>,
): Promise<readonly IncidentRecord[]> {
  const found = await Promise.all([...sessionIds].map((id) => store.incidents.ofSession(examId, id)));
  return found.flat();
}
