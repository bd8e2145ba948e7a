/** Makes a running server come alive: `npm run demo`, and a dashboard to look at. */
import { defineCommand } from 'citty';
import { createExamClient } from '../client/examClient.js';
import { CAST, type Candidate } from './demo/cast.js';
import { type Performance, perform } from './demo/performance.js';
import { portrait } from './demo/pictures.js';
import { createProctoring, type Proctoring } from './demo/proctoring.js';
import { createCamera } from './demo/scenes.js';
import { createRandom, type Scene, scriptOf } from './demo/script.js';
import { explained, obtainAccess } from './enrol/access.js';
import { DEFAULT_URL } from './enrol/options.js';
import { runFromTerminal } from './runFromTerminal.js';

const DOES: Readonly<Record<Scene, string>> = {
  sitting: 'sits and writes',
  away: 'leaves the room',
  company: 'has company',
  phone: 'has a phone on the table',
  'somebody else': 'lets somebody else sit down',
  covered: 'covers the camera',
  frozen: 'sends a picture that stands still',
  silent: 'loses the connection',
};

const command = defineCommand({
  meta: { name: 'demo', description: 'Candidates who sit an exam at a running server, for a dashboard to look at' },
  args: {
    url: { type: 'string', valueHint: 'url', default: DEFAULT_URL, description: 'The server' },
    token: {
      type: 'string',
      valueHint: 'jwt',
      description: "A proctor's; not needed for a server on this machine that issues its own",
    },
    exam: { type: 'string', valueHint: 'id', default: 'demo', description: 'The exam they sit' },
    candidates: { type: 'string', valueHint: 'number', default: String(CAST.length), description: 'How many' },
    seed: { type: 'string', valueHint: 'number', default: '1', description: 'Other numbers make other days' },
    speed: { type: 'string', valueHint: 'factor', default: '1', description: 'How fast things happen' },
  },
  async run({ args }) {
    const url = args.url.replace(/\/+$/, '');
    const stop = new AbortController();
    const access = await obtainAccess({ url, ...(args.token !== undefined && { token: args.token }) }, process.env);
    const proctoring = createProctoring({ url, token: access.token, examId: args.exam, signal: stop.signal });
    await proctoring.greet().catch((error: unknown) => {
      throw explained(error, access);
    });
    const cast = CAST.slice(0, numberIn('--candidates', args.candidates, 1, CAST.length));
    const speed = numberIn('--speed', args.speed, 0.1, 100);
    const seed = numberIn('--seed', args.seed, 0, 2 ** 31);

    const stopped = new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    });
    console.log(`${cast.length} candidates sit the exam “${args.exam}”: see ${url}/dashboard?exam=${args.exam}`);
    const client = createExamClient({ url: `${url}/graphql`, token: () => access.token });
    const performances = await Promise.all(
      cast.map((candidate, index) =>
        begin({ ...candidate, index }, { proctoring, client, examId: args.exam, seed, speed }),
      ),
    );
    await stopped;
    for (const performance of performances) performance?.stop();
    await Promise.all(performances.map((performance) => performance?.stopped));
    await Promise.allSettled(cast.map(({ candidateId }) => proctoring.pause(candidateId)));
    console.log('Stopped. Their sessions are paused; the next run goes on with them.');
  },
});

interface Stage {
  readonly proctoring: Proctoring;
  readonly client: ReturnType<typeof createExamClient>;
  readonly examId: string;
  readonly seed: number;
  readonly speed: number;
}

/** Undefined for a candidate whose session is over, which is for good. */
async function begin(
  candidate: Candidate & { readonly index: number },
  { proctoring, client, examId, seed, speed }: Stage,
): Promise<Performance | undefined> {
  const { index, person, fullName, candidateId } = candidate;
  await proctoring.enrol({ image: await portrait(person), fullName, candidateId });
  if (!(await proctoring.admit(candidateId))) {
    console.log(`${fullName}'s session is over, which is for good.`);
    return undefined;
  }
  const other = CAST[(index + 2) % CAST.length]?.person ?? person;
  const performance = perform({
    examId,
    candidate,
    camera: await createCamera(person, other),
    script: scriptOf(createRandom(seed * 7_919 + index * 104_729)),
    client,
    speed,
    now: Date.now,
    onScene: (scene) => console.log(`${new Date().toLocaleTimeString('en-GB')}  ${fullName} ${DOES[scene]}.`),
  });
  void performance.stopped.then((because) => {
    if (because !== 'STOPPED') console.log(`${fullName} sends no more frames: ${because}.`);
  });
  return performance;
}

function numberIn(option: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (text.trim() !== '' && number >= least && number <= most) return number;
  throw new Error(`${option} must be from ${least} to ${most}.`);
}

await runFromTerminal(command);
