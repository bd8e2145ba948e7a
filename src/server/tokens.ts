/**
 * The embedded issuer's endpoints: its keys for everybody, and `POST /auth/token` for whoever sits at this machine, so that
 * the playground and the other pages need no command line. That one asks for no password, so nobody but our own pages may
 * reach it.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type EmbeddedIssuer, TokenRequestError } from '../auth/embeddedIssuer.js';
import { isLoopback } from '../auth/loopback.js';
import { hostnameOf, isOwnPage } from './origin.js';

/** Its shape; whether such a token makes sense is for the issuer to say. */
const tokenRequest = z.strictObject({
  role: z
    .string()
    .toUpperCase()
    .pipe(z.enum(['CANDIDATE', 'PROCTOR', 'ADMIN'])),
  sub: z.string(),
  name: z.string().optional(),
  exams: z.array(z.string()).optional(),
  ttlSeconds: z.number().optional(),
});

export function serveTokens(app: FastifyInstance, issuer: EmbeddedIssuer): void {
  app.get('/.well-known/jwks.json', async (_request, reply) =>
    reply.header('cache-control', 'public, max-age=300').send(issuer.jwks),
  );

  app.post('/auth/token', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const objection = objectionTo(request);
    if (objection) return reply.code(403).send({ message: objection });
    const { data, error } = tokenRequest.safeParse(request.body);
    if (error) {
      const message = error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`).join('; ');
      return reply.code(400).send({ message });
    }
    const { role, sub, name, exams, ttlSeconds } = data;
    try {
      const token = await issuer.issue({
        roles: [role],
        sub,
        ...(name && { name }),
        ...(exams && { examIds: exams }),
        ...(ttlSeconds !== undefined && { ttlSeconds }),
      });
      return reply.send({ token });
    } catch (problem) {
      if (problem instanceof TokenRequestError) return reply.code(400).send({ message: problem.message });
      throw problem;
    }
  });
}

/**
 * A page elsewhere can't set `Origin` or read our answer; a name of its own that it points at us is not a loopback name; and
 * a proxy on this machine, which would make the whole world look local, says that it forwards.
 */
function objectionTo({ socket, headers }: FastifyRequest): string | undefined {
  const isForwarded = 'forwarded' in headers || 'x-forwarded-for' in headers || 'via' in headers;
  if (isForwarded || !isLocal(socket.remoteAddress)) return 'Tokens are issued to this machine only.';
  if (!isLoopback(hostnameOf(headers.host ?? '') ?? '')) return 'Tokens are issued at localhost only.';
  if (!isOwnPage(headers)) return 'Tokens are issued to the pages of this server only. Elsewhere use `npm run token`.';
  return undefined;
}

function isLocal(address = ''): boolean {
  return isLoopback(address.replace(/^::ffff:/, ''));
}
