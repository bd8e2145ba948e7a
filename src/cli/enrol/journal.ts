/**
 * What earlier runs have achieved: a file beside the roster with one line of JSON for each photo, written the moment the
 * server has answered. It holds no name, no picture and no token.
 */
import { open, readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Verdict } from './outcome.js';

export interface Journal extends AsyncDisposable {
  /** The latest verdict on what has this fingerprint. */
  find(fingerprint: string): Verdict | undefined;
  record(entry: {
    readonly candidateId: string;
    readonly fingerprint: string;
    readonly verdict: Verdict;
  }): Promise<void>;
}

const journalLine = z.object({
  server: z.string(),
  fingerprint: z.string(),
  verdict: z.discriminatedUnion('status', [
    z.object({ status: z.literal('enrolled'), externalImageId: z.string() }),
    z.object({ status: z.literal('rejected'), reasons: z.array(z.object({ code: z.string(), message: z.string() })) }),
  ]),
});

/**
 * Opens the journal of this server; what is enrolled at one is not at another. Lines that can't be read, such as one that was
 * being written when the machine went down, are passed over: at worst a photo is sent twice, and answered with the same face.
 */
export async function openJournal(file: string, server: string): Promise<Journal> {
  const text = await textOf(file);
  const verdicts = verdictsIn(text, server);
  const handle = await open(file, 'a', 0o600);
  if (text !== '' && !text.endsWith('\n')) await handle.appendFile('\n');
  return {
    find: (fingerprint) => verdicts.get(fingerprint),
    async record({ candidateId, fingerprint, verdict }) {
      verdicts.set(fingerprint, verdict);
      await handle.appendFile(`${JSON.stringify({ server, candidateId, fingerprint, verdict })}\n`);
    },
    [Symbol.asyncDispose]: () => handle.close(),
  };
}

/** The journal as it is; what is recorded goes nowhere. */
export async function openJournalForReading(file: string, server: string): Promise<Journal> {
  const verdicts = verdictsIn(await textOf(file), server);
  return {
    find: (fingerprint) => verdicts.get(fingerprint),
    record: async () => undefined,
    [Symbol.asyncDispose]: async () => undefined,
  };
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

function verdictsIn(text: string, server: string): Map<string, Verdict> {
  const lines = text.split('\n').flatMap((line) => journalLine.safeParse(jsonOf(line)).data ?? []);
  return new Map(
    lines.filter((line) => line.server === server).map(({ fingerprint, verdict }) => [fingerprint, verdict]),
  );
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
