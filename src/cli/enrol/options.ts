/** What the command line asks for, checked. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { EXAM_ID_PATTERN } from '../../domain/exam.js';

export interface EnrolOptions {
  /** Absolute, as are all paths here. */
  readonly rosterFile: string;
  readonly photoFolder: string;
  readonly journalFile: string;
  /** Without a slash at the end. */
  readonly url: string;
  readonly token?: string;
  readonly examId?: string;
  readonly concurrency: number;
  readonly dryRun: boolean;
  readonly again: boolean;
}

export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const DEFAULT_URL = 'http://localhost:4000';
export const DEFAULT_CONCURRENCY = 2;
const MAX_CONCURRENCY = 16;

/** RFC 6750 §2.1. */
const TOKEN_PATTERN = /^[\w.~+/-]+=*$/;

/**
 * Reads the arguments strictly, which citty does not: a misspelt `--dry-run` must not enrol anybody.
 * @throws UsageError, and Node's own error for an unknown option
 */
export function readOptions(rawArgs: string[], env: Readonly<Record<string, string | undefined>>): EnrolOptions {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const { values, positionals } = parseArgs({
    args: rawArgs,
    allowPositionals: true,
    options: { url: text, token: text, exam: text, concurrency: text, 'dry-run': flag, again: flag },
  });
  const [roster, photos, ...rest] = positionals;
  if (!roster || !photos) throw new UsageError('Name a roster and the folder with its photos.');
  if (rest.length > 0) throw new UsageError(`"${rest[0]}" is one argument too many.`);
  const token = (values.token || env['TOKEN'] || '').trim();
  // Looked at here, because fetch would quote it.
  if (token !== '' && !TOKEN_PATTERN.test(token)) throw new UsageError('The token holds what no token holds.');
  if (values.exam !== undefined && !EXAM_ID_PATTERN.test(values.exam)) {
    throw new UsageError(`"${values.exam}" can't be the id of an exam.`);
  }
  // npm starts its scripts in the package's folder, and says here where it was started itself.
  const here = env['INIT_CWD'] ?? '.';
  const rosterFile = resolve(here, roster);
  return {
    rosterFile,
    photoFolder: resolve(here, photos),
    journalFile: `${rosterFile}.enrolled.jsonl`,
    url: serverUrl(values.url ?? DEFAULT_URL),
    ...(token !== '' && { token }),
    ...(values.exam !== undefined && { examId: values.exam }),
    concurrency: concurrencyOf(values.concurrency ?? String(DEFAULT_CONCURRENCY)),
    dryRun: values['dry-run'],
    again: values.again,
  };
}

function serverUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username || url.password) {
    throw new UsageError('--url must be a URL like https://proctor.example.org.');
  }
  return url.href.replace(/\/+$/, '');
}

function concurrencyOf(text: string): number {
  const concurrency = Number(text);
  if (Number.isInteger(concurrency) && concurrency >= 1 && concurrency <= MAX_CONCURRENCY) return concurrency;
  throw new UsageError(`--concurrency must be a whole number from 1 to ${MAX_CONCURRENCY}.`);
}
