/** The facts of the presets are written into the page as data: what builds networks is loaded by what builds them. */
import { type Plugin, runnerImport } from 'vite';
import type { PresetFacts } from '../src/presets/preset.ts';

/** `short`: without the words that only the page shows: summaries, references, claims. */
export function presetFacts({ short = false } = {}): Plugin {
  return {
    name: 'galvani-preset-facts',
    apply: 'build',
    load: {
      filter: { id: /\/src\/presets\/facts\.ts$/ },
      handler: async (id) => {
        const { module } = await runnerImport<{ presetFacts: readonly PresetFacts[] }>(id, {
          configFile: false,
          logLevel: 'error',
        });
        const all = module.presetFacts;
        const facts = short ? all.map(({ claims: _, reference: __, ...rest }) => ({ ...rest, summary: '' })) : all;
        return `export const presetFacts = ${JSON.stringify(facts)};`;
      },
    },
  };
}
