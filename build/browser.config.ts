import { defineConfig } from 'vite';
import { buildFacts } from './build-facts.ts';
import { notices } from './notices.ts';
import { parts } from './parts.ts';
import { shaders } from './shaders.ts';

/** The library for pages of one's own: modules that any static host can serve, or another bundler take in. */
const [notice, noticeInWorkers] = notices();

export default defineConfig({
  base: './',
  publicDir: false,
  define: buildFacts,
  plugins: [shaders(), notice],
  worker: {
    format: 'es',
    plugins: () => [shaders(), ...noticeInWorkers()],
    rollupOptions: { output: { entryFileNames: 'chunks/[name]-[hash].js' } },
  },
  build: {
    outDir: 'dist/browser',
    target: 'es2023',
    // As a library: without what helps pages to preload, which other bundlers stumble over.
    lib: {
      entry: parts,
      formats: ['es'],
    },
    rollupOptions: {
      preserveEntrySignatures: 'strict',
      external: ['webgpu'],
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'chunks/[name]-[hash].js',
      },
    },
  },
});
