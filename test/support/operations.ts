/** The operations that tests send again and again. */
import { randomUUID } from 'node:crypto';
import { type Answer, send } from './client.js';
import type { Product } from './product.js';

const INDEX_FACE = /* GraphQL */ `
  mutation ($input: IndexFaceInput!) {
    indexFace(input: $input) {
      __typename
      ... on FaceIndexed { face { externalImageId candidateId fullName collectionId enrolledAt } }
      ... on FaceRejected { reasons { code message } }
    }
  }
`;

const PROCESS_FRAME = /* GraphQL */ `
  mutation ($input: ProcessFrameInput!) {
    processFrame(input: $input) {
      frameId sessionId status eventId engine processedAt nextFrameInMs
      checks { name testName status success details unknownReason }
    }
  }
`;

const CREATE_EXAM = 'mutation ($input: CreateExamInput!) { createExam(input: $input) { id } }';

export async function enrol(
  product: Product,
  token: string,
  input: {
    readonly image: Buffer | string;
    readonly candidateId: string;
    readonly fullName: string;
    readonly examId?: string;
  },
): Promise<Answer> {
  return await send(product.url, token, INDEX_FACE, { input: { ...input, image: base64(input.image) } });
}

export async function sendFrame(
  product: Product,
  token: string,
  input: {
    readonly image: Buffer | string;
    readonly examId?: string;
    readonly candidateId?: string;
    readonly frameId?: string;
    readonly capturedAt?: string;
  },
): Promise<Answer> {
  const defaults = { examId: 'demo', frameId: randomUUID(), capturedAt: new Date().toISOString() };
  return await send(product.url, token, PROCESS_FRAME, {
    input: { ...defaults, ...input, image: base64(input.image) },
  });
}

/** The product must create it. */
export async function createExam(
  product: Product,
  admin: string,
  input: { readonly id: string; readonly title: string },
): Promise<void> {
  const { errors } = await send(product.url, admin, CREATE_EXAM, { input });
  if (errors) throw new Error(`The exam ${input.id} was not created: ${errors[0]?.message}`);
}

/** The verdict of a frame, by the names of the sample: `{ 'Face Detection': 'PASS 1', … }`. */
export function verdict(
  checks: readonly { testName: string; status: string; details: string }[],
): Record<string, string> {
  return Object.fromEntries(checks.map(({ testName, status, details }) => [testName, `${status} ${details}`]));
}

function base64(image: Buffer | string): string {
  return typeof image === 'string' ? image : image.toString('base64');
}
