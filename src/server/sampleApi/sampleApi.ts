/**
 * The two routes of the AWS sample "Amazon Rekognition Virtual Proctor", for the clients that were written for it. What
 * they send goes the way of everybody's photos and frames: sessions, incidents and events come of it.
 *
 * Requests and answers are those of the sample's src/functions/proctor/index.js, src/web-ui/src/utils/gateway.js and
 * src/cfn/template.yaml (https://github.com/aws-samples/amazon-rekognition-virtual-proctor).
 */
import { randomUUID } from 'node:crypto';
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { z } from 'zod';
import { hasRole, type Viewer } from '../../auth/viewer.js';
import { createErrorFormatter } from '../../graphql/errorFormat.js';
import { ProctorError } from '../../proctor/errors.js';
import type { ProctorService } from '../../proctor/service.js';
import type { Callers } from '../callers.js';
import { admitForeignPages } from '../foreignPages.js';
import { refusalOf, swallow } from '../http.js';
import type { TransportOptions } from '../operation.js';
import type { OriginPolicy } from '../origin.js';
import { bodyOf, failureOf, failureOfRefusal } from './failure.js';
import { createRests } from './rests.js';
import { noTestResults, type TestResult, testResults } from './testResults.js';

export interface SampleApiOptions {
  readonly proctor: Pick<ProctorService, 'indexFace' | 'processFrame'>;
  /** The sample knows no exams: all its frames belong to this one. */
  readonly examId: string;
  /**
   * In the sample whoever is signed in enrols faces. Here that is for staff, unless candidates may enrol their own: then
   * somebody else could enrol in a candidate's name, who holds the token, and would be recognised.
   */
  readonly enrolment: 'staff' | 'self';
}

type Surroundings = Pick<TransportOptions, 'limits' | 'telemetry'> & {
  readonly origins: OriginPolicy;
  readonly callers: Callers;
};

/** The sample's gateway allows these, and its page's library may send them. */
const ALLOWED_HEADERS =
  'authorization, content-type, x-amz-date, x-amz-security-token, x-amz-user-agent, x-api-key, x-request-id';

/** The sample asks for a photo and a name; whose photo it is may be said in addition. */
const PHOTO = z.object({ image: z.string(), fullName: z.string(), candidateId: z.string().optional() });
const FRAME = z.object({ image: z.string() });

/** A frame that fails so is answered as the sample answers it, and the next one may do better. */
const OF_ONE_FRAME: ReadonlySet<string> = new Set(['BAD_IMAGE', 'IMAGE_TOO_LARGE', 'OVERLOADED', 'ENGINE_UNAVAILABLE']);

/** A request is not held longer, whatever wait was asked for. */
const LONGEST_REST_MS = 10_000;

export async function serveSampleApi(
  app: FastifyInstance,
  { proctor, examId, enrolment }: SampleApiOptions,
  { callers, limits, telemetry, origins }: Surroundings,
): Promise<void> {
  const rests = createRests();
  const onTold = telemetry.meter.errorTold;

  await app.register(async (scope) => {
    admitForeignPages(scope, origins, { methods: 'POST', headers: ALLOWED_HEADERS });
    callers.admit(scope);

    scope.setErrorHandler<FastifyError | GraphQLError>(async (error, request, reply) => {
      const refusal = error instanceof GraphQLError ? undefined : refusalOf(error, limits);
      if (refusal || error instanceof GraphQLError) await swallow(request.raw);
      const { status, body } = refusal
        ? failureOfRefusal(refusal)
        : failureOf(error, createErrorFormatter({ requestId: request.id, log: request.log, onTold }));
      if (status === 401) reply.header('www-authenticate', 'Bearer');
      if (status === 503) reply.header('retry-after', '5');
      return reply.code(status).send(body);
    });
    scope.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'));

    scope.route({
      method: ['POST', 'OPTIONS'],
      url: '/faces/index',
      async handler(request, reply) {
        const viewer = await viewerOf(request);
        const { image, fullName, candidateId = viewer.sub } = read(PHOTO, request.body);
        requireEnroller(viewer, candidateId);
        const result = await proctor.indexFace(viewer, { image, fullName, candidateId, examId });
        if (result.status === 'indexed') return { ExternalImageId: result.face.externalImageId };
        const reasons = result.reasons.join(', ');
        const message = `The photo was not enrolled: ${reasons}.`;
        return reply.code(422).send(bodyOf({ code: 'FACE_REJECTED', message, reasons: result.reasons }));
      },
    });

    scope.route({
      method: ['POST', 'OPTIONS'],
      url: '/process',
      handler: async (request) => await lookAt(request, await viewerOf(request)),
    });
  });

  async function viewerOf(request: FastifyRequest): Promise<Viewer> {
    const viewer = await callers.of(request);
    if (viewer) return viewer;
    throw new GraphQLError('Unauthorized', { extensions: { code: 'UNAUTHENTICATED' } });
  }

  function requireEnroller(viewer: Viewer, candidateId: string): void {
    if (hasRole(viewer, 'PROCTOR', 'ADMIN')) return;
    if (enrolment === 'self' && candidateId === viewer.sub) return;
    throw new ProctorError('FORBIDDEN', 'Only proctors and administrators enrol this face.');
  }

  async function lookAt(request: FastifyRequest, viewer: Viewer): Promise<readonly TestResult[]> {
    const { image } = read(FRAME, request.body);
    const candidateId = viewer.sub;
    const capturedAt = new Date().toISOString();
    await rests.over(candidateId);
    try {
      // The sample's clients send a picture again when they heard nothing; it counts as another one, since a camera that
      // shows the same for ever must not be answered from memory.
      const frame = { examId, candidateId, frameId: randomUUID(), capturedAt, image };
      const processed = await proctor.processFrame(viewer, frame);
      rests.begin(candidateId, Math.min(processed.nextFrameInMs, LONGEST_REST_MS));
      return processed.status === 'PROCESSED' ? testResults(processed.event.checks) : noTestResults('Not asked');
    } catch (error) {
      if (!(error instanceof ProctorError) || !OF_ONE_FRAME.has(error.code)) throw error;
      request.log.info({ code: error.code }, 'A frame for /process could not be looked at.');
      rests.begin(candidateId, Math.min(Number(error.details['retryAfterMs'] ?? 0), LONGEST_REST_MS));
      return noTestResults('Server error');
    }
  }
}

function read<T>(shape: z.ZodType<T>, body: unknown): T {
  const { data, error } = shape.safeParse(body);
  if (data !== undefined) return data;
  const problems = error?.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  throw new ProctorError('BAD_USER_INPUT', problems?.join('; ') ?? '');
}
