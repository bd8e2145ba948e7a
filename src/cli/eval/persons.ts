import { confidenceOf, type LabelledPhoto, type Seen, shippedThreshold } from './pictures.js';
import { markOf, percent, printTable } from './table.js';

/** COCO's class numbers of what has a label of its own. */
const classes = [
  ['Person', 0],
  ['TV', 62],
  ['Laptop', 63],
  ['Remote Control', 65],
  ['Book', 73],
] as const;

const thresholds = [55, 65, 75, 80, 85, 90, 95];

/** Is a person, or a thing, found in the photos that show one, and only there? */
export function evaluatePersons(photos: readonly Seen<LabelledPhoto>[]): void {
  for (const [name, number] of classes) {
    const showing = photos.filter((photo) => photo.classes.has(number));
    const rows = thresholds.map((threshold) => {
      const found = photos.filter(({ observation }) => confidenceOf(observation, name) >= threshold);
      const rightly = found.filter((photo) => photo.classes.has(number)).length;
      return [
        threshold,
        percent(rightly, showing.length),
        percent(rightly, found.length),
        found.length - rightly,
        markOf(threshold === shippedThreshold),
      ];
    });
    printTable(
      `${name}: ${showing.length} of ${photos.length} photos show one`,
      ['confidence', 'recall', 'precision', 'false', ''],
      rows,
    );
  }
}
