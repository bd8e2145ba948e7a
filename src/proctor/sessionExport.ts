import { randomUUID } from 'node:crypto';
import type { Viewer } from '../auth/viewer.js';
import type { Actor } from '../domain/actor.js';
import type { Session } from '../domain/session.js';
import { actorOf } from './actor.js';
import type { World } from './changeSession.js';
import { ProctorError } from './errors.js';
import type { KeptFrame } from './evidence.js';
import { getExam, requireStaff } from './exams.js';
import { requireCandidate } from './input.js';
import { gatherFacts, type SessionFacts } from './sessionFacts.js';
import { sessionReport } from './sessionReport/report.js';

/** All that is kept of one session. */
export interface SessionExport {
  /** Without an ending. */
  readonly fileName: string;
  readonly json: string;
  readonly html: string;
}

/** Who took it away, and when: ISO 8601. */
export interface ExportNote {
  readonly by: Actor;
  readonly at: string;
}

/** That it was taken is recorded before it is given out. @throws ProctorError NOT_FOUND, FORBIDDEN, BAD_USER_INPUT */
export async function sessionExport(
  world: World,
  viewer: Viewer,
  examId: string,
  candidateId: string,
): Promise<SessionExport> {
  requireStaff(viewer);
  const whose = requireCandidate(viewer, candidateId);
  const exam = await getExam(world.store, viewer, examId);
  const session = await world.store.sessions.get(exam.id, whose);
  if (!session) throw new ProctorError('NOT_FOUND', 'There is no such session.');
  const note: ExportNote = { by: actorOf(viewer), at: new Date(world.now()).toISOString() };
  await recordExport(world, session, note);
  const facts = await gatherFacts(world, exam, session);
  return { fileName: fileNameOf(session), json: toJson(facts, note), html: sessionReport(facts, note) };
}

async function recordExport({ log }: World, session: Session, { by, at }: ExportNote): Promise<void> {
  const { id: sessionId, examId, candidateId } = session;
  const key = `exported/${randomUUID()}`;
  await log.append(examId, [{ type: 'SessionExported', key, examId, occurredAt: at, candidateId, sessionId, by }]);
}

/** The ids of candidates may hold anything; a session's begins like no other's. */
function fileNameOf({ id, examId, candidateId }: Session): string {
  const whose = candidateId.replace(/[^A-Za-z0-9]+/g, '-').slice(0, 40);
  return `session_${examId}_${whose}_${id.slice(0, 8)}`;
}

function toJson(facts: SessionFacts, exported: ExportNote): string {
  const {
    watch: _watch,
    outbox: _outbox,
    version: _version,
    reviews: _reviews,
    callBudget: _callBudget,
    ...session
  } = facts.session;
  return JSON.stringify({
    format: 'virtual-proctor/session/1',
    exported,
    exam: facts.exam,
    candidate: { id: session.candidateId, names: facts.names },
    session,
    risk: facts.risk,
    incidents: facts.incidents.map((incident) => ({ ...incident, evidence: incident.evidence.map(withBase64) })),
    checks: facts.checks,
    events: facts.events,
    policy: facts.policy,
  });
}

function withBase64({ picture: { bytes, ...size }, ...frame }: KeptFrame): object {
  return { ...frame, picture: { ...size, mediaType: 'image/jpeg', base64: Buffer.from(bytes).toString('base64') } };
}
