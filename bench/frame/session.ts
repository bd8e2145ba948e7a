/** What a candidate's client sends. */
import { randomUUID } from 'node:crypto';
import { type Agent, request } from 'node:http';
import { json } from 'node:stream/consumers';
import sharp from 'sharp';

export const EXAM_ID = 'bench';

/** As the exam page asks. */
const MUTATION = /* GraphQL */ `
  mutation ($input: ProcessFrameInput!) {
    processFrame(input: $input) {
      frameId sessionId status eventId engine processedAt nextFrameInMs
      checks { name testName status success details unknownReason }
    }
  }
`;

/** Of a webcam's size and, with noise in them, of its weight: 640 × 480, about 80 kB. Base64. */
export async function makePictures(count: number): Promise<readonly string[]> {
  const size = { width: 640, height: 480 } as const;
  const noise = { type: 'gaussian', mean: 128, sigma: 22 } as const;
  const pictures = Array.from({ length: count }, () =>
    sharp({ create: { ...size, channels: 3, background: 'grey', noise } })
      .blur(0.8)
      .jpeg({ quality: 90 })
      .toBuffer(),
  );
  return (await Promise.all(pictures)).map((bytes) => bytes.toString('base64'));
}

/** Sends one frame, and resolves to the milliseconds until its answer was there. */
export async function sendFrame(agent: Agent, to: { readonly url: string; readonly token: string }, image: string) {
  const input = { examId: EXAM_ID, frameId: randomUUID(), capturedAt: new Date().toISOString(), image };
  const body = JSON.stringify({ query: MUTATION, variables: { input } });
  const begun = performance.now();
  const answer: unknown = await new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${to.token}` };
    request(`${to.url}/graphql`, { agent, method: 'POST', headers }, (response) => json(response).then(resolve, reject))
      .on('error', reject)
      .end(body);
  });
  if (JSON.stringify(answer).includes('"status":"PROCESSED"')) return performance.now() - begun;
  throw new Error(`A frame was answered with ${JSON.stringify(answer)}`);
}
