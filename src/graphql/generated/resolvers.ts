import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Exam as ExamSource } from '../../domain/exam.js';
import type { Session as SessionSource } from '../../domain/session.js';
import type { Incident as IncidentSource } from '../../domain/incidents/incident.js';
import type { Finding as FindingSource } from '../../domain/incidents/finding.js';
import type { ExamPolicy as ExamPolicySource, Accommodation as AccommodationSource } from '../../domain/examPolicy/examPolicy.js';
import type { UpdatePolicyResult as UpdatePolicyResultSource } from '../../proctor/updatePolicy.js';
import type { Face as FaceSource } from '../../domain/face.js';
import type { Check as CheckSource } from '../../domain/checks.js';
import type { ProcessedFrame as ProcessedFrameSource } from '../../proctor/processFrame.js';
import type { FeedItem as FeedItemSource } from '../../proctor/examEvents.js';
import type { MessageSent as MessageSentSource, NoteWritten as NoteWrittenSource } from '../../domain/events.js';
import type { CandidateNotice as CandidateNoticeSource } from '../../proctor/candidateNotices.js';
import type { Actor as ActorSource } from '../../domain/actor.js';
import type { IncidentRecord as IncidentRecordSource } from '../../domain/incidents/incidentRecord.js';
import type { Review as ReviewSource } from '../../domain/incidents/review.js';
import type { ReviewIncidentResult as ReviewIncidentResultSource } from '../../proctor/reviewIncident.js';
import type { KeptFrame as KeptFrameSource } from '../../proctor/evidence.js';
import type { LivePicture as LivePictureSource } from '../../proctor/livePictures.js';
import type { SmallPicture as SmallPictureSource } from '../../domain/evidence.js';
import type { ObservedFace as ObservedFaceSource, ObservedLabel as ObservedLabelSource, RejectionReason as RejectionReasonSource } from '../../domain/observation.js';
import type { Viewer as ViewerSource } from '../../auth/viewer.js';
import type { IndexFaceResult as IndexFaceResultSource } from '../../proctor/indexFace.js';
import type { Context } from '../context.js';
export type Maybe<T> = T | null | undefined;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /**
   * A picture, JPEG or PNG, in Base64: at most 5 MiB when decoded, from 80 pixels on the shorter side to 25 megapixels in all.
   * A data URL (`data:image/jpeg;base64,…`) is accepted too. Send it as a variable: a document as long as a picture is refused.
   */
  Base64Image: { input: string; output: string; }
  /** A moment in RFC 3339 form, such as 2026-05-04T09:30:00.250Z. Answers are in UTC. */
  DateTime: { input: Date; output: string; }
};

/** What is different for one candidate. */
export type Accommodation = {
  readonly __typename?: 'Accommodation';
  /** For whom. */
  readonly candidateId: Scalars['ID']['output'];
  /** How many persons belong in the picture; null for as many as for everybody. */
  readonly expectedPersons: Maybe<Scalars['Int']['output']>;
  /** Limits that are different. */
  readonly limits: AccommodationLimits;
  /** Kinds of incidents that are not looked for. */
  readonly switchedOff: ReadonlyArray<IncidentKind>;
};

/** What is different for one candidate. */
export type AccommodationInput = {
  /** For whom. */
  readonly candidateId: Scalars['ID']['input'];
  /** How many persons belong in the picture. */
  readonly expectedPersons?: InputMaybe<Scalars['Int']['input']>;
  /** Limits that are different. */
  readonly limits?: InputMaybe<PolicyLimitsChange>;
  /** Kinds of incidents that are not looked for. */
  readonly switchedOff?: InputMaybe<ReadonlyArray<IncidentKind>>;
};

/** Limits that are different for one candidate; null for those that are not. See `PolicyLimits`. */
export type AccommodationLimits = {
  readonly __typename?: 'AccommodationLimits';
  /** In milliseconds. */
  readonly feedLostAfterMs: Maybe<Scalars['Int']['output']>;
  /** In milliseconds. */
  readonly frozenAfterMs: Maybe<Scalars['Int']['output']>;
  /** Downwards, in degrees. */
  readonly maxPitchDown: Maybe<Scalars['Float']['output']>;
  /** Upwards, in degrees. */
  readonly maxPitchUp: Maybe<Scalars['Float']['output']>;
  /** To either side, in degrees. */
  readonly maxYaw: Maybe<Scalars['Float']['output']>;
  /** 0–100. */
  readonly minBrightness: Maybe<Scalars['Float']['output']>;
  /** 0–100. */
  readonly minDetail: Maybe<Scalars['Float']['output']>;
};

/** Who did something. */
export type Actor = {
  readonly __typename?: 'Actor';
  /** The subject of their token. */
  readonly id: Scalars['ID']['output'];
  /** The name in the token, where it has one. */
  readonly name: Maybe<Scalars['String']['output']>;
};

/** A part of a picture, relative to its size: 0–1 from the top left corner. */
export type Box = {
  readonly __typename?: 'Box';
  /** Its height. */
  readonly height: Scalars['Float']['output'];
  /** Of its left edge. */
  readonly left: Scalars['Float']['output'];
  /** Of its top edge. */
  readonly top: Scalars['Float']['output'];
  /** Its width. */
  readonly width: Scalars['Float']['output'];
};

/** How often one operation was called. */
export type CallCount = {
  readonly __typename?: 'CallCount';
  /** How many calls were answered. */
  readonly count: Scalars['Int']['output'];
  /** The service's own name for it, such as `DetectLabels`. */
  readonly operation: Scalars['String']['output'];
};

/** All that told who a candidate was is gone from here; the history knows them by a pseudonym. */
export type CandidateErased = ExamEvent & {
  readonly __typename?: 'CandidateErased';
  /** Who did it. */
  readonly by: Actor;
  /** The pseudonym. */
  readonly candidateId: Maybe<Scalars['ID']['output']>;
  /** The exam. */
  readonly examId: Scalars['ID']['output'];
  /** The cursor after this event. */
  readonly id: Scalars['ID']['output'];
  /** By the server's clock. */
  readonly occurredAt: Scalars['DateTime']['output'];
};

/** Something that a candidate is to be told. */
export type CandidateNotice = {
  /** The cursor from which `candidateNotices` resumes. */
  readonly id: Scalars['ID']['output'];
  /** By the server's clock. */
  readonly occurredAt: Scalars['DateTime']['output'];
};

/** One question, answered for one frame. */
export type Check = {
  readonly __typename?: 'Check';
  /**
   * What the answer rests on: a count for faces and persons; names, sorted and comma-joined, for objects and unsafe content;
   * the recognised full name for recognition, "Somebody else" where a candidate asks and it is another's; "0" for none; "Server error" where the check could not be made, "Not asked" where nobody looked.
   */
  readonly details: Scalars['String']['output'];
  /** For programs. */
  readonly name: CheckName;
  /** The answer. */
  readonly status: CheckStatus;
  /** True for PASS, false for FAIL and UNKNOWN. */
  readonly success: Scalars['Boolean']['output'];
  /** The name that the AWS sample gave it, such as "Face Detection". */
  readonly testName: Scalars['String']['output'];
  /** Why the status is UNKNOWN; null otherwise. */
  readonly unknownReason: Maybe<UnknownReason>;
};

/** The five checks. */
export type CheckName =
  /** As many faces as expected are visible. testName: "Face Detection". */
  | 'FACE_DETECTION'
  /** No forbidden object is in view. testName: "Objects of Interest". */
  | 'OBJECTS_OF_INTEREST'
  /** As many persons as expected are in view. testName: "Person Detection". */
  | 'PERSON_DETECTION'
  /** The enrolled candidate is in view. testName: "Person Recognition". */
  | 'PERSON_RECOGNITION'
  /** The content is safe. testName: "Unsafe Content". */
  | 'UNSAFE_CONTENT';

/** How often a check is made. */
export type CheckRule = {
  readonly __typename?: 'CheckRule';
  /** 1 for every frame. */
  readonly everyNthFrame: Scalars['Int']['output'];
  /** Whether it is made at all. Incidents that rest on it must be off where it is. */
  readonly isOn: Scalars['Boolean']['output'];
  /** The check. */
  readonly name: CheckName;
};

/** What is to be different for one check. */
export type CheckRuleChange = {
  /** 1 for every frame. */
  readonly everyNthFrame?: InputMaybe<Scalars['Int']['input']>;
  /** Whether it is made at all. */
  readonly isOn?: InputMaybe<Scalars['Boolean']['input']>;
  /** The check. */
  readonly name: CheckName;
};

/** The answer to a check. */
export type CheckStatus =
  /** Not as it should be. */
  | 'FAIL'
  /** As it should be. */
  | 'PASS'
  /** It could not be told; nobody is accused. */
  | 'UNKNOWN';

/** What the candidate agreed to. */
export type Consent = {
  readonly __typename?: 'Consent';
  /** When. */
  readonly at: Scalars['DateTime']['output'];
  /** Which text. */
  readonly textVersion: Scalars['String']['output'];
};

/** What a candidate must agree to before the first frame. */
export type ConsentPolicy = {
  readonly __typename?: 'ConsentPolicy';
  /** Without a recorded consent no frame is processed. */
  readonly isRequired: Scalars['Boolean']['output'];
  /** Which text. */
  readonly textVersion: Scalars['String']['output'];
};

/** What a candidate must agree to before the first frame. */
export type ConsentPolicyChange = {
  /** Without a recorded consent no frame is processed. */
  readonly isRequired?: InputMaybe<Scalars['Boolean']['input']>;
  /** Which text. */
  readonly textVersion?: InputMaybe<Scalars['String']['input']>;
};

/** The exam to create. */
export type CreateExamInput = {
  /** Letters, digits, dots, dashes and underscores; at most 64, beginning with a letter or a digit. */
  readonly id: Scalars['ID']['input'];
  /** What people call it; at most 200 characters. */
  readonly title: Scalars['String']['input'];
};

/** The session is over. */
export type EndedNotice = CandidateNotice & {
  readonly __typename?: 'EndedNotice';
  /** The cursor after this notice. */
  readonly id: Scalars['ID']['output'];
  /** Whether a proctor ended it against the candidate's will. */
  readonly isTerminated: Scalars['Boolean']['output'];
  /** By the server's clock. */
  readonly occurredAt: Scalars['DateTime']['output'];
};

/** Who looks at the frames. */
export type Engine =
  /** The embedded engine, which asks Amazon Rekognition where that is worth its price; of a frame: where it was heeded. */
  | 'CASCADE'
  /** The engine inside this server: no cloud, no cost per call. */
  | 'EMBEDDED'
  /** Amazon Rekognition. */
  | 'REKOGNITION';

/** Calls of services that charge for each, such as Amazon Rekognition. Photos belong to no exam and are not counted. */
export type EngineUsage = {
  readonly __typename?: 'EngineUsage';
  /** By operation, the most frequent first; empty where the engine charges nothing. */
  readonly calls: ReadonlyArray<CallCount>;
  /** The price that the operator of the server set; otherwise, the list price of the first million pictures a month in us-east-1. */
  readonly dollarsPerThousandCalls: Scalars['Float']['output'];
  /** What they cost at `dollarsPerThousandCalls`, in US dollars. Calls that only manage faces are free. */
  readonly estimatedDollars: Scalars['Float']['output'];
};

/**
 * What was erased, to be shown to whoever asked for it. Out of reach is what was copied elsewhere: exports, backups of the
 * database, the journal that the `enrol` command keeps, what subscribers had received before; and texts about others in which
 * somebody wrote the candidate's name.
 */
export type ErasureReceipt = {
  readonly __typename?: 'ErasureReceipt';
  /** Who did it. */
  readonly by: Actor;
  /** The candidate. */
  readonly candidateId: Scalars['ID']['output'];
  /** When it was done. */
  readonly erasedAt: Scalars['DateTime']['output'];
  /** Events that were made anonymous, those of others that named the candidate included. */
  readonly events: Scalars['Int']['output'];
  /** Exams that were touched. */
  readonly examIds: ReadonlyArray<Scalars['ID']['output']>;
  /** Enrolled faces, with their vectors, that were deleted. */
  readonly faces: Scalars['Int']['output'];
  /** Incidents that were made anonymous, those of others that named the candidate included. */
  readonly incidents: Scalars['Int']['output'];
  /** Pictures kept as evidence that were deleted. */
  readonly pictures: Scalars['Int']['output'];
  /** Sessions that belong to a pseudonym now. */
  readonly sessions: Scalars['Int']['output'];
};

/** A frame that is kept because an incident needs it. */
export type Evidence = {
  readonly __typename?: 'Evidence';
  /** When the frame came, by the server's clock. */
  readonly at: Scalars['DateTime']['output'];
  /** By the client's clock. */
  readonly capturedAt: Scalars['DateTime']['output'];
  /** As the client sent it. */
  readonly frameId: Scalars['ID']['output'];
  /** Deleted after this. */
  readonly keptUntil: Scalars['DateTime']['output'];
  /** The picture. */
  readonly picture: Picture;
  /** What it is kept for. */
  readonly roles: ReadonlyArray<EvidenceRole>;
  /** What the engine saw. */
  readonly seen: SeenInFrame;
};

/** What a frame is kept for. */
export type EvidenceRole =
  /** It shows it last. */
  | 'LAST'
  /** It opened the incident. */
  | 'OPENING'
  /** It shows it most clearly. */
  | 'WORST';

/** Somebody looked at the pictures of an incident. */
export type EvidenceViewed = ExamEvent & {
  readonly __typename?: 'EvidenceViewed';
  /** Who did it. */
  readonly by: Actor;
  /** Whom it concerns. */
  readonly candidateId: Maybe<Scalars['ID']['output']>;
  /** The exam. */
  readonly examId: Scalars['ID']['output'];
  /** The cursor after this event. */
  readonly id: Scalars['ID']['output'];
  /** The incident. */
  readonly incidentId: Scalars['ID']['output'];
  /** By the server's clock. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** The session. */
  readonly sessionId: Scalars['ID']['output'];
};

/** What is proctored. */
export type Exam = {
  readonly __typename?: 'Exam';
  /** When it was created. */
  readonly createdAt: Scalars['DateTime']['output'];
  /**
   * Stands at this moment of the exam's history: what happens later follows it. Read it together with the sessions, then
   * subscribe to `examEvents` after it, and nothing falls between.
   */
  readonly cursor: Scalars['ID']['output'];
  /**
   * What was spent on looking at its frames, for proctors and administrators; calls of the last seconds on other nodes may
   * be missing. Errors: FORBIDDEN.
   */
  readonly engineUsage: EngineUsage;
  /**
   * Its history, oldest first. For staff alone. A page may hold fewer events than were asked for, or none, and still have a next
   * one: it ends where enough was looked at. Asked for up to ten candidates, it looks at theirs alone, and at everybody's of the
   * last half-minute. Errors: FORBIDDEN, BAD_USER_INPUT, CURSOR_EXPIRED.
   */
  readonly events: ExamEventConnection;
  /** The exam's id. */
  readonly id: Scalars['ID']['output'];
  /**
   * Its incidents in the order of their opening. For staff alone. A page may hold fewer incidents than were asked for, or none,
   * and still have a next one: it ends where enough was looked at. Errors: FORBIDDEN, BAD_USER_INPUT.
   */
  readonly incidents: IncidentConnection;
  /** What is asked of its frames. */
  readonly policy: Policy;
  /**
   * The newest events, oldest first. A candidate gets what came of their own frames and photos, as far as it is among the newest 500
   * of the exam; what proctors tell them comes with `candidateNotices`. Errors: BAD_USER_INPUT.
   */
  readonly recentEvents: ReadonlyArray<ExamEvent>;
  /**
   * Its sessions, the most recently active first. A candidate gets their own. Errors: FORBIDDEN (another candidate's), BAD_USER_INPUT
   * (too many candidates, or no candidate's id).
   */
  readonly sessions: ReadonlyArray<Session>;
  /** What people call it. */
  readonly title: Scalars['String']['output'];
};


/** What is proctored. */
export type ExamEventsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  filter?: InputMaybe<ExamEventFilter>;
  first?: Scalars['Int']['input'];
  from?: InputMaybe<Scalars['DateTime']['input']>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
};


/** What is proctored. */
export type ExamIncidentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<IncidentFilter>;
  first?: Scalars['Int']['input'];
};


/** What is proctored. */
export type ExamRecentEventsArgs = {
  limit?: Scalars['Int']['input'];
};


/** What is proctored. */
export type ExamSessionsArgs = {
  candidateIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/** One line of an exam's history. */
export type ExamEvent = {
  /** Whom it concerns; null where it is everybody, in events of which that can be. */
  readonly candidateId: Maybe<Scalars['ID']['output']>;
  /** The exam. */
  readonly examId: Scalars['ID']['output'];
  /** Grows within an exam, also as text; the cursor from which `examEvents` resumes. */
  readonly id: Scalars['ID']['output'];
  /** By the server's clock. */
  readonly occurredAt: Scalars['DateTime']['output'];
};

/** A page of an exam's history. */
export type ExamEventConnection = {
  readonly __typename?: 'ExamEventConnection';
  /** The events, with their cursors. */
  readonly edges: ReadonlyArray<ExamEventEdge>;
  /** What comes before and after. */
  readonly pageInfo: PageInfo;
};

/** An event on a page. */
export type ExamEventEdge = {
  readonly __typename?: 'ExamEventEdge';
  /** The event's id. */
  readonly cursor: Scalars['ID']['output'];
  /** The event. */
  readonly node: ExamEvent;
};

/** Only events that fit everything that is given here. Signs of life come in any case. */
export type ExamEventFilter = {
  /** Of these candidates. */
  readonly candidateIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** About incidents of these kinds. */
  readonly kinds?: InputMaybe<ReadonlyArray<IncidentKind>>;
  /** About incidents of these severities. */
  readonly severities?: InputMaybe<ReadonlyArray<Severity>>;
  /** Of these types. */
  readonly types?: InputMaybe<ReadonlyArray<ExamEventType>>;
};

/** The types of events. */
export type ExamEventType =
  /** CandidateErased */
  | 'CANDIDATE_ERASED'
  /** EvidenceViewed */
  | 'EVIDENCE_VIEWED'
  /** FaceDeleted */
  | 'FACE_DELETED'
  /** FaceEnrolled */
  | 'FACE_ENROLLED'
  /** FrameProcessed */
  | 'FRAME_PROCESSED'
  /** IncidentClosed */
  | 'INCIDENT_CLOSED'
  /** IncidentOpened */
  | 'INCIDENT_OPENED'
  /** IncidentReviewed */
  | 'INCIDENT_REVIEWED'
  /** IncidentUpdated */
  | 'INCIDENT_UPDATED'
  /** MessageSent */
  | 'MESSAGE_SENT'
  /** NoteWritten */
  | 'NOTE_WRITTEN'
  /** PolicyChanged */
  | 'POLICY_CHANGED'
  /** SessionEnded */
  | 'SESSION_ENDED'
  /** SessionExported */
  | 'SESSION_EXPORTED'
  /** SessionExtended */
  | 'SESSION_EXTENDED'
  /** SessionPaused */
  | 'SESSION_PAUSED'
  /** SessionResumed */
  | 'SESSION_RESUMED'
  /** SessionStarted */
  | 'SESSION_STARTED';

/** The session to extend. */
export type ExtendSessionInput = {
  /** The candidate. */
  readonly candidateId: Scalars['ID']['input'];
  /** The exam. */
  readonly examId: Scalars['ID']['input'];
  /** Made by the client (a UUID, say): sent again, the time is given once all the same. At most 64 characters. */
  readonly extensionId?: InputMaybe<Scalars['ID']['input']>;
  /** From -600 to 600, and not 0. */
  readonly minutes: Scalars['Int']['input'];
};

/** There is more time, or less. */
export type ExtendedNotice = CandidateNotice & {
  readonly __typename?: 'ExtendedNotice';
  /** The cursor after this notice. */
  readonly id: Scalars['ID']['output'];
  /** How many; negative where time was taken back. */
  readonly minutes: Scalars['Int']['output'];
  /** By the server's clock. */
  readonly occurredAt: Scalars['DateTime']['output'];
};

/** An enrolled face. */
export type Face = {
  readonly __typename?: 'Face';
  /** Whose face it is. */
  readonly candidateId: Scalars['ID']['output'];
  /** The collection it belongs to. */
  readonly collectionId: Scalars['String']['output'];
  /** When it was enrolled. */
  readonly enrolledAt: Scalars['DateTime']['output'];
  /** A UUID; the name under which the engine knows the face. */
  readonly externalImageId: Scalars['ID']['output'];
  /** The person's full name. */
  readonly fullName: Scalars['String']['output'];
};

/** A photo of a candidate was deleted. */
export type FaceDeleted = ExamEvent & {
  readonly __typename?: 'FaceDeleted';
  /** Whose photo it was. */
  readonly candidateId: Maybe<Scalars['ID']['output']>;
  /** The exam. */
  readonly examId: Scalars['ID']['output'];
  /** The face that is no more. */
  readonly externalImageId: Scalars['ID']['output'];
  /** The cursor after this event. */
  readonly id: Scalars['ID']['output'];
  /** By the server's clock. */
  readonly occurredAt: Scalars['DateTime']['output'];
};

/** A face that is no more. */
export type FaceDeletion = {
  readonly __typename?: 'FaceDeletion';
  /** Whose face it was. */
  readonly candidateId: Scalars['ID']['output'];
  /** Its id. */
  readonly externalImageId: Scalars['ID']['output'];
};

/** A photo of a candidate was enrolled. */
export type FaceEnrolled = ExamEvent & {
  readonly __typename?: 'FaceEnrolled';
  /** Whose photo it is. */
  readonly candidateId: Maybe<Scalars['ID']['output']>;
  /** The exam. */
  readonly examId: Scalars['ID']['output'];
  /** The enrolled face. */
  readonly externalImageId: Scalars['ID']['output'];
  /** The cursor after this event. */
  readonly id: Scalars['ID']['output'];
  /** By the server's clock. */
  readonly occurredAt: Scalars['DateTime']['output'];
};

/** The photo was enrolled: from now on its person is known. */
export type FaceIndexed = {
  readonly __typename?: 'FaceIndexed';
  /** The enrolled face. */
  readonly face: Face;
};

/** The photo was not enrolled, and nothing was kept of it. */
export type FaceRejected = {
  readonly __typename?: 'FaceRejected';
  /** What is wrong with it, the first thing to mend first. */
  readonly reasons: ReadonlyArray<FaceRejection>;
};

/** One thing that is wrong with a photo. */
export type FaceRejection = {
  readonly __typename?: 'FaceRejection';
  /** For programs. */
  readonly code: FaceRejectionCode;
  /** For people: what to do. */
  readonly message: Scalars['String']['output'];
};

/** Why a photo can't be enrolled. */
export type FaceRejectionCode =
  /** The face is out of focus or moved. */
  | 'BLURRED'
  /** The face is enrolled as another candidate's. */
  | 'ENROLLED_AS_SOMEBODY_ELSE'
  /** The face has too few pixels. */
  | 'FACE_TOO_SMALL'
  /** No face is visible, or too little of one. */
  | 'NO_FACE'
  /** More than one face is visible. */
  | 'SEVERAL_FACES'
  /** Too much light on the face. */
  | 'TOO_BRIGHT'
  /** Too little light on the face. */
  | 'TOO_DARK'
  /** The face does not look into the camera. */
  | 'TURNED_AWAY';

/** What frames showed of a problem. Only the fields that belong to the kind of incident are set. */
export type Finding = {
  readonly __typename?: 'Finding';
  /** Mean luminance of the picture, 0–100. */
  readonly brightness: Maybe<Scalars['Float']['output']>;
  /** How sure the engine is of the surest, 0–100. */
  readonly confidence: Maybe<Scalars['Float']['output']>;
  /** How many persons, or faces, were seen. */
  readonly count: Maybe<Scalars['Int']['output']>;
  /** How many were expected. */
  readonly expected: Maybe<Scalars['Int']['output']>;
  /** For how long no new picture, or nothing at all, came. */
  readonly forMs: Maybe<Scalars['Float']['output']>;
  /** What is seen, each once and sorted: forbidden objects, unsafe content. */
  readonly names: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Somebody else who is enrolled and was recognised, by full name; empty for a stranger. */
  readonly people: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Where head and eyes point, in degrees off the camera, upwards. */
  readonly pitch: Maybe<Scalars['Float']['output']>;
  /** To the candidate's own faces, 0–100. */
  readonly similarity: Maybe<Scalars['Float']['output']>;
  /** Where head and eyes point, in degrees off the camera, to the picture's right. */
  readonly yaw: Maybe<Scalars['Float']['output']>;
};

/** A frame was looked at. */
export type FrameProcessed = ExamEvent & {
  readonly __typename?: 'FrameProcessed';
  /** Whose frame it was. */
  readonly candidateId: Maybe<Scalars['ID']['output']>;
  /** When it was taken, by the client's clock. */
  readonly capturedAt: Scalars['DateTime']['output'];
  /** What was found. */
  readonly checks: ReadonlyArray<Check>;
  /** The engine that looked at it. */
  readonly engine: Engine;
  /** The exam. */
  readonly examId: Scalars['ID']['output'];
  /** As the client sent it. */
  readonly frameId: Scalars['ID']['output'];
  /** The cursor after this event. */
  readonly id: Scalars['ID']['output'];
  /** By the server's clock. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** The session it belongs to. */
  readonly sessionId: Scalars['ID']['output'];
};

/** Whether a frame was looked at. */
export type FrameStatus =
  /** The session is paused. Nothing to do: go on sending at the pace of `nextFrameInMs`. */
  | 'PAUSED'
  /** It was looked at, and its event is published. */
  | 'PROCESSED'
  /** A newer frame of the same session came before its turn. Nothing to do: send the next one. */
  | 'SUPERSEDED';

/** Who issues the tokens. */
export type IdentityProvider =
  /** An Amazon Cognito user pool. */
  | 'COGNITO'
  /** This server, for a single machine: `npm run token`, or the playground. */
  | 'EMBEDDED'
  /** An OpenID Connect issuer. */
  | 'OIDC';

/** A problem that lasts over frames: it opens, may become more severe, and closes, under one id. */
export type Incident = {
  readonly __typename?: 'Incident';
  /** How it ended; null while it is open. */
  readonly end: Maybe<IncidentEnd>;
  /** The facts that it rests on. */
  readonly finding: Finding;
  /** How many frames showed it. */
  readonly framesSeen: Scalars['Int']['output'];
  /** The same for its whole life. */
  readonly id: Scalars['ID']['output'];
  /** What it is. */
  readonly kind: IncidentKind;
  /** When a frame showed it last. */
  readonly lastSeenAt: Scalars['DateTime']['output'];
  /** When enough frames had shown it. */
  readonly openedAt: Scalars['DateTime']['output'];
  /** For how long it was seen. */
  readonly presentMs: Scalars['Float']['output'];
  /** How often it came back soon enough after its end to be the same incident. */
  readonly returns: Scalars['Int']['output'];
  /** Rises with time, never falls. */
  readonly severity: Severity;
  /** When the first frame came that showed it, by the server's clock. */
  readonly since: Scalars['DateTime']['output'];
};

/** An incident is over. */
export type IncidentClosed = ExamEvent & {
  readonly __typename?: 'IncidentClosed';
  /** Whom it concerns. */
  readonly candidateId: Maybe<Scalars['ID']['output']>;
  /** The exam. */
  readonly examId: Scalars['ID']['output'];
  /** The cursor after this event. */
  readonly id: Scalars['ID']['output'];
  /** As it stood after this event. */
  readonly incident: Incident;
  /** By the server's clock. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** The session in which it happened. */
  readonly sessionId: Scalars['ID']['output'];
};

/** A page of incidents. */
export type IncidentConnection = {
  readonly __typename?: 'IncidentConnection';
  /** The incidents, with their cursors. */
  readonly edges: ReadonlyArray<IncidentEdge>;
  /** What comes before and after. */
  readonly pageInfo: PageInfo;
};

/** An incident on a page. */
export type IncidentEdge = {
  readonly __typename?: 'IncidentEdge';
  /** Stands after this incident. */
  readonly cursor: Scalars['String']['output'];
  /** The incident. */
  readonly node: IncidentRecord;
};

/** How an incident ended. */
export type IncidentEnd = {
  readonly __typename?: 'IncidentEnd';
  /** When. */
  readonly at: Scalars['DateTime']['output'];
  /** Why. */
  readonly reason: IncidentEndReason;
};

/** Why an incident ended. */
export type IncidentEndReason =
  /** Enough frames showed that it is over. */
  | 'RESOLVED'
  /** The session ended. */
  | 'SESSION_ENDED'
  /** The session was paused. */
  | 'SESSION_PAUSED'
  /** The policy no longer asks for it. */
  | 'SWITCHED_OFF';

/** Only incidents that fit everything that is given here. */
export type IncidentFilter = {
  /** Of these candidates. */
  readonly candidateIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Opened from this moment on. */
  readonly from?: InputMaybe<Scalars['DateTime']['input']>;
  /** Open ones, or closed ones. */
  readonly isOpen?: InputMaybe<Scalars['Boolean']['input']>;
  /** Of these kinds. */
  readonly kinds?: InputMaybe<ReadonlyArray<IncidentKind>>;
  /** Of these severities. */
  readonly severities?: InputMaybe<ReadonlyArray<Severity>>;
  /** Opened before this moment. */
  readonly to?: InputMaybe<Scalars['DateTime']['input']>;
  /** With one of these as their last review; NONE stands for those that nobody has judged, too. */
  readonly verdicts?: InputMaybe<ReadonlyArray<ReviewVerdict>>;
};

/** What can go wrong over frames. */
export type IncidentKind =
  /** The picture is dark or even, and nobody can be made out. */
  | 'CAMERA_COVERED'
  /** People are there, but no face is to be seen. */
  | 'FACE_NOT_VISIBLE'
  /** No frames come, or none that could be looked at. */
  | 'FEED_LOST'
  /** An object that must not be seen. */
  | 'FORBIDDEN_OBJECT'
  /** The same pictures come again and again. */
  | 'FROZEN_PICTURE'
  /** Head and eyes point away from the screen. */
  | 'LOOKING_AWAY'
  /** Fewer people than expected. */
  | 'NOBODY_THERE'
  /** More people than expected. */
  | 'SEVERAL_PEOPLE'
  /** Somebody who is not the candidate. */
  | 'SOMEBODY_ELSE'
  /** Content that is not safe. */
  | 'UNSAFE_CONTENT';

/** A problem has lasted long enough to be one. */
export type IncidentOpened = ExamEvent & {
  readonly __typename?: 'IncidentOpened';
  /** Whom it concerns. */
  readonly candidateId: Maybe<Scalars['ID']['output']>;
  /** The exam. */
  readonly examId: Scalars['ID']['output'];
  /** The cursor after this event. */
  readonly id: Scalars['ID']['output'];
  /** As it stood after this event. */
  readonly incident: Incident;
  /** By the server's clock. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** The session in which it happened. */
  readonly sessionId: Scalars['ID']['output'];
};

/** An incident, whose it is, and what proctors made of it. */
export type IncidentRecord = {
  readonly __typename?: 'IncidentRecord';
  /** In whose session it happened. */
  readonly candidateId: Scalars['ID']['output'];
  /** The exam. */
  readonly examId: Scalars['ID']['output'];
  /** The incident's id. */
  readonly id: Scalars['ID']['output'];
  /** The incident as it stands. */
  readonly incident: Incident;
  /** The last review; null where nobody has judged. */
  readonly review: Maybe<IncidentReview>;
  /** The session in which it happened. */
  readonly sessionId: Scalars['ID']['output'];
};

/** What a proctor made of an incident. */
export type IncidentReview = {
  readonly __typename?: 'IncidentReview';
  /** When. */
  readonly at: Scalars['DateTime']['output'];
  /** Who. */
  readonly by: Actor;
  /** Why. */
  readonly reason: Maybe<Scalars['String']['output']>;
  /** 1 for an incident's first review; grows by one with each. */
  readonly revision: Scalars['Int']['output'];
  /** How severe the incident was then; it may have become more severe since. */
  readonly severity: Severity;
  /** What they made of it. */
  readonly verdict: ReviewVerdict;
};

/** The review was recorded. */
export type IncidentReviewRecorded = {
  readonly __typename?: 'IncidentReviewRecorded';
  /** The incident, with the review. */
  readonly record: IncidentRecord;
};

/** A proctor said what they make of an incident. */
export type IncidentReviewed = ExamEvent & {
  readonly __typename?: 'IncidentReviewed';
  /** Whom it concerns. */
  readonly candidateId: Maybe<Scalars['ID']['output']>;
  /** The exam. */
  readonly examId: Scalars['ID']['output'];
  /** The cursor after this event. */
  readonly id: Scalars['ID']['output'];
  /** The incident. */
  readonly incidentId: Scalars['ID']['output'];
  /** Its kind. */
  readonly kind: IncidentKind;
  /** By the server's clock. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** What the proctor made of it. */
  readonly review: IncidentReview;
  /** The session. */
  readonly sessionId: Scalars['ID']['output'];
  /** Its severity when it was judged. */
  readonly severity: Severity;
};

/** Somebody else judged since; nothing was changed. */
export type IncidentReviewedMeanwhile = {
  readonly __typename?: 'IncidentReviewedMeanwhile';
  /** The incident, with the other's review. */
  readonly record: IncidentRecord;
};

/** When incidents of a kind open and close. */
export type IncidentRule = {
  readonly __typename?: 'IncidentRule';
  /** So many frames without it, one after another, close it. */
  readonly closesAfter: Scalars['Int']['output'];
  /** A return within this time after its end continues the incident. */
  readonly cooldownMs: Scalars['Int']['output'];
  /** Whether it is looked for. */
  readonly isOn: Scalars['Boolean']['output'];
  /** The kind of incident. */
  readonly kind: IncidentKind;
  /** So many of the last frames must show it; null for what no frame shows. */
  readonly opens: Maybe<Opening>;
  /** What it becomes after it was seen for so long. */
  readonly rises: ReadonlyArray<SeverityRise>;
  /** When it opens. */
  readonly severity: Severity;
};

/** What is to be different for incidents of one kind. */
export type IncidentRuleChange = {
  /** So many frames without it, one after another, close it. */
  readonly closesAfter?: InputMaybe<Scalars['Int']['input']>;
  /** A return within this time after its end continues the incident. */
  readonly cooldownMs?: InputMaybe<Scalars['Int']['input']>;
  /** Whether it is looked for. */
  readonly isOn?: InputMaybe<Scalars['Boolean']['input']>;
  /** The kind of incident. */
  readonly kind: IncidentKind;
  /** `after` of the last `outOf` frames. */
  readonly opens?: InputMaybe<OpeningInput>;
  /** What it becomes after it was seen for so long. */
  readonly rises?: InputMaybe<ReadonlyArray<SeverityRiseInput>>;
  /** When it opens. */
  readonly severity?: InputMaybe<Severity>;
};

/** An incident became more severe, more was found out, it came back soon after its end, or it simply goes on. */
export type IncidentUpdated = ExamEvent & {
  readonly __typename?: 'IncidentUpdated';
  /** Whom it concerns. */
  readonly candidateId: Maybe<Scalars['ID']['output']>;
  /** The exam. */
  readonly examId: Scalars['ID']['output'];
  /** The cursor after this event. */
  readonly id: Scalars['ID']['output'];
  /** As it stood after this event. */
  readonly incident: Incident;
  /** By the server's clock. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** The session in which it happened. */
  readonly sessionId: Scalars['ID']['output'];
};

/** A photo to enrol. */
export type IndexFaceInput = {
  /** The candidate: the `sub` of the tokens that will send frames. Several photos of one candidate are welcome. */
  readonly candidateId: Scalars['ID']['input'];
  /**
   * The exam whose proctors are told. Left out: the exams in which the candidate has a session already, or else `demo`,
   * where that exists.
   */
  readonly examId?: InputMaybe<Scalars['ID']['input']>;
  /** The person's full name; at most 200 characters. */
  readonly fullName: Scalars['String']['input'];
  /** One person, looking into the camera, in good light. */
  readonly image: Scalars['Base64Image']['input'];
};

/** What came of a photo. */
export type IndexFaceResult = FaceIndexed | FaceRejected;

/** When the newest frame of a session was analysed, and by whom. */
export type LastFrame = {
  readonly __typename?: 'LastFrame';
  /** When the client says it was taken. */
  readonly capturedAt: Scalars['DateTime']['output'];
  /** The engine that looked at it. */
  readonly engine: Engine;
  /** When it was analysed. */
  readonly processedAt: Scalars['DateTime']['output'];
};

/** The newest frame of a session. */
export type LivePicture = {
  readonly __typename?: 'LivePicture';
  /** By the client's clock. */
  readonly capturedAt: Scalars['DateTime']['output'];
  /** As the client sent it. */
  readonly frameId: Scalars['ID']['output'];
  /** The picture. */
  readonly picture: Picture;
};

/** A proctor wrote. */
export type MessageNotice = CandidateNotice & {
  readonly __typename?: 'MessageNotice';
  /** The cursor after this notice. */
  readonly id: Scalars['ID']['output'];
  /** Whether everybody was written to. */
  readonly isToEverybody: Scalars['Boolean']['output'];
  /** By the server's clock. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** What was written. */
  readonly text: Scalars['String']['output'];
};

/** A proctor wrote to one candidate, or to everybody. */
export type MessageSent = ExamEvent & {
  readonly __typename?: 'MessageSent';
  /** Who did it. */
  readonly by: Actor;
  /** To whom; null where it is to everybody. */
  readonly candidateId: Maybe<Scalars['ID']['output']>;
  /** The exam. */
  readonly examId: Scalars['ID']['output'];
  /** The cursor after this event. */
  readonly id: Scalars['ID']['output'];
  /** By the server's clock. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** What was written. */
  readonly text: Scalars['String']['output'];
};

/** What changes something. For errors see `Query`. */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Creates an exam. Errors: BAD_USER_INPUT (an exam of this id exists; an id or a title that won't do). */
  readonly createExam: Exam;
  /** Deletes an enrolled face: photo vector and names are gone. Errors: NOT_FOUND, FORBIDDEN (see `indexFace`), ENGINE_UNAVAILABLE. */
  readonly deleteFace: FaceDeletion;
  /** Ends a session: nothing more is recorded, and what is open is closed. Errors: FORBIDDEN, NOT_FOUND. */
  readonly endSession: Session;
  /**
   * Forgets a candidate: faces and vectors, pictures, names, and what was written about them, in every exam. What happened stays,
   * as somebody's whose name nobody knows. Pictures that were kept of somebody else's session stay with it, also where they
   * show the candidate. A session that runs is ended. To be called again where it failed half-way: it goes on.
   * Errors: BAD_USER_INPUT, OVERLOADED, ENGINE_UNAVAILABLE.
   */
  readonly eraseCandidate: ErasureReceipt;
  /** Gives a session more time, or takes some back. Errors: BAD_USER_INPUT, SESSION_ENDED, FORBIDDEN, NOT_FOUND. */
  readonly extendSession: Session;
  /**
   * Enrols a photo of a candidate. A photo that can't serve is an answer, not an error: it says what to mend. The same photo
   * of the same candidate sent again is answered with the same face. Who is limited to some exams reaches the faces of those
   * who have a session there or were enrolled for there, and of those whom nobody knows yet, naming the exam. Errors:
   * BAD_USER_INPUT, BAD_IMAGE, IMAGE_TOO_LARGE, FORBIDDEN, NOT_FOUND (the exam), OVERLOADED (too many photos are waiting; with
   * `extensions.retryAfterMs`), ENGINE_UNAVAILABLE.
   */
  readonly indexFace: IndexFaceResult;
  /** Pauses a session: frames are not looked at, and silence is no news. Errors: SESSION_ENDED, FORBIDDEN, NOT_FOUND. */
  readonly pauseSession: Session;
  /**
   * Checks one frame and publishes what was found to the proctors of the exam. The same `frameId` again is answered with the
   * first result and publishes nothing. Of frames that pile up within a session only the newest is looked at. Errors:
   * BAD_USER_INPUT, BAD_IMAGE, IMAGE_TOO_LARGE, FORBIDDEN (another candidate's session; see `startSession`), NOT_FOUND (the exam),
   * CONSENT_REQUIRED (see `startSession`), SESSION_ENDED, OVERLOADED (with `extensions.retryAfterMs`), ENGINE_UNAVAILABLE.
   */
  readonly processFrame: ProcessedFrame;
  /** Goes on with a paused session. Errors: SESSION_ENDED, FORBIDDEN, NOT_FOUND. */
  readonly resumeSession: Session;
  /**
   * Says what a proctor makes of an incident; the last word counts, and each stands in the history. Where `seen` is given and
   * somebody else judged meanwhile, nothing is changed. Errors: BAD_USER_INPUT (a reason is missing), NOT_FOUND, FORBIDDEN.
   */
  readonly reviewIncident: ReviewIncidentResult;
  /** Sends a message to one candidate of an exam, or to all. Errors: BAD_USER_INPUT, NOT_FOUND (the session), SESSION_ENDED, FORBIDDEN. */
  readonly sendMessage: MessageSent;
  /**
   * Starts a session, with the candidate's consent where the exam asks for one. Starting one that runs changes nothing, but
   * for a consent that is new. Proctors who are limited to some exams start it for those alone whose faces they reach (see
   * `indexFace`). Errors: BAD_USER_INPUT (consent to another text), SESSION_ENDED, FORBIDDEN, NOT_FOUND.
   */
  readonly startSession: Session;
  /** Ends a session against the candidate's will. Errors: BAD_USER_INPUT, SESSION_ENDED, FORBIDDEN, NOT_FOUND. */
  readonly terminateSession: Session;
  /**
   * Changes what is asked of an exam's frames, from the next frame on; what is left out stays as it is. A change with mistakes
   * is an answer, not an error: nothing is changed, and every mistake is named. Where `seen` is given and somebody else changed
   * the policy meanwhile, nothing is changed either. Errors: FORBIDDEN, NOT_FOUND.
   */
  readonly updatePolicy: UpdatePolicyResult;
  /** Writes a note on a candidate's session, for proctors alone. Errors: BAD_USER_INPUT, NOT_FOUND (the session), FORBIDDEN. */
  readonly writeNote: NoteWritten;
};


/** What changes something. For errors see `Query`. */
export type MutationCreateExamArgs = {
  input: CreateExamInput;
};


/** What changes something. For errors see `Query`. */
export type MutationDeleteFaceArgs = {
  externalImageId: Scalars['ID']['input'];
};


/** What changes something. For errors see `Query`. */
export type MutationEndSessionArgs = {
  input: SessionInput;
};


/** What changes something. For errors see `Query`. */
export type MutationEraseCandidateArgs = {
  candidateId: Scalars['ID']['input'];
};


/** What changes something. For errors see `Query`. */
export type MutationExtendSessionArgs = {
  input: ExtendSessionInput;
};


/** What changes something. For errors see `Query`. */
export type MutationIndexFaceArgs = {
  input: IndexFaceInput;
};


/** What changes something. For errors see `Query`. */
export type MutationPauseSessionArgs = {
  input: SessionInput;
};


/** What changes something. For errors see `Query`. */
export type MutationProcessFrameArgs = {
  input: ProcessFrameInput;
};


/** What changes something. For errors see `Query`. */
export type MutationResumeSessionArgs = {
  input: SessionInput;
};


/** What changes something. For errors see `Query`. */
export type MutationReviewIncidentArgs = {
  input: ReviewIncidentInput;
};


/** What changes something. For errors see `Query`. */
export type MutationSendMessageArgs = {
  input: SendMessageInput;
};


/** What changes something. For errors see `Query`. */
export type MutationStartSessionArgs = {
  input: StartSessionInput;
};


/** What changes something. For errors see `Query`. */
export type MutationTerminateSessionArgs = {
  input: TerminateSessionInput;
};


/** What changes something. For errors see `Query`. */
export type MutationUpdatePolicyArgs = {
  change: PolicyChange;
  examId: Scalars['ID']['input'];
  seen?: InputMaybe<Scalars['Int']['input']>;
};


/** What changes something. For errors see `Query`. */
export type MutationWriteNoteArgs = {
  input: WriteNoteInput;
};

/** A proctor wrote something down about a candidate. */
export type NoteWritten = ExamEvent & {
  readonly __typename?: 'NoteWritten';
  /** Who did it. */
  readonly by: Actor;
  /** Whom it concerns. */
  readonly candidateId: Maybe<Scalars['ID']['output']>;
  /** The exam. */
  readonly examId: Scalars['ID']['output'];
  /** The cursor after this event. */
  readonly id: Scalars['ID']['output'];
  /** By the server's clock. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** What was written. */
  readonly text: Scalars['String']['output'];
};

/** Nothing else happened for a few seconds, and the connection is alive. */
export type NoticeSignOfLife = CandidateNotice & {
  readonly __typename?: 'NoticeSignOfLife';
  /** Where the subscription stands: at the last notice that was sent, or further on where nothing concerned the candidate. */
  readonly id: Scalars['ID']['output'];
  /** Now, by the server's clock. */
  readonly occurredAt: Scalars['DateTime']['output'];
};

/** `after` of the last `outOf` frames. */
export type Opening = {
  readonly __typename?: 'Opening';
  /** So many frames. */
  readonly after: Scalars['Int']['output'];
  /** Out of so many. */
  readonly outOf: Scalars['Int']['output'];
};

/** `after` of the last `outOf` frames. */
export type OpeningInput = {
  /** So many frames. */
  readonly after: Scalars['Int']['input'];
  /** Out of so many. */
  readonly outOf: Scalars['Int']['input'];
};

/** What comes before and after a page. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** Where the next page begins; null where there is nothing yet. */
  readonly endCursor: Maybe<Scalars['String']['output']>;
  /** Whether there may be more after it. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether it began after a cursor. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of its first entry; null on an empty page. */
  readonly startCursor: Maybe<Scalars['String']['output']>;
};

/** The session is paused: frames are not looked at. */
export type PausedNotice = CandidateNotice & {
  readonly __typename?: 'PausedNotice';
  /** The cursor after this notice. */
  readonly id: Scalars['ID']['output'];
  /** By the server's clock. */
  readonly occurredAt: Scalars['DateTime']['output'];
};

/** A small copy of a frame. */
export type Picture = {
  readonly __typename?: 'Picture';
  /** The bytes. */
  readonly base64: Scalars['String']['output'];
  /** In pixels. */
  readonly height: Scalars['Int']['output'];
  /** Such as image/jpeg. */
  readonly mediaType: Scalars['String']['output'];
  /** In pixels. */
  readonly width: Scalars['Int']['output'];
};

/** What an exam asks of its frames. Confidences and similarities run from 0 to 100, whichever engine reports them. */
export type Policy = {
  readonly __typename?: 'Policy';
  /** What is different for some candidates; staff alone may see it. */
  readonly accommodations: ReadonlyArray<Accommodation>;
  /** Which checks are made, and how often. */
  readonly checks: ReadonlyArray<CheckRule>;
  /** What a candidate must agree to before the first frame. */
  readonly consent: ConsentPolicy;
  /** How long a session is meant to last; 0 where nothing is said. No session ends by itself. */
  readonly durationMinutes: Scalars['Int']['output'];
  /** How many persons, and how many faces, belong in the picture. */
  readonly expectedPersons: Scalars['Int']['output'];
  /** How often a frame of each session is wanted while the server is not busy. */
  readonly frameIntervalMs: Scalars['Int']['output'];
  /** When incidents open and close, by kind. */
  readonly incidents: ReadonlyArray<IncidentRule>;
  /** A person or an object counts from this confidence on. */
  readonly labelConfidence: Scalars['Float']['output'];
  /** Where the ordinary ends. */
  readonly limits: PolicyLimits;
  /** Unsafe content counts from this confidence on. */
  readonly moderationConfidence: Scalars['Float']['output'];
  /** A face is taken for somebody else who is enrolled from this similarity on. */
  readonly namingThreshold: Scalars['Float']['output'];
  /** Labels that must not be seen, in Rekognition's vocabulary. */
  readonly objectsOfInterest: ReadonlyArray<Scalars['String']['output']>;
  /** For how long what is recorded is kept. */
  readonly retention: Retention;
  /** What incidents add to a session's risk, by kind. */
  readonly risk: ReadonlyArray<RiskRule>;
  /** A face is the candidate's from this similarity on. */
  readonly similarityThreshold: Scalars['Float']['output'];
  /** 1 for the policy that an exam begins with; grows by one with each change. */
  readonly version: Scalars['Int']['output'];
};

/** What is to be different. Lists are replaced as a whole. */
export type PolicyChange = {
  /** Everybody for whom something is different. */
  readonly accommodations?: InputMaybe<ReadonlyArray<AccommodationInput>>;
  /** Checks that change; those that are left out stay as they are. */
  readonly checks?: InputMaybe<ReadonlyArray<CheckRuleChange>>;
  /** What a candidate must agree to. */
  readonly consent?: InputMaybe<ConsentPolicyChange>;
  /** 0 for none. */
  readonly durationMinutes?: InputMaybe<Scalars['Int']['input']>;
  /** How many persons, and how many faces, belong in the picture. */
  readonly expectedPersons?: InputMaybe<Scalars['Int']['input']>;
  /** In milliseconds. */
  readonly frameIntervalMs?: InputMaybe<Scalars['Int']['input']>;
  /** Rules that change; kinds that are left out keep theirs. */
  readonly incidents?: InputMaybe<ReadonlyArray<IncidentRuleChange>>;
  /** 0–100. */
  readonly labelConfidence?: InputMaybe<Scalars['Float']['input']>;
  /** Limits that change. */
  readonly limits?: InputMaybe<PolicyLimitsChange>;
  /** 0–100. */
  readonly moderationConfidence?: InputMaybe<Scalars['Float']['input']>;
  /** 0–100. */
  readonly namingThreshold?: InputMaybe<Scalars['Float']['input']>;
  /** Labels that must not be seen, in Rekognition's vocabulary. */
  readonly objectsOfInterest?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** For how long what is recorded from now on is kept. */
  readonly retention?: InputMaybe<RetentionChange>;
  /** Rules of risk that change; kinds that are left out keep theirs. */
  readonly risk?: InputMaybe<ReadonlyArray<RiskRuleChange>>;
  /** 0–100. */
  readonly similarityThreshold?: InputMaybe<Scalars['Float']['input']>;
};

/** The policy was changed; the exam says to what. */
export type PolicyChanged = ExamEvent & {
  readonly __typename?: 'PolicyChanged';
  /** Who did it. */
  readonly by: Actor;
  /** Null: it concerns everybody. */
  readonly candidateId: Maybe<Scalars['ID']['output']>;
  /** The exam. */
  readonly examId: Scalars['ID']['output'];
  /** The cursor after this event. */
  readonly id: Scalars['ID']['output'];
  /** By the server's clock. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** The policy's version now. */
  readonly version: Scalars['Int']['output'];
};

/** Where the ordinary ends. Angles are in degrees off the camera, of head and eyes together. */
export type PolicyLimits = {
  readonly __typename?: 'PolicyLimits';
  /** A client that was not heard for so long has lost its feed. */
  readonly feedLostAfterMs: Scalars['Int']['output'];
  /** For so long a camera can't fail to take a new picture. */
  readonly frozenAfterMs: Scalars['Int']['output'];
  /** Downwards. */
  readonly maxPitchDown: Scalars['Float']['output'];
  /** Upwards. */
  readonly maxPitchUp: Scalars['Float']['output'];
  /** To either side. */
  readonly maxYaw: Scalars['Float']['output'];
  /** A picture darker than this, 0–100, in which nobody is seen, comes from a covered camera. */
  readonly minBrightness: Scalars['Float']['output'];
  /** So does one with less detail than this, 0–100. */
  readonly minDetail: Scalars['Float']['output'];
};

/** Limits that change; see `PolicyLimits`. */
export type PolicyLimitsChange = {
  /** In milliseconds. */
  readonly feedLostAfterMs?: InputMaybe<Scalars['Int']['input']>;
  /** In milliseconds. */
  readonly frozenAfterMs?: InputMaybe<Scalars['Int']['input']>;
  /** Downwards, in degrees. */
  readonly maxPitchDown?: InputMaybe<Scalars['Float']['input']>;
  /** Upwards, in degrees. */
  readonly maxPitchUp?: InputMaybe<Scalars['Float']['input']>;
  /** To either side, in degrees. */
  readonly maxYaw?: InputMaybe<Scalars['Float']['input']>;
  /** 0–100. */
  readonly minBrightness?: InputMaybe<Scalars['Float']['input']>;
  /** 0–100. */
  readonly minDetail?: InputMaybe<Scalars['Float']['input']>;
};

/** One mistake in a change. */
export type PolicyMistake = {
  readonly __typename?: 'PolicyMistake';
  /** What is wrong, and what is allowed. */
  readonly message: Scalars['String']['output'];
  /** Where, such as `incidents.LOOKING_AWAY.opens`. */
  readonly path: Scalars['String']['output'];
};

/** Nothing was changed. */
export type PolicyRejected = {
  readonly __typename?: 'PolicyRejected';
  /** Every mistake in the change. */
  readonly mistakes: ReadonlyArray<PolicyMistake>;
};

/** The policy was changed. */
export type PolicyUpdated = {
  readonly __typename?: 'PolicyUpdated';
  /** The exam, with its new policy. */
  readonly exam: Exam;
};

/** Nothing was changed: somebody else changed the policy first. */
export type PolicyUpdatedMeanwhile = {
  readonly __typename?: 'PolicyUpdatedMeanwhile';
  /** The exam, with the policy as it is now. */
  readonly exam: Exam;
};

/** One still image of a session. */
export type ProcessFrameInput = {
  /** Whose frame it is. A candidate may leave it out: it is the token's `sub`. A proctor must name somebody. */
  readonly candidateId?: InputMaybe<Scalars['ID']['input']>;
  /** When the frame was taken, by the client's clock. */
  readonly capturedAt: Scalars['DateTime']['input'];
  /** The exam that is sat. */
  readonly examId: Scalars['ID']['input'];
  /** Made by the client, unique within the session (a UUID, say): what makes a retry harmless. At most 64 characters. */
  readonly frameId: Scalars['ID']['input'];
  /** The picture. */
  readonly image: Scalars['Base64Image']['input'];
};

/** What became of a frame. */
export type ProcessedFrame = {
  readonly __typename?: 'ProcessedFrame';
  /** The five checks; none where the frame was not looked at. */
  readonly checks: ReadonlyArray<Check>;
  /** The engine that looked at it; null where none did. */
  readonly engine: Maybe<Engine>;
  /** The event that was published; null where none was. */
  readonly eventId: Maybe<Scalars['ID']['output']>;
  /** As the client sent it. */
  readonly frameId: Scalars['ID']['output'];
  /** Send the next frame this long after this answer. Grows when the server is busy. */
  readonly nextFrameInMs: Scalars['Int']['output'];
  /** When it was analysed; null where it was not. */
  readonly processedAt: Maybe<Scalars['DateTime']['output']>;
  /** The session it belongs to; null where the frame was not looked at. */
  readonly sessionId: Maybe<Scalars['ID']['output']>;
  /** Whether it was looked at. */
  readonly status: FrameStatus;
};

/**
 * Every field, here and below, may also give these errors: UNAUTHENTICATED and FORBIDDEN (who may call it stands in `@allow`),
 * OVERLOADED (the server or its database is busy, or a candidate asked too fast; with `extensions.retryAfterMs`),
 * ISSUER_UNAVAILABLE (no token can be verified now), BAD_USER_INPUT (a value that is not of its type, or an id that can't be one), and
 * INTERNAL (our fault: `extensions.requestId` is in our log). A document that can't be executed is answered with
 * GRAPHQL_PARSE_FAILED, GRAPHQL_VALIDATION_FAILED, OPERATION_RESOLUTION_FAILURE or BAD_REQUEST.
 */
export type Query = {
  readonly __typename?: 'Query';
  /** What a new exam begins with: the defaults of every setting. */
  readonly defaultPolicy: Policy;
  /**
   * The frames that are kept of an incident: the one that opened it, the worst and the last one, which may be the same. That they
   * were looked at is recorded (`EvidenceViewed`). Errors: NOT_FOUND (the incident), FORBIDDEN.
   */
  readonly evidence: ReadonlyArray<Evidence>;
  /** One exam. Candidates see of it what concerns them: their own session and events. Errors: FORBIDDEN, NOT_FOUND. */
  readonly exam: Maybe<Exam>;
  /** The exams that you may see, by title. */
  readonly exams: ReadonlyArray<Exam>;
  /** An enrolled face, by its id; null where there is none. Errors: FORBIDDEN (see `indexFace`). */
  readonly face: Maybe<Face>;
  /** The faces of one candidate, oldest first. Errors: FORBIDDEN (see `indexFace`). */
  readonly faces: ReadonlyArray<Face>;
  /**
   * One incident of an exam, with what proctors made of it; null where there is none of this id. Errors: FORBIDDEN, NOT_FOUND (the
   * exam).
   */
  readonly incident: Maybe<IncidentRecord>;
  /** Labels that a policy may name as objects of interest. */
  readonly knownLabels: ReadonlyArray<Scalars['String']['output']>;
  /** What this server is. */
  readonly server: Server;
  /**
   * One candidate's session of an exam; null before it has started. Candidates may leave the candidate out, or name themselves.
   * Errors: BAD_USER_INPUT (no candidate named), FORBIDDEN, NOT_FOUND (the exam).
   */
  readonly session: Maybe<Session>;
  /**
   * All that is kept of one session, to be filed or printed. That it was taken is recorded (`SessionExported`). Errors: NOT_FOUND,
   * FORBIDDEN.
   */
  readonly sessionExport: SessionExport;
  /** Who the server thinks you are. */
  readonly viewer: Viewer;
};


/**
 * Every field, here and below, may also give these errors: UNAUTHENTICATED and FORBIDDEN (who may call it stands in `@allow`),
 * OVERLOADED (the server or its database is busy, or a candidate asked too fast; with `extensions.retryAfterMs`),
 * ISSUER_UNAVAILABLE (no token can be verified now), BAD_USER_INPUT (a value that is not of its type, or an id that can't be one), and
 * INTERNAL (our fault: `extensions.requestId` is in our log). A document that can't be executed is answered with
 * GRAPHQL_PARSE_FAILED, GRAPHQL_VALIDATION_FAILED, OPERATION_RESOLUTION_FAILURE or BAD_REQUEST.
 */
export type QueryEvidenceArgs = {
  examId: Scalars['ID']['input'];
  incidentId: Scalars['ID']['input'];
};


/**
 * Every field, here and below, may also give these errors: UNAUTHENTICATED and FORBIDDEN (who may call it stands in `@allow`),
 * OVERLOADED (the server or its database is busy, or a candidate asked too fast; with `extensions.retryAfterMs`),
 * ISSUER_UNAVAILABLE (no token can be verified now), BAD_USER_INPUT (a value that is not of its type, or an id that can't be one), and
 * INTERNAL (our fault: `extensions.requestId` is in our log). A document that can't be executed is answered with
 * GRAPHQL_PARSE_FAILED, GRAPHQL_VALIDATION_FAILED, OPERATION_RESOLUTION_FAILURE or BAD_REQUEST.
 */
export type QueryExamArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Every field, here and below, may also give these errors: UNAUTHENTICATED and FORBIDDEN (who may call it stands in `@allow`),
 * OVERLOADED (the server or its database is busy, or a candidate asked too fast; with `extensions.retryAfterMs`),
 * ISSUER_UNAVAILABLE (no token can be verified now), BAD_USER_INPUT (a value that is not of its type, or an id that can't be one), and
 * INTERNAL (our fault: `extensions.requestId` is in our log). A document that can't be executed is answered with
 * GRAPHQL_PARSE_FAILED, GRAPHQL_VALIDATION_FAILED, OPERATION_RESOLUTION_FAILURE or BAD_REQUEST.
 */
export type QueryFaceArgs = {
  externalImageId: Scalars['ID']['input'];
};


/**
 * Every field, here and below, may also give these errors: UNAUTHENTICATED and FORBIDDEN (who may call it stands in `@allow`),
 * OVERLOADED (the server or its database is busy, or a candidate asked too fast; with `extensions.retryAfterMs`),
 * ISSUER_UNAVAILABLE (no token can be verified now), BAD_USER_INPUT (a value that is not of its type, or an id that can't be one), and
 * INTERNAL (our fault: `extensions.requestId` is in our log). A document that can't be executed is answered with
 * GRAPHQL_PARSE_FAILED, GRAPHQL_VALIDATION_FAILED, OPERATION_RESOLUTION_FAILURE or BAD_REQUEST.
 */
export type QueryFacesArgs = {
  candidateId: Scalars['ID']['input'];
};


/**
 * Every field, here and below, may also give these errors: UNAUTHENTICATED and FORBIDDEN (who may call it stands in `@allow`),
 * OVERLOADED (the server or its database is busy, or a candidate asked too fast; with `extensions.retryAfterMs`),
 * ISSUER_UNAVAILABLE (no token can be verified now), BAD_USER_INPUT (a value that is not of its type, or an id that can't be one), and
 * INTERNAL (our fault: `extensions.requestId` is in our log). A document that can't be executed is answered with
 * GRAPHQL_PARSE_FAILED, GRAPHQL_VALIDATION_FAILED, OPERATION_RESOLUTION_FAILURE or BAD_REQUEST.
 */
export type QueryIncidentArgs = {
  examId: Scalars['ID']['input'];
  id: Scalars['ID']['input'];
};


/**
 * Every field, here and below, may also give these errors: UNAUTHENTICATED and FORBIDDEN (who may call it stands in `@allow`),
 * OVERLOADED (the server or its database is busy, or a candidate asked too fast; with `extensions.retryAfterMs`),
 * ISSUER_UNAVAILABLE (no token can be verified now), BAD_USER_INPUT (a value that is not of its type, or an id that can't be one), and
 * INTERNAL (our fault: `extensions.requestId` is in our log). A document that can't be executed is answered with
 * GRAPHQL_PARSE_FAILED, GRAPHQL_VALIDATION_FAILED, OPERATION_RESOLUTION_FAILURE or BAD_REQUEST.
 */
export type QuerySessionArgs = {
  candidateId?: InputMaybe<Scalars['ID']['input']>;
  examId: Scalars['ID']['input'];
};


/**
 * Every field, here and below, may also give these errors: UNAUTHENTICATED and FORBIDDEN (who may call it stands in `@allow`),
 * OVERLOADED (the server or its database is busy, or a candidate asked too fast; with `extensions.retryAfterMs`),
 * ISSUER_UNAVAILABLE (no token can be verified now), BAD_USER_INPUT (a value that is not of its type, or an id that can't be one), and
 * INTERNAL (our fault: `extensions.requestId` is in our log). A document that can't be executed is answered with
 * GRAPHQL_PARSE_FAILED, GRAPHQL_VALIDATION_FAILED, OPERATION_RESOLUTION_FAILURE or BAD_REQUEST.
 */
export type QuerySessionExportArgs = {
  candidateId: Scalars['ID']['input'];
  examId: Scalars['ID']['input'];
};

/** The session goes on. */
export type ResumedNotice = CandidateNotice & {
  readonly __typename?: 'ResumedNotice';
  /** The cursor after this notice. */
  readonly id: Scalars['ID']['output'];
  /** By the server's clock. */
  readonly occurredAt: Scalars['DateTime']['output'];
};

/** For how many days what is recorded is kept. A change applies to what is recorded from then on. */
export type Retention = {
  readonly __typename?: 'Retention';
  /** The history, sessions and incidents. */
  readonly eventsDays: Scalars['Int']['output'];
  /** The pictures of incidents. */
  readonly evidenceDays: Scalars['Int']['output'];
  /** Enrolled faces. They belong to no exam, so that no exam changes it. */
  readonly facesDays: Scalars['Int']['output'];
};

/** For how many days what is recorded is to be kept. */
export type RetentionChange = {
  /** The history, sessions and incidents. */
  readonly eventsDays?: InputMaybe<Scalars['Int']['input']>;
  /** The pictures of incidents. */
  readonly evidenceDays?: InputMaybe<Scalars['Int']['input']>;
};

/** What a proctor makes of an incident. */
export type ReviewIncidentInput = {
  /** The exam. */
  readonly examId: Scalars['ID']['input'];
  /** The incident. */
  readonly incidentId: Scalars['ID']['input'];
  /** Why; at most 500 characters. Confirming and dismissing need it. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** The `revision` of the review that the proctor saw, 0 for none. Left out: whatever is there is replaced. */
  readonly seen?: InputMaybe<Scalars['Int']['input']>;
  /** What the proctor makes of it. */
  readonly verdict: ReviewVerdict;
};

/** What came of a review. */
export type ReviewIncidentResult = IncidentReviewRecorded | IncidentReviewedMeanwhile;

/** What proctors make of an incident. */
export type ReviewVerdict =
  /** Somebody looks at it. */
  | 'ACKNOWLEDGED'
  /** It is what it seems to be. */
  | 'CONFIRMED'
  /** It is nothing; it adds nothing to the risk. */
  | 'DISMISSED'
  /** What was said before is taken back. */
  | 'NONE';

/** How much there is to look at in a session. It orders what a proctor looks at first; it is no verdict. */
export type Risk = {
  readonly __typename?: 'Risk';
  /** What it is made of, the largest first. */
  readonly contributions: ReadonlyArray<RiskContribution>;
  /** The points of all kinds together. */
  readonly points: Scalars['Float']['output'];
  /** 0–100: 100 · (1 − e^(−points/100)). Nothing but endless evidence reaches 100. */
  readonly score: Scalars['Float']['output'];
};

/** What incidents of one kind add. */
export type RiskContribution = {
  readonly __typename?: 'RiskContribution';
  /** How many incidents. */
  readonly incidents: Scalars['Int']['output'];
  /** The kind. */
  readonly kind: IncidentKind;
  /** Their points, as the policy gives them. */
  readonly points: Scalars['Float']['output'];
  /** For how long they were seen. */
  readonly presentMs: Scalars['Float']['output'];
  /** The part of the score that is owed to them; all parts together are the score. */
  readonly score: Scalars['Float']['output'];
};

/** What incidents of a kind add to a session's risk. */
export type RiskRule = {
  readonly __typename?: 'RiskRule';
  /** The kind of incident. */
  readonly kind: IncidentKind;
  /** All incidents of the kind together add no more than this. */
  readonly mostPoints: Scalars['Float']['output'];
  /** For each incident. */
  readonly points: Scalars['Float']['output'];
  /** For each minute in which it was seen. */
  readonly pointsPerMinute: Scalars['Float']['output'];
};

/** What incidents of a kind are to add to a session's risk. */
export type RiskRuleChange = {
  /** The kind of incident. */
  readonly kind: IncidentKind;
  /** All incidents of the kind together add no more than this. */
  readonly mostPoints?: InputMaybe<Scalars['Float']['input']>;
  /** For each incident. */
  readonly points?: InputMaybe<Scalars['Float']['input']>;
  /** For each minute in which it was seen. */
  readonly pointsPerMinute?: InputMaybe<Scalars['Float']['input']>;
};

/** What a viewer is, as the token says. */
export type Role =
  /** May do everything, in every exam. */
  | 'ADMIN'
  /** Everybody, without a token too. */
  | 'ANYONE'
  /** Sits exams. Sees and sends only what is their own. */
  | 'CANDIDATE'
  /** Watches exams, enrols faces. May be limited to some exams by the token. */
  | 'PROCTOR';

/** A face. */
export type SeenFace = {
  readonly __typename?: 'SeenFace';
  /** Where. */
  readonly box: Box;
  /** 0–100. */
  readonly confidence: Scalars['Float']['output'];
  /** Where the head points: degrees off the camera, upwards; null where it could not be told. */
  readonly pitch: Maybe<Scalars['Float']['output']>;
  /** Where the head points: degrees off the camera, to the picture's right; null where it could not be told. */
  readonly yaw: Maybe<Scalars['Float']['output']>;
};

/** What the engine saw in a frame, with its boxes and scores. */
export type SeenInFrame = {
  readonly __typename?: 'SeenInFrame';
  /** Faces. */
  readonly faces: ReadonlyArray<SeenFace>;
  /** Persons and objects, in Rekognition's vocabulary. */
  readonly labels: ReadonlyArray<SeenLabel>;
  /** Content that may be unsafe. */
  readonly unsafe: ReadonlyArray<SeenUnsafe>;
};

/** A person or an object. */
export type SeenLabel = {
  readonly __typename?: 'SeenLabel';
  /** Where; null where the engine does not say. */
  readonly box: Maybe<Box>;
  /** 0–100. */
  readonly confidence: Scalars['Float']['output'];
  /** What. */
  readonly name: Scalars['String']['output'];
};

/** Content that may be unsafe. */
export type SeenUnsafe = {
  readonly __typename?: 'SeenUnsafe';
  /** 0–100. */
  readonly confidence: Scalars['Float']['output'];
  /** What. */
  readonly name: Scalars['String']['output'];
};

/** A message to send. */
export type SendMessageInput = {
  /** The candidate; everybody in the exam when left out. */
  readonly candidateId?: InputMaybe<Scalars['ID']['input']>;
  /** The exam. */
  readonly examId: Scalars['ID']['input'];
  /** Made by the client (a UUID, say): sent again, it is one message all the same; with another text or to somebody else it is refused. At most 64 characters. */
  readonly messageId?: InputMaybe<Scalars['ID']['input']>;
  /** Up to 1,000 characters. */
  readonly text: Scalars['String']['input'];
};

/** The server that answers. */
export type Server = {
  readonly __typename?: 'Server';
  /** The engine that looks at the frames. */
  readonly engine: Engine;
  /** Who issues the tokens. */
  readonly identityProvider: IdentityProvider;
  /** The server's clock, to compare with one's own. */
  readonly time: Scalars['DateTime']['output'];
  /** The version of Virtual Proctor. */
  readonly version: Scalars['String']['output'];
};

/** One candidate sitting one exam. It starts with `startSession`, or with the first frame where no consent is asked for. */
export type Session = {
  readonly __typename?: 'Session';
  /** Who sits it: the `sub` of the candidate's token. */
  readonly candidateId: Scalars['ID']['output'];
  /**
   * The candidate's full name, as the photo that was enrolled last says; null where no photo is enrolled, or no more. For staff
   * alone, null for the candidate.
   */
  readonly candidateName: Maybe<Scalars['String']['output']>;
  /** What the candidate agreed to; null where nothing was asked. */
  readonly consent: Maybe<Consent>;
  /** When its time is up; null where the policy sets no duration. No session ends by itself. */
  readonly endsAt: Maybe<Scalars['DateTime']['output']>;
  /** The exam that is sat. */
  readonly examId: Scalars['ID']['output'];
  /** What proctors added to the time that the policy gives. */
  readonly extraMinutes: Scalars['Int']['output'];
  /** How many frames were analysed. */
  readonly framesProcessed: Scalars['Int']['output'];
  /** The session's id. */
  readonly id: Scalars['ID']['output'];
  /** The newest analysed frame. */
  readonly lastFrame: Maybe<LastFrame>;
  /**
   * The newest frame, in memory only: frames without an incident are never stored. Null for the candidate, and where this server
   * has seen none lately.
   */
  readonly livePicture: Maybe<LivePicture>;
  /** The incidents that are open now; for staff alone, empty for the candidate. */
  readonly openIncidents: ReadonlyArray<Incident>;
  /**
   * How much there is to look at, from the recorded incidents alone; dismissed ones don't count. For staff alone. Errors:
   * FORBIDDEN, BAD_USER_INPUT (every mistake in the change named).
   */
  readonly risk: Risk;
  /** When it started. */
  readonly startedAt: Scalars['DateTime']['output'];
  /** Where it stands. */
  readonly status: SessionStatus;
};


/** One candidate sitting one exam. It starts with `startSession`, or with the first frame where no consent is asked for. */
export type SessionRiskArgs = {
  change?: InputMaybe<PolicyChange>;
};

/** A session is over. */
export type SessionEnded = ExamEvent & {
  readonly __typename?: 'SessionEnded';
  /** Who did it. */
  readonly by: Actor;
  /** Whom it concerns. */
  readonly candidateId: Maybe<Scalars['ID']['output']>;
  /** The exam. */
  readonly examId: Scalars['ID']['output'];
  /** The cursor after this event. */
  readonly id: Scalars['ID']['output'];
  /** By the server's clock. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Why a proctor ended it against the candidate's will; null where it simply ended. */
  readonly reason: Maybe<Scalars['String']['output']>;
  /** The session. */
  readonly sessionId: Scalars['ID']['output'];
};

/** All that is kept of one session. */
export type SessionExport = {
  readonly __typename?: 'SessionExport';
  /** A name for the files, without an ending. */
  readonly fileName: Scalars['String']['output'];
  /** For people: one HTML page that can be printed, pictures included, with nothing from anywhere else. */
  readonly html: Scalars['String']['output'];
  /** For programs: the session, its risk, its incidents with their reviews and pictures (JPEG in Base64), and its events. */
  readonly json: Scalars['String']['output'];
};

/** Somebody took away all that is kept of a session, pictures included. */
export type SessionExported = ExamEvent & {
  readonly __typename?: 'SessionExported';
  /** Who did it. */
  readonly by: Actor;
  /** Whom it concerns. */
  readonly candidateId: Maybe<Scalars['ID']['output']>;
  /** The exam. */
  readonly examId: Scalars['ID']['output'];
  /** The cursor after this event. */
  readonly id: Scalars['ID']['output'];
  /** By the server's clock. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** The session. */
  readonly sessionId: Scalars['ID']['output'];
};

/** A proctor gave more time, or took some back. */
export type SessionExtended = ExamEvent & {
  readonly __typename?: 'SessionExtended';
  /** Who did it. */
  readonly by: Actor;
  /** Whom it concerns. */
  readonly candidateId: Maybe<Scalars['ID']['output']>;
  /** The exam. */
  readonly examId: Scalars['ID']['output'];
  /** The cursor after this event. */
  readonly id: Scalars['ID']['output'];
  /** How many; negative where time was taken back. */
  readonly minutes: Scalars['Int']['output'];
  /** By the server's clock. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** The session. */
  readonly sessionId: Scalars['ID']['output'];
};

/** Whose session of which exam. */
export type SessionInput = {
  /** The candidate; yourself when left out. */
  readonly candidateId?: InputMaybe<Scalars['ID']['input']>;
  /** The exam. */
  readonly examId: Scalars['ID']['input'];
};

/** A proctor paused a session. */
export type SessionPaused = ExamEvent & {
  readonly __typename?: 'SessionPaused';
  /** Who did it. */
  readonly by: Actor;
  /** Whom it concerns. */
  readonly candidateId: Maybe<Scalars['ID']['output']>;
  /** The exam. */
  readonly examId: Scalars['ID']['output'];
  /** The cursor after this event. */
  readonly id: Scalars['ID']['output'];
  /** By the server's clock. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** The session. */
  readonly sessionId: Scalars['ID']['output'];
};

/** A proctor let a session go on. */
export type SessionResumed = ExamEvent & {
  readonly __typename?: 'SessionResumed';
  /** Who did it. */
  readonly by: Actor;
  /** Whom it concerns. */
  readonly candidateId: Maybe<Scalars['ID']['output']>;
  /** The exam. */
  readonly examId: Scalars['ID']['output'];
  /** The cursor after this event. */
  readonly id: Scalars['ID']['output'];
  /** By the server's clock. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** The session. */
  readonly sessionId: Scalars['ID']['output'];
};

/** A candidate started. */
export type SessionStarted = ExamEvent & {
  readonly __typename?: 'SessionStarted';
  /** Who started. */
  readonly candidateId: Maybe<Scalars['ID']['output']>;
  /** The exam. */
  readonly examId: Scalars['ID']['output'];
  /** The cursor after this event. */
  readonly id: Scalars['ID']['output'];
  /** By the server's clock. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** The session that began. */
  readonly sessionId: Scalars['ID']['output'];
};

/** Where a session stands. */
export type SessionStatus =
  /** Frames come and are looked at. */
  | 'ACTIVE'
  /** It is over. */
  | 'ENDED'
  /** No frames come. */
  | 'FEED_LOST'
  /** A proctor paused it. */
  | 'PAUSED'
  /** A proctor ended it. */
  | 'TERMINATED'
  /** Started, but no frame has come yet. */
  | 'WAITING';

/** How much an incident matters. */
export type Severity =
  /** Should be looked at now. */
  | 'HIGH'
  /** Can wait. */
  | 'LOW'
  /** Should be looked at. */
  | 'MEDIUM';

/** A severity that is reached with time. */
export type SeverityRise = {
  readonly __typename?: 'SeverityRise';
  /** After so long. */
  readonly afterMs: Scalars['Int']['output'];
  /** It becomes this. */
  readonly to: Severity;
};

/** A severity that is reached with time. */
export type SeverityRiseInput = {
  /** After so long. */
  readonly afterMs: Scalars['Int']['input'];
  /** It becomes this. */
  readonly to: Severity;
};

/**
 * Nothing else happened for a few seconds, and the feed is alive. It is not part of the history: its `id` is the cursor at which
 * the feed stands.
 */
export type SignOfLife = ExamEvent & {
  readonly __typename?: 'SignOfLife';
  /** Null. */
  readonly candidateId: Maybe<Scalars['ID']['output']>;
  /** The exam. */
  readonly examId: Scalars['ID']['output'];
  /** The id of the last event that was sent, or where the feed began. */
  readonly id: Scalars['ID']['output'];
  /** Now, by the server's clock. */
  readonly occurredAt: Scalars['DateTime']['output'];
};

/** The session to start. */
export type StartSessionInput = {
  /** The candidate; yourself when left out. */
  readonly candidateId?: InputMaybe<Scalars['ID']['input']>;
  /** The version of the text that the candidate agreed to: the one in the exam's policy. */
  readonly consentTextVersion?: InputMaybe<Scalars['String']['input']>;
  /** The exam. */
  readonly examId: Scalars['ID']['input'];
};

/** What goes on, over WebSockets with the protocol graphql-transport-ws. For errors see `Query`. */
export type Subscription = {
  readonly __typename?: 'Subscription';
  /**
   * What a candidate is to be told of their exam: messages, and what was decided about their session. With `after`, first
   * everything since that notice; without it, from this moment on. Errors: FORBIDDEN, NOT_FOUND, BAD_USER_INPUT, CURSOR_EXPIRED.
   */
  readonly candidateNotices: CandidateNotice;
  /**
   * What happens in an exam, in order. With `after`, first everything that happened since that event, then what happens,
   * without gap or duplicate, across reconnects and restarts; without it, from this moment on. Errors: FORBIDDEN, NOT_FOUND,
   * BAD_USER_INPUT (not a cursor of this exam), CURSOR_EXPIRED (too old: read the exam anew).
   */
  readonly examEvents: ExamEvent;
};


/** What goes on, over WebSockets with the protocol graphql-transport-ws. For errors see `Query`. */
export type SubscriptionCandidateNoticesArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  candidateId?: InputMaybe<Scalars['ID']['input']>;
  examId: Scalars['ID']['input'];
};


/** What goes on, over WebSockets with the protocol graphql-transport-ws. For errors see `Query`. */
export type SubscriptionExamEventsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  examId: Scalars['ID']['input'];
  filter?: InputMaybe<ExamEventFilter>;
};

/** The session to terminate. */
export type TerminateSessionInput = {
  /** The candidate. */
  readonly candidateId: Scalars['ID']['input'];
  /** The exam. */
  readonly examId: Scalars['ID']['input'];
  /** Why; at most 500 characters. */
  readonly reason: Scalars['String']['input'];
};

/** Why a check has no answer. */
export type UnknownReason =
  /** The engine could not make this check. The others stand. */
  | 'ENGINE_FAILED'
  /** The exam's policy does not ask for this check, or not in every frame. */
  | 'NOT_ASKED'
  /** The candidate has no enrolled face to compare with. */
  | 'NOT_ENROLLED';

/** What came of a change. */
export type UpdatePolicyResult = PolicyRejected | PolicyUpdated | PolicyUpdatedMeanwhile;

/** Who is asking: what the server understood of the token. */
export type Viewer = {
  readonly __typename?: 'Viewer';
  /** The exams the token is limited to; null where it is not limited. */
  readonly examIds: Maybe<ReadonlyArray<Scalars['ID']['output']>>;
  /** When the token ends. WebSockets are closed then, with code 4403. */
  readonly expiresAt: Scalars['DateTime']['output'];
  /** The token's subject; for a candidate, the candidate's id. */
  readonly id: Scalars['ID']['output'];
  /** The name in the token, where it has one. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** What the viewer may be. */
  readonly roles: ReadonlyArray<Role>;
};

/** A note to write. */
export type WriteNoteInput = {
  /** The candidate. */
  readonly candidateId: Scalars['ID']['input'];
  /** The exam. */
  readonly examId: Scalars['ID']['input'];
  /** Made by the client (a UUID, say): sent again, it is one note all the same; with another text or of somebody else it is refused. At most 64 characters. */
  readonly noteId?: InputMaybe<Scalars['ID']['input']>;
  /** Up to 1,000 characters. */
  readonly text: Scalars['String']['input'];
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;





/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Accommodation: ResolverTypeWrapper<AccommodationSource>;
  AccommodationInput: AccommodationInput;
  AccommodationLimits: ResolverTypeWrapper<AccommodationLimits>;
  Actor: ResolverTypeWrapper<ActorSource>;
  Base64Image: ResolverTypeWrapper<Scalars['Base64Image']['output']>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Box: ResolverTypeWrapper<Box>;
  CallCount: ResolverTypeWrapper<CallCount>;
  CandidateErased: ResolverTypeWrapper<Omit<CandidateErased, 'by'> & { by: ResolversTypes['Actor'] }>;
  CandidateNotice: ResolverTypeWrapper<CandidateNoticeSource>;
  Check: ResolverTypeWrapper<CheckSource>;
  CheckName: CheckName;
  CheckRule: ResolverTypeWrapper<CheckRule>;
  CheckRuleChange: CheckRuleChange;
  CheckStatus: CheckStatus;
  Consent: ResolverTypeWrapper<Consent>;
  ConsentPolicy: ResolverTypeWrapper<ConsentPolicy>;
  ConsentPolicyChange: ConsentPolicyChange;
  CreateExamInput: CreateExamInput;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  EndedNotice: ResolverTypeWrapper<EndedNotice>;
  Engine: Engine;
  EngineUsage: ResolverTypeWrapper<EngineUsage>;
  ErasureReceipt: ResolverTypeWrapper<Omit<ErasureReceipt, 'by'> & { by: ResolversTypes['Actor'] }>;
  Evidence: ResolverTypeWrapper<KeptFrameSource>;
  EvidenceRole: EvidenceRole;
  EvidenceViewed: ResolverTypeWrapper<Omit<EvidenceViewed, 'by'> & { by: ResolversTypes['Actor'] }>;
  Exam: ResolverTypeWrapper<ExamSource>;
  ExamEvent: ResolverTypeWrapper<FeedItemSource>;
  ExamEventConnection: ResolverTypeWrapper<Omit<ExamEventConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['ExamEventEdge']> }>;
  ExamEventEdge: ResolverTypeWrapper<Omit<ExamEventEdge, 'node'> & { node: ResolversTypes['ExamEvent'] }>;
  ExamEventFilter: ExamEventFilter;
  ExamEventType: ExamEventType;
  ExtendSessionInput: ExtendSessionInput;
  ExtendedNotice: ResolverTypeWrapper<ExtendedNotice>;
  Face: ResolverTypeWrapper<FaceSource>;
  FaceDeleted: ResolverTypeWrapper<FaceDeleted>;
  FaceDeletion: ResolverTypeWrapper<FaceDeletion>;
  FaceEnrolled: ResolverTypeWrapper<FaceEnrolled>;
  FaceIndexed: ResolverTypeWrapper<Omit<FaceIndexed, 'face'> & { face: ResolversTypes['Face'] }>;
  FaceRejected: ResolverTypeWrapper<Omit<FaceRejected, 'reasons'> & { reasons: ReadonlyArray<ResolversTypes['FaceRejection']> }>;
  FaceRejection: ResolverTypeWrapper<RejectionReasonSource>;
  FaceRejectionCode: FaceRejectionCode;
  Finding: ResolverTypeWrapper<FindingSource>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  FrameProcessed: ResolverTypeWrapper<Omit<FrameProcessed, 'checks'> & { checks: ReadonlyArray<ResolversTypes['Check']> }>;
  FrameStatus: FrameStatus;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  IdentityProvider: IdentityProvider;
  Incident: ResolverTypeWrapper<IncidentSource>;
  IncidentClosed: ResolverTypeWrapper<Omit<IncidentClosed, 'incident'> & { incident: ResolversTypes['Incident'] }>;
  IncidentConnection: ResolverTypeWrapper<Omit<IncidentConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['IncidentEdge']> }>;
  IncidentEdge: ResolverTypeWrapper<Omit<IncidentEdge, 'node'> & { node: ResolversTypes['IncidentRecord'] }>;
  IncidentEnd: ResolverTypeWrapper<IncidentEnd>;
  IncidentEndReason: IncidentEndReason;
  IncidentFilter: IncidentFilter;
  IncidentKind: IncidentKind;
  IncidentOpened: ResolverTypeWrapper<Omit<IncidentOpened, 'incident'> & { incident: ResolversTypes['Incident'] }>;
  IncidentRecord: ResolverTypeWrapper<IncidentRecordSource>;
  IncidentReview: ResolverTypeWrapper<ReviewSource>;
  IncidentReviewRecorded: ResolverTypeWrapper<ReviewIncidentResultSource>;
  IncidentReviewed: ResolverTypeWrapper<Omit<IncidentReviewed, 'review'> & { review: ResolversTypes['IncidentReview'] }>;
  IncidentReviewedMeanwhile: ResolverTypeWrapper<ReviewIncidentResultSource>;
  IncidentRule: ResolverTypeWrapper<IncidentRule>;
  IncidentRuleChange: IncidentRuleChange;
  IncidentUpdated: ResolverTypeWrapper<Omit<IncidentUpdated, 'incident'> & { incident: ResolversTypes['Incident'] }>;
  IndexFaceInput: IndexFaceInput;
  IndexFaceResult: ResolverTypeWrapper<IndexFaceResultSource>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  LastFrame: ResolverTypeWrapper<LastFrame>;
  LivePicture: ResolverTypeWrapper<LivePictureSource>;
  MessageNotice: ResolverTypeWrapper<MessageNotice>;
  MessageSent: ResolverTypeWrapper<MessageSentSource>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NoteWritten: ResolverTypeWrapper<NoteWrittenSource>;
  NoticeSignOfLife: ResolverTypeWrapper<NoticeSignOfLife>;
  Opening: ResolverTypeWrapper<Opening>;
  OpeningInput: OpeningInput;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PausedNotice: ResolverTypeWrapper<PausedNotice>;
  Picture: ResolverTypeWrapper<SmallPictureSource>;
  Policy: ResolverTypeWrapper<ExamPolicySource>;
  PolicyChange: PolicyChange;
  PolicyChanged: ResolverTypeWrapper<Omit<PolicyChanged, 'by'> & { by: ResolversTypes['Actor'] }>;
  PolicyLimits: ResolverTypeWrapper<PolicyLimits>;
  PolicyLimitsChange: PolicyLimitsChange;
  PolicyMistake: ResolverTypeWrapper<PolicyMistake>;
  PolicyRejected: ResolverTypeWrapper<PolicyRejected>;
  PolicyUpdated: ResolverTypeWrapper<Omit<PolicyUpdated, 'exam'> & { exam: ResolversTypes['Exam'] }>;
  PolicyUpdatedMeanwhile: ResolverTypeWrapper<Omit<PolicyUpdatedMeanwhile, 'exam'> & { exam: ResolversTypes['Exam'] }>;
  ProcessFrameInput: ProcessFrameInput;
  ProcessedFrame: ResolverTypeWrapper<ProcessedFrameSource>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ResumedNotice: ResolverTypeWrapper<ResumedNotice>;
  Retention: ResolverTypeWrapper<Retention>;
  RetentionChange: RetentionChange;
  ReviewIncidentInput: ReviewIncidentInput;
  ReviewIncidentResult: ResolverTypeWrapper<ReviewIncidentResultSource>;
  ReviewVerdict: ReviewVerdict;
  Risk: ResolverTypeWrapper<Risk>;
  RiskContribution: ResolverTypeWrapper<RiskContribution>;
  RiskRule: ResolverTypeWrapper<RiskRule>;
  RiskRuleChange: RiskRuleChange;
  Role: Role;
  SeenFace: ResolverTypeWrapper<ObservedFaceSource>;
  SeenInFrame: ResolverTypeWrapper<Omit<SeenInFrame, 'faces' | 'labels'> & { faces: ReadonlyArray<ResolversTypes['SeenFace']>, labels: ReadonlyArray<ResolversTypes['SeenLabel']> }>;
  SeenLabel: ResolverTypeWrapper<ObservedLabelSource>;
  SeenUnsafe: ResolverTypeWrapper<SeenUnsafe>;
  SendMessageInput: SendMessageInput;
  Server: ResolverTypeWrapper<Server>;
  Session: ResolverTypeWrapper<SessionSource>;
  SessionEnded: ResolverTypeWrapper<Omit<SessionEnded, 'by'> & { by: ResolversTypes['Actor'] }>;
  SessionExport: ResolverTypeWrapper<SessionExport>;
  SessionExported: ResolverTypeWrapper<Omit<SessionExported, 'by'> & { by: ResolversTypes['Actor'] }>;
  SessionExtended: ResolverTypeWrapper<Omit<SessionExtended, 'by'> & { by: ResolversTypes['Actor'] }>;
  SessionInput: SessionInput;
  SessionPaused: ResolverTypeWrapper<Omit<SessionPaused, 'by'> & { by: ResolversTypes['Actor'] }>;
  SessionResumed: ResolverTypeWrapper<Omit<SessionResumed, 'by'> & { by: ResolversTypes['Actor'] }>;
  SessionStarted: ResolverTypeWrapper<SessionStarted>;
  SessionStatus: SessionStatus;
  Severity: Severity;
  SeverityRise: ResolverTypeWrapper<SeverityRise>;
  SeverityRiseInput: SeverityRiseInput;
  SignOfLife: ResolverTypeWrapper<SignOfLife>;
  StartSessionInput: StartSessionInput;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  TerminateSessionInput: TerminateSessionInput;
  UnknownReason: UnknownReason;
  UpdatePolicyResult: ResolverTypeWrapper<UpdatePolicyResultSource>;
  Viewer: ResolverTypeWrapper<ViewerSource>;
  WriteNoteInput: WriteNoteInput;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Accommodation: AccommodationSource;
  AccommodationInput: AccommodationInput;
  AccommodationLimits: AccommodationLimits;
  Actor: ActorSource;
  Base64Image: Scalars['Base64Image']['output'];
  Boolean: Scalars['Boolean']['output'];
  Box: Box;
  CallCount: CallCount;
  CandidateErased: Omit<CandidateErased, 'by'> & { by: ResolversParentTypes['Actor'] };
  CandidateNotice: CandidateNoticeSource;
  Check: CheckSource;
  CheckRule: CheckRule;
  CheckRuleChange: CheckRuleChange;
  Consent: Consent;
  ConsentPolicy: ConsentPolicy;
  ConsentPolicyChange: ConsentPolicyChange;
  CreateExamInput: CreateExamInput;
  DateTime: Scalars['DateTime']['output'];
  EndedNotice: EndedNotice;
  EngineUsage: EngineUsage;
  ErasureReceipt: Omit<ErasureReceipt, 'by'> & { by: ResolversParentTypes['Actor'] };
  Evidence: KeptFrameSource;
  EvidenceViewed: Omit<EvidenceViewed, 'by'> & { by: ResolversParentTypes['Actor'] };
  Exam: ExamSource;
  ExamEvent: FeedItemSource;
  ExamEventConnection: Omit<ExamEventConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['ExamEventEdge']> };
  ExamEventEdge: Omit<ExamEventEdge, 'node'> & { node: ResolversParentTypes['ExamEvent'] };
  ExamEventFilter: ExamEventFilter;
  ExtendSessionInput: ExtendSessionInput;
  ExtendedNotice: ExtendedNotice;
  Face: FaceSource;
  FaceDeleted: FaceDeleted;
  FaceDeletion: FaceDeletion;
  FaceEnrolled: FaceEnrolled;
  FaceIndexed: Omit<FaceIndexed, 'face'> & { face: ResolversParentTypes['Face'] };
  FaceRejected: Omit<FaceRejected, 'reasons'> & { reasons: ReadonlyArray<ResolversParentTypes['FaceRejection']> };
  FaceRejection: RejectionReasonSource;
  Finding: FindingSource;
  Float: Scalars['Float']['output'];
  FrameProcessed: Omit<FrameProcessed, 'checks'> & { checks: ReadonlyArray<ResolversParentTypes['Check']> };
  ID: Scalars['ID']['output'];
  Incident: IncidentSource;
  IncidentClosed: Omit<IncidentClosed, 'incident'> & { incident: ResolversParentTypes['Incident'] };
  IncidentConnection: Omit<IncidentConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['IncidentEdge']> };
  IncidentEdge: Omit<IncidentEdge, 'node'> & { node: ResolversParentTypes['IncidentRecord'] };
  IncidentEnd: IncidentEnd;
  IncidentFilter: IncidentFilter;
  IncidentOpened: Omit<IncidentOpened, 'incident'> & { incident: ResolversParentTypes['Incident'] };
  IncidentRecord: IncidentRecordSource;
  IncidentReview: ReviewSource;
  IncidentReviewRecorded: ReviewIncidentResultSource;
  IncidentReviewed: Omit<IncidentReviewed, 'review'> & { review: ResolversParentTypes['IncidentReview'] };
  IncidentReviewedMeanwhile: ReviewIncidentResultSource;
  IncidentRule: IncidentRule;
  IncidentRuleChange: IncidentRuleChange;
  IncidentUpdated: Omit<IncidentUpdated, 'incident'> & { incident: ResolversParentTypes['Incident'] };
  IndexFaceInput: IndexFaceInput;
  IndexFaceResult: IndexFaceResultSource;
  Int: Scalars['Int']['output'];
  LastFrame: LastFrame;
  LivePicture: LivePictureSource;
  MessageNotice: MessageNotice;
  MessageSent: MessageSentSource;
  Mutation: Record<PropertyKey, never>;
  NoteWritten: NoteWrittenSource;
  NoticeSignOfLife: NoticeSignOfLife;
  Opening: Opening;
  OpeningInput: OpeningInput;
  PageInfo: PageInfo;
  PausedNotice: PausedNotice;
  Picture: SmallPictureSource;
  Policy: ExamPolicySource;
  PolicyChange: PolicyChange;
  PolicyChanged: Omit<PolicyChanged, 'by'> & { by: ResolversParentTypes['Actor'] };
  PolicyLimits: PolicyLimits;
  PolicyLimitsChange: PolicyLimitsChange;
  PolicyMistake: PolicyMistake;
  PolicyRejected: PolicyRejected;
  PolicyUpdated: Omit<PolicyUpdated, 'exam'> & { exam: ResolversParentTypes['Exam'] };
  PolicyUpdatedMeanwhile: Omit<PolicyUpdatedMeanwhile, 'exam'> & { exam: ResolversParentTypes['Exam'] };
  ProcessFrameInput: ProcessFrameInput;
  ProcessedFrame: ProcessedFrameSource;
  Query: Record<PropertyKey, never>;
  ResumedNotice: ResumedNotice;
  Retention: Retention;
  RetentionChange: RetentionChange;
  ReviewIncidentInput: ReviewIncidentInput;
  ReviewIncidentResult: ReviewIncidentResultSource;
  Risk: Risk;
  RiskContribution: RiskContribution;
  RiskRule: RiskRule;
  RiskRuleChange: RiskRuleChange;
  SeenFace: ObservedFaceSource;
  SeenInFrame: Omit<SeenInFrame, 'faces' | 'labels'> & { faces: ReadonlyArray<ResolversParentTypes['SeenFace']>, labels: ReadonlyArray<ResolversParentTypes['SeenLabel']> };
  SeenLabel: ObservedLabelSource;
  SeenUnsafe: SeenUnsafe;
  SendMessageInput: SendMessageInput;
  Server: Server;
  Session: SessionSource;
  SessionEnded: Omit<SessionEnded, 'by'> & { by: ResolversParentTypes['Actor'] };
  SessionExport: SessionExport;
  SessionExported: Omit<SessionExported, 'by'> & { by: ResolversParentTypes['Actor'] };
  SessionExtended: Omit<SessionExtended, 'by'> & { by: ResolversParentTypes['Actor'] };
  SessionInput: SessionInput;
  SessionPaused: Omit<SessionPaused, 'by'> & { by: ResolversParentTypes['Actor'] };
  SessionResumed: Omit<SessionResumed, 'by'> & { by: ResolversParentTypes['Actor'] };
  SessionStarted: SessionStarted;
  SeverityRise: SeverityRise;
  SeverityRiseInput: SeverityRiseInput;
  SignOfLife: SignOfLife;
  StartSessionInput: StartSessionInput;
  String: Scalars['String']['output'];
  Subscription: Record<PropertyKey, never>;
  TerminateSessionInput: TerminateSessionInput;
  UpdatePolicyResult: UpdatePolicyResultSource;
  Viewer: ViewerSource;
  WriteNoteInput: WriteNoteInput;
};

export type AllowDirectiveArgs = {
  roles: ReadonlyArray<Role>;
};

export type AllowDirectiveResolver<Result, Parent, ContextType = Context, Args = AllowDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AccommodationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Accommodation'] = ResolversParentTypes['Accommodation']> = {
  candidateId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  expectedPersons?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  limits?: Resolver<ResolversTypes['AccommodationLimits'], ParentType, ContextType>;
  switchedOff?: Resolver<ReadonlyArray<ResolversTypes['IncidentKind']>, ParentType, ContextType>;
};

export type AccommodationLimitsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccommodationLimits'] = ResolversParentTypes['AccommodationLimits']> = {
  feedLostAfterMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  frozenAfterMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  maxPitchDown?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  maxPitchUp?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  maxYaw?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  minBrightness?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  minDetail?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type ActorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Actor'] = ResolversParentTypes['Actor']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export interface Base64ImageScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Base64Image'], any> {
  name: 'Base64Image';
}

export type BoxResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Box'] = ResolversParentTypes['Box']> = {
  height?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  left?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  top?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  width?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type CallCountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CallCount'] = ResolversParentTypes['CallCount']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  operation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CandidateErasedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CandidateErased'] = ResolversParentTypes['CandidateErased']> = {
  by?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  candidateId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  examId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CandidateNoticeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CandidateNotice'] = ResolversParentTypes['CandidateNotice']> = {
  __resolveType: TypeResolveFn<'EndedNotice' | 'ExtendedNotice' | 'MessageNotice' | 'NoticeSignOfLife' | 'PausedNotice' | 'ResumedNotice', ParentType, ContextType>;
};

export type CheckResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Check'] = ResolversParentTypes['Check']> = {
  details?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['CheckName'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['CheckStatus'], ParentType, ContextType>;
  success?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  testName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  unknownReason?: Resolver<Maybe<ResolversTypes['UnknownReason']>, ParentType, ContextType>;
};

export type CheckRuleResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CheckRule'] = ResolversParentTypes['CheckRule']> = {
  everyNthFrame?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  isOn?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['CheckName'], ParentType, ContextType>;
};

export type ConsentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Consent'] = ResolversParentTypes['Consent']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  textVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ConsentPolicyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConsentPolicy'] = ResolversParentTypes['ConsentPolicy']> = {
  isRequired?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  textVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type EndedNoticeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EndedNotice'] = ResolversParentTypes['EndedNotice']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isTerminated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EngineUsageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EngineUsage'] = ResolversParentTypes['EngineUsage']> = {
  calls?: Resolver<ReadonlyArray<ResolversTypes['CallCount']>, ParentType, ContextType>;
  dollarsPerThousandCalls?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  estimatedDollars?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type ErasureReceiptResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ErasureReceipt'] = ResolversParentTypes['ErasureReceipt']> = {
  by?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  candidateId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  erasedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  events?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  examIds?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  faces?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  incidents?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  pictures?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sessions?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type EvidenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Evidence'] = ResolversParentTypes['Evidence']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  capturedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  frameId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  keptUntil?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  picture?: Resolver<ResolversTypes['Picture'], ParentType, ContextType>;
  roles?: Resolver<ReadonlyArray<ResolversTypes['EvidenceRole']>, ParentType, ContextType>;
  seen?: Resolver<ResolversTypes['SeenInFrame'], ParentType, ContextType>;
};

export type EvidenceViewedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EvidenceViewed'] = ResolversParentTypes['EvidenceViewed']> = {
  by?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  candidateId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  examId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  incidentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sessionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ExamResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Exam'] = ResolversParentTypes['Exam']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  engineUsage?: Resolver<ResolversTypes['EngineUsage'], ParentType, ContextType>;
  events?: Resolver<ResolversTypes['ExamEventConnection'], ParentType, ContextType, RequireFields<ExamEventsArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  incidents?: Resolver<ResolversTypes['IncidentConnection'], ParentType, ContextType, RequireFields<ExamIncidentsArgs, 'first'>>;
  policy?: Resolver<ResolversTypes['Policy'], ParentType, ContextType>;
  recentEvents?: Resolver<ReadonlyArray<ResolversTypes['ExamEvent']>, ParentType, ContextType, RequireFields<ExamRecentEventsArgs, 'limit'>>;
  sessions?: Resolver<ReadonlyArray<ResolversTypes['Session']>, ParentType, ContextType, Partial<ExamSessionsArgs>>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ExamEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ExamEvent'] = ResolversParentTypes['ExamEvent']> = {
  __resolveType: TypeResolveFn<'CandidateErased' | 'EvidenceViewed' | 'FaceDeleted' | 'FaceEnrolled' | 'FrameProcessed' | 'IncidentClosed' | 'IncidentOpened' | 'IncidentReviewed' | 'IncidentUpdated' | 'MessageSent' | 'NoteWritten' | 'PolicyChanged' | 'SessionEnded' | 'SessionExported' | 'SessionExtended' | 'SessionPaused' | 'SessionResumed' | 'SessionStarted' | 'SignOfLife', ParentType, ContextType>;
};

export type ExamEventConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ExamEventConnection'] = ResolversParentTypes['ExamEventConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ExamEventEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ExamEventEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ExamEventEdge'] = ResolversParentTypes['ExamEventEdge']> = {
  cursor?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ExamEvent'], ParentType, ContextType>;
};

export type ExtendedNoticeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ExtendedNotice'] = ResolversParentTypes['ExtendedNotice']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  minutes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FaceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Face'] = ResolversParentTypes['Face']> = {
  candidateId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  collectionId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  enrolledAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  externalImageId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  fullName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type FaceDeletedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FaceDeleted'] = ResolversParentTypes['FaceDeleted']> = {
  candidateId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  examId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  externalImageId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FaceDeletionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FaceDeletion'] = ResolversParentTypes['FaceDeletion']> = {
  candidateId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  externalImageId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type FaceEnrolledResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FaceEnrolled'] = ResolversParentTypes['FaceEnrolled']> = {
  candidateId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  examId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  externalImageId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FaceIndexedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FaceIndexed'] = ResolversParentTypes['FaceIndexed']> = {
  face?: Resolver<ResolversTypes['Face'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FaceRejectedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FaceRejected'] = ResolversParentTypes['FaceRejected']> = {
  reasons?: Resolver<ReadonlyArray<ResolversTypes['FaceRejection']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FaceRejectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FaceRejection'] = ResolversParentTypes['FaceRejection']> = {
  code?: Resolver<ResolversTypes['FaceRejectionCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type FindingResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Finding'] = ResolversParentTypes['Finding']> = {
  brightness?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  confidence?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  count?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  expected?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  forMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  names?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  people?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  pitch?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  similarity?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  yaw?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type FrameProcessedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FrameProcessed'] = ResolversParentTypes['FrameProcessed']> = {
  candidateId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  capturedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  checks?: Resolver<ReadonlyArray<ResolversTypes['Check']>, ParentType, ContextType>;
  engine?: Resolver<ResolversTypes['Engine'], ParentType, ContextType>;
  examId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  frameId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sessionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type IncidentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Incident'] = ResolversParentTypes['Incident']> = {
  end?: Resolver<Maybe<ResolversTypes['IncidentEnd']>, ParentType, ContextType>;
  finding?: Resolver<ResolversTypes['Finding'], ParentType, ContextType>;
  framesSeen?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['IncidentKind'], ParentType, ContextType>;
  lastSeenAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  openedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  presentMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  returns?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['Severity'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type IncidentClosedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IncidentClosed'] = ResolversParentTypes['IncidentClosed']> = {
  candidateId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  examId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  incident?: Resolver<ResolversTypes['Incident'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sessionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type IncidentConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IncidentConnection'] = ResolversParentTypes['IncidentConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['IncidentEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type IncidentEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IncidentEdge'] = ResolversParentTypes['IncidentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['IncidentRecord'], ParentType, ContextType>;
};

export type IncidentEndResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IncidentEnd'] = ResolversParentTypes['IncidentEnd']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['IncidentEndReason'], ParentType, ContextType>;
};

export type IncidentOpenedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IncidentOpened'] = ResolversParentTypes['IncidentOpened']> = {
  candidateId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  examId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  incident?: Resolver<ResolversTypes['Incident'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sessionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type IncidentRecordResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IncidentRecord'] = ResolversParentTypes['IncidentRecord']> = {
  candidateId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  examId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  incident?: Resolver<ResolversTypes['Incident'], ParentType, ContextType>;
  review?: Resolver<Maybe<ResolversTypes['IncidentReview']>, ParentType, ContextType>;
  sessionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type IncidentReviewResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IncidentReview'] = ResolversParentTypes['IncidentReview']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  by?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['Severity'], ParentType, ContextType>;
  verdict?: Resolver<ResolversTypes['ReviewVerdict'], ParentType, ContextType>;
};

export type IncidentReviewRecordedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IncidentReviewRecorded'] = ResolversParentTypes['IncidentReviewRecorded']> = {
  record?: Resolver<ResolversTypes['IncidentRecord'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type IncidentReviewedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IncidentReviewed'] = ResolversParentTypes['IncidentReviewed']> = {
  candidateId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  examId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  incidentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['IncidentKind'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  review?: Resolver<ResolversTypes['IncidentReview'], ParentType, ContextType>;
  sessionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['Severity'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type IncidentReviewedMeanwhileResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IncidentReviewedMeanwhile'] = ResolversParentTypes['IncidentReviewedMeanwhile']> = {
  record?: Resolver<ResolversTypes['IncidentRecord'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type IncidentRuleResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IncidentRule'] = ResolversParentTypes['IncidentRule']> = {
  closesAfter?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  cooldownMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  isOn?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['IncidentKind'], ParentType, ContextType>;
  opens?: Resolver<Maybe<ResolversTypes['Opening']>, ParentType, ContextType>;
  rises?: Resolver<ReadonlyArray<ResolversTypes['SeverityRise']>, ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['Severity'], ParentType, ContextType>;
};

export type IncidentUpdatedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IncidentUpdated'] = ResolversParentTypes['IncidentUpdated']> = {
  candidateId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  examId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  incident?: Resolver<ResolversTypes['Incident'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sessionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type IndexFaceResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IndexFaceResult'] = ResolversParentTypes['IndexFaceResult']> = {
  __resolveType: TypeResolveFn<'FaceIndexed' | 'FaceRejected', ParentType, ContextType>;
};

export type LastFrameResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LastFrame'] = ResolversParentTypes['LastFrame']> = {
  capturedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  engine?: Resolver<ResolversTypes['Engine'], ParentType, ContextType>;
  processedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type LivePictureResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LivePicture'] = ResolversParentTypes['LivePicture']> = {
  capturedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  frameId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  picture?: Resolver<ResolversTypes['Picture'], ParentType, ContextType>;
};

export type MessageNoticeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MessageNotice'] = ResolversParentTypes['MessageNotice']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isToEverybody?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MessageSentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MessageSent'] = ResolversParentTypes['MessageSent']> = {
  by?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  candidateId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  examId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  createExam?: Resolver<ResolversTypes['Exam'], ParentType, ContextType, RequireFields<MutationCreateExamArgs, 'input'>>;
  deleteFace?: Resolver<ResolversTypes['FaceDeletion'], ParentType, ContextType, RequireFields<MutationDeleteFaceArgs, 'externalImageId'>>;
  endSession?: Resolver<ResolversTypes['Session'], ParentType, ContextType, RequireFields<MutationEndSessionArgs, 'input'>>;
  eraseCandidate?: Resolver<ResolversTypes['ErasureReceipt'], ParentType, ContextType, RequireFields<MutationEraseCandidateArgs, 'candidateId'>>;
  extendSession?: Resolver<ResolversTypes['Session'], ParentType, ContextType, RequireFields<MutationExtendSessionArgs, 'input'>>;
  indexFace?: Resolver<ResolversTypes['IndexFaceResult'], ParentType, ContextType, RequireFields<MutationIndexFaceArgs, 'input'>>;
  pauseSession?: Resolver<ResolversTypes['Session'], ParentType, ContextType, RequireFields<MutationPauseSessionArgs, 'input'>>;
  processFrame?: Resolver<ResolversTypes['ProcessedFrame'], ParentType, ContextType, RequireFields<MutationProcessFrameArgs, 'input'>>;
  resumeSession?: Resolver<ResolversTypes['Session'], ParentType, ContextType, RequireFields<MutationResumeSessionArgs, 'input'>>;
  reviewIncident?: Resolver<ResolversTypes['ReviewIncidentResult'], ParentType, ContextType, RequireFields<MutationReviewIncidentArgs, 'input'>>;
  sendMessage?: Resolver<ResolversTypes['MessageSent'], ParentType, ContextType, RequireFields<MutationSendMessageArgs, 'input'>>;
  startSession?: Resolver<ResolversTypes['Session'], ParentType, ContextType, RequireFields<MutationStartSessionArgs, 'input'>>;
  terminateSession?: Resolver<ResolversTypes['Session'], ParentType, ContextType, RequireFields<MutationTerminateSessionArgs, 'input'>>;
  updatePolicy?: Resolver<ResolversTypes['UpdatePolicyResult'], ParentType, ContextType, RequireFields<MutationUpdatePolicyArgs, 'change' | 'examId'>>;
  writeNote?: Resolver<ResolversTypes['NoteWritten'], ParentType, ContextType, RequireFields<MutationWriteNoteArgs, 'input'>>;
};

export type NoteWrittenResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NoteWritten'] = ResolversParentTypes['NoteWritten']> = {
  by?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  candidateId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  examId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type NoticeSignOfLifeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NoticeSignOfLife'] = ResolversParentTypes['NoticeSignOfLife']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OpeningResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Opening'] = ResolversParentTypes['Opening']> = {
  after?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  outOf?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PausedNoticeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PausedNotice'] = ResolversParentTypes['PausedNotice']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PictureResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Picture'] = ResolversParentTypes['Picture']> = {
  base64?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  height?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  mediaType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  width?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PolicyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Policy'] = ResolversParentTypes['Policy']> = {
  accommodations?: Resolver<ReadonlyArray<ResolversTypes['Accommodation']>, ParentType, ContextType>;
  checks?: Resolver<ReadonlyArray<ResolversTypes['CheckRule']>, ParentType, ContextType>;
  consent?: Resolver<ResolversTypes['ConsentPolicy'], ParentType, ContextType>;
  durationMinutes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  expectedPersons?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  frameIntervalMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  incidents?: Resolver<ReadonlyArray<ResolversTypes['IncidentRule']>, ParentType, ContextType>;
  labelConfidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  limits?: Resolver<ResolversTypes['PolicyLimits'], ParentType, ContextType>;
  moderationConfidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  namingThreshold?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  objectsOfInterest?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  retention?: Resolver<ResolversTypes['Retention'], ParentType, ContextType>;
  risk?: Resolver<ReadonlyArray<ResolversTypes['RiskRule']>, ParentType, ContextType>;
  similarityThreshold?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PolicyChangedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PolicyChanged'] = ResolversParentTypes['PolicyChanged']> = {
  by?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  candidateId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  examId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PolicyLimitsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PolicyLimits'] = ResolversParentTypes['PolicyLimits']> = {
  feedLostAfterMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  frozenAfterMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  maxPitchDown?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  maxPitchUp?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  maxYaw?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  minBrightness?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  minDetail?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type PolicyMistakeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PolicyMistake'] = ResolversParentTypes['PolicyMistake']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PolicyRejectedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PolicyRejected'] = ResolversParentTypes['PolicyRejected']> = {
  mistakes?: Resolver<ReadonlyArray<ResolversTypes['PolicyMistake']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PolicyUpdatedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PolicyUpdated'] = ResolversParentTypes['PolicyUpdated']> = {
  exam?: Resolver<ResolversTypes['Exam'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PolicyUpdatedMeanwhileResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PolicyUpdatedMeanwhile'] = ResolversParentTypes['PolicyUpdatedMeanwhile']> = {
  exam?: Resolver<ResolversTypes['Exam'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProcessedFrameResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProcessedFrame'] = ResolversParentTypes['ProcessedFrame']> = {
  checks?: Resolver<ReadonlyArray<ResolversTypes['Check']>, ParentType, ContextType>;
  engine?: Resolver<Maybe<ResolversTypes['Engine']>, ParentType, ContextType>;
  eventId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  frameId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  nextFrameInMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  processedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  sessionId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['FrameStatus'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  defaultPolicy?: Resolver<ResolversTypes['Policy'], ParentType, ContextType>;
  evidence?: Resolver<ReadonlyArray<ResolversTypes['Evidence']>, ParentType, ContextType, RequireFields<QueryEvidenceArgs, 'examId' | 'incidentId'>>;
  exam?: Resolver<Maybe<ResolversTypes['Exam']>, ParentType, ContextType, RequireFields<QueryExamArgs, 'id'>>;
  exams?: Resolver<ReadonlyArray<ResolversTypes['Exam']>, ParentType, ContextType>;
  face?: Resolver<Maybe<ResolversTypes['Face']>, ParentType, ContextType, RequireFields<QueryFaceArgs, 'externalImageId'>>;
  faces?: Resolver<ReadonlyArray<ResolversTypes['Face']>, ParentType, ContextType, RequireFields<QueryFacesArgs, 'candidateId'>>;
  incident?: Resolver<Maybe<ResolversTypes['IncidentRecord']>, ParentType, ContextType, RequireFields<QueryIncidentArgs, 'examId' | 'id'>>;
  knownLabels?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  server?: Resolver<ResolversTypes['Server'], ParentType, ContextType>;
  session?: Resolver<Maybe<ResolversTypes['Session']>, ParentType, ContextType, RequireFields<QuerySessionArgs, 'examId'>>;
  sessionExport?: Resolver<ResolversTypes['SessionExport'], ParentType, ContextType, RequireFields<QuerySessionExportArgs, 'candidateId' | 'examId'>>;
  viewer?: Resolver<ResolversTypes['Viewer'], ParentType, ContextType>;
};

export type ResumedNoticeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ResumedNotice'] = ResolversParentTypes['ResumedNotice']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RetentionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Retention'] = ResolversParentTypes['Retention']> = {
  eventsDays?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  evidenceDays?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  facesDays?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ReviewIncidentResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReviewIncidentResult'] = ResolversParentTypes['ReviewIncidentResult']> = {
  __resolveType: TypeResolveFn<'IncidentReviewRecorded' | 'IncidentReviewedMeanwhile', ParentType, ContextType>;
};

export type RiskResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Risk'] = ResolversParentTypes['Risk']> = {
  contributions?: Resolver<ReadonlyArray<ResolversTypes['RiskContribution']>, ParentType, ContextType>;
  points?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  score?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type RiskContributionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RiskContribution'] = ResolversParentTypes['RiskContribution']> = {
  incidents?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['IncidentKind'], ParentType, ContextType>;
  points?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  presentMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  score?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type RiskRuleResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RiskRule'] = ResolversParentTypes['RiskRule']> = {
  kind?: Resolver<ResolversTypes['IncidentKind'], ParentType, ContextType>;
  mostPoints?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  points?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  pointsPerMinute?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type SeenFaceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SeenFace'] = ResolversParentTypes['SeenFace']> = {
  box?: Resolver<ResolversTypes['Box'], ParentType, ContextType>;
  confidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  pitch?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  yaw?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type SeenInFrameResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SeenInFrame'] = ResolversParentTypes['SeenInFrame']> = {
  faces?: Resolver<ReadonlyArray<ResolversTypes['SeenFace']>, ParentType, ContextType>;
  labels?: Resolver<ReadonlyArray<ResolversTypes['SeenLabel']>, ParentType, ContextType>;
  unsafe?: Resolver<ReadonlyArray<ResolversTypes['SeenUnsafe']>, ParentType, ContextType>;
};

export type SeenLabelResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SeenLabel'] = ResolversParentTypes['SeenLabel']> = {
  box?: Resolver<Maybe<ResolversTypes['Box']>, ParentType, ContextType>;
  confidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SeenUnsafeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SeenUnsafe'] = ResolversParentTypes['SeenUnsafe']> = {
  confidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ServerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Server'] = ResolversParentTypes['Server']> = {
  engine?: Resolver<ResolversTypes['Engine'], ParentType, ContextType>;
  identityProvider?: Resolver<ResolversTypes['IdentityProvider'], ParentType, ContextType>;
  time?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SessionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Session'] = ResolversParentTypes['Session']> = {
  candidateId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  candidateName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  consent?: Resolver<Maybe<ResolversTypes['Consent']>, ParentType, ContextType>;
  endsAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  examId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  extraMinutes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  framesProcessed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastFrame?: Resolver<Maybe<ResolversTypes['LastFrame']>, ParentType, ContextType>;
  livePicture?: Resolver<Maybe<ResolversTypes['LivePicture']>, ParentType, ContextType>;
  openIncidents?: Resolver<ReadonlyArray<ResolversTypes['Incident']>, ParentType, ContextType>;
  risk?: Resolver<ResolversTypes['Risk'], ParentType, ContextType, Partial<SessionRiskArgs>>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['SessionStatus'], ParentType, ContextType>;
};

export type SessionEndedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SessionEnded'] = ResolversParentTypes['SessionEnded']> = {
  by?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  candidateId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  examId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sessionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SessionExportResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SessionExport'] = ResolversParentTypes['SessionExport']> = {
  fileName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  html?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  json?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SessionExportedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SessionExported'] = ResolversParentTypes['SessionExported']> = {
  by?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  candidateId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  examId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sessionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SessionExtendedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SessionExtended'] = ResolversParentTypes['SessionExtended']> = {
  by?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  candidateId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  examId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  minutes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sessionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SessionPausedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SessionPaused'] = ResolversParentTypes['SessionPaused']> = {
  by?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  candidateId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  examId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sessionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SessionResumedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SessionResumed'] = ResolversParentTypes['SessionResumed']> = {
  by?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  candidateId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  examId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sessionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SessionStartedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SessionStarted'] = ResolversParentTypes['SessionStarted']> = {
  candidateId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  examId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sessionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SeverityRiseResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SeverityRise'] = ResolversParentTypes['SeverityRise']> = {
  afterMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['Severity'], ParentType, ContextType>;
};

export type SignOfLifeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignOfLife'] = ResolversParentTypes['SignOfLife']> = {
  candidateId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  examId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  candidateNotices?: SubscriptionResolver<ResolversTypes['CandidateNotice'], "candidateNotices", ParentType, ContextType, RequireFields<SubscriptionCandidateNoticesArgs, 'examId'>>;
  examEvents?: SubscriptionResolver<ResolversTypes['ExamEvent'], "examEvents", ParentType, ContextType, RequireFields<SubscriptionExamEventsArgs, 'examId'>>;
};

export type UpdatePolicyResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdatePolicyResult'] = ResolversParentTypes['UpdatePolicyResult']> = {
  __resolveType: TypeResolveFn<'PolicyRejected' | 'PolicyUpdated' | 'PolicyUpdatedMeanwhile', ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  examIds?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ID']>>, ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  roles?: Resolver<ReadonlyArray<ResolversTypes['Role']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Accommodation?: AccommodationResolvers<ContextType>;
  AccommodationLimits?: AccommodationLimitsResolvers<ContextType>;
  Actor?: ActorResolvers<ContextType>;
  Base64Image?: GraphQLScalarType;
  Box?: BoxResolvers<ContextType>;
  CallCount?: CallCountResolvers<ContextType>;
  CandidateErased?: CandidateErasedResolvers<ContextType>;
  CandidateNotice?: CandidateNoticeResolvers<ContextType>;
  Check?: CheckResolvers<ContextType>;
  CheckRule?: CheckRuleResolvers<ContextType>;
  Consent?: ConsentResolvers<ContextType>;
  ConsentPolicy?: ConsentPolicyResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  EndedNotice?: EndedNoticeResolvers<ContextType>;
  EngineUsage?: EngineUsageResolvers<ContextType>;
  ErasureReceipt?: ErasureReceiptResolvers<ContextType>;
  Evidence?: EvidenceResolvers<ContextType>;
  EvidenceViewed?: EvidenceViewedResolvers<ContextType>;
  Exam?: ExamResolvers<ContextType>;
  ExamEvent?: ExamEventResolvers<ContextType>;
  ExamEventConnection?: ExamEventConnectionResolvers<ContextType>;
  ExamEventEdge?: ExamEventEdgeResolvers<ContextType>;
  ExtendedNotice?: ExtendedNoticeResolvers<ContextType>;
  Face?: FaceResolvers<ContextType>;
  FaceDeleted?: FaceDeletedResolvers<ContextType>;
  FaceDeletion?: FaceDeletionResolvers<ContextType>;
  FaceEnrolled?: FaceEnrolledResolvers<ContextType>;
  FaceIndexed?: FaceIndexedResolvers<ContextType>;
  FaceRejected?: FaceRejectedResolvers<ContextType>;
  FaceRejection?: FaceRejectionResolvers<ContextType>;
  Finding?: FindingResolvers<ContextType>;
  FrameProcessed?: FrameProcessedResolvers<ContextType>;
  Incident?: IncidentResolvers<ContextType>;
  IncidentClosed?: IncidentClosedResolvers<ContextType>;
  IncidentConnection?: IncidentConnectionResolvers<ContextType>;
  IncidentEdge?: IncidentEdgeResolvers<ContextType>;
  IncidentEnd?: IncidentEndResolvers<ContextType>;
  IncidentOpened?: IncidentOpenedResolvers<ContextType>;
  IncidentRecord?: IncidentRecordResolvers<ContextType>;
  IncidentReview?: IncidentReviewResolvers<ContextType>;
  IncidentReviewRecorded?: IncidentReviewRecordedResolvers<ContextType>;
  IncidentReviewed?: IncidentReviewedResolvers<ContextType>;
  IncidentReviewedMeanwhile?: IncidentReviewedMeanwhileResolvers<ContextType>;
  IncidentRule?: IncidentRuleResolvers<ContextType>;
  IncidentUpdated?: IncidentUpdatedResolvers<ContextType>;
  IndexFaceResult?: IndexFaceResultResolvers<ContextType>;
  LastFrame?: LastFrameResolvers<ContextType>;
  LivePicture?: LivePictureResolvers<ContextType>;
  MessageNotice?: MessageNoticeResolvers<ContextType>;
  MessageSent?: MessageSentResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  NoteWritten?: NoteWrittenResolvers<ContextType>;
  NoticeSignOfLife?: NoticeSignOfLifeResolvers<ContextType>;
  Opening?: OpeningResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PausedNotice?: PausedNoticeResolvers<ContextType>;
  Picture?: PictureResolvers<ContextType>;
  Policy?: PolicyResolvers<ContextType>;
  PolicyChanged?: PolicyChangedResolvers<ContextType>;
  PolicyLimits?: PolicyLimitsResolvers<ContextType>;
  PolicyMistake?: PolicyMistakeResolvers<ContextType>;
  PolicyRejected?: PolicyRejectedResolvers<ContextType>;
  PolicyUpdated?: PolicyUpdatedResolvers<ContextType>;
  PolicyUpdatedMeanwhile?: PolicyUpdatedMeanwhileResolvers<ContextType>;
  ProcessedFrame?: ProcessedFrameResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  ResumedNotice?: ResumedNoticeResolvers<ContextType>;
  Retention?: RetentionResolvers<ContextType>;
  ReviewIncidentResult?: ReviewIncidentResultResolvers<ContextType>;
  Risk?: RiskResolvers<ContextType>;
  RiskContribution?: RiskContributionResolvers<ContextType>;
  RiskRule?: RiskRuleResolvers<ContextType>;
  SeenFace?: SeenFaceResolvers<ContextType>;
  SeenInFrame?: SeenInFrameResolvers<ContextType>;
  SeenLabel?: SeenLabelResolvers<ContextType>;
  SeenUnsafe?: SeenUnsafeResolvers<ContextType>;
  Server?: ServerResolvers<ContextType>;
  Session?: SessionResolvers<ContextType>;
  SessionEnded?: SessionEndedResolvers<ContextType>;
  SessionExport?: SessionExportResolvers<ContextType>;
  SessionExported?: SessionExportedResolvers<ContextType>;
  SessionExtended?: SessionExtendedResolvers<ContextType>;
  SessionPaused?: SessionPausedResolvers<ContextType>;
  SessionResumed?: SessionResumedResolvers<ContextType>;
  SessionStarted?: SessionStartedResolvers<ContextType>;
  SeverityRise?: SeverityRiseResolvers<ContextType>;
  SignOfLife?: SignOfLifeResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  UpdatePolicyResult?: UpdatePolicyResultResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  allow?: AllowDirectiveResolver<any, any, ContextType>;
};
