import { type NamedPicture, type Seen, shippedThreshold } from './pictures.js';
import { printTable } from './table.js';

/** Pictures of several people have no labels: how many are seen, for the reader to compare with the pictures. */
export function evaluateGroups(groups: readonly Seen<NamedPicture>[]): void {
  const rows = groups.map(({ file, observation: { faces, labels } }) => [
    file,
    faces.ok ? faces.value.length : '-',
    labels.ok
      ? labels.value.filter((label) => label.name === 'Person' && label.confidence >= shippedThreshold).length
      : '-',
  ]);
  printTable('Groups', ['picture', 'faces', 'persons'], rows);
}
