/** Frames for the scripted engine: what the camera saw, a frame every two seconds by the candidate's clock. */
import type { Observation } from '../../src/domain/observation.js';
import { portrait } from './pictures.js';
import { type ProctorWorld, paula } from './proctor.js';
import { somebody } from './scriptedEngine.js';

export const nobody: Observation = {
  ...somebody,
  faces: { ok: true, value: [] },
  labels: { ok: true, value: [] },
};

const phoneLabel = { name: 'Cell Phone', confidence: 93.5, box: { left: 0.1, top: 0.5, width: 0.2, height: 0.3 } };

/** A person with a phone. */
export const phone: Observation = {
  ...somebody,
  labels: { ok: true, value: [...(somebody.labels.ok ? somebody.labels.value : []), phoneLabel] },
};

export interface Sitting {
  readonly candidateId: string;
  readonly examId?: string;
  /** The number of the first frame; frames of one session are numbered on. */
  readonly first?: number;
}

export async function showFrames(
  world: ProctorWorld,
  { candidateId, examId = 'demo', first = 0 }: Sitting,
  ...seen: readonly Observation[]
): Promise<void> {
  const image = (await portrait('curls')).toString('base64');
  for (const [index, observation] of seen.entries()) {
    world.engine.observeWith = async () => observation;
    const frameId = String(first + index);
    const capturedAt = new Date(Date.parse('2026-05-04T09:00:00.000Z') + (first + index) * 2_000).toISOString();
    await world.proctor.processFrame(paula, { examId, candidateId, frameId, capturedAt, image });
  }
}
