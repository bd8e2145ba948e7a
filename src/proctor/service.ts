/** The proctor service: everything the product can do, behind one small interface that knows of no transport. */
import type { Viewer } from '../auth/viewer.js';
import type { ExamEvent } from '../domain/events.js';
import type { Exam } from '../domain/exam.js';
import type { ExamPolicy } from '../domain/examPolicy/examPolicy.js';
import type { PolicyChange } from '../domain/examPolicy/policyChange.js';
import type { Face } from '../domain/face.js';
import type { Incident } from '../domain/incidents/incident.js';
import type { Session } from '../domain/session.js';
import type { EventLog } from '../events/eventLog.js';
import type { Store } from '../store/store.js';
import type { Picture, VisionEngine } from '../vision/engine.js';
import { createAdmission } from './admission.js';
import { type ExamEventFilter, examEvents, recentEvents } from './examEvents.js';
import { createExam, exams, getExam, type NewExam } from './exams.js';
import { deleteFace, face, faces } from './faces.js';
import { translateFailure } from './failures.js';
import { createFeedWatch } from './feedWatch.js';
import { createFaceIndexer, type IndexFaceInput, type IndexFaceResult } from './indexFace.js';
import { createFrameProcessor, type ProcessedFrame, type ProcessFrameInput } from './processFrame.js';
import { recover } from './recovery.js';
import {
  endSession,
  pauseSession,
  resumeSession,
  type SessionInput,
  type StartSessionInput,
  startSession,
  terminateSession,
} from './sessionActions.js';
import { openIncidents, session, sessions } from './sessions.js';
import { type UpdatePolicyResult, updatePolicy } from './updatePolicy.js';

/** What the service stands on. */
export interface Dependencies {
  readonly store: Store;
  readonly log: EventLog;
  readonly engine: VisionEngine;
  /** Reads a picture's header. @throws BadPicture, PictureTooLarge */
  readonly readPicture: (bytes: Uint8Array) => Promise<Picture>;
  /** What a new exam begins with. */
  readonly policy: ExamPolicy;
  readonly collectionId: string;
  readonly about: About;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told of failures that nobody waits for. */
  readonly onProblem: (error: unknown) => void;
}

/** What a client may want to know of the server it talks to. */
export interface About {
  readonly version: string;
  readonly engine: string;
  readonly identityProvider: 'EMBEDDED' | 'COGNITO' | 'OIDC';
}

/** Every method throws `ProctorError` for what a caller can act on. */
export interface ProctorService extends AsyncDisposable {
  readonly about: About;
  indexFace(viewer: Viewer, input: IndexFaceInput): Promise<IndexFaceResult>;
  deleteFace(viewer: Viewer, externalImageId: string): Promise<Face>;
  face(externalImageId: string): Promise<Face | undefined>;
  faces(candidateId: string): Promise<readonly Face[]>;
  processFrame(viewer: Viewer, input: ProcessFrameInput): Promise<ProcessedFrame>;
  createExam(input: NewExam): Promise<Exam>;
  exam(viewer: Viewer, examId: string): Promise<Exam>;
  exams(viewer: Viewer): Promise<readonly Exam[]>;
  updatePolicy(viewer: Viewer, examId: string, change: PolicyChange): Promise<UpdatePolicyResult>;
  openIncidents(viewer: Viewer, session: Session): readonly Incident[];
  /** The place in the exam's history from which a subscriber follows what happens later. */
  cursor(exam: Exam): Promise<string>;
  session(viewer: Viewer, examId: string, candidateId: string | undefined): Promise<Session | undefined>;
  sessions(viewer: Viewer, exam: Exam): Promise<readonly Session[]>;
  recentEvents(viewer: Viewer, exam: Exam, limit: number): Promise<readonly ExamEvent[]>;
  startSession(viewer: Viewer, input: StartSessionInput): Promise<Session>;
  endSession(viewer: Viewer, input: SessionInput): Promise<Session>;
  pauseSession(viewer: Viewer, input: SessionInput): Promise<Session>;
  resumeSession(viewer: Viewer, input: SessionInput): Promise<Session>;
  terminateSession(viewer: Viewer, input: SessionInput & { readonly reason: string }): Promise<Session>;
  /** To be called once at the start; see `recovery.ts`. */
  recover(): Promise<void>;
  /** Resolves once the viewer may listen and the cursor is good; the events follow. */
  examEvents(
    viewer: Viewer,
    examId: string,
    options: { readonly after?: string; readonly filter?: ExamEventFilter },
  ): Promise<AsyncIterableIterator<ExamEvent>>;
}

export function createProctorService(dependencies: Dependencies): ProctorService {
  const { store, log, engine } = dependencies;
  const admission = createAdmission({ concurrency: engine.concurrency, now: dependencies.now });
  const indexFace = createFaceIndexer(dependencies);
  const feeds = createFeedWatch(dependencies, dependencies.onProblem);
  const processFrame = createFrameProcessor({ ...dependencies, admission, feeds });
  return translateFailure({
    about: dependencies.about,
    indexFace,
    processFrame,
    deleteFace: (viewer, externalImageId) => deleteFace(dependencies, viewer, externalImageId),
    face: (externalImageId) => face(store, externalImageId),
    faces: (candidateId) => faces(store, candidateId),
    createExam: (input) => createExam(dependencies, input),
    exam: (viewer, examId) => getExam(store, viewer, examId),
    exams: (viewer) => exams(store, viewer),
    updatePolicy: (viewer, examId, change) => updatePolicy(store, viewer, examId, change),
    openIncidents,
    cursor: (exam) => log.latest(exam.id),
    session: (viewer, examId, candidateId) => session(store, viewer, examId, candidateId),
    sessions: (viewer, exam) => sessions(store, viewer, exam),
    recentEvents: (viewer, exam, limit) => recentEvents(log, viewer, exam, limit),
    startSession: (viewer, input) => startSession(dependencies, viewer, input),
    endSession: (viewer, input) => endSession(dependencies, viewer, input),
    pauseSession: (viewer, input) => pauseSession(dependencies, viewer, input),
    resumeSession: (viewer, input) => resumeSession(dependencies, viewer, input),
    terminateSession: (viewer, input) => terminateSession(dependencies, viewer, input),
    recover: () => recover(dependencies, feeds),
    [Symbol.asyncDispose]: () => feeds[Symbol.asyncDispose](),
    examEvents: (viewer, examId, options) => examEvents(dependencies, viewer, examId, options),
  });
}
