import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import { buildFacts } from './vite.build-facts.ts';
import { offline } from './vite.offline.ts';

/** Cross-origin isolation: shared memory, and with it threads, need these two headers on the page. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  base: './',
  define: buildFacts,
  plugins: [preact(), offline()],
  worker: {
    format: 'es',
    rollupOptions: {
      output: {
        // What a worker starts with lies beside its entry, not in it: chunks that come later import it, and WebKit runs an entry that is
        // imported a second time, as another module.
        codeSplitting: { groups: [{ name: 'initial', tags: ['$initial'], test: (id) => !/\.worker\.ts\b/.test(id) }] },
      },
    },
  },
  server: { headers: isolation },
  preview: { headers: isolation },
  build: {
    outDir: 'dist/page',
    target: 'es2023',
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
