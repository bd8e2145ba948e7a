/** What was not known: a report that is silent about it claims too much. */
import type { CheckShare } from '../../domain/checkShares.js';
import { TEST_NAMES, type UnknownReason } from '../../domain/checks.js';
import type { SessionFacts } from '../sessionFacts.js';
import { type Html, html } from './html.js';
import { duration } from './moments.js';

const REASONS: Readonly<Record<UnknownReason, string>> = {
  ENGINE_FAILED: 'the engine could not tell',
  NOT_ENROLLED: 'the candidate had no enrolled face to compare with',
  NOT_ASKED: 'the policy did not ask for it',
};

export function unknownSection({ session, names, incidents, checks }: SessionFacts): Html {
  const silences = incidents.filter(({ incident }) => incident.kind === 'FEED_LOST');
  const silentMs = silences.reduce((sum, { incident }) => sum + incident.presentMs, 0);
  const unseen = incidents.filter(({ incident, evidence }) => incident.frames && evidence.length === 0).length;
  const lines = [
    ...checks.flatMap(unknownOf),
    ...(silences.length > 0 ? [`What happened while no pictures arrived: ${duration(silentMs)} in all.`] : []),
    ...(unseen > 0 ? [`What ${unseen} of the incidents looked like: their frames are not kept, or no longer.`] : []),
    ...(names.length === 0 ? ['Who sat the exam: no face of the candidate is enrolled now.'] : []),
    ...(session.consent ? [] : ['Whether the candidate agreed to be proctored: no consent is recorded.']),
    'What happened between two frames, and outside the camera’s view.',
  ];
  return html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}

function unknownOf({ name, PASS, FAIL, UNKNOWN, unknownReasons }: CheckShare): readonly string[] {
  const frames = PASS + FAIL + UNKNOWN;
  // The entries of a record of reasons.
  const reasons = Object.entries(unknownReasons) as readonly (readonly [UnknownReason, number])[];
  return reasons.map(([reason, count]) => `${TEST_NAMES[name]} in ${count} of ${frames} frames: ${REASONS[reason]}.`);
}
