/** Enrols everybody in a roster: `npm run enrol -- roster.csv photos/`. */
import { stripVTControlCharacters, types } from 'node:util';
import { defineCommand } from 'citty';
import { explained, obtainAccess } from './enrol/access.js';
import { enrolAll, type Run } from './enrol/enrolAll.js';
import { type Enrolment, readEnrolments } from './enrol/enrolments.js';
import { createPhotoEnroller } from './enrol/enrolPhoto.js';
import { openJournal, openJournalForReading } from './enrol/journal.js';
import { DEFAULT_CONCURRENCY, DEFAULT_URL, type EnrolOptions, readOptions } from './enrol/options.js';
import { createProgress } from './enrol/progress.js';
import { reportOn } from './enrol/report.js';
import { createProctorServer, nowhere, type ProctorServer } from './enrol/server.js';
import { runFromTerminal } from './runFromTerminal.js';

const NOTES = `ROSTER is a CSV file with the columns candidateId, fullName and photo: the name of a file, or several separated by ";".
Without one, the photo is the file named after the candidateId. Other columns are passed over.

Photos are JPEG or PNG. Those of more than 1600 pixels or 1 MiB are made smaller before they are sent.

What is done is noted in ROSTER.enrolled.jsonl. Started again, the command goes on where it was; a photo or a name that
has changed is sent again.

Exit codes: 0 all are enrolled, 2 some photos were rejected, 1 it failed or was stopped.`;

const command = defineCommand({
  meta: { name: 'enrol', description: 'Enrols the photos of a roster at a running server' },
  args: {
    roster: { type: 'positional', required: true, description: 'The CSV file' },
    photos: { type: 'positional', required: true, description: 'The folder with the photos' },
    url: { type: 'string', valueHint: 'url', default: DEFAULT_URL, description: 'The server' },
    token: {
      type: 'string',
      valueHint: 'jwt',
      description:
        "A proctor's or an admin's; better given as TOKEN in the environment. Not needed for a server on this machine that issues its own",
    },
    exam: { type: 'string', valueHint: 'id', description: 'The exam whose proctors are told' },
    concurrency: {
      type: 'string',
      valueHint: 'number',
      default: String(DEFAULT_CONCURRENCY),
      description: 'How many photos are in work at once',
    },
    'dry-run': { type: 'boolean', description: 'Checks everything, and sends nothing' },
    again: { type: 'boolean', description: 'Sends photos that were rejected before once more' },
  },
  async run({ rawArgs }) {
    const options = readOptions(rawArgs, process.env);
    const enrolments = await readEnrolments(options.rosterFile, options.photoFolder);
    const stop = new AbortController();
    const stopOnSignal = () => stop.abort(new Error('It was stopped. Run the same command again to go on.'));
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stopOnSignal);
    try {
      const run = options.dryRun
        ? await rehearse(options, enrolments, stop)
        : await enrolAtServer(options, enrolments, stop);
      finish(run, enrolments.length);
    } finally {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stopOnSignal);
    }
  },
});

async function enrolAtServer(options: EnrolOptions, enrolments: readonly Enrolment[], stop: AbortController) {
  const access = await obtainAccess(options, process.env);
  const server = createProctorServer({ ...options, ...access, signal: stop.signal });
  await server.greet().catch((error: unknown) => {
    throw explained(error, access);
  });
  await using journal = await openJournal(options.journalFile, options.url);
  const run = await enrolEach(options, { server, journal, stop }, enrolments);
  return 'stoppedBy' in run ? { ...run, stoppedBy: explained(run.stoppedBy, access) } : run;
}

async function rehearse(options: EnrolOptions, enrolments: readonly Enrolment[], stop: AbortController) {
  await using journal = await openJournalForReading(options.journalFile, options.url);
  return await enrolEach(options, { server: nowhere, journal, stop }, enrolments);
}

interface Parts {
  readonly server: ProctorServer;
  readonly journal: Awaited<ReturnType<typeof openJournal>>;
  readonly stop: AbortController;
}

async function enrolEach(options: EnrolOptions, { server, journal, stop }: Parts, enrolments: readonly Enrolment[]) {
  const { again, concurrency } = options;
  const progress = createProgress(enrolments.length, process.stderr);
  const patience = { signal: stop.signal, onWait: progress.waiting };
  try {
    const enrolPhoto = createPhotoEnroller({ journal, server, patience, again });
    return await enrolAll(enrolments, { concurrency, stop, enrolPhoto, onOutcome: progress.done });
  } finally {
    progress.stop();
  }
}

function finish({ outcomes, stoppedBy }: Run, total: number): void {
  const { table, summary, exitCode } = reportOn(outcomes);
  if (table) console.log(`\n${table}\n`);
  console.log(summary);
  process.exitCode = exitCode;
  if (stoppedBy === undefined) return;
  console.error(`\n${total - outcomes.length} of ${total} photos are left. ${messageOf(stoppedBy)}`);
  process.exitCode = 1;
}

function messageOf(error: unknown): string {
  return types.isNativeError(error) ? stripVTControlCharacters(error.message) : String(error);
}

await runFromTerminal(command, NOTES);
