import type { Viewer } from '../auth/viewer.js';
import type { Identity } from '../domain/checks.js';
import { type FrameProcessed, frameKey } from '../domain/events.js';
import type { Exam } from '../domain/exam.js';
import { type ExamPolicy, policyFor } from '../domain/examPolicy/examPolicy.js';
import type { Observation, Part } from '../domain/observation.js';
import type { EventLog } from '../events/eventLog.js';
import type { Store } from '../store/store.js';
import type { Picture } from '../vision/engine.js';
import type { Admission } from './admission.js';
import { getExam } from './exams.js';
import { identify } from './identify.js';
import { requireCandidate, requireText } from './input.js';
import { admitPicture } from './picture.js';
import { recordFrame } from './recordFrame.js';
import type { Dependencies } from './service.js';

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
  | {
      readonly status: 'PROCESSED';
      readonly sessionId: string;
      readonly event: FrameProcessed & { readonly id: string };
    }
  | { readonly status: 'SUPERSEDED' }
);

/** A frame on its way, with everything that was made sure of before it may wait for its turn. */
interface Frame {
  readonly exam: Exam;
  readonly candidateId: string;
  readonly frameId: string;
  readonly capturedAt: string;
  readonly picture: Picture;
}

type Outcome = Awaited<ReturnType<typeof recordFrame>> | 'superseded';

/**
 * The way of a frame: admit, observe, judge, decide, record, append. It goes down this list once and never back up.
 *
 * A frame id that was answered before is answered with its first result; one that is on its way already is waited for.
 */
export function createFrameProcessor(dependencies: Dependencies & { readonly admission: Admission }) {
  const { store, log, admission } = dependencies;
  const onTheWay = new Map<string, Promise<Outcome>>();

  return async function processFrame(viewer: Viewer, input: ProcessFrameInput): Promise<ProcessedFrame> {
    const candidateId = requireCandidate(viewer, input.candidateId);
    const frameId = requireText('frameId', input.frameId, 64);
    const exam = await getExam(store, viewer, input.examId);
    const key = JSON.stringify([exam.id, candidateId, frameId]);

    const outcome = await (onTheWay.get(key) ?? send(key, { ...input, exam, candidateId, frameId }));
    const answer = { frameId, nextFrameInMs: admission.nextFrameInMs(exam.policy.frameIntervalMs) };
    if (outcome === 'superseded') return { ...answer, status: 'SUPERSEDED' };
    return { ...answer, status: 'PROCESSED', sessionId: outcome.sessionId, event: outcome };
  };

  function send(key: string, input: Omit<Frame, 'picture'> & { readonly image: string }): Promise<Outcome> {
    const outcome = answerOnce(input).finally(() => onTheWay.delete(key));
    onTheWay.set(key, outcome);
    return outcome;
  }

  async function answerOnce(input: Omit<Frame, 'picture'> & { readonly image: string }): Promise<Outcome> {
    const first = await findFirstResult(store, log, input);
    if (first) return first;
    const picture = await admitPicture(input.image, dependencies.readPicture);
    const admitted = await admission.admit(
      {
        session: JSON.stringify([input.exam.id, input.candidateId]),
        capturedAt: Date.parse(input.capturedAt),
        bytes: picture.bytes.length,
      },
      async () => {
        const policy = policyFor(input.exam.policy, input.candidateId);
        const seen = await look(dependencies, input.candidateId, picture, policy);
        return await recordFrame(dependencies, { ...input, ...seen, examId: input.exam.id, policy });
      },
    );
    return admitted.status === 'superseded' ? 'superseded' : admitted.value;
  }
}

async function findFirstResult(
  store: Store,
  log: EventLog,
  { exam, candidateId, frameId }: Omit<Frame, 'picture'>,
): Promise<(FrameProcessed & { readonly id: string }) | undefined> {
  const session = await store.sessions.get(exam.id, candidateId);
  if (!session) return undefined;
  const event = await log.find(exam.id, frameKey(session.id, frameId));
  return event?.type === 'FrameProcessed' ? event : undefined;
}

/** Observes the picture, and finds out whom it shows. */
async function look(
  { engine, store }: Dependencies,
  candidateId: string,
  picture: Picture,
  policy: ExamPolicy,
): Promise<{ readonly observation: Observation; readonly identity: Part<Identity>; readonly engine: string }> {
  const own = await store.faces.ofCandidate(candidateId);
  const observation = await engine.observe({
    picture,
    expected: own,
    similarityThreshold: policy.similarityThreshold,
  });
  const identity = await identify(observation.matches, { own, candidateId, store, policy });
  return { observation, identity, engine: engine.name };
}
