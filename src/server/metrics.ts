/** `/metrics`, for Prometheus: open on this machine alone, elsewhere for whoever knows the token, and else not there. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { MetricsAccess } from '../config.js';
import { refusalBody } from './refusal.js';

export interface MetricsSource {
  readonly access: MetricsAccess;
  readonly contentType: string;
  read(): Promise<string>;
}

export function serveMetrics(app: FastifyInstance, { access, contentType, read }: MetricsSource): void {
  if (access.kind === 'nobody') return;
  app.get('/metrics', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    if (access.kind === 'token' && !isBearer(request.headers.authorization, access.token)) {
      const refusal = { status: 401, code: 'UNAUTHENTICATED', message: 'Send METRICS_TOKEN as `Bearer …`.' };
      return reply.code(401).header('www-authenticate', 'Bearer').send(refusalBody(refusal, request.id));
    }
    return reply.type(contentType).send(await read());
  });
}

/** Takes as long whatever was sent: digests are of one length, and compared to their end. */
function isBearer(authorization: string | undefined, token: string): boolean {
  const given = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
  return timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
