/**
 * Forgetting a candidate in what is kept of exams. What happened stays, with its times, counts and durations, as that of
 * somebody whom a pseudonym stands for; ids of the candidate's making become others, texts by and to people become one
 * word. Pure; whatever tells nothing of the candidate is given back as it is, the very same object.
 */
import type { Actor } from './actor.js';
import type { Check } from './checks.js';
import type { ExamEvent, NewEvent } from './events.js';
import type { ExamPolicy } from './examPolicy/examPolicy.js';
import { forgetPersonInWatch } from './incidents/forgetPerson.js';
import type { FrameReference, Incident } from './incidents/incident.js';
import type { IncidentRecord } from './incidents/incidentRecord.js';
import type { Review } from './incidents/review.js';
import { newWatch } from './incidents/watch.js';
import type { Session, SessionState } from './session.js';

export interface Erasure {
  readonly candidateId: string;
  /** Stands for the candidate from now on. */
  readonly pseudonym: string;
  /** Full names under which the candidate was recognised. */
  readonly names: ReadonlySet<string>;
  /** Another id for one that the candidate's client made: always the same for the same, and telling nothing of it. */
  readonly replaceId: (id: string) => string;
}

/** Stands where a text or a name stood. */
export const ERASED = 'Erased';

/** What the recognition of a person says where nobody is named. */
const NOBODY: ReadonlySet<string> = new Set(['0', 'Server error', 'Not asked']);

export function eraseInEvent<T extends NewEvent | ExamEvent>(event: T, erasure: Erasure): T {
  const changed = event.candidateId === erasure.candidateId ? eraseOwn(event, erasure) : eraseInOthers(event, erasure);
  // What comes back has the type that was given, other strings, and the id if there was one.
  return changed as T;
}

/** The candidate's own event. Its key goes too, for ids of frames and messages are in it. */
function eraseOwn(event: NewEvent, erasure: Erasure): NewEvent {
  const { pseudonym: candidateId, replaceId } = erasure;
  const own = { ...eraseActor(event, erasure), candidateId, key: `erased/${replaceId(event.key)}` };
  switch (own.type) {
    case 'FrameProcessed':
      return { ...own, frameId: replaceId(own.frameId), checks: own.checks.map(eraseName) };
    case 'IncidentOpened':
    case 'IncidentUpdated':
    case 'IncidentClosed':
      return { ...own, incident: eraseOwnIncident(own.incident, erasure) };
    case 'IncidentReviewed':
      return { ...own, review: eraseOwnReview(own.review, erasure) };
    case 'FaceEnrolled':
    case 'FaceDeleted':
      return { ...own, externalImageId: replaceId(own.externalImageId) };
    case 'NoteWritten':
    case 'MessageSent':
      return { ...own, text: ERASED };
    case 'SessionEnded':
      return own.reason === undefined ? own : { ...own, reason: ERASED };
    default:
      return own;
  }
}

/** Somebody else's event, or everybody's: the candidate may be named as the one who sat there, or have done something. */
function eraseInOthers(event: NewEvent, erasure: Erasure): NewEvent {
  const others = eraseActor(event, erasure);
  switch (others.type) {
    case 'FrameProcessed': {
      const checks = mapChanged(others.checks, (check) => eraseImpostor(check, erasure));
      return checks === others.checks ? others : { ...others, checks };
    }
    case 'IncidentOpened':
    case 'IncidentUpdated':
    case 'IncidentClosed': {
      const incident = eraseInIncident(others.incident, erasure);
      return incident === others.incident ? others : { ...others, incident };
    }
    case 'IncidentReviewed': {
      const review = eraseReviewer(others.review, erasure);
      return review === others.review ? others : { ...others, review };
    }
    default:
      return others;
  }
}

/** Full names under which the candidate was recognised, in their own session or in another's. */
export function namesIn(event: NewEvent, candidateId: string): readonly string[] {
  if (event.type === 'FrameProcessed' && event.candidateId === candidateId) {
    return event.checks
      .filter((check) => isRecognition(check) && check.status === 'PASS')
      .map(({ details }) => details);
  }
  if (!('incident' in event)) return [];
  const { finding } = event.incident;
  if (finding.kind !== 'SOMEBODY_ELSE') return [];
  return finding.people.filter((person) => person.candidateId === candidateId).map(({ fullName }) => fullName);
}

export function eraseInRecord(record: IncidentRecord, erasure: Erasure): IncidentRecord {
  const { incident, review } = record;
  if (record.candidateId === erasure.candidateId) {
    return {
      ...record,
      candidateId: erasure.pseudonym,
      incident: eraseOwnIncident(incident, erasure),
      ...(review && { review: eraseOwnReview(review, erasure) }),
    };
  }
  const changed = eraseInIncident(incident, erasure);
  const reviewed = review && eraseReviewer(review, erasure);
  if (changed === incident && reviewed === review) return record;
  return { ...record, incident: changed, ...(reviewed && { review: reviewed }) };
}

/**
 * The candidate's own session, which must be over: without all that is only of use while frames come. What it says of
 * reviews stays, so that its incidents can be judged as before.
 */
export function eraseOwnSession(session: Session, erasure: Erasure): Session {
  const { watch, state, extensionIds: _, callBudget: __, ...kept } = session;
  return {
    ...kept,
    candidateId: erasure.pseudonym,
    state: eraseReason(state),
    ...(watch && { watch: { ...newWatch(session.id), incidents: watch.incidents } }),
    outbox: [],
  };
}

/** Another candidate's session, its outbox included. */
export function eraseInSession(session: Session, erasure: Erasure): Session {
  const outbox = mapChanged(session.outbox, (event) => eraseInEvent(event, erasure));
  const watch = session.watch && eraseInWatch(session.watch, erasure);
  if (outbox === session.outbox && watch === session.watch) return session;
  return { ...session, outbox, ...(watch && { watch }) };
}

/** The policy without what was different for the candidate. */
export function eraseInPolicy(policy: ExamPolicy, candidateId: string): ExamPolicy {
  const accommodations = policy.accommodations.filter((one) => one.candidateId !== candidateId);
  return accommodations.length === policy.accommodations.length ? policy : { ...policy, accommodations };
}

/** What the candidate did, as a proctor say: somebody did it. */
export function eraseDeed(by: Actor, { candidateId, pseudonym }: Erasure): Actor {
  return by.id === candidateId ? { id: pseudonym } : by;
}

function eraseActor<T extends NewEvent>(event: T, erasure: Erasure): T {
  if (!('by' in event)) return event;
  const by = eraseDeed(event.by, erasure);
  return by === event.by ? event : { ...event, by };
}

function eraseReviewer(review: Review, erasure: Erasure): Review {
  const by = eraseDeed(review.by, erasure);
  return by === review.by ? review : { ...review, by };
}

function eraseOwnReview(review: Review, erasure: Erasure): Review {
  const erased = eraseReviewer(review, erasure);
  return erased.reason === undefined ? erased : { ...erased, reason: ERASED };
}

function eraseOwnIncident(incident: Incident, erasure: Erasure): Incident {
  const erased = eraseInIncident(incident, erasure);
  if (!erased.frames) return erased;
  const replace = <T extends FrameReference>(frame: T): T => ({ ...frame, frameId: erasure.replaceId(frame.frameId) });
  const { opening, worst, last } = erased.frames;
  return { ...erased, frames: { opening: replace(opening), worst: replace(worst), last: replace(last) } };
}

/** That somebody else was there remains. */
function eraseInIncident(incident: Incident, { candidateId, names }: Erasure): Incident {
  const { finding } = incident;
  if (finding.kind !== 'SOMEBODY_ELSE') return incident;
  const isMeant = (person: { readonly fullName: string; readonly candidateId?: string }) =>
    person.candidateId === candidateId || (person.candidateId === undefined && names.has(person.fullName));
  if (!finding.people.some(isMeant)) return incident;
  return { ...incident, finding: { ...finding, people: finding.people.filter((person) => !isMeant(person)) } };
}

function eraseInWatch(watch: NonNullable<Session['watch']>, { candidateId }: Erasure): NonNullable<Session['watch']> {
  const forgotten = forgetPersonInWatch(watch, candidateId);
  return JSON.stringify(forgotten) === JSON.stringify(watch) ? watch : forgotten;
}

function eraseReason(state: SessionState): SessionState {
  return state.status === 'TERMINATED' ? { ...state, reason: ERASED } : state;
}

/** Of the candidate's own frames: whoever was recognised. */
function eraseName(check: Check): Check {
  return isRecognition(check) && !NOBODY.has(check.details) ? { ...check, details: ERASED } : check;
}

/** Of another's frames: namesakes who passed in their own session are themselves. */
function eraseImpostor(check: Check, { names }: Erasure): Check {
  return isRecognition(check) && check.status !== 'PASS' && names.has(check.details)
    ? { ...check, details: '0' }
    : check;
}

function isRecognition({ name }: Check): boolean {
  return name === 'PERSON_RECOGNITION';
}

/** The same array where nothing changed. */
function mapChanged<T>(items: readonly T[], change: (item: T) => T): readonly T[] {
  const changed = items.map(change);
  return changed.every((item, index) => item === items[index]) ? items : changed;
}
