/** Replays a session through the rules from which incidents follow. */
import { defaultExamPolicy } from '../../dist/domain/examPolicy/defaultExamPolicy.js';
import { askedChecks } from '../../dist/domain/examPolicy/examPolicy.js';
import type { Face } from '../../dist/domain/face.js';
import { newWatch } from '../../dist/domain/incidents/watch.js';
import { watchFrame } from '../../dist/domain/incidents/watchFrame.js';
import { identify } from '../../dist/proctor/identify.js';
import type { Store } from '../../dist/store/store.js';
import type { Picture, VisionEngine } from '../../dist/vision/engine.js';

/** A beginning or an end of an incident. */
export interface Turn {
  /** Such as `FORBIDDEN_OBJECT OPENED`, with whoever was named. */
  readonly what: string;
  /** Counted from 0. */
  readonly frame: number;
}

export interface Replay {
  readonly turns: readonly Turn[];
  readonly calls: number;
}

export const policy = defaultExamPolicy({
  minConfidence: 85,
  objectsOfInterest: ['Mobile Phone', 'Cell Phone'],
  isConsentRequired: false,
});

/** The sitting's clock, in milliseconds since 1970. */
export interface Clock {
  now: number;
}

export interface Sitting {
  readonly pictures: readonly Picture[];
  readonly enrolled: readonly { readonly id: string; readonly picture: Picture }[];
  readonly clock: Clock;
  /** Told of pictures that are shown soon. */
  readonly lookAhead: (picture: Picture) => Promise<unknown>;
}

export async function replay(engine: VisionEngine, { pictures, enrolled, clock, lookAhead }: Sitting): Promise<Replay> {
  const faces = await enrolAll(engine, enrolled);
  const [candidate] = faces;
  if (!candidate) throw new Error('Nobody is enrolled');
  // Of the store, identification needs to know enrolled faces by their ids, and nothing else.
  const store = { faces: { get: async (id: string) => faces.find((face) => face.externalImageId === id) } };
  let calls = 0;
  let watch = newWatch('session');
  const turns: Turn[] = [];
  const begun = clock.now;
  for (const [frame, picture] of pictures.entries()) {
    for (const next of pictures.slice(frame + 1, frame + 4)) lookAhead(next).catch(() => undefined);
    clock.now = begun + frame * policy.frameIntervalMs;
    const at = new Date(clock.now).toISOString();
    const asked = askedChecks(policy, frame);
    const { similarityThreshold, namingThreshold } = policy;
    const observation = await engine.observe({
      ...{ picture, expected: [candidate], similarityThreshold, namingThreshold, asked, policy },
      session: `session at ${begun}`,
      onPaidCall: () => {
        calls += 1;
      },
    });
    const identity = await identify(observation.matches, {
      own: [candidate],
      candidateId: candidate.candidateId,
      store: store as unknown as Store, // As said above.
      policy,
    });
    const advance = watchFrame(
      watch,
      { frameId: String(frame), capturedAt: at, at, observation, identity, asked },
      policy,
    );
    watch = advance.watch;
    for (const { type, incident } of advance.changes) {
      const { finding } = incident;
      if (type === 'UPDATED') continue;
      const people = finding.kind === 'SOMEBODY_ELSE' ? finding.people.map(({ fullName }) => fullName) : [];
      turns.push({ what: [finding.kind, ...people, type].join(' '), frame });
    }
  }
  return { turns, calls };
}

async function enrolAll(engine: VisionEngine, enrolled: Sitting['enrolled']): Promise<readonly Face[]> {
  const faces: Face[] = [];
  for (const { id, picture } of enrolled) {
    const answer = await engine.enrol({
      picture,
      externalImageId: id,
      own: [],
      namingThreshold: policy.namingThreshold,
    });
    if (answer.status === 'rejected') throw new Error(`${id} can't be enrolled: ${answer.reasons.join(', ')}`);
    const { template } = answer;
    const names = { candidateId: id, fullName: id, collectionId: 'bench', enrolledAt: new Date(0).toISOString() };
    faces.push({ externalImageId: id, ...names, ...(template && { template }) });
  }
  return faces;
}
