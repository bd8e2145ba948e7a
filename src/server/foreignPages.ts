/** Which pages of other origins may use some routes, and how their browsers are told (CORS). */
import type { FastifyInstance } from 'fastify';
import type { OriginPolicy } from './origin.js';
import { refusalBody } from './refusal.js';

/** How long a browser remembers that it may ask; Chromium's longest. */
const PREFLIGHT_SECONDS = 7_200;

/** Holds for every route of the scope; those that should answer a browser's preflight take OPTIONS, too. */
export function admitForeignPages(
  scope: FastifyInstance,
  origins: OriginPolicy,
  allowed: { readonly methods: string; readonly headers: string },
): void {
  scope.addHook('onRequest', async ({ headers, method, id }, reply) => {
    reply.header('vary', 'origin');
    const refusal = origins.refusePage(headers);
    if (refusal) return reply.code(refusal.status).send(refusalBody(refusal, id));

    const origin = origins.allowedOrigin(headers);
    if (origin) {
      reply.header('access-control-allow-origin', origin);
      reply.header('access-control-expose-headers', 'x-request-id, retry-after');
    }
    if (method !== 'OPTIONS') return undefined;
    reply.header('access-control-allow-methods', allowed.methods);
    reply.header('access-control-allow-headers', allowed.headers);
    reply.header('access-control-max-age', PREFLIGHT_SECONDS);
    return reply.code(204).send();
  });
}
