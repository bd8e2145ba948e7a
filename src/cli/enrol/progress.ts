/** Shows how far it is: as a bar on a terminal, as a line for each photo in a log. */
import { Presets, SingleBar } from 'cli-progress';
import type { Enrolment } from './enrolments.js';
import type { Outcome } from './outcome.js';

export interface Progress {
  done(enrolment: Enrolment, outcome: Outcome): void;
  /** The server is unavailable, and is asked again after this time. */
  waiting(milliseconds: number): void;
  stop(): void;
}

export function createProgress(total: number, stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? createBar(total, stream) : createLines(total, stream);
}

function createBar(total: number, stream: NodeJS.WriteStream): Progress {
  const format = '{bar} {value}/{total} photos, {rejected} rejected, {eta_formatted} left{note}';
  // Stopping is the program's own business: it has to keep its journal.
  const bar = new SingleBar({ format, stream, gracefulExit: false, etaBuffer: 50 }, Presets.shades_classic);
  let rejected = 0;
  bar.start(total, 0, { rejected, note: '' });
  return {
    done(_, { status }) {
      if (status === 'rejected') rejected += 1;
      bar.increment(1, { rejected, note: '' });
    },
    waiting: (milliseconds) => bar.update({ note: `, ${waitingFor(milliseconds)}` }),
    stop: () => bar.stop(),
  };
}

const WORDS: Readonly<Record<Outcome['status'], string>> = {
  enrolled: 'enrolled',
  rejected: 'rejected',
  failed: 'failed',
  unsent: 'to be sent',
};

function createLines(total: number, stream: NodeJS.WriteStream): Progress {
  let count = 0;
  return {
    done({ candidateId, photo }, outcome) {
      count += 1;
      const before = 'isNew' in outcome && !outcome.isNew ? ' before' : '';
      stream.write(`[${count}/${total}] ${candidateId} (${photo}): ${WORDS[outcome.status]}${before}\n`);
    },
    waiting: (milliseconds) => void stream.write(`${waitingFor(milliseconds)}\n`),
    stop: () => undefined,
  };
}

function waitingFor(milliseconds: number): string {
  return `waiting ${Math.ceil(milliseconds / 1000)} s for the server`;
}
