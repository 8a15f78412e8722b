import preact from '@preact/preset-vite';
import { defineConfig, type Plugin } from 'vite';
import { buildFacts } from './build-facts.ts';
import { notices } from './notices.ts';
import { presetFacts } from './preset-facts.ts';
import { shaders } from './shaders.ts';

const [notice, noticeInWorkers] = notices();

/** The element's styles stand within its module: the sheet that Vite collects beside it is for nobody. */
export function withoutSheet(): Plugin {
  return {
    name: 'galvani-no-sheet',
    enforce: 'post',
    generateBundle(_, bundle) {
      for (const name of Object.keys(bundle)) if (name.endsWith('.css')) delete bundle[name];
    },
  };
}

/** `<galvani-run>` as one module with the parts that it loads when they are needed, for any page on any static host. */
export default defineConfig({
  base: './',
  publicDir: false,
  define: buildFacts,
  plugins: [preact(), shaders(), presetFacts({ short: true }), notice, withoutSheet()],
  worker: {
    format: 'es',
    plugins: () => [shaders(), ...noticeInWorkers()],
    rollupOptions: {
      output: {
        entryFileNames: 'chunks/[name]-[hash].js',
        chunkFileNames: 'chunks/[name]-[hash].js',
        // As in vite.config.ts: what a worker starts with lies beside its entry.
        codeSplitting: { groups: [{ name: 'initial', tags: ['$initial'], test: (id) => !/\.worker\.ts\b/.test(id) }] },
      },
    },
  },
  build: {
    outDir: 'dist/element',
    target: 'es2023',
    modulePreload: false,
    cssCodeSplit: false,
    rollupOptions: {
      preserveEntrySignatures: 'strict',
      input: { 'galvani-run': 'src/element/index.ts' },
      external: ['webgpu'],
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});
