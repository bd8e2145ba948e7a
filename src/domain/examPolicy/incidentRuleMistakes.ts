import { isWorse, SEVERITIES, type Severity } from '../incidents/kinds.js';
import type { IncidentRule, Opening, SeverityRise } from './examPolicy.js';
import { mistake, type PolicyMistake, wholeNumber } from './ranges.js';

const DAY_MS = 86_400_000;

/** A window longer than this would say nothing of now; it is also what bounds the session's memory. */
const MOST_FRAMES = 30;

export function ruleMistakes(path: string, rule: IncidentRule): readonly PolicyMistake[] {
  return [
    ...severityMistakes(`${path}.severity`, rule.severity),
    ...(rule.opens ? openingMistakes(`${path}.opens`, rule.opens) : []),
    ...wholeNumber(`${path}.closesAfter`, rule.closesAfter, 1, MOST_FRAMES),
    ...wholeNumber(`${path}.cooldownMs`, rule.cooldownMs, 0, DAY_MS),
    ...rule.rises.flatMap((rise, index) =>
      riseMistakes(`${path}.rises.${index}`, rise, rule.rises[index - 1] ?? { afterMs: -1, to: rule.severity }),
    ),
  ];
}

/** One frame never is enough: detectors err in single frames, mostly. */
function openingMistakes(path: string, { after, outOf }: Opening): readonly PolicyMistake[] {
  return [
    ...wholeNumber(`${path}.after`, after, 2, MOST_FRAMES),
    ...wholeNumber(`${path}.outOf`, outOf, 2, MOST_FRAMES),
    ...(after > outOf ? mistake(`${path}.after`, `Asks for ${after} frames, and remembers ${outOf}.`) : []),
  ];
}

function riseMistakes(path: string, rise: SeverityRise, before: SeverityRise): readonly PolicyMistake[] {
  return [
    ...wholeNumber(`${path}.afterMs`, rise.afterMs, 0, DAY_MS),
    ...severityMistakes(`${path}.to`, rise.to),
    ...(rise.afterMs > before.afterMs ? [] : mistake(`${path}.afterMs`, 'Comes no later than the rise before it.')),
    ...(isWorse(rise.to, before.to) ? [] : mistake(`${path}.to`, `Is no rise: it was ${before.to} before.`)),
  ];
}

function severityMistakes(path: string, severity: Severity): readonly PolicyMistake[] {
  if (SEVERITIES.includes(severity)) return [];
  return mistake(path, `There is no severity "${severity}". Known are ${SEVERITIES.join(', ')}.`);
}
