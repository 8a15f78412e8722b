/** Options by which studies of one cell name it. */
import { pointPresets } from '../presets/index.ts';
import { type SettingsOption, seedOption, type WordOption } from './options.ts';

/** Names of all presets whose cells have no dendrites. */
const names: readonly string[] = pointPresets.map((p) => p.name);

const set: SettingsOption = { kind: 'settings', label: "parameters of the preset, such as 'I=10 uA/cm^2'" };

export const subjectOptions = (preset: string) => ({
  preset: {
    kind: 'word',
    label: 'preset whose first population has the cell',
    words: names,
    value: preset,
  } as WordOption,
  set,
  seed: seedOption,
  network: {
    kind: 'network',
    label: 'network that has the cell, in the place of a preset',
    inPlaceOf: ['preset', 'set', 'seed'],
  } as const,
  population: {
    kind: 'name',
    label: 'of which population of the document the cell is; default: the first of cells',
  } as const,
});
