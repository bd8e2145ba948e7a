/** `/graphql` for HTTP, and which pages of other origins may use it. */
import type { FastifyInstance } from 'fastify';
import type { Callers } from './callers.js';
import { admitForeignPages } from './foreignPages.js';
import type { GraphqlOverHttp } from './graphqlOverHttp.js';
import type { OriginPolicy } from './origin.js';

export async function serveGraphql(
  app: FastifyInstance,
  graphql: GraphqlOverHttp,
  { origins, callers }: { readonly origins: OriginPolicy; readonly callers: Callers },
): Promise<void> {
  await app.register(async (scope) => {
    admitForeignPages(scope, origins, { methods: 'GET, POST', headers: 'authorization, content-type, x-request-id' });
    callers.admit(scope);
    scope.all('/graphql', (request, reply) => graphql.handle(request, reply));
  });
}
