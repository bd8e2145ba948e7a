/** Reads the list that says who is to be enrolled, as spreadsheets write it. */
import { CsvError, parse } from 'csv-parse/sync';
import { MAX_CANDIDATE_ID } from '../../domain/candidateId.js';
import { requireText } from '../../proctor/input.js';

export interface RosterRow {
  /** As an editor counts them, from 1. */
  readonly line: number;
  readonly candidateId: string;
  readonly fullName: string;
  /** File names as they stand there; none where the candidate's id is to name the file. */
  readonly photos: readonly string[];
}

export interface Mistake {
  /** Absent where the whole file is meant. */
  readonly line?: number;
  readonly message: string;
}

export interface Roster {
  readonly rows: readonly RosterRow[];
  readonly mistakes: readonly Mistake[];
}

/** The schema's limit for `fullName`. */
const MAX_FULL_NAME = 200;
/** What file systems take for one name; a path may be longer, but not sensibly. */
const MAX_PHOTO_NAME = 255;

/**
 * Finds every row and every mistake. Separators may be commas, semicolons or tabs; columns stand in any order among others,
 * and `Candidate ID` and `candidate_id` mean `candidateId`.
 */
export function parseRoster(bytes: Uint8Array): Roster {
  const text = decode(bytes);
  if (text === undefined) {
    const message = 'It is not UTF-8 text. In a spreadsheet, save it as “CSV UTF-8”.';
    return { rows: [], mistakes: [{ message }] };
  }
  const { records, mistakes } = split(text);
  const [header, ...body] = records;
  if (!header) return { rows: [], mistakes: [...mistakes, { message: 'It is empty.' }] };

  const columns = columnsOf(header);
  const missing = [columns.candidateId === -1 && 'candidateId', columns.fullName === -1 && 'fullName'].filter(Boolean);
  if (missing.length > 0) {
    const message = `The header row has no column ${missing.join(' and no column ')}.`;
    return { rows: [], mistakes: [{ line: header.line, message }, ...mistakes] };
  }
  if (body.length === 0 && mistakes.length === 0) mistakes.push({ message: 'It names nobody.' });
  const rows = body.map((record) => readRow(record, columns, mistakes));
  return { rows, mistakes: [...mistakes, ...namesThatDiffer(rows)] };
}

/** Without a byte order mark; line ends all alike, because the CSV parser wants one kind only. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n');
  } catch {
    return undefined;
  }
}

interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

function split(text: string): { readonly records: readonly CsvRecord[]; readonly mistakes: Mistake[] } {
  const records: CsvRecord[] = [];
  const mistakes: Mistake[] = [];
  try {
    parse(text, {
      delimiter: separatorOf(text),
      trim: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      on_record(fields: string[], { lines }) {
        records.push({ line: lines, fields });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // The parser's own message would quote the name.
    const message =
      'A quotation mark stands in the wrong place or is never closed; nothing from here on could be read.';
    mistakes.push({ line: (records.at(-1)?.line ?? 0) + 1, message });
  }
  return { records, mistakes };
}

/** The one that makes the most of the header row. */
function separatorOf(text: string): string {
  const [header = ''] = text.trimStart().split('\n', 1);
  const counts = [',', ';', '\t'].map((separator) => ({ separator, count: header.split(separator).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).separator;
}

interface Columns {
  /** Where each stands; -1 for one that is missing. */
  readonly candidateId: number;
  readonly fullName: number;
  readonly photo: number;
  readonly count: number;
}

function columnsOf({ fields }: CsvRecord): Columns {
  const names = fields.map((name) => name.toLowerCase().replace(/[\s_-]/g, ''));
  return {
    candidateId: names.indexOf('candidateid'),
    fullName: names.indexOf('fullname'),
    photo: names.indexOf('photo'),
    count: fields.length,
  };
}

function readRow({ line, fields }: CsvRecord, columns: Columns, mistakes: Mistake[]): RosterRow {
  /** The text as the server would take it, or its objection among the mistakes. */
  function checked(field: string, text: string, maxLength: number): string {
    try {
      return requireText(field, text, maxLength);
    } catch (error) {
      mistakes.push({ line, message: error instanceof Error ? error.message : String(error) });
      return '';
    }
  }
  if (fields.slice(columns.count).some((field) => field !== '')) {
    mistakes.push({
      line,
      message: `It has ${fields.length} fields, but the header has ${columns.count}: quote a comma.`,
    });
  }
  const photos = (fields[columns.photo] ?? '').split(';').map((name) => name.trim());
  return {
    line,
    candidateId: checked('candidateId', fields[columns.candidateId] ?? '', MAX_CANDIDATE_ID),
    fullName: checked('fullName', fields[columns.fullName] ?? '', MAX_FULL_NAME),
    photos: photos.filter((name) => name !== '').map((name) => checked('photo', name, MAX_PHOTO_NAME)),
  };
}

/** A candidate of two names is more likely two candidates of one id. */
function namesThatDiffer(rows: readonly RosterRow[]): readonly Mistake[] {
  const first = new Map<string, RosterRow>();
  const complete = rows.filter(({ candidateId, fullName }) => candidateId !== '' && fullName !== '');
  return complete.flatMap((row) => {
    const { line, candidateId, fullName } = row;
    const known = first.get(candidateId);
    if (!known) first.set(candidateId, row);
    if (!known || known.fullName === fullName) return [];
    return [{ line, message: `${candidateId} has another name on line ${known.line}.` }];
  });
}
