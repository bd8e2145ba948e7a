/** All that is kept of one session, gathered. */
import { type CheckShare, sharesOf } from '../domain/checkShares.js';
import type { ExamEvent } from '../domain/events.js';
import type { Exam } from '../domain/exam.js';
import { type ExamPolicy, policyFor } from '../domain/examPolicy/examPolicy.js';
import type { IncidentRecord } from '../domain/incidents/incidentRecord.js';
import { type Risk, riskOf } from '../domain/risk.js';
import type { Session } from '../domain/session.js';
import type { EventLog } from '../events/eventLog.js';
import type { World } from './changeSession.js';
import { byFrame, type KeptFrame } from './evidence.js';
import { readEventsAbout } from './readEvents.js';

export interface SessionFacts {
  readonly exam: Pick<Exam, 'id' | 'title'>;
  /** Without what is different for other candidates. */
  readonly policy: ExamPolicy;
  readonly session: Session;
  /** The full names under which the candidate is enrolled. */
  readonly names: readonly string[];
  readonly risk: Risk;
  readonly incidents: readonly FiledIncident[];
  readonly checks: readonly CheckShare[];
  /** Those that concern the candidate, and those that concern everybody. */
  readonly events: readonly ExamEvent[];
}

export interface FiledIncident extends IncidentRecord {
  readonly evidence: readonly KeptFrame[];
}

export async function gatherFacts({ store, log }: World, exam: Exam, session: Session): Promise<SessionFacts> {
  const { candidateId } = session;
  const [faces, records, events] = await Promise.all([
    store.faces.ofCandidate(candidateId),
    store.incidents.ofSession(exam.id, session.id),
    readAbout(log, exam.id, candidateId),
  ]);
  const incidents = await Promise.all(
    records.map(async (record) => {
      const kept = await store.evidence.ofIncident(session.id, record.incident.id);
      return { ...record, evidence: byFrame(kept) };
    }),
  );
  const accommodations = exam.policy.accommodations.filter((one) => one.candidateId === candidateId);
  return {
    exam: { id: exam.id, title: exam.title },
    policy: { ...exam.policy, accommodations },
    session,
    names: [...new Set(faces.map(({ fullName }) => fullName))],
    risk: riskOf(records, policyFor(exam.policy, candidateId)),
    incidents,
    checks: sharesOf(events.filter((event) => event.type === 'FrameProcessed')),
    events,
  };
}

async function readAbout(log: EventLog, examId: string, candidateId: string): Promise<readonly ExamEvent[]> {
  const events: ExamEvent[] = [];
  for await (const { entries } of readEventsAbout(log, examId, [candidateId, undefined])) events.push(...entries);
  return events;
}
