/**
 * Looking before anything is erased: where the candidate appears, under which names, and how often. All that is written
 * down first, so that an erasure that goes on after a failure does the same, and its receipt still tells it all.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Actor } from '../../domain/actor.js';
import { type Erasure, eraseInEvent, eraseInPolicy, eraseInRecord, namesIn } from '../../domain/erasure.js';
import type { ExamEvent } from '../../domain/events.js';
import type { Exam } from '../../domain/exam.js';
import { end } from '../../domain/sessionLife.js';
import { type ErasureInExam, type ErasureRecord, VersionConflict } from '../../store/store.js';
import { changeSession, type World } from '../changeSession.js';
import type { SessionKey } from '../sessionKey.js';
import { erasureOf } from './pseudonyms.js';

/** The plan of an erasure that was begun, or a new one; with it, the candidate's sessions are over. */
export async function planOf(world: World, candidateId: string, by: Actor): Promise<ErasureRecord> {
  const begun = await world.store.erasures.get(candidateId);
  if (begun) return begun;
  for (const { id: examId } of await world.store.exams.list()) await endSession(world, { examId, candidateId }, by);
  const plan = await makePlan(world, candidateId);
  try {
    await world.store.erasures.put(candidateId, plan);
    return plan;
  } catch (error) {
    if (!(error instanceof VersionConflict)) throw error;
  }
  // Another node has begun the same; there is one pseudonym. By now it may be done there.
  return (await world.store.erasures.get(candidateId)) ?? (await planOf(world, candidateId, by));
}

/** Ends the session, if there is one, so that what follows from its end is looked at with the rest. */
async function endSession(world: World, key: SessionKey, by: Actor): Promise<void> {
  if (!(await world.store.sessions.get(key.examId, key.candidateId))) return;
  await changeSession(world, key, (session, at) => {
    if (!session) throw new VersionConflict('The session is gone.');
    return end(session, { at, by });
  });
}

async function makePlan(world: World, candidateId: string): Promise<ErasureRecord> {
  const exams = await world.store.exams.list();
  const faces = await world.store.faces.ofCandidate(candidateId);
  const names = new Set(faces.map((face) => face.fullName));
  // Somebody else's frame may say nothing but a name, and the name may be found out later: look once for names alone.
  for (const { id } of exams) {
    await lookAtEvents(world, id, (event) => {
      for (const name of namesIn(event, candidateId)) names.add(name);
    });
  }
  const begun = {
    pseudonym: `erased-${randomUUID()}`,
    secret: randomBytes(32).toString('base64'),
    names: [...names],
    faceIds: faces.map((face) => face.externalImageId),
  };
  const erasure = erasureOf(candidateId, begun);
  const planned: ErasureInExam[] = [];
  for (const exam of exams) planned.push(await lookAt(world, exam, erasure));
  return { ...begun, exams: planned };
}

async function lookAt(world: World, exam: Exam, erasure: Erasure): Promise<ErasureInExam> {
  const { store, log } = world;
  const { id: examId } = exam;
  // In this order: of a session that begins later, no event is before the cursor.
  const cursor = await log.latest(examId);
  const session = await store.sessions.get(examId, erasure.candidateId);
  const sessionIds = new Set(session ? [session.id] : []);
  let [events, incidents, pictures] = [0, 0, 0];
  await lookAtEvents(world, examId, (event) => {
    if (eraseInEvent(event, erasure) !== event) events += 1;
    if (event.candidateId === erasure.candidateId && 'sessionId' in event) sessionIds.add(event.sessionId);
  });
  for await (const record of store.incidents.ofExam(examId)) {
    if (eraseInRecord(record, erasure) !== record) incidents += 1;
    if (record.candidateId !== erasure.candidateId) continue;
    sessionIds.add(record.sessionId);
    pictures += (await store.evidence.ofIncident(record.sessionId, record.incident.id)).length;
  }
  const isTouched =
    sessionIds.size + events + incidents > 0 ||
    eraseInPolicy(exam.policy, erasure.candidateId) !== exam.policy ||
    exam.lastPolicyChange?.by.id === erasure.candidateId;
  const counts = { pictures, events, incidents };
  const ids = { sessionIds: [...sessionIds], ...(session && { sessionId: session.id }) };
  return { examId, cursor, ...ids, ...counts, isTouched };
}

async function lookAtEvents({ log }: World, examId: string, look: (event: ExamEvent) => void): Promise<void> {
  await log.rewrite(examId, (event) => {
    look(event);
    return undefined;
  });
}
