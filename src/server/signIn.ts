/**
 * `GET /auth/oidc`: where our own pages sign people in, for them to ask before anybody is signed in; `null` where they don't.
 * Nothing in it is secret.
 */
import type { FastifyInstance } from 'fastify';
import type { PageSignIn } from '../auth/pageSignIn.js';

export function serveSignIn(app: FastifyInstance, signIn: PageSignIn | undefined): void {
  const answer = JSON.stringify(signIn?.settings ?? null);
  app.get('/auth/oidc', async (_request, reply) =>
    reply.header('cache-control', 'no-store').type('application/json').send(answer),
  );
}
