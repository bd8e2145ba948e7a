import type { Viewer } from '../auth/viewer.js';
import type { Identity } from '../domain/checks.js';
import { frameKey } from '../domain/events.js';
import type { Exam } from '../domain/exam.js';
import { askedChecks, type ExamPolicy, policyFor } from '../domain/examPolicy/examPolicy.js';
import type { Observation, Part } from '../domain/observation.js';
import type { Session } from '../domain/session.js';
import type { ObserveRequest, Picture } from '../vision/engine.js';
import type { Admission } from './admission.js';
import { publishOutbox } from './changeSession.js';
import type { UsageCounter } from './engineUsage.js';
import { ProctorError } from './errors.js';
import { getExam, isStaff } from './exams.js';
import { requireReach } from './faceReach.js';
import { toProctorError } from './failures.js';
import type { FeedWatch } from './feedWatch.js';
import type { FrameFacts } from './frameFacts.js';
import { identify } from './identify.js';
import { requireCandidate, requireText } from './input.js';
import { admitPicture } from './picture.js';
import { type RecordedFrame, recordFrame } from './recordFrame.js';
import { refuseFrames, takesFrames } from './refuseFrames.js';
import type { Dependencies } from './service.js';
import { sessionKey } from './sessionKey.js';
import { withoutStrangers } from './toldEvents.js';
import type { WrittenSessions } from './writtenSessions.js';

export interface ProcessFrameInput {
  readonly examId: string;
  readonly candidateId?: string | undefined;
  readonly frameId: string;
  /** ISO 8601, by the client's clock. */
  readonly capturedAt: string;
  /** Base64. */
  readonly image: string;
}

export type ProcessedFrame = { readonly frameId: string; readonly nextFrameInMs: number } & (
  | { readonly status: 'PROCESSED'; readonly sessionId: string; readonly event: RecordedFrame }
  | { readonly status: 'SUPERSEDED' | 'PAUSED' }
);

/** A frame on its way, of an exam and a candidate that were made sure of. */
interface Frame extends Omit<ProcessFrameInput, 'examId'> {
  readonly viewer: Viewer;
  readonly exam: Exam;
  readonly candidateId: string;
  /** As it applies to the candidate. */
  readonly policy: ExamPolicy;
}

/** A session that was read longer ago is read again before a frame is looked at. */
const FRESH_MS = 250;

type Outcome = RecordedFrame | 'SUPERSEDED' | 'PAUSED';

interface Answer {
  readonly outcome: Outcome;
  /** The frame was answered before, and shows nothing of now. */
  readonly isRepetition: boolean;
}

/**
 * The way of a frame: admit, observe, judge, decide, record, append. It goes down this list once and never back up.
 *
 * A frame id that was answered before is answered with its first result; one that is on its way already is waited for.
 */
export function createFrameProcessor(
  dependencies: Dependencies & {
    readonly admission: Admission;
    readonly feeds: FeedWatch;
    readonly facts: FrameFacts;
    readonly usage: Pick<UsageCounter, 'count'>;
    readonly written: WrittenSessions;
  },
) {
  const { store, facts, admission, feeds, livePictures, usage, written, now } = dependencies;
  const onTheWay = new Map<string, Promise<Answer>>();

  return async function processFrame(viewer: Viewer, input: ProcessFrameInput): Promise<ProcessedFrame> {
    const candidateId = requireCandidate(viewer, input.candidateId);
    const frameId = requireText('frameId', input.frameId, 64);
    const exam = await getExam({ exams: { get: facts.exam } }, viewer, input.examId);
    const session = { examId: exam.id, candidateId };
    const key = JSON.stringify([exam.id, candidateId, frameId]);
    const policy = policyFor(exam.policy, candidateId);
    const answer = onTheWay.get(key) ?? send(key, { ...input, viewer, exam, policy, candidateId, frameId });
    const { outcome, isRepetition } = await answer.catch((error: unknown) => {
      if (!isSendersFault(error)) feeds.heard(session, now() + waitAskedFor(error));
      throw error;
    });
    const nextFrameInMs = admission.nextFrameInMs(exam.policy.frameIntervalMs);
    if (!isRepetition) feeds.heard(session, now() + nextFrameInMs);
    if (typeof outcome === 'string') return { frameId, nextFrameInMs, status: outcome };
    const event = isStaff(viewer) ? outcome : withoutStrangers(outcome);
    return { frameId, nextFrameInMs, status: 'PROCESSED', sessionId: outcome.sessionId, event };
  };

  function send(key: string, frame: Frame): Promise<Answer> {
    const answer = answerOnce(frame).finally(() => onTheWay.delete(key));
    onTheWay.set(key, answer);
    return answer;
  }

  async function answerOnce(frame: Frame): Promise<Answer> {
    const { viewer, exam, candidateId, frameId, policy } = frame;
    const readAt = now();
    const session = asLeftHere(frame) ?? (await store.sessions.get(exam.id, candidateId));
    const first = session && (await findFirstResult(dependencies, session, frameId));
    if (first) return { outcome: first, isRepetition: true };
    refuseFrames(session, policy);
    if (session?.state.status === 'PAUSED') return { outcome: 'PAUSED', isRepetition: false };
    // The frame would begin one.
    if (!session) await requireReach(dependencies, viewer, candidateId);

    const picture = await admitPicture(frame.image, dependencies.readPicture);
    feeds.heard({ examId: exam.id, candidateId }, now());
    const request = {
      session: sessionKey({ examId: exam.id, candidateId }),
      capturedAt: Date.parse(frame.capturedAt),
      bytes: picture.bytes.length,
    };
    const admitted = await admission.admit(request, () =>
      lookAndRecord(frame, picture, now() - readAt < FRESH_MS ? session : undefined),
    );
    return { outcome: admitted.status === 'superseded' ? 'SUPERSEDED' : admitted.value, isRepetition: false };
  }

  /**
   * The session as this process left it after the candidate's last frame, unless so much time has passed that the next
   * one may have gone to another node. What else happened to the session there is found when the frame is recorded: this
   * one was looked at in vain then.
   */
  function asLeftHere({ exam, candidateId, policy }: Frame): Session | undefined {
    const session = written.last({ examId: exam.id, candidateId });
    if (!session?.lastFrame || session.heardUntil === undefined || !takesFrames(session, policy)) return undefined;
    return now() < Date.parse(session.heardUntil) + exam.policy.frameIntervalMs / 2 ? session : undefined;
  }

  /** @param read the session, left out where the frame waited for its turn so long that much may have happened to it */
  async function lookAndRecord(frame: Frame, picture: Picture, read?: Session): Promise<Outcome> {
    const { exam, candidateId, frameId, capturedAt, policy } = frame;
    const session = read ?? (await store.sessions.get(exam.id, candidateId));
    refuseFrames(session, policy);
    if (session?.state.status === 'PAUSED') return 'PAUSED';
    if (!session?.framesProcessed) facts.forgetFacesOf(candidateId);

    const asked = askedChecks(policy, session?.framesProcessed ?? 0);
    const onPaidCall = (operation: string) => usage.count(exam.id, operation);
    const whose = { session: sessionKey({ examId: exam.id, candidateId }), onPaidCall };
    const budget = session?.callBudget && { budget: session.callBudget };
    const seen = await look(dependencies, candidateId, picture, { policy, asked, ...whose, ...budget });
    const nextFrameInMs = admission.nextFrameInMs(exam.policy.frameIntervalMs);
    const seenFrame = {
      nextFrameInMs,
      examId: exam.id,
      candidateId,
      frameId,
      capturedAt,
      sessionId: session?.id,
      policy,
      asked,
      picture,
      ...seen,
    };
    const recording = await recordFrame(dependencies, seenFrame, read);
    if (recording === 'PAUSED') return 'PAUSED';
    if (recording.isNewest) livePictures.note({ examId: exam.id, candidateId }, { frameId, capturedAt, picture });
    return recording.event;
  }
}

/** Sent again, the frame would fare no better: whoever sends nothing else might as well be silent. */
function isSendersFault(error: unknown): boolean {
  const told = toProctorError(error);
  return told instanceof ProctorError && told.code !== 'OVERLOADED' && told.code !== 'ENGINE_UNAVAILABLE';
}

/** How long the client is told to stay away that is told of this error; 0 where it is told nothing. */
function waitAskedFor(error: unknown): number {
  const told = toProctorError(error);
  const retryAfterMs = told instanceof ProctorError ? told.details['retryAfterMs'] : undefined;
  return Number(retryAfterMs ?? 0);
}

/** After a crash, the first result may still wait in the session's outbox; it is not left there for others to find. */
async function findFirstResult(
  { store, log }: Dependencies,
  session: Session,
  frameId: string,
): Promise<RecordedFrame | undefined> {
  const { examId, outbox } = session;
  const key = frameKey(session.id, frameId);
  const found = await log.find(examId, key);
  const isWaiting = !found && outbox.some((event) => event.key === key);
  const published = isWaiting ? await publishOutbox({ store, log }, examId, outbox) : [];
  const event = found ?? published.find((one) => one.key === key);
  return event?.type === 'FrameProcessed' ? event : undefined;
}

const NOT_ASKED = { ok: false, reason: 'not asked' } as const;

/** Observes the picture, and finds out whom it shows where that is asked. */
async function look(
  { engine, store, facts }: Dependencies & { readonly facts: FrameFacts },
  candidateId: string,
  picture: Picture,
  context: Required<Pick<ObserveRequest, 'policy' | 'asked' | 'session' | 'onPaidCall'>> &
    Pick<ObserveRequest, 'budget'>,
): Promise<{ readonly observation: Observation; readonly identity: Part<Identity>; readonly engine: string }> {
  const { policy, asked } = context;
  const isIdentityAsked = asked.has('PERSON_RECOGNITION');
  const own = isIdentityAsked ? await facts.facesOf(candidateId) : [];
  const observation = await engine.observe({
    picture,
    expected: own,
    similarityThreshold: policy.similarityThreshold,
    namingThreshold: policy.namingThreshold,
    ...context,
  });
  const identity = isIdentityAsked
    ? await identify(observation.matches, { own, candidateId, store, policy })
    : NOT_ASKED;
  if (identity.ok && !identity.value.candidate) facts.doubtFacesOf(candidateId);
  return { observation, identity, engine: observation.engine ?? engine.name };
}
