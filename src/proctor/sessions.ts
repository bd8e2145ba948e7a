import type { Viewer } from '../auth/viewer.js';
import type { Exam } from '../domain/exam.js';
import type { Incident } from '../domain/incidents/incident.js';
import { openIncidents as openIn } from '../domain/incidents/watch.js';
import type { Session } from '../domain/session.js';
import { endsAt } from '../domain/sessionLife.js';
import type { Store } from '../store/store.js';
import { getExam, isStaff } from './exams.js';
import { requireCandidate } from './input.js';

/** One candidate's session, if a frame has started it. @throws ProctorError FORBIDDEN, NOT_FOUND, BAD_USER_INPUT */
export async function session(
  store: Store,
  viewer: Viewer,
  examId: string,
  candidateId: string | undefined,
): Promise<Session | undefined> {
  const whose = requireCandidate(viewer, candidateId);
  const exam = await getExam(store, viewer, examId);
  return await store.sessions.get(exam.id, whose);
}

/** The exam's sessions that the viewer may see, the most recently active first. */
export async function sessions(store: Store, viewer: Viewer, exam: Exam): Promise<readonly Session[]> {
  if (isStaff(viewer)) {
    const all = await store.sessions.ofExam(exam.id);
    return all.toSorted((a, b) => lastActivity(b).localeCompare(lastActivity(a)));
  }
  const own = await store.sessions.get(exam.id, viewer.sub);
  return own ? [own] : [];
}

/** When the session's time is up, as the exam's policy is now: ISO 8601. */
export async function sessionEndsAt(store: Store, session: Session): Promise<string | undefined> {
  const exam = await store.exams.get(session.examId);
  return exam && endsAt(session, exam.policy.durationMinutes);
}

/** A candidate is told what to do, never what is thought of them: incidents are for staff. */
export function openIncidents(viewer: Viewer, { watch }: Session): readonly Incident[] {
  return watch && isStaff(viewer) ? openIn(watch) : [];
}

function lastActivity(session: Session): string {
  return session.lastFrame?.processedAt ?? session.startedAt;
}
