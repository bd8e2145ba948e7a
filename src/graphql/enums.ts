/** Between the schema's enum values and the domain's names. */
import type { ExamEventType } from '../domain/events.js';
import type { Engine, ExamEventType as ExamEventTypeValue } from './generated/resolvers.js';

const EVENT_TYPES: Readonly<Record<ExamEventTypeValue, ExamEventType>> = {
  SESSION_STARTED: 'SessionStarted',
  SESSION_PAUSED: 'SessionPaused',
  SESSION_RESUMED: 'SessionResumed',
  SESSION_EXTENDED: 'SessionExtended',
  SESSION_ENDED: 'SessionEnded',
  FRAME_PROCESSED: 'FrameProcessed',
  INCIDENT_OPENED: 'IncidentOpened',
  INCIDENT_UPDATED: 'IncidentUpdated',
  INCIDENT_CLOSED: 'IncidentClosed',
  FACE_ENROLLED: 'FaceEnrolled',
  FACE_DELETED: 'FaceDeleted',
  INCIDENT_REVIEWED: 'IncidentReviewed',
  NOTE_WRITTEN: 'NoteWritten',
  MESSAGE_SENT: 'MessageSent',
  EVIDENCE_VIEWED: 'EvidenceViewed',
  SESSION_EXPORTED: 'SessionExported',
  POLICY_CHANGED: 'PolicyChanged',
  CANDIDATE_ERASED: 'CandidateErased',
};

export function toEventType(value: ExamEventTypeValue): ExamEventType {
  return EVENT_TYPES[value];
}

export function toEngine(name: string): Engine {
  if (name === 'cascade') return 'CASCADE';
  return name === 'rekognition' ? 'REKOGNITION' : 'EMBEDDED';
}
