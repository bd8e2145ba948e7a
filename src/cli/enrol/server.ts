/** The running server, as far as enrolment needs it. */
import { z } from 'zod';
import { createGraphqlClient, type GraphqlClientOptions, ServerRefused, words } from './graphqlClient.js';
import type { Outcome, Reason } from './outcome.js';

export interface Photo {
  readonly image: Uint8Array;
  readonly fullName: string;
  readonly candidateId: string;
}

/** Each of these throws ServerUnavailable or ServerRefused. */
export interface ProctorServer {
  /** Is it there, and does it know us? */
  greet(): Promise<void>;
  hasFace(externalImageId: string): Promise<boolean>;
  /** Throws only what the next photo would meet with, too. */
  indexFace(photo: Photo): Promise<Outcome>;
}

export interface ProctorServerOptions extends GraphqlClientOptions {
  /** The exam whose proctors are told. */
  readonly examId?: string;
}

/** What is wrong with one picture. */
const PICTURE_CODES: ReadonlySet<string> = new Set(['BAD_IMAGE', 'IMAGE_TOO_LARGE']);
/** What may befall one photo, and not the next. */
const SINGLE_CODES: ReadonlySet<string> = new Set(['INTERNAL', 'BAD_USER_INPUT']);

const GREETING = '{ viewer { id } }';
const FACE = 'query ($externalImageId: ID!) { face(externalImageId: $externalImageId) { externalImageId } }';
const INDEX_FACE = /* GraphQL */ `
  mutation ($input: IndexFaceInput!) {
    indexFace(input: $input) {
      ... on FaceIndexed { face { externalImageId } }
      ... on FaceRejected { reasons { code message } }
    }
  }
`;

const face = z.object({ externalImageId: z.string() });
const greetingData = z.object({ viewer: z.object({ id: z.string() }) });
const faceData = z.object({ face: face.nullable() });
const indexFaceData = z.object({
  indexFace: z.union([
    z.object({ face }),
    z.object({ reasons: z.array(z.object({ code: words, message: words })).min(1) }),
  ]),
});

export function createProctorServer({ examId, ...options }: ProctorServerOptions): ProctorServer {
  const client = createGraphqlClient(options);
  return {
    async greet() {
      await client.send(GREETING, {}, greetingData);
    },

    async hasFace(externalImageId) {
      return (await client.send(FACE, { externalImageId }, faceData)).face !== null;
    },

    async indexFace({ image, fullName, candidateId }) {
      const base64 = Buffer.from(image).toString('base64');
      const input = { image: base64, fullName, candidateId, ...(examId !== undefined && { examId }) };
      try {
        const { indexFace } = await client.send(INDEX_FACE, { input }, indexFaceData);
        if ('reasons' in indexFace) return rejected(indexFace.reasons);
        return { status: 'enrolled', externalImageId: indexFace.face.externalImageId, isNew: true };
      } catch (error) {
        if (!(error instanceof ServerRefused)) throw error;
        const { code, message } = error;
        if (PICTURE_CODES.has(code)) return rejected([{ code, message }]);
        if (SINGLE_CODES.has(code)) return { status: 'failed', message };
        throw error;
      }
    },
  };
}

/** For a dry run: takes every photo, and remembers none. */
export const nowhere: ProctorServer = {
  greet: async () => undefined,
  hasFace: async () => true,
  indexFace: async () => ({ status: 'unsent' }),
};

function rejected(reasons: readonly Reason[]): Outcome {
  return { status: 'rejected', reasons, isNew: true };
}
