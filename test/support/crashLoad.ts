/** Candidates who send frames without a pause and a proctor who steps in, none of whom takes silence for an answer. */
import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { type Answer, errorCode, send } from './client.js';
import type { AnsweredFrame } from './crashHistory.js';
import { sendFrame } from './operations.js';
import type { Product } from './product.js';

export interface LoadOptions {
  readonly product: () => Product;
  readonly sitters: readonly Sitter[];
  /** A token. */
  readonly proctor: string;
  /** What the proctor does, again and again. */
  readonly errands: readonly Errand[];
}

/** One camera of a candidate, who may have several. */
export interface Sitter {
  readonly token: string;
  /** What it shows, again and again. */
  readonly pictures: readonly Buffer[];
}

/** To start the session of somebody who never comes, or to pause one and let it go on. */
export type Errand = { readonly type: 'START' } | { readonly type: 'PAUSE'; readonly candidateId: string };

export interface Load extends AsyncDisposable {
  /** The frames that were looked at, with the first answer that each of them got. */
  readonly frames: readonly AnsweredFrame[];
  /** Frames that were sent again, under the same id, after a crash that came later than their first answer. */
  readonly repetitions: readonly (readonly [first: AnsweredFrame, again: AnsweredFrame])[];
  /** How many requests broke off and were sent again. */
  readonly brokenOff: number;
  /** For each candidate how often the proctor, as far as they were told, began or paused the session. */
  readonly errandsDone: ReadonlyMap<string, number>;
  /** From now on nobody sends anything. Whatever the server does then, nobody has asked it for. */
  hold(): void;
  goOn(): void;
  /** Resolves when the next frame is answered; rejects when somebody got an answer that a client doesn't expect. */
  answered(): Promise<void>;
  /** Lets everybody finish what they are at: nothing stays unanswered. */
  finish(): Promise<void>;
}

/** A client whom the server didn't answer, or whose frame was passed over, tries again after this time. */
const RETRY_AFTER_MS = 50;

/** What a server answers that is busy, or not ready yet: try again. */
const PASSING = ['OVERLOADED', 'ENGINE_UNAVAILABLE'];

function sessionMutation(name: string): string {
  return `mutation ($candidateId: ID!) { ${name}(input: { examId: "demo", candidateId: $candidateId }) { status } }`;
}

/** Everybody begins at once. */
export function startLoad({ product, sitters, proctor, errands }: LoadOptions): Load {
  const frames: AnsweredFrame[] = [];
  const repetitions: [AnsweredFrame, AnsweredFrame][] = [];
  const errandsDone = new Map<string, number>();
  const answers = new EventEmitter();
  let brokenOff = 0;
  let isOver = false;
  let isAbandoned = false;
  let gate = Promise.resolve();
  let openGate = (): void => undefined;

  /** Sends until it is answered. */
  async function insist(request: () => Promise<Answer>): Promise<NonNullable<Answer['data']>> {
    let isBroken = false;
    for (;;) {
      await gate;
      if (isAbandoned) throw new Error('Nobody waits for the answer any more.');
      const answer = await request().catch(() => undefined);
      if (answer?.data) return answer.data;
      if (answer && !PASSING.includes(errorCode(answer) ?? '')) throw new Error(JSON.stringify(answer));
      if (!answer && !isBroken) brokenOff += 1;
      isBroken ||= !answer;
      await delay(RETRY_AFTER_MS);
    }
  }

  async function show(token: string, image: Buffer, frameId: string): Promise<AnsweredFrame | undefined> {
    const capturedAt = new Date().toISOString();
    const { processFrame } = await insist(() => sendFrame(product(), token, { image, frameId, capturedAt }));
    const { status, sessionId, eventId, checks } = processFrame;
    if (status !== 'PROCESSED') return undefined;
    answers.emit('frame');
    return { sessionId, frameId, eventId, checks: checks.map(essence) };
  }

  async function sit({ token, pictures }: Sitter): Promise<void> {
    let last: AnsweredFrame | undefined;
    for (let count = 0; !isOver; count++) {
      const [image, another] = [at(pictures, count), at(pictures, count + 1)];
      const brokenBefore = brokenOff;
      const frameId = randomUUID();
      const frame = await show(token, image, frameId);
      if (frame) frames.push(frame);
      else await delay(RETRY_AFTER_MS);
      if (last && brokenOff > brokenBefore) {
        const again = await show(token, another, last.frameId);
        repetitions.push([last, again ?? { ...last, eventId: 'none' }]);
      }
      last = frame ?? last;
    }
  }

  async function proctorAll(): Promise<void> {
    for (let count = 0; !isOver; count++) {
      const errand = at(errands, count);
      const candidateId = errand.type === 'START' ? `absent-${count}` : errand.candidateId;
      const steps = errand.type === 'START' ? ['startSession'] : ['pauseSession', 'resumeSession'];
      for (const step of steps)
        await insist(() => send(product().url, proctor, sessionMutation(step), { candidateId }));
      errandsDone.set(candidateId, (errandsDone.get(candidateId) ?? 0) + 1);
    }
  }

  const everyone = [...sitters.map(sit), proctorAll()];
  const everybody = Promise.all(everyone);
  everybody.catch(() => undefined); // Whoever waits for an answer hears of it.

  return {
    frames,
    repetitions,
    errandsDone,
    get brokenOff() {
      return brokenOff;
    },
    hold() {
      gate = new Promise((resolve) => {
        openGate = resolve;
      });
    },
    goOn: () => openGate(),
    async answered() {
      await Promise.race([once(answers, 'frame'), everybody]);
    },
    async finish() {
      isOver = true;
      openGate();
      await everybody;
    },
    async [Symbol.asyncDispose]() {
      isOver = true;
      isAbandoned = true;
      openGate();
      await Promise.allSettled(everyone);
    },
  };
}

/** Of a list that begins anew when it ends. */
function at<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T; // The list is not empty, so there is one.
}

function essence({ name, status, details }: Readonly<Record<string, string>>) {
  return { name, status, details };
}
