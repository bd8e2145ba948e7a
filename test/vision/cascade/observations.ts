/** Observations of one candidate, whom the photo `own` shows, for the cascade's rules. */
import type { Observation } from '../../../src/domain/observation.js';
import type { JudgedRequest } from '../../../src/vision/cascade/suspicion.js';
import { policy } from '../../support/exam.js';

const box = { left: 0.3, top: 0.2, width: 0.4, height: 0.5 };
const small = { left: 0.8, top: 0.1, width: 0.05, height: 0.1 };
const face = { box, confidence: 99, pose: { yaw: 0, pitch: 0, roll: 0 } };
const person = { name: 'Person', confidence: 99, box };

export const request: JudgedRequest = { expected: [{ externalImageId: 'own' }], policy };

/** The candidate sits there and looks into the camera. */
export const candidateThere: Observation = {
  faces: { ok: true, value: [face] },
  labels: { ok: true, value: [person] },
  moderation: { ok: true, value: [] },
  matches: { ok: true, value: [{ externalImageId: 'own', similarity: 95 }] },
  scene: { ok: true, value: { brightness: 40, detail: 5, fingerprint: 'a' } },
};

/** Somebody whom nobody knows. */
export const stranger: Observation = {
  ...candidateThere,
  matches: { ok: true, value: [{ externalImageId: 'own', similarity: 20 }] },
};

export const nobody: Observation = {
  ...candidateThere,
  faces: { ok: true, value: [] },
  labels: { ok: true, value: [] },
  matches: { ok: true, value: [] },
};

/** The second face is much smaller, as on a poster. */
export const withPoster: Observation = {
  ...candidateThere,
  faces: { ok: true, value: [{ ...face, box: small }, face] },
};

export function withPhone(confidence: number, others: Observation = candidateThere): Observation {
  return { ...others, labels: { ok: true, value: [person, { name: 'Cell Phone', confidence, box: small }] } };
}

export function unsafe(confidence: number): Observation {
  return { ...candidateThere, moderation: { ok: true, value: [{ name: 'Explicit Nudity', confidence }] } };
}

export function inLight(brightness: number, observation: Observation = candidateThere): Observation {
  return { ...observation, scene: { ok: true, value: { brightness, detail: 5, fingerprint: 'b' } } };
}
