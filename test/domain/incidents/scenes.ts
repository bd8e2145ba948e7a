/** What a camera may show, and a session that shows it frame by frame. */
import type { Identity } from '../../../src/domain/checks.js';
import { CHECK_NAMES } from '../../../src/domain/checks.js';
import { defaultExamPolicy } from '../../../src/domain/examPolicy/defaultExamPolicy.js';
import type { ExamPolicy } from '../../../src/domain/examPolicy/examPolicy.js';
import type { FrameAdvance } from '../../../src/domain/incidents/advance.js';
import type { Change } from '../../../src/domain/incidents/track.js';
import { newWatch, type Watch } from '../../../src/domain/incidents/watch.js';
import { watchFrame } from '../../../src/domain/incidents/watchFrame.js';
import type { Observation, ObservedFace, Part } from '../../../src/domain/observation.js';

export const policy = defaultExamPolicy({
  minConfidence: 85,
  objectsOfInterest: ['Mobile Phone', 'Cell Phone'],
  isConsentRequired: true,
});

export interface Scene {
  readonly observation: Observation;
  readonly identity: Part<Identity>;
}

export const failed = { ok: false, reason: 'the engine stumbled' } as const;
export const everyCheck = new Set(CHECK_NAMES);
const box = { left: 0, top: 0, width: 1, height: 1 };

export function seen<T>(value: T): Part<T> {
  return { ok: true, value };
}

export function faceTurned(yaw: number, pitch = 0): ObservedFace {
  return { box, confidence: 99, pose: { yaw, pitch, roll: 0 } };
}

interface Sight {
  readonly persons?: number;
  readonly faces?: readonly ObservedFace[];
  readonly objects?: readonly string[];
  readonly unsafe?: readonly string[];
  readonly identity?: Identity;
  readonly brightness?: number;
  readonly detail?: number;
  /** Each picture is one of its own when left out, as a camera's are. */
  readonly fingerprint?: string;
}

export const ana: Identity = { isEnrolled: true, candidate: { fullName: 'Ana López' }, similarity: 96 };
const nobodyKnown: Identity = { isEnrolled: true };

let pictures = 0;

export function scene(sight: Sight): Scene {
  const { persons = 1, faces = [faceTurned(0)], objects = [], unsafe = [], identity = ana } = sight;
  const { brightness = 45, detail = 5, fingerprint = `picture ${pictures++}` } = sight;
  const label = (name: string) => ({ name, confidence: 95, box });
  return {
    observation: {
      faces: seen(faces),
      labels: seen([...Array.from({ length: persons }, () => label('Person')), ...objects.map(label)]),
      moderation: seen(unsafe.map(label)),
      matches: seen([]),
      scene: seen({ brightness, detail, fingerprint }),
    },
    identity: seen(identity),
  };
}

/** The scenes by what a person would say of them. Each call is another picture. */
export const calm = () => scene({});
export const nobody = () => scene({ persons: 0, faces: [], identity: nobodyKnown });
export const twoPeople = () => scene({ persons: 2, faces: [faceTurned(0), faceTurned(5)] });
export const phone = () => scene({ objects: ['Cell Phone'] });
export const stranger = () => scene({ identity: { isEnrolled: true, similarity: 12 } });
export const bo = () => scene({ identity: { isEnrolled: true, impostor: { fullName: 'Bo Chen', candidateId: 'bo' } } });
export const covered = () =>
  scene({ persons: 0, faces: [], identity: nobodyKnown, brightness: 1, detail: 0.1, fingerprint: 'black' });
export const away = () => scene({ faces: [faceTurned(40)] });
export const hiddenFace = () => scene({ faces: [], identity: nobodyKnown });
export const unsafe = () => scene({ unsafe: ['Explicit Nudity'] });
export const blind = (): Scene => ({
  observation: { faces: failed, labels: failed, moderation: failed, matches: failed, scene: failed },
  identity: failed,
});

export const START = Date.parse('2026-05-04T09:00:00.000Z');

export interface Play {
  readonly intervalMs?: number;
  readonly policy?: ExamPolicy;
  /** Continue a session; its first frame comes one interval after `from`. */
  readonly watch?: Watch;
  readonly from?: number;
}

export interface Played {
  readonly watch: Watch;
  readonly advances: readonly FrameAdvance[];
  readonly changes: readonly Change[];
  /** Such as "3 NOBODY_THERE opened", with frames counted from 1. */
  readonly told: readonly string[];
  /** When the last frame came. */
  readonly at: number;
}

/** A camera in order, with a clock that agrees with the server's. */
export function play(scenes: readonly Scene[], options: Play = {}): Played {
  const { intervalMs = 500, from = START } = options;
  let watch = options.watch ?? newWatch('session');
  const advances = scenes.map((one, index) => {
    const moment = new Date(from + (index + 1) * intervalMs).toISOString();
    const frame = { ...one, frameId: `${from}/${index + 1}`, capturedAt: moment, at: moment, asked: everyCheck };
    const advance = watchFrame(watch, frame, options.policy ?? policy);
    watch = advance.watch;
    return advance;
  });
  return {
    watch,
    advances,
    changes: advances.flatMap(({ changes }) => changes),
    told: advances.flatMap(({ changes }, index) =>
      changes.map(({ type, incident }) => `${index + 1} ${incident.kind} ${type.toLowerCase()}`),
    ),
    at: from + scenes.length * intervalMs,
  };
}

export function times(count: number, makeScene: () => Scene): readonly Scene[] {
  return Array.from({ length: count }, makeScene);
}
