/** Prints a table under a title; numbers stand on the right. */
export function printTable(
  title: string,
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): void {
  const cells = [header, ...rows.map((row) => row.map(String))];
  const widths = header.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const isNumber = (column: number) =>
    rows.every((row) => typeof row[column] === 'number' || /^-?[\d.]*%?$/.test(String(row[column])));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ');
  console.log(`\n${title}\n`);
  for (const row of cells) console.log(`  ${line(row).trimEnd()}`);
}

export function percent(part: number, whole: number): string {
  return whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)}%`;
}

/** Marks the row of the shipped threshold. */
export function markOf(isShipped: boolean): string {
  return isShipped ? '<- shipped' : '';
}
