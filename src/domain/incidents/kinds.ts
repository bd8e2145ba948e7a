import type { CheckName } from '../checks.js';

/** What can go wrong over frames; a feed that is lost, by its nature, shows in none. */
export const FRAME_INCIDENT_KINDS = [
  'CAMERA_COVERED',
  'FROZEN_PICTURE',
  'NOBODY_THERE',
  'SEVERAL_PEOPLE',
  'SOMEBODY_ELSE',
  'FACE_NOT_VISIBLE',
  'LOOKING_AWAY',
  'FORBIDDEN_OBJECT',
  'UNSAFE_CONTENT',
] as const;

export const INCIDENT_KINDS = [...FRAME_INCIDENT_KINDS, 'FEED_LOST'] as const;

export type FrameIncidentKind = (typeof FRAME_INCIDENT_KINDS)[number];
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

/** The check without which an incident of the kind can't be noticed; the others need the picture alone. */
export const CHECK_BEHIND: Readonly<Partial<Record<IncidentKind, CheckName>>> = {
  NOBODY_THERE: 'PERSON_DETECTION',
  SEVERAL_PEOPLE: 'PERSON_DETECTION',
  SOMEBODY_ELSE: 'PERSON_RECOGNITION',
  FACE_NOT_VISIBLE: 'FACE_DETECTION',
  LOOKING_AWAY: 'FACE_DETECTION',
  FORBIDDEN_OBJECT: 'OBJECTS_OF_INTEREST',
  UNSAFE_CONTENT: 'UNSAFE_CONTENT',
};

/** From what can wait to what should be looked at now. */
export const SEVERITIES = ['LOW', 'MEDIUM', 'HIGH'] as const;

export type Severity = (typeof SEVERITIES)[number];

export function worseOf(one: Severity, other: Severity): Severity {
  return isWorse(other, one) ? other : one;
}

export function isWorse(one: Severity, other: Severity): boolean {
  return SEVERITIES.indexOf(one) > SEVERITIES.indexOf(other);
}
