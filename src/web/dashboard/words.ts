/** What was recorded, in words: facts, and never what they might mean. */

import { inWords } from '../design/duration.js';
import { clockTime } from './moments.js';
import type { Incident, Kind } from './state/examState.js';
import type { CheckName, Deed } from './state/timeline.js';
import { STRINGS, VERDICTS } from './strings.js';

export const KINDS: Readonly<Record<Kind, string>> = {
  SOMEBODY_ELSE: 'Somebody else in view',
  SEVERAL_PEOPLE: 'Several people in view',
  FORBIDDEN_OBJECT: 'Object in view',
  NOBODY_THERE: 'Nobody in view',
  UNSAFE_CONTENT: 'Content that may be unsafe',
  FACE_NOT_VISIBLE: 'Face not visible',
  LOOKING_AWAY: 'Head and eyes turned away',
  CAMERA_COVERED: 'Dark or blank picture',
  FROZEN_PICTURE: 'The same pictures repeated',
  FEED_LOST: 'Feed lost',
};

/** The same, where there is little room. */
export const SHORT_KINDS: Readonly<Record<Kind, string>> = {
  SOMEBODY_ELSE: 'Somebody else',
  SEVERAL_PEOPLE: 'Several people',
  FORBIDDEN_OBJECT: 'Object',
  NOBODY_THERE: 'Nobody there',
  UNSAFE_CONTENT: 'Maybe unsafe',
  FACE_NOT_VISIBLE: 'No face',
  LOOKING_AWAY: 'Turned away',
  CAMERA_COVERED: 'Dark picture',
  FROZEN_PICTURE: 'Same picture',
  FEED_LOST: 'Feed lost',
};

export const KIND_NAMES = Object.keys(KINDS) as readonly Kind[]; // of a Record<Kind, …> there are no others

export const CHECKS: Readonly<Record<CheckName, string>> = {
  PERSON_DETECTION: 'Persons',
  FACE_DETECTION: 'Faces',
  PERSON_RECOGNITION: 'Identity',
  OBJECTS_OF_INTEREST: 'Objects',
  UNSAFE_CONTENT: 'Safe content',
};

/** The kind of an incident, with what was seen where that makes the kind. */
export function titleOf({ kind, finding }: Pick<Incident, 'kind' | 'finding'>): string {
  const names = finding.names ?? [];
  return kind === 'FORBIDDEN_OBJECT' && names.length > 0 ? `${names.join(', ')} in view` : KINDS[kind];
}

/** The title, where there is little room. */
export function shortTitleOf({ kind, finding }: Pick<Incident, 'kind' | 'finding'>): string {
  return kind === 'FORBIDDEN_OBJECT' ? (finding.names?.[0] ?? SHORT_KINDS[kind]) : SHORT_KINDS[kind];
}

/** The numbers it rests on, in a sentence; empty where the title says it all. */
export function factsOf({ kind, finding }: Pick<Incident, 'kind' | 'finding'>): string {
  const { names, people, count, expected, confidence, similarity, yaw, pitch, brightness, forMs } = finding;
  switch (kind) {
    case 'SEVERAL_PEOPLE':
    case 'NOBODY_THERE':
      return count == null ? '' : `${counted(count, 'person', 'persons')} seen, ${expected ?? 1} expected.`;
    case 'FACE_NOT_VISIBLE':
      return count == null ? '' : `${counted(count, 'face', 'faces')} seen, ${expected ?? 1} expected.`;
    case 'SOMEBODY_ELSE': {
      const who =
        people && people.length > 0 ? `Matches ${people.join(', ')}, who is enrolled.` : 'Matches nobody enrolled.';
      return similarity == null ? who : `${who} Similarity to the candidate ${round(similarity)} of 100.`;
    }
    case 'FORBIDDEN_OBJECT':
      return confidence == null ? '' : `The engine is ${round(confidence)}\u00a0% sure.`;
    case 'UNSAFE_CONTENT':
      return `Marked as ${(names ?? []).join(', ')}${confidence == null ? '' : `, ${round(confidence)}\u00a0% sure`}.`;
    case 'LOOKING_AWAY':
      return yaw == null ? '' : `At most ${direction(yaw, pitch ?? 0)}.`;
    case 'CAMERA_COVERED':
      return brightness == null ? '' : `Brightness ${round(brightness)} of 100.`;
    case 'FROZEN_PICTURE':
      return forMs == null ? '' : `No new picture for ${inWords(forMs)}.`;
    case 'FEED_LOST':
      return forMs == null ? '' : `Nothing arrived for ${inWords(forMs)}.`;
  }
}

/** What somebody did, and what follows it. */
export function deedInWords(deed: Deed): { readonly what: string; readonly text?: string | undefined } {
  switch (deed.__typename) {
    case 'SessionStarted':
      return { what: 'Started' };
    case 'SessionPaused':
      return { what: 'Paused' };
    case 'SessionResumed':
      return { what: 'Resumed' };
    case 'SessionExtended':
      return { what: deed.minutes > 0 ? `${deed.minutes} min more` : `${-deed.minutes} min less` };
    case 'SessionEnded':
      return { what: deed.reason === null ? 'Ended' : 'Ended by a proctor', text: deed.reason ?? undefined };
    case 'IncidentReviewed':
      return {
        what: `${KINDS[deed.kind]}: ${VERDICTS[deed.review.verdict].toLowerCase()}`,
        text: deed.review.reason ?? undefined,
      };
    case 'NoteWritten':
      return { what: 'Note', text: deed.text };
    case 'MessageSent':
      return { what: deed.candidateId === null ? 'Message to everybody' : 'Message', text: deed.text };
    case 'EvidenceViewed':
      return { what: 'Pictures looked at' };
    case 'SessionExported':
      return { what: 'Report taken' };
    case 'FaceEnrolled':
      return { what: 'Photo enrolled' };
    case 'FaceDeleted':
      return { what: 'Photo deleted' };
  }
}

/** Who did it, where somebody did. */
export function actorOf(deed: Deed): string | undefined {
  const by = deed.__typename === 'IncidentReviewed' ? deed.review.by : 'by' in deed ? deed.by : undefined;
  return by && (by.name ?? by.id);
}

export function nameOf(candidate: { readonly candidateId: string; readonly name?: string | undefined }): string {
  return candidate.name ?? candidate.candidateId;
}

export function whenOf(incident: Incident): string {
  const since = Date.parse(incident.since);
  if (!incident.end) return STRINGS.queue.goesOn(clockTime(since));
  const until = clockTime(Date.parse(incident.end.at), since);
  return STRINGS.queue.ended(clockTime(since), until, inWords(incident.presentMs));
}

function direction(yaw: number, pitch: number): string {
  const sideways = `${Math.abs(Math.round(yaw))}° to the picture’s ${yaw < 0 ? 'left' : 'right'}`;
  return `${sideways} and ${Math.abs(Math.round(pitch))}° ${pitch < 0 ? 'down' : 'up'}`;
}

function counted(count: number, one: string, many: string): string {
  return count === 0 ? `No ${one}` : `${count} ${count === 1 ? one : many}`;
}

function round(value: number): string {
  return String(Math.round(value));
}
