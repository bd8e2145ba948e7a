/** Candidates who send frames at the pace that they are told, and go on with the same frame until it is answered. */
import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Answer } from './client.js';
import type { AnsweredFrame } from './crashHistory.js';

export interface Candidate {
  readonly candidateId: string;
  readonly token: string;
  /** Where the frames go. */
  readonly url: string;
  /** What the camera shows from now on. */
  picture: Buffer;
}

export interface ClusterLoad extends AsyncDisposable {
  /** Every frame that was looked at, as it was answered. */
  readonly answered: readonly AnsweredFrame[];
  /** The ids of all frames that were sent, answered or not. */
  readonly sent: ReadonlySet<string>;
  /** Requests that broke off or were not answered in time, and those that were refused for a while, by their code. */
  readonly troubles: ReadonlyMap<string, number>;
  /** Resolves when each of these has so many more answers; rejects when somebody got one that a client doesn't expect. */
  more(candidates: readonly Candidate[], count: number): Promise<void>;
  /** They close their browsers, once their last frame is answered. */
  leave(...candidates: readonly Candidate[]): Promise<void>;
  /** Everything that was sent is answered, and everybody ends the session: nothing comes later, not even what broke off. */
  finish(those: readonly Candidate[]): Promise<void>;
}

const PROCESS_FRAME = /* GraphQL */ `
  mutation ($input: ProcessFrameInput!) {
    processFrame(input: $input) { status sessionId eventId nextFrameInMs checks { name status details } }
  }
`;

const END_SESSION = /* GraphQL */ `
  mutation ($input: SessionInput!) { endSession(input: $input) { status } }
`;

/** Who gets no answer for so long gives the connection up. */
const PATIENCE_MS = 6_000;
const RETRY_AFTER_MS = 100;
const PASSING = ['OVERLOADED', 'ENGINE_UNAVAILABLE'];

/** Everybody begins at once. */
export function startClusterLoad(examId: string, candidates: readonly Candidate[]): ClusterLoad {
  const answered: AnsweredFrame[] = [];
  const sent = new Set<string>();
  const troubles = new Map<string, number>();
  const answers = new EventEmitter().setMaxListeners(0);
  const counts = new Map(candidates.map((one) => [one, 0]));
  const leaving = new Set<Candidate>();
  let isAbandoned = false;

  function note(trouble: string): void {
    troubles.set(trouble, (troubles.get(trouble) ?? 0) + 1);
  }

  /** Sends until it is answered. */
  async function insist(candidate: Candidate, query: string, input: object): Promise<Answer['data']> {
    while (!isAbandoned) {
      const answer = await post(candidate, query, input);
      if (answer?.data) return answer.data;
      const code = answer?.errors?.[0]?.extensions?.code;
      if (answer && !PASSING.includes(code ?? '')) throw new Error(JSON.stringify(answer));
      note(code ?? 'no answer');
      await delay(RETRY_AFTER_MS);
    }
  }

  async function sit(candidate: Candidate): Promise<void> {
    while (!leaving.has(candidate) && !isAbandoned) {
      const frameId = randomUUID();
      sent.add(frameId);
      const image = candidate.picture.toString('base64');
      const input = { examId, frameId, capturedAt: new Date().toISOString(), image };
      const data = await insist(candidate, PROCESS_FRAME, input);
      if (!data) return;
      const { status, sessionId, eventId, checks, nextFrameInMs } = data.processFrame;
      if (status === 'PROCESSED') answered.push({ sessionId, frameId, eventId, checks });
      else note(status);
      counts.set(candidate, (counts.get(candidate) ?? 0) + 1);
      answers.emit('answer');
      await delay(nextFrameInMs);
    }
  }

  const sitting = new Map(candidates.map((candidate) => [candidate, sit(candidate)]));
  const everybody = Promise.all(sitting.values());
  everybody.catch(() => undefined); // Whoever waits for an answer hears of it.

  async function leave(...those: readonly Candidate[]): Promise<void> {
    for (const candidate of those) leaving.add(candidate);
    await Promise.all(those.map((candidate) => sitting.get(candidate)));
  }

  return {
    answered,
    sent,
    troubles,
    async more(those, count) {
      const wanted = those.map((one) => [one, (counts.get(one) ?? 0) + count] as const);
      while (wanted.some(([one, least]) => (counts.get(one) ?? 0) < least))
        await Promise.race([once(answers, 'answer'), everybody]);
    },
    leave,
    async finish(those) {
      await leave(...those);
      await Promise.all(those.map((candidate) => insist(candidate, END_SESSION, { examId })));
    },
    async [Symbol.asyncDispose]() {
      isAbandoned = true;
      for (const candidate of candidates) leaving.add(candidate);
      await Promise.allSettled(sitting.values());
    },
  };
}

/** Undefined where there was no answer. */
async function post({ url, token }: Candidate, query: string, input: object): Promise<Answer | undefined> {
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables: { input } }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    // The server promises a GraphQL answer of this shape.
    return { status: response.status, ...((await response.json()) as Omit<Answer, 'status'>) };
  } catch {
    return undefined;
  }
}
