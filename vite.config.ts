import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';

/** Cross-origin isolation: shared memory, and with it threads, need these two headers on the page. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  base: './',
  plugins: [preact()],
  worker: { format: 'es' },
  server: { headers: isolation },
  preview: { headers: isolation },
  build: { outDir: 'dist/page', target: 'es2023' },
});
