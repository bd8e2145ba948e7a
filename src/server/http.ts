/** The HTTP server as such: what it accepts, how long it waits, and how it words its refusals. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { finished } from 'node:stream/promises';
import { type FastifyBaseLogger, type FastifyError, type FastifyInstance, fastify, LogController } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { PageSignIn } from '../auth/pageSignIn.js';
import { createErrorFormatter } from '../graphql/errorFormat.js';
import type { Meter } from '../telemetry/telemetry.js';
import type { ServerLimits } from './limits.js';
import type { OriginPolicy } from './origin.js';
import { type Refusal, refusalBody, refuseBare } from './refusal.js';
import { setSecurityHeaders } from './securityHeaders.js';

export interface HttpOptions {
  readonly log: Logger;
  readonly limits: ServerLimits;
  readonly origins: OriginPolicy;
  readonly isStopping: () => boolean;
  /** Where our pages sign people in elsewhere, they may talk to whom that takes. */
  readonly signIn: PageSignIn | undefined;
  readonly meter: Meter;
}

/** How long what an impolite client still sends is read and dropped, so that it reads our answer instead of an error. */
const SWALLOW_MS = 3_000;

export async function createHttp(options: HttpOptions): Promise<FastifyInstance> {
  const { log, limits, origins, isStopping, signIn, meter } = options;
  const loggerInstance: FastifyBaseLogger = log;
  const app = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: requestIdOf,
    bodyLimit: limits.messageBytes,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    clientErrorHandler: (error, socket) => {
      if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
      else refuseBare(socket, refusalOfConnection(error.code, limits), randomUUID());
    },
    // What the router refuses before any hook is called.
    frameworkErrors: ({ message }, request) =>
      refuseBare(request.raw.socket, { status: 400, code: 'BAD_REQUEST', message }, request.id),
    // The AWS sample's pages put an address that ends in a slash before a path that begins with one.
    routerOptions: { ignoreTrailingSlash: true, ignoreDuplicateSlashes: true },
    http: {
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headersTimeoutMs,
      connectionsCheckingInterval: limits.vigilMs,
      // Where Node can tell them apart, a client offering HTTP/2 (`Upgrade: h2c`) is answered in HTTP/1.1.
      shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
    },
  });
  app.removeContentTypeParser('text/plain');

  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    const refusal = origins.refuseHost(request.headers);
    if (refusal) return reply.code(refusal.status).send(refusalBody(refusal, request.id));
    return undefined;
  });
  await setSecurityHeaders(app, signIn);

  app.addHook('onSend', async (_request, reply) => {
    // Nobody else closes a connection that is kept alive, once its last request is answered.
    if (isStopping()) reply.header('connection', 'close');
  });

  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request;
    // The route, not the URL: a query string may hold variables.
    const answer = { method, route: routeOptions.url, status: reply.statusCode };
    request.log.debug({ ...answer, ms: Math.round(reply.elapsedTime) }, 'Answered.');
    meter.httpAnswered({ ...answer, seconds: reply.elapsedTime / 1_000 });
  });

  app.setErrorHandler<FastifyError | GraphQLError>(async (error, request, reply) => {
    const format = createErrorFormatter({ requestId: request.id, log, onTold: meter.errorTold });
    if (error instanceof GraphQLError) {
      await swallow(request.raw);
      const status = statusOf(error);
      return reply
        .code(status)
        .headers(hintsFor(status))
        .send({ errors: [format(error)] });
    }
    const refusal = refusalOf(error, limits);
    if (refusal) {
      await swallow(request.raw);
      return reply.code(refusal.status).send(refusalBody(refusal, request.id));
    }
    const formatted = format(new GraphQLError('', { originalError: error }));
    return reply.code(500).send({ errors: [formatted] });
  });

  app.setNotFoundHandler(async (request, reply) =>
    reply
      .code(404)
      .send(refusalBody({ status: 404, code: 'NOT_FOUND', message: 'There is nothing here.' }, request.id)),
  );
  return app;
}

/** The caller's own, where it looks like one, so that it can be followed through proxies; else a new one. */
export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID();
}

/** What Fastify refuses before we see it; undefined for a fault of ours. */
export function refusalOf(
  { statusCode = 500, message }: FastifyError,
  { messageBytes }: ServerLimits,
): Refusal | undefined {
  switch (statusCode) {
    case 413: {
      const most = `${Math.floor(messageBytes / 1024)} KiB`;
      return { status: 413, code: 'REQUEST_TOO_LARGE', message: `A request may have ${most} at most.` };
    }
    case 415:
      return { status: 415, code: 'BAD_REQUEST', message: 'Send JSON, with the content type application/json.' };
    default:
      return statusCode < 500 ? { status: statusCode, code: 'BAD_REQUEST', message } : undefined;
  }
}

/** As Apollo Server takes it, too. */
function statusOf({ extensions }: GraphQLError): number {
  const { http } = extensions;
  const status = typeof http === 'object' && http !== null && 'status' in http ? http.status : undefined;
  return typeof status === 'number' ? status : 500;
}

/** What a client is to do about it. */
export function hintsFor(status: number): Readonly<Record<string, string>> {
  if (status === 401) return { 'www-authenticate': 'Bearer' };
  if (status === 429) return { 'retry-after': '1' };
  return status === 503 ? { 'retry-after': '5' } : {};
}

/** What Node can't make a request of. */
function refusalOfConnection(code: string, { headerBytes }: ServerLimits): Refusal {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { status: 408, code: 'BAD_REQUEST', message: 'The request took too long to arrive.' };
    case 'HPE_HEADER_OVERFLOW':
      return { status: 431, code: 'BAD_REQUEST', message: `The headers may have ${headerBytes} bytes at most.` };
    default:
      return { status: 400, code: 'BAD_REQUEST', message: 'This is not HTTP.' };
  }
}

/** Reads what is left of a request that is refused, so that its sender gets to read the answer. */
export async function swallow(request: IncomingMessage): Promise<void> {
  request.resume();
  // However it ends, the answer is sent next.
  await finished(request, { signal: AbortSignal.timeout(SWALLOW_MS) }).catch(() => undefined);
}
