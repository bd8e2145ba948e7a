import { type NamedPicture, type Seen, shippedThreshold } from './pictures.js';
import { percent, printTable } from './table.js';

/** None of the pictures shows anything unsafe: every label is a false alarm. */
export function evaluateModeration(seen: readonly Seen<NamedPicture>[]): void {
  const labels = seen.map(({ observation: { moderation } }) => (moderation.ok ? moderation.value : []));
  const rows = [50, 70, shippedThreshold].map((threshold) => {
    const alarms = labels.filter((found) => found.some(({ confidence }) => confidence >= threshold)).length;
    return [threshold, alarms, percent(alarms, seen.length)];
  });
  printTable(`Moderation: ${seen.length} harmless pictures`, ['confidence', 'alarms', 'share'], rows);
}
