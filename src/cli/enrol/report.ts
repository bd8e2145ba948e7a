/** What is said at the end. */
import type { Enrolment } from './enrolments.js';
import type { Outcome } from './outcome.js';

type Outcomes = readonly (readonly [Enrolment, Outcome])[];

export interface Report {
  /** Absent when nothing is left to do. */
  readonly table?: string;
  readonly summary: string;
  /** 0: all is well. 1: something failed. 2: some photos were rejected. */
  readonly exitCode: 0 | 1 | 2;
}

export function reportOn(outcomes: Outcomes): Report {
  const rows = outcomes.flatMap(([{ candidateId, photo }, outcome]) => {
    const advice = adviceOn(outcome);
    return advice === undefined ? [] : [[candidateId, photo, advice] as const];
  });
  const count = (isMeant: (outcome: Outcome) => boolean) => outcomes.filter(([, outcome]) => isMeant(outcome)).length;
  const failed = count(({ status }) => status === 'failed');
  const rejected = count(({ status }) => status === 'rejected');
  const parts: readonly (readonly [number, string])[] = [
    [count((outcome) => outcome.status === 'enrolled' && outcome.isNew), 'enrolled'],
    [count((outcome) => outcome.status === 'enrolled' && !outcome.isNew), 'enrolled before'],
    [count(({ status }) => status === 'unsent'), 'to be sent'],
    [rejected, 'rejected'],
    [failed, 'failed'],
  ];
  const told = parts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
  const heldBack = count((outcome) => outcome.status === 'rejected' && !outcome.isNew);
  return {
    ...(rows.length > 0 && { table: table(['Candidate', 'Photo', 'What to do'], rows) }),
    summary: [
      `${outcomes.length} ${outcomes.length === 1 ? 'photo' : 'photos'}: ${told.join(', ') || 'nothing to do'}.`,
      ...(heldBack > 0 ? [`${heldBack} rejected before and not sent: change the photo, or use --again.`] : []),
    ].join('\n'),
    exitCode: failed > 0 ? 1 : rejected > 0 ? 2 : 0,
  };
}

function adviceOn(outcome: Outcome): string | undefined {
  if (outcome.status === 'rejected') return outcome.reasons.map(({ message }) => message).join(' ');
  if (outcome.status === 'failed') return `Run the same command again. ${outcome.message}`;
  return undefined;
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
