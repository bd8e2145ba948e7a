/** The pages that Vite built, each a folder with an `index.html`; what they load has its content's hash in its name. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const PAGES = ['playground', 'exam', 'dashboard'];

/** @param route as it was registered, such as `/exam` */
export function isPage(route: string | undefined): boolean {
  return PAGES.some((page) => route === `/${page}`);
}

/** @param webDir absolute; it need not exist yet */
export async function servePages(app: FastifyInstance, webDir: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: join(webDir, 'assets'),
    prefix: '/assets/',
    index: false,
    immutable: true,
    maxAge: '1y',
  });

  app.get('/', async (_request, reply) => reply.redirect('/playground'));

  for (const page of PAGES) {
    app.get(`/${page}`, async (_request, reply) => {
      const file = join(page, 'index.html');
      if (!(await exists(join(webDir, file)))) {
        return reply
          .code(404)
          .type('text/plain')
          .send('This page has not been built. Run `npm run build`, then reload.\n');
      }
      return reply.header('cache-control', 'no-cache').sendFile(file, webDir, { cacheControl: false });
    });
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
