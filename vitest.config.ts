import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { buildFacts } from './build/build-facts.ts';

export default defineConfig({
  define: buildFacts,
  resolve: {
    // The package's root import cannot be loaded by Node.
    alias: { wgsl_reflect: 'wgsl_reflect/wgsl_reflect.module.js' },
  },
  test: {
    reporters: ['./test/times.ts', 'default'],
    // Nothing is timed, so files share the machine, one for each core, those of the page first and the smallest last. A page, its
    // threads and a software GPU take a gigabyte: no more than four.
    maxWorkers: Math.min(4, Math.max(2, availableParallelism())),
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: [
            ...['test/**/*.gpu.test.ts', 'test/wgpu/**', 'test/**/*.long.test.ts', 'test/differential/long.test.ts'],
            ...[
              'test/package/**',
              'test/browser/**',
              'test/firefox-webkit/**',
              'test/statistics/**',
              'test/engines/**',
            ],
            'test/notebook/**',
          ],
          // One process per worker: the modules are loaded and the threads started once, not for each of a hundred files.
          isolate: false,
          // Guards against what never ends, here and below: no test takes a tenth of it on two cores, nor a fourth where others load them.
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'dawn',
          pool: 'forks',
          include: ['test/**/*.gpu.test.ts'],
          setupFiles: ['test/gpu-rests.ts'],
          exclude: ['test/browser/**'],
          testTimeout: 300_000,
          hookTimeout: 150_000,
        },
      },
      {
        extends: true,
        test: { name: 'wgpu', include: ['test/wgpu/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 300_000 },
      },
      {
        extends: true,
        test: { name: 'fuzz', include: ['test/fuzz/**/*.long.test.ts'], testTimeout: 7_200_000 },
      },
      {
        extends: true,
        test: { name: 'statistics', include: ['test/statistics/**/*.test.ts'], testTimeout: 1_800_000 },
      },
      {
        extends: true,
        test: { name: 'differential', include: ['test/differential/long.test.ts'], testTimeout: 1_800_000 },
      },
      {
        extends: true,
        test: {
          // NEST and NEURON: `npm run test:engines`.
          name: 'engines',
          include: ['test/engines/**/*.test.ts'],
          // Rows compile and run on all cores.
          maxWorkers: 1,
          testTimeout: 3_600_000,
          hookTimeout: 1_800_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.browser.test.ts'],
          globalSetup: ['test/browser/setup.ts'],
          setupFiles: ['test/browser/after-each.ts'],
          // One process per worker, and in it one browser for all files.
          isolate: false,
          testTimeout: 300_000,
          hookTimeout: 150_000,
        },
      },
      {
        extends: true,
        // JupyterLab in Chromium: `npm run test:notebook`.
        test: {
          name: 'notebook',
          include: ['test/notebook/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 900_000,
        },
      },
      {
        extends: true,
        test: {
          // Bundlers, archive, types: `npm run test:package`.
          name: 'package',
          include: ['test/package/**/*.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 150_000,
        },
      },
      {
        extends: true,
        // Every page of a model of the site: `npm run test:site`.
        test: {
          name: 'site',
          include: ['test/site/**/*.long.test.ts'],
          testTimeout: 1_800_000,
          hookTimeout: 1_800_000,
        },
      },
      {
        extends: true,
        test: {
          // A table of times, no verdict: `npm run bench:page`.
          name: 'times',
          include: ['test/browser/**/*.times.ts'],
          globalSetup: ['test/browser/setup.ts'],
          setupFiles: ['test/browser/after-each.ts'],
          testTimeout: 600_000,
          hookTimeout: 150_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browsers',
          include: ['test/firefox-webkit/**/*.test.ts'],
          globalSetup: ['test/browser/setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
