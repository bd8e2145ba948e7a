/** Bundles the browser pages of src/web into static files that the server sends: nothing is fetched from another host. */
import { defineConfig } from 'vite';

/** Each has its own folder in src/web, with an index.html. */
const PAGES = ['playground', 'exam', 'dashboard'];

/** Where `npm run dev` listens; `npx vite` serves the pages in front of it and reloads them as they are edited. */
const SERVER = 'http://127.0.0.1:4000';

export default defineConfig({
  root: 'src/web',
  appType: 'mpa',
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // A file of its own for everything: a strict Content-Security-Policy and a cache like that better than data: URLs.
    assetsInlineLimit: 0,
    // What is bundled is passed on; its authors' terms go with it.
    license: { fileName: 'licenses.md' },
    modulePreload: { polyfill: false },
    // Monaco, the editor that GraphiQL rests on, is this large; it is loaded after the page is shown.
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      // React's "use client" means nothing to pages that have no server side.
      onLog: (level, log, report) => log.code === 'MODULE_LEVEL_DIRECTIVE' || report(level, log),
      input: Object.fromEntries(PAGES.map((page) => [page, `src/web/${page}/index.html`])),
    },
  },
  worker: { format: 'es' },
  server: {
    proxy: { '/graphql': { target: SERVER, ws: true }, '/auth': SERVER },
  },
});
