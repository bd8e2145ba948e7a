import type { EnrolledFace, VisionEngine } from '../../vision/engine.js';
import { type NamedPicture, observeAll, type Seen, shippedThreshold } from './pictures.js';
import { markOf, percent, printTable } from './table.js';

interface Pair {
  readonly isSamePerson: boolean;
  readonly similarity: number;
}

const thresholds = [70, 75, 80, 82, 84, 85, 86, 88, 90, 92, 95];

/** Compares every portrait with every other: is it the same person (the file's name without its number)? */
export async function evaluateVerification(
  engine: VisionEngine,
  portraits: readonly NamedPicture[],
  templates: readonly EnrolledFace[],
): Promise<readonly Seen<NamedPicture>[]> {
  const seen = await observeAll(engine, portraits, templates);
  const pairs = pairsOf(seen);
  const same = pairs.filter(({ isSamePerson }) => isSamePerson);
  const different = pairs.filter(({ isSamePerson }) => !isSamePerson);
  const rows = thresholds.map((threshold) => {
    const accepted = same.filter(({ similarity }) => similarity >= threshold).length;
    const falselyAccepted = different.filter(({ similarity }) => similarity >= threshold).length;
    const right = accepted + different.length - falselyAccepted;
    return [
      threshold,
      percent(right, pairs.length),
      `${accepted} of ${same.length}`,
      `${falselyAccepted} of ${different.length}`,
      markOf(threshold === shippedThreshold),
    ];
  });
  printTable(
    `Verification: ${same.length} pairs of one person, ${different.length} of two`,
    ['similarity', 'right', 'true accepts', 'false accepts', ''],
    rows,
  );
  const least = Math.min(...same.map(({ similarity }) => similarity));
  const most = Math.max(...different.map(({ similarity }) => similarity));
  console.log(`\n  least similar pair of one person: ${least.toFixed(1)}; most similar of two: ${most.toFixed(1)}`);
  return seen;
}

function pairsOf(seen: readonly Seen<NamedPicture>[]): Pair[] {
  const pairs: Pair[] = [];
  for (const { file, observation } of seen) {
    if (!observation.matches.ok) continue;
    for (const { externalImageId, similarity } of observation.matches.value) {
      if (externalImageId < file)
        pairs.push({ isSamePerson: personOf(file) === personOf(externalImageId), similarity });
    }
  }
  return pairs;
}

function personOf(file: string): string {
  return file.replace(/\d.*$/, '');
}
