/** `/graphql` for HTTP, and which pages of other origins may use it. */
import type { FastifyInstance } from 'fastify';
import type { GraphqlOverHttp } from './graphqlOverHttp.js';
import type { OriginPolicy } from './origin.js';
import { refusalBody } from './refusal.js';

/** How long a browser remembers that it may ask; Chromium's longest. */
const PREFLIGHT_SECONDS = 7_200;

export async function serveGraphql(
  app: FastifyInstance,
  graphql: GraphqlOverHttp,
  origins: OriginPolicy,
): Promise<void> {
  await app.register(async (scope) => {
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
      reply.header('access-control-allow-methods', 'GET, POST');
      reply.header('access-control-allow-headers', 'authorization, content-type, x-request-id');
      reply.header('access-control-max-age', PREFLIGHT_SECONDS);
      return reply.code(204).send();
    });
    scope.all('/graphql', (request, reply) => graphql.handle(request, reply));
  });
}
