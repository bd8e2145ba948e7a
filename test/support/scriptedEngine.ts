/** An engine that says what the test tells it to say, for the rules around it; pictures are looked at in test/e2e. */
import type { Observation } from '../../src/domain/observation.js';
import type { EnrolAnswer, EnrolRequest, ObserveRequest, VisionEngine } from '../../src/vision/engine.js';

const box = { left: 0.3, top: 0.2, width: 0.4, height: 0.5 };

/** One person, alone, whom nobody knows. */
export const somebody: Observation = {
  faces: { ok: true, value: [{ box, confidence: 99 }] },
  labels: { ok: true, value: [{ name: 'Person', confidence: 99, box }] },
  moderation: { ok: true, value: [] },
  matches: { ok: true, value: [] },
};

export const accepted: EnrolAnswer = {
  status: 'accepted',
  template: { model: 'scripted/1', vector: new Uint8Array([1, 2, 3, 4]) },
  box,
  quality: { facePixels: 200, brightness: 50, sharpness: 80, yaw: 0, pitch: 0 },
};

export interface ScriptedEngine extends VisionEngine {
  observeWith: (request: ObserveRequest) => Promise<Observation>;
  enrolWith: (request: EnrolRequest) => Promise<EnrolAnswer>;
  /** The faces that the engine would recognise: enrolled and not forgotten. */
  readonly known: ReadonlySet<string>;
  /** How many frames were looked at. */
  readonly looks: number;
}

export function createScriptedEngine(concurrency = 2): ScriptedEngine {
  const known = new Set<string>();
  let looks = 0;
  return {
    name: 'embedded',
    concurrency,
    observeWith: async () => somebody,
    enrolWith: async () => accepted,
    known,
    get looks() {
      return looks;
    },
    ready: async () => undefined,
    async observe(request) {
      looks += 1;
      return await this.observeWith(request);
    },
    async enrol(request) {
      const answer = await this.enrolWith(request);
      if (answer.status === 'accepted') known.add(request.externalImageId);
      return answer;
    },
    knows: async ({ externalImageId }) => known.has(externalImageId),
    async forget(externalImageId) {
      known.delete(externalImageId);
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}
