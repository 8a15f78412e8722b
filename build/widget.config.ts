import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import { buildFacts } from './build-facts.ts';
import { withoutSheet } from './element.config.ts';
import { inlineWorkers } from './inline-workers.ts';
import { notices } from './notices.ts';
import { presetFacts } from './preset-facts.ts';
import { shaders } from './shaders.ts';

const [notice, noticeInWorkers] = notices();

/**
 * The widget as one file, workers and parts that load late within it: notebooks hand modules on as texts, which have no place of their own.
 */
export default defineConfig({
  publicDir: false,
  define: buildFacts,
  plugins: [
    inlineWorkers(() => [shaders(), ...noticeInWorkers()]),
    preact(),
    shaders(),
    presetFacts(),
    notice,
    withoutSheet(),
  ],
  build: {
    outDir: 'dist/widget',
    target: 'es2023',
    modulePreload: false,
    cssCodeSplit: false,
    // One file it is.
    chunkSizeWarningLimit: 4000,
    rollupOptions: {
      preserveEntrySignatures: 'strict',
      // The time goes into the facts of presets and the workers, and nobody waits for it.
      checks: { pluginTimings: false },
      input: { 'galvani-widget': 'src/widget/index.ts' },
      external: ['webgpu'],
      output: { entryFileNames: '[name].js', codeSplitting: false },
    },
  },
});
