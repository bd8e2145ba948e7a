/** A candidate's client: sends a frame, waits as long as the server asks, and sends the next. */
import { randomUUID } from 'node:crypto';
import { type Agent, request } from 'node:http';
import { json } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { EXAM_ID } from '../frame/session.js';

/** As the client of the exam page asks. */
const MUTATION = /* GraphQL */ `
  mutation ($input: ProcessFrameInput!) {
    processFrame(input: $input) {
      frameId sessionId status eventId engine processedAt nextFrameInMs
      checks { name testName status success details unknownReason }
    }
  }
`;

export interface Sent {
  /** `PROCESSED`, `SUPERSEDED` or `OVERLOADED`, by the clock of this process. */
  readonly outcome: string;
  readonly at: number;
  readonly ms: number;
}

export interface CandidateOptions {
  readonly agent: Agent;
  readonly url: string;
  readonly token: string;
  readonly pictures: readonly string[];
  readonly intervalMs: number;
  readonly isOver: () => boolean;
  readonly onSent: (sent: Sent) => void;
}

interface Answer {
  readonly data?: { readonly processFrame: { readonly status: string; readonly nextFrameInMs: number } } | null;
  readonly errors?: readonly [{ readonly extensions: { readonly code: string; readonly retryAfterMs?: number } }];
}

export async function sit(options: CandidateOptions): Promise<void> {
  const { intervalMs, pictures, isOver, onSent } = options;
  // People do not begin at the same moment.
  await pause(Math.random() * intervalMs);
  for (let frame = 0; !isOver(); frame++) {
    const begun = performance.now();
    const { data, errors } = await send(options, pictures[frame % pictures.length] ?? '');
    const at = performance.now();
    const outcome = data?.processFrame.status ?? errors?.[0].extensions.code ?? 'nothing';
    onSent({ outcome, at, ms: at - begun });
    const waitMs = data?.processFrame.nextFrameInMs ?? errors?.[0].extensions.retryAfterMs ?? intervalMs;
    // From picture to picture, as our client does.
    await pause(Math.max(0, begun + waitMs - at));
  }
}

async function send({ agent, url, token }: CandidateOptions, image: string): Promise<Answer> {
  const input = { examId: EXAM_ID, frameId: randomUUID(), capturedAt: new Date().toISOString(), image };
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  return await new Promise((resolve, reject) => {
    const sending = request(`${url}/graphql`, { agent, method: 'POST', headers }, (response) => {
      // What the question above is answered with.
      json(response).then((answer) => resolve(answer as Answer), reject);
    });
    sending.on('error', reject).end(JSON.stringify({ query: MUTATION, variables: { input } }));
  });
}
