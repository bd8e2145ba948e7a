import type { Evidence, SeenInFrame, SmallPicture } from '../domain/evidence.js';
import type { ExamPolicy } from '../domain/examPolicy/examPolicy.js';
import type { Evidence as Need } from '../domain/incidents/advance.js';
import type { Observation } from '../domain/observation.js';
import type { Picture } from '../vision/engine.js';
import type { Dependencies } from './service.js';

/** A frame that may become evidence. */
export interface SeenFrame {
  readonly examId: string;
  readonly candidateId: string;
  readonly frameId: string;
  readonly capturedAt: string;
  readonly picture: Picture;
  readonly observation: Observation;
  readonly policy: ExamPolicy;
}

/**
 * Keeps one frame for the incidents that need it. They are decided on again when somebody else wrote the session in
 * between; then what was written for those that did not come to be is taken back.
 */
export interface EvidenceKeeper {
  /** Says that nothing came of what was decided before. */
  startOver(): void;
  /** @param at when it was decided: ISO 8601, by the server's clock */
  need(sessionId: string, needs: readonly Need[], at: string): void;
  /** Writes what is needed, before the incidents themselves are written. A picture that can't be shrunk is missing. */
  write(): Promise<void>;
  /** What a crash leaves of it instead is found by nobody, and replaced by an incident of the same id, or expires. */
  takeBack(): Promise<void>;
}

type Unpictured = Omit<Evidence, 'picture'>;

const DAY_MS = 24 * 60 * 60_000;

export function createEvidenceKeeper(
  { store, shrinkPicture, onProblem }: Pick<Dependencies, 'store' | 'shrinkPicture' | 'onProblem'>,
  frame: SeenFrame,
): EvidenceKeeper {
  let needed: readonly Unpictured[] = [];
  let written: readonly Unpictured[] = [];
  let lost: readonly Unpictured[] = [];
  let small: Promise<SmallPicture | undefined> | undefined;

  function shrinkOnce(): Promise<SmallPicture | undefined> {
    small ??= shrinkPicture(frame.picture).catch((error: unknown) => {
      onProblem(error);
      return undefined;
    });
    return small;
  }

  return {
    startOver() {
      lost = [...lost, ...written];
      needed = [];
      written = [];
    },

    need(sessionId, needs, at) {
      needed = needs.map((need) => evidenceOf(frame, sessionId, need, at));
    },

    async write() {
      const picture = needed.length > 0 ? await shrinkOnce() : undefined;
      if (!picture) return;
      written = needed;
      await Promise.all(needed.map((evidence) => store.evidence.put({ ...evidence, picture })));
    },

    async takeBack() {
      const strays = lost.filter((one) => !written.some((other) => isSame(one, other)));
      for (const stray of strays) if (!(await isNeeded(stray))) await store.evidence.delete(stray);
    },
  };

  /**
   * Another node's frame may have opened the incident meanwhile: this one took the place of that one, and shows it as well.
   * When the candidate was erased meanwhile, the incident is there, but no more the candidate's.
   */
  async function isNeeded({ sessionId, incidentId }: Unpictured): Promise<boolean> {
    const session = await store.sessions.get(frame.examId, frame.candidateId);
    return session?.id === sessionId && (await store.incidents.get(frame.examId, incidentId)) !== undefined;
  }
}

function evidenceOf(frame: SeenFrame, sessionId: string, { incidentId, role }: Need, at: string): Unpictured {
  const { frameId, capturedAt, observation, policy } = frame;
  const keptUntil = new Date(Date.parse(at) + policy.retention.evidenceDays * DAY_MS).toISOString();
  return { sessionId, incidentId, role, frameId, capturedAt, at, seen: seenIn(observation), keptUntil };
}

function seenIn({ faces, labels, moderation }: Observation): SeenInFrame {
  return {
    faces: faces.ok ? faces.value : [],
    labels: labels.ok ? labels.value : [],
    unsafe: moderation.ok ? moderation.value : [],
  };
}

function isSame(one: Unpictured, other: Unpictured): boolean {
  return one.incidentId === other.incidentId && one.role === other.role;
}
