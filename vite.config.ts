import preact from '@preact/preset-vite';
import { type Connect, defineConfig, type Plugin } from 'vite';
import { buildFacts } from './build/build-facts.ts';
import { notices } from './build/notices.ts';
import { offline } from './build/offline.ts';
import { presetFacts } from './build/preset-facts.ts';
import { shaders } from './build/shaders.ts';

/**
 * Cross-origin isolation: shared memory, and with it threads, need these two headers on the page. They stand on every answer: Vite's own
 * setting leaves them out where a file has not changed (304), and WebKit then refuses to start a worker.
 */
function isolation(): Plugin {
  const isolate: Connect.NextHandleFunction = (_, response, next) => {
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    next();
  };
  return {
    name: 'galvani-isolation',
    configureServer: ({ middlewares }) => void middlewares.use(isolate),
    configurePreviewServer: ({ middlewares }) => void middlewares.use(isolate),
  };
}

const [notice, noticeInWorkers] = notices([
  { title: 'Galvani', file: `${import.meta.dirname}/LICENSE` },
  { title: 'The fonts of the page', file: `${import.meta.dirname}/src/app/fonts/LICENSE.txt` },
  {
    title: 'The pyramidal cell of the room ‘Dendrites’ (Allen Cell Types Database, 325404214)',
    file: `${import.meta.dirname}/src/app/rooms/dendrites/cells/LICENSE.txt`,
  },
]);

export default defineConfig({
  base: './',
  define: buildFacts,
  plugins: [preact(), isolation(), shaders(), presetFacts(), notice, offline()],
  worker: {
    format: 'es',
    plugins: () => [shaders(), ...noticeInWorkers()],
    rollupOptions: {
      output: {
        // What a worker starts with lies beside its entry, not in it: chunks that come later import it, and WebKit runs an entry that is
        // imported a second time, as another module.
        codeSplitting: { groups: [{ name: 'initial', tags: ['$initial'], test: (id) => !/\.worker\.ts\b/.test(id) }] },
      },
    },
  },
  build: {
    outDir: 'dist/page',
    target: 'es2023',
    // Fonts stay files: the page's policy takes none out of a style sheet.
    assetsInlineLimit: (path) => (path.endsWith('.woff2') ? false : undefined),
    rollupOptions: {
      // The page, the frame in which WebGL draws the raster at rest, and what keeps both for use without a network.
      input: {
        index: 'index.html',
        inspector: 'inspector.html',
        'service-worker': 'src/app/offline/service-worker.ts',
      },
      output: {
        // A service worker governs its own folder and below, under a name that never changes.
        entryFileNames: ({ name }) => (name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
});
