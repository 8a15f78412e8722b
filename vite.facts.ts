/** The facts of the presets are written into the page as data: what builds networks is loaded by what builds them. */
import { type Plugin, runnerImport } from 'vite';

export function presetFacts(): Plugin {
  return {
    name: 'galvani-preset-facts',
    apply: 'build',
    load: {
      filter: { id: /\/src\/presets\/facts\.ts$/ },
      handler: async (id) => {
        const { module } = await runnerImport<{ presetFacts: unknown }>(id, { configFile: false, logLevel: 'error' });
        return `export const presetFacts = ${JSON.stringify(module.presetFacts)};`;
      },
    },
  };
}
