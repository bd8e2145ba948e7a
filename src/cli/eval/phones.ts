import { confidenceOf, type LabelledPhoto, type PhonePhoto, type Seen, shippedThreshold } from './pictures.js';
import { markOf, percent, printTable } from './table.js';

const cellPhone = 67;

/** A find counts when its middle is this close to the phone's, as a share of the photo's width. */
const near = 0.07;

const thresholds = [52, 60, 70, 75, 80, 82, 84, 85, 86, 87, 88, 90, 92, 94];

/** The more small phones are found, the more photos without a phone raise a false alarm. */
export function evaluatePhones(photos: readonly Seen<LabelledPhoto>[], phones: readonly Seen<PhonePhoto>[]): void {
  const without = photos.filter((photo) => !photo.classes.has(cellPhone));
  const showing = photos.filter((photo) => photo.classes.has(cellPhone));
  const small = phones.map(({ observation, phone, picture }) =>
    confidenceOf(observation, 'Cell Phone', ({ left, top, width, height }) => {
      const across = left + width / 2 - phone.x;
      const down = ((top + height / 2 - phone.y) * picture.height) / picture.width;
      return Math.hypot(across, down) < near;
    }),
  );
  const countAlarms = (seen: readonly Seen<LabelledPhoto>[], threshold: number) =>
    seen.filter(({ observation }) => confidenceOf(observation, 'Cell Phone') >= threshold).length;
  printTable(
    `Phones: ${small.length} small ones, ${showing.length} photos with a phone of any size, ${without.length} without one`,
    ['confidence', 'small found', 'any found', 'false alarms', 'in', ''],
    thresholds.map((threshold) => [
      threshold,
      percent(small.filter((confidence) => confidence >= threshold).length, small.length),
      countAlarms(showing, threshold),
      percent(countAlarms(without, threshold), without.length),
      countAlarms(without, threshold),
      markOf(threshold === shippedThreshold),
    ]),
  );
}
