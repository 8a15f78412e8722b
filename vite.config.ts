import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import { buildFacts } from './vite.build-facts.ts';

/** Cross-origin isolation: shared memory, and with it threads, need these two headers on the page. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  base: './',
  define: buildFacts,
  plugins: [preact()],
  worker: { format: 'es' },
  server: { headers: isolation },
  preview: { headers: isolation },
  build: { outDir: 'dist/page', target: 'es2023' },
});
