/** What browsers are told not to do with our pages. */
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import type { PageSignIn } from '../auth/pageSignIn.js';
import { isPage } from './pages.js';

/** @param signIn absent where pages talk to nobody but us */
export async function setSecurityHeaders(app: FastifyInstance, signIn?: PageSignIn): Promise<void> {
  // A page keeps the policy that it came with, so it waits until that can be complete; nothing else does.
  app.addHook('onRequest', async ({ routeOptions }) => {
    if (isPage(routeOptions.url)) await signIn?.lookUp();
  });

  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // The editor of the playground sets styles as it goes.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        // Not every browser counts our own WebSocket as 'self'.
        connectSrc: [
          "'self'",
          ({ headers: { host } }) => [webSocketsOf(host), ...(signIn?.origins() ?? [])].join(' ').trim(),
        ],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
      },
    },
    // Only who ends TLS, a load balancer in front of us, knows whether there will always be any.
    strictTransportSecurity: false,
  });
}

function webSocketsOf(host: string | undefined): string {
  return host && /^[\w.:[\]-]+$/.test(host) ? `ws://${host} wss://${host}` : '';
}
