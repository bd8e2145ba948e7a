/** What was recorded, in words: facts, and never what they might mean. */
import type { Actor } from '../../domain/actor.js';
import type { EvidenceRole } from '../../domain/incidents/advance.js';
import type { Finding } from '../../domain/incidents/finding.js';
import type { EndReason } from '../../domain/incidents/incident.js';
import type { IncidentKind, Severity } from '../../domain/incidents/kinds.js';
import type { ReviewVerdict } from '../../domain/incidents/review.js';
import { given, type Html, html } from './html.js';
import { duration } from './moments.js';

export const KINDS: Readonly<Record<IncidentKind, string>> = {
  CAMERA_COVERED: 'Dark or even picture',
  FROZEN_PICTURE: 'The same pictures repeated',
  NOBODY_THERE: 'Nobody in view',
  SEVERAL_PEOPLE: 'Several people in view',
  SOMEBODY_ELSE: 'Somebody else in view',
  FACE_NOT_VISIBLE: 'Face not visible',
  LOOKING_AWAY: 'Head and eyes turned away',
  FORBIDDEN_OBJECT: 'Object in view',
  UNSAFE_CONTENT: 'Content that may be unsafe',
  FEED_LOST: 'No pictures arrived',
};

export const SEVERITIES: Readonly<Record<Severity, string>> = { LOW: 'Low', MEDIUM: 'Medium', HIGH: 'High' };

export const VERDICTS: Readonly<Record<ReviewVerdict, string>> = {
  NONE: 'Judgement taken back',
  ACKNOWLEDGED: 'Taken up',
  CONFIRMED: 'Confirmed',
  DISMISSED: 'Dismissed',
};

export const END_REASONS: Readonly<Record<EndReason, string>> = {
  RESOLVED: 'it was seen no more',
  SWITCHED_OFF: 'the policy asked for it no more',
  SESSION_PAUSED: 'the session was paused',
  SESSION_ENDED: 'the session ended',
};

export const ROLES: Readonly<Record<EvidenceRole, string>> = {
  OPENING: 'opened it',
  WORST: 'shows it most clearly',
  LAST: 'shows it last',
};

export function who({ id, name }: Actor): Html {
  return name === undefined ? given(id) : html`${given(name)} (${given(id)})`;
}

export function quote(text: string): Html {
  return html`<q class="given">${given(text)}</q>`;
}

/** The kind of an incident, with what was seen where that makes the kind. */
export function titleOf(finding: Finding): Html {
  if (finding.kind === 'FORBIDDEN_OBJECT') return html`${listOf(finding.names)} in view`;
  return html`${KINDS[finding.kind]}`;
}

/** The facts that an incident rests on, in a sentence or two. */
export function findingInWords(finding: Finding): Html {
  switch (finding.kind) {
    case 'FORBIDDEN_OBJECT':
      return html`Seen: ${listOf(finding.names)}. The engine was at most ${score(finding.confidence)} % sure.`;
    case 'UNSAFE_CONTENT':
      return html`Marked as: ${listOf(finding.names)}. The engine was at most ${score(finding.confidence)} % sure.`;
    case 'NOBODY_THERE':
    case 'SEVERAL_PEOPLE':
      return html`Persons counted: ${finding.count}, where ${finding.expected} ${wasOrWere(finding.expected)} expected.`;
    case 'FACE_NOT_VISIBLE':
      return html`Faces counted: ${finding.count}, where ${finding.expected} ${wasOrWere(finding.expected)} expected.`;
    case 'SOMEBODY_ELSE':
      return html`${matched(finding.people.map(({ fullName }) => fullName))}${similarity(finding.similarity)}`;
    case 'LOOKING_AWAY':
      return html`At the most, head and eyes pointed ${direction(finding.yaw, finding.pitch)}.`;
    case 'CAMERA_COVERED':
      return html`Brightness ${score(finding.brightness)} and detail ${score(finding.detail)}, each out of 100.`;
    case 'FROZEN_PICTURE':
      return html`For ${duration(finding.forMs)}, no picture came that had not been seen before.`;
    case 'FEED_LOST':
      return html`Nothing was received for ${duration(finding.silentMs)}.`;
  }
}

/** Such as 5° to the picture’s right and 12° up. */
export function direction(yaw: number, pitch: number): string {
  const [sideways, upwards] = [Math.round(yaw), Math.round(pitch)];
  return `${Math.abs(sideways)}° to the picture’s ${sideways < 0 ? 'left' : 'right'} and ${Math.abs(upwards)}° ${upwards < 0 ? 'down' : 'up'}`;
}

/** Out of 100. */
export function score(value: number): string {
  return value < 10 && !Number.isInteger(value) ? value.toFixed(1) : String(Math.round(value));
}

function matched(names: readonly string[]): Html {
  if (names.length === 0) return html`The face matched neither the candidate’s nor anybody else’s who is enrolled.`;
  return html`The face matched the enrolled face of ${listOf(names)}.`;
}

function similarity(value: number | undefined): Html | undefined {
  return value === undefined ? undefined : html` Similarity to the candidate’s own: ${score(value)} out of 100.`;
}

function listOf(names: readonly string[]): readonly Html[] {
  return names.map((name, index) => html`${index > 0 ? ', ' : ''}${given(name)}`);
}

function wasOrWere(count: number): string {
  return count === 1 ? 'was' : 'were';
}
