/** `/graphql` for HTTP, and which pages of other origins may use it. */
import type { FastifyInstance } from 'fastify';
import { admitForeignPages } from './foreignPages.js';
import type { GraphqlOverHttp } from './graphqlOverHttp.js';
import type { OriginPolicy } from './origin.js';

export async function serveGraphql(
  app: FastifyInstance,
  graphql: GraphqlOverHttp,
  origins: OriginPolicy,
): Promise<void> {
  await app.register(async (scope) => {
    admitForeignPages(scope, origins, { methods: 'GET, POST', headers: 'authorization, content-type, x-request-id' });
    scope.all('/graphql', (request, reply) => graphql.handle(request, reply));
  });
}
