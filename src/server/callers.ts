/**
 * Who is asking is settled before what they send is read: a picture takes megabytes of memory until it has arrived, and
 * is nobody's to send who has shown no token; and who sits an exam has few requests at once, and not all our memory.
 */
import { Transform } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Viewer } from '../auth/viewer.js';
import type { TransportOptions } from './operation.js';
import { createPlaces } from './places.js';

export interface Callers {
  /** Holds for every route of the scope. */
  admit(scope: FastifyInstance): void;
  /** Of a request that was admitted, as `Authenticate`. */
  of(request: FastifyRequest): Promise<Viewer | undefined>;
}

/** A client that asks one thing after the other comes again by then. */
const RETRY_AFTER_MS = 1_000;

export function createCallers({ authenticate, limits }: Pick<TransportOptions, 'authenticate' | 'limits'>): Callers {
  const viewers = new WeakMap<FastifyRequest, Promise<Viewer | undefined>>();
  const places = createPlaces({ perCandidate: limits.requestsPerCandidate });

  const viewerOf = (request: FastifyRequest) => {
    const viewer = viewers.get(request) ?? authenticate(request.headers.authorization);
    viewers.set(request, viewer);
    return viewer;
  };

  /** Why no more is read of a request than of anybody's; undefined for one whose sender is known. */
  async function objectionTo(request: FastifyRequest): Promise<Error | undefined> {
    try {
      return (await viewerOf(request)) ? undefined : tokenNeeded(limits.bytesWithoutToken);
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  async function takePlace(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const leave = places.take(await viewerOf(request));
    if (!leave) throw tooManyRequests(limits.requestsPerCandidate);
    if (request.raw.socket.destroyed) leave();
    else reply.raw.once('close', leave);
  }

  /** What nobody may send is refused further on, whoever sends it. */
  function isLong({ headers }: FastifyRequest): boolean {
    const length = Number(headers['content-length'] ?? 0);
    return length > limits.bytesWithoutToken && length <= limits.messageBytes;
  }

  return {
    admit(scope) {
      scope.addHook('onRequest', async (request, reply) => {
        const objection = await objectionTo(request);
        if (!objection) await takePlace(request, reply);
        // What can be read is answered by whoever it is for, in the words of its own protocol.
        else if (isLong(request)) throw objection;
      });
      scope.addHook('preParsing', async (request, _reply, body) => {
        const objection = isInChunks(request) ? await objectionTo(request) : undefined;
        return objection ? body.pipe(bounded(limits.bytesWithoutToken, objection)) : body;
      });
    },
    of: viewerOf,
  };
}

function isInChunks({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined;
}

/** Fails with the objection as soon as more has come. */
function bounded(mostBytes: number, objection: Error): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > mostBytes) done(objection);
      else done(null, chunk);
    },
  });
}

function tokenNeeded(mostBytes: number): GraphQLError {
  const most = `${Math.floor(mostBytes / 1024)} KiB`;
  return new GraphQLError(`A request of more than ${most} needs a token: send it as \`Authorization: Bearer …\`.`, {
    extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } },
  });
}

function tooManyRequests(most: number): GraphQLError {
  return new GraphQLError(`${most} requests with this token are being answered, the most that may.`, {
    extensions: { code: 'OVERLOADED', retryAfterMs: RETRY_AFTER_MS, http: { status: 429 } },
  });
}
