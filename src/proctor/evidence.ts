import { randomUUID } from 'node:crypto';
import type { Viewer } from '../auth/viewer.js';
import type { Evidence } from '../domain/evidence.js';
import type { EvidenceRole } from '../domain/incidents/advance.js';
import { actorOf } from './actor.js';
import type { World } from './changeSession.js';
import { ProctorError } from './errors.js';
import { incident } from './incidents.js';

/** A frame that is kept, in all its roles. */
export type KeptFrame = Omit<Evidence, 'role'> & { readonly roles: readonly EvidenceRole[] };

/**
 * The frames kept of an incident, in the order in which they were taken. That they were looked at is recorded before they
 * are given out; where there are none, nobody has looked at anything.
 * @throws ProctorError NOT_FOUND, FORBIDDEN
 */
export async function evidence(
  { store, log, now }: World,
  viewer: Viewer,
  examId: string,
  incidentId: string,
): Promise<readonly KeptFrame[]> {
  const record = await incident(store, viewer, examId, incidentId);
  if (!record) throw new ProctorError('NOT_FOUND', 'There is no incident of this id in the exam.');
  const { candidateId, sessionId } = record;
  const kept = byFrame(await store.evidence.ofIncident(sessionId, incidentId));
  if (kept.length === 0) return [];
  await log.append(examId, [
    {
      type: 'EvidenceViewed',
      key: `viewed/${randomUUID()}`,
      examId,
      occurredAt: new Date(now()).toISOString(),
      candidateId,
      sessionId,
      by: actorOf(viewer),
      incidentId,
    },
  ]);
  return kept;
}

/** What was kept of one incident or of several, each frame once, in the order in which they were taken. */
export function byFrame(kept: readonly Evidence[]): readonly KeptFrame[] {
  const frames = new Map<string, KeptFrame>();
  for (const { role, ...frame } of kept.toSorted((one, other) => ROLES.indexOf(one.role) - ROLES.indexOf(other.role))) {
    const key = JSON.stringify([frame.incidentId, frame.frameId]);
    frames.set(key, { ...frame, roles: [...(frames.get(key)?.roles ?? []), role] });
  }
  return [...frames.values()].sort((one, other) => Date.parse(one.capturedAt) - Date.parse(other.capturedAt));
}

const ROLES: readonly EvidenceRole[] = ['OPENING', 'WORST', 'LAST'];
