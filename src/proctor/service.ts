/** The proctor service: everything the product can do, behind one small interface that knows of no transport. */
import type { Viewer } from '../auth/viewer.js';
import type { ExamEvent, MessageSent, NoteWritten } from '../domain/events.js';
import type { SmallPicture } from '../domain/evidence.js';
import type { Exam } from '../domain/exam.js';
import type { ExamPolicy } from '../domain/examPolicy/examPolicy.js';
import type { PolicyChange } from '../domain/examPolicy/policyChange.js';
import type { Face } from '../domain/face.js';
import type { Incident } from '../domain/incidents/incident.js';
import type { IncidentRecord } from '../domain/incidents/incidentRecord.js';
import type { Risk } from '../domain/risk.js';
import type { Session } from '../domain/session.js';
import type { EventLog } from '../events/eventLog.js';
import type { LivePictures } from '../pictures/livePictures.js';
import type { Store } from '../store/store.js';
import { type CallPrices, NO_PRICES, NO_TELEMETRY, type Telemetry } from '../telemetry/telemetry.js';
import type { Picture, VisionEngine } from '../vision/engine.js';
import { createAdmission } from './admission.js';
import { createNameReader } from './candidateNames.js';
import { type CandidateNotice, createCandidateNotices, type NoticeOptions } from './candidateNotices.js';
import { createUsageCounter, type EngineUsage } from './engineUsage.js';
import { createEraser, type ErasureReceipt } from './eraseCandidate.js';
import { eventPage } from './eventPages.js';
import { evidence, type KeptFrame } from './evidence.js';
import { type ExamEventFilter, examEvents, type FeedItem, recentEvents } from './examEvents.js';
import { createExam, exams, getExam, type NewExam } from './exams.js';
import { deleteFace, face, faces } from './faces.js';
import { translateFailure } from './failures.js';
import { createFeedWatch } from './feedWatch.js';
import { rememberFrameFacts } from './frameFacts.js';
import { type IncidentFilter, incident, incidents } from './incidents.js';
import { createFaceIndexer, type IndexFaceInput, type IndexFaceResult } from './indexFace.js';
import { type LivePicture, livePicture } from './livePictures.js';
import { measuredAdmission, measuredFrames } from './measuredFrames.js';
import { withMeasuredParts } from './measuredParts.js';
import { type SendMessageInput, sendMessage, type WriteNoteInput, writeNote } from './messages.js';
import type { Page, PageRequest } from './pages.js';
import { createFrameProcessor, type ProcessedFrame, type ProcessFrameInput } from './processFrame.js';
import { createRecovery, tellingOfInterruptions } from './recovery.js';
import { type ReviewIncidentInput, type ReviewIncidentResult, reviewIncident } from './reviewIncident.js';
import { createRiskReader } from './risk.js';
import {
  type ExtendSessionInput,
  endSession,
  extendSession,
  pauseSession,
  resumeSession,
  type SessionInput,
  type StartSessionInput,
  startSession,
  terminateSession,
} from './sessionActions.js';
import { type SessionExport, sessionExport } from './sessionExport.js';
import { sessionKey } from './sessionKey.js';
import { openIncidents, session, sessionEndsAt, sessions } from './sessions.js';
import { type UpdatePolicyResult, updatePolicy } from './updatePolicy.js';
import { createWrittenSessions } from './writtenSessions.js';

/** What the service stands on. */
export interface Dependencies {
  readonly store: Store;
  readonly log: EventLog;
  readonly livePictures: LivePictures;
  readonly engine: VisionEngine;
  /** Reads a picture's header. @throws BadPicture, PictureTooLarge */
  readonly readPicture: (bytes: Uint8Array) => Promise<Picture>;
  /** Makes the small copy that people look at. @throws BadPicture */
  readonly shrinkPicture: (picture: Picture) => Promise<SmallPicture>;
  /** What a new exam begins with. */
  readonly policy: ExamPolicy;
  readonly collectionId: string;
  readonly about: About;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told of failures that nobody waits for. */
  readonly onProblem: (error: unknown) => void;
  /** Left out where nobody watches. */
  readonly telemetry?: Telemetry;
  /** What calls of a service cost that the engine makes use of; nothing, unless set. */
  readonly prices?: CallPrices;
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
  /** By the server's clock: ISO 8601. */
  time(): string;
  indexFace(viewer: Viewer, input: IndexFaceInput): Promise<IndexFaceResult>;
  deleteFace(viewer: Viewer, externalImageId: string): Promise<Face>;
  face(viewer: Viewer, externalImageId: string): Promise<Face | undefined>;
  faces(viewer: Viewer, candidateId: string): Promise<readonly Face[]>;
  processFrame(viewer: Viewer, input: ProcessFrameInput): Promise<ProcessedFrame>;
  createExam(input: NewExam): Promise<Exam>;
  exam(viewer: Viewer, examId: string): Promise<Exam>;
  exams(viewer: Viewer): Promise<readonly Exam[]>;
  /** What a new exam begins with. */
  readonly defaultPolicy: ExamPolicy;
  updatePolicy(viewer: Viewer, examId: string, change: PolicyChange, seen?: number): Promise<UpdatePolicyResult>;
  openIncidents(viewer: Viewer, session: Session): readonly Incident[];
  /** When the session's time is up: ISO 8601; undefined where the exam's policy sets no duration. */
  endsAt(session: Session): Promise<string | undefined>;
  /** The place in the exam's history from which a subscriber follows what happens later. */
  cursor(exam: Exam): Promise<string>;
  session(viewer: Viewer, examId: string, candidateId: string | undefined): Promise<Session | undefined>;
  /** As the newest enrolled face says; null without one, and for whoever is not staff. */
  candidateName(viewer: Viewer, session: Session): Promise<string | null>;
  sessions(viewer: Viewer, exam: Exam): Promise<readonly Session[]>;
  recentEvents(viewer: Viewer, exam: Exam, limit: number): Promise<readonly ExamEvent[]>;
  startSession(viewer: Viewer, input: StartSessionInput): Promise<Session>;
  endSession(viewer: Viewer, input: SessionInput): Promise<Session>;
  pauseSession(viewer: Viewer, input: SessionInput): Promise<Session>;
  resumeSession(viewer: Viewer, input: SessionInput): Promise<Session>;
  extendSession(viewer: Viewer, input: ExtendSessionInput): Promise<Session>;
  terminateSession(viewer: Viewer, input: SessionInput & { readonly reason: string }): Promise<Session>;
  reviewIncident(viewer: Viewer, input: ReviewIncidentInput): Promise<ReviewIncidentResult>;
  sendMessage(viewer: Viewer, input: SendMessageInput): Promise<MessageSent & { readonly id: string }>;
  writeNote(viewer: Viewer, input: WriteNoteInput): Promise<NoteWritten & { readonly id: string }>;
  evidence(viewer: Viewer, examId: string, incidentId: string): Promise<readonly KeptFrame[]>;
  /** The newest frame of a session, for staff; resolves to undefined where none came lately, or none can be had now. */
  livePicture(viewer: Viewer, session: Session): Promise<LivePicture | undefined>;
  risk(viewer: Viewer, session: Session, change?: PolicyChange): Promise<Risk>;
  incident(viewer: Viewer, examId: string, incidentId: string): Promise<IncidentRecord | undefined>;
  incidents(
    viewer: Viewer,
    exam: Exam,
    request: PageRequest & { readonly filter?: IncidentFilter | undefined },
  ): Promise<Page<IncidentRecord>>;
  events(
    viewer: Viewer,
    exam: Exam,
    request: PageRequest & {
      readonly filter?: ExamEventFilter | undefined;
      readonly from?: string | undefined;
      readonly to?: string | undefined;
    },
  ): Promise<Page<ExamEvent>>;
  engineUsage(viewer: Viewer, exam: Exam): Promise<EngineUsage>;
  sessionExport(viewer: Viewer, examId: string, candidateId: string): Promise<SessionExport>;
  eraseCandidate(viewer: Viewer, candidateId: string): Promise<ErasureReceipt>;
  /** To be called once at the start; see `recovery.ts`. */
  recover(): Promise<void>;
  /** Resolves once the viewer may listen and the cursor is good; the events follow. */
  examEvents(
    viewer: Viewer,
    examId: string,
    options: { readonly after?: string; readonly filter?: ExamEventFilter },
  ): Promise<AsyncIterableIterator<FeedItem>>;
  /** Resolves once the viewer may listen and the cursor is good; the notices follow. */
  candidateNotices(
    viewer: Viewer,
    examId: string,
    options: NoticeOptions,
  ): Promise<AsyncIterableIterator<CandidateNotice>>;
}

export function createProctorService(parts: Dependencies): ProctorService {
  const measured = withMeasuredParts(parts);
  const { store: rememberingStore, facts } = rememberFrameFacts(measured.store, measured.now);
  const known = { ...measured, store: rememberingStore, written: createWrittenSessions() };
  const dependencies = tellingOfInterruptions(known, () => recovery.recoverSoon('events'));
  const { store, log, engine, livePictures, telemetry = NO_TELEMETRY } = dependencies;
  const turns = createAdmission({ concurrency: engine.concurrency, now: dependencies.now });
  const admission = measuredAdmission(turns, telemetry);
  const indexFace = createFaceIndexer(dependencies);
  const rememberedExams = { ...store.exams, get: facts.exam };
  const feeds = createFeedWatch(
    { ...dependencies, store: { ...store, exams: rememberedExams } },
    dependencies.onProblem,
  );
  const recovery = createRecovery(measured, feeds, dependencies.onProblem);
  dependencies.log.onOtherGone?.(() => recovery.recoverSoon('everything'));
  const { prices = NO_PRICES, onProblem } = dependencies;
  const usage = createUsageCounter({ store, prices, onProblem });
  const frameProcessor = createFrameProcessor({ ...dependencies, admission, feeds, facts, usage });
  const processFrame = measuredFrames(frameProcessor, telemetry);

  async function thenForget(over: Promise<Session>): Promise<Session> {
    const session = await over;
    livePictures.forget(session);
    engine.forgetSession?.(sessionKey(session));
    return session;
  }

  return translateFailure({
    about: dependencies.about,
    time: () => new Date(dependencies.now()).toISOString(),
    indexFace,
    processFrame,
    deleteFace: (viewer, externalImageId) => deleteFace(dependencies, viewer, externalImageId),
    face: (viewer, externalImageId) => face(dependencies, viewer, externalImageId),
    faces: (viewer, candidateId) => faces(dependencies, viewer, candidateId),
    createExam: (input) => createExam(dependencies, input),
    exam: (viewer, examId) => getExam(store, viewer, examId),
    exams: (viewer) => exams(store, viewer),
    defaultPolicy: dependencies.policy,
    updatePolicy: (viewer, examId, change, seen) => updatePolicy(dependencies, viewer, examId, change, seen),
    openIncidents,
    endsAt: (session) => sessionEndsAt(store, session),
    cursor: (exam) => log.latest(exam.id),
    session: (viewer, examId, candidateId) => session(store, viewer, examId, candidateId),
    sessions: (viewer, exam) => sessions(store, viewer, exam),
    recentEvents: (viewer, exam, limit) => recentEvents(log, viewer, exam, limit),
    startSession: (viewer, input) => startSession(dependencies, viewer, input),
    endSession: (viewer, input) => thenForget(endSession(dependencies, viewer, input)),
    pauseSession: (viewer, input) => pauseSession(dependencies, viewer, input),
    resumeSession: (viewer, input) => resumeSession(dependencies, viewer, input),
    extendSession: (viewer, input) => extendSession(dependencies, viewer, input),
    terminateSession: (viewer, input) => thenForget(terminateSession(dependencies, viewer, input)),
    reviewIncident: (viewer, input) => reviewIncident(dependencies, viewer, input),
    sendMessage: (viewer, input) => sendMessage(dependencies, viewer, input),
    writeNote: (viewer, input) => writeNote(dependencies, viewer, input),
    evidence: (viewer, examId, incidentId) => evidence(dependencies, viewer, examId, incidentId),
    livePicture: (viewer, session) => livePicture(livePictures, viewer, session),
    risk: createRiskReader(store),
    candidateName: createNameReader(store),
    incident: (viewer, examId, incidentId) => incident(store, viewer, examId, incidentId),
    incidents: (viewer, exam, request) => incidents(store, viewer, exam, request),
    events: (viewer, exam, request) => eventPage(log, viewer, exam, request),
    engineUsage: (viewer, exam) => usage.ofExam(viewer, exam),
    sessionExport: (viewer, examId, candidateId) => sessionExport(dependencies, viewer, examId, candidateId),
    eraseCandidate: createEraser(dependencies),
    recover: recovery.recover,
    async [Symbol.asyncDispose]() {
      await recovery[Symbol.asyncDispose]();
      await feeds[Symbol.asyncDispose]();
      await usage[Symbol.asyncDispose]();
    },
    examEvents: (viewer, examId, options) => examEvents(dependencies, viewer, examId, options),
    candidateNotices: createCandidateNotices(dependencies),
  });
}
