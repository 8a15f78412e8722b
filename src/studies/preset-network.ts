/** Apart from what runs networks: presets come only to those that ask for one by name. */
import type { Network } from '../index.ts';
import { presetByName, presetValues } from '../presets/index.ts';
import { settingsOf } from './subject.ts';

/** The network of a preset whose parameters are given in their own units; those that it does not have are passed over. */
export function presetNetwork(name: string, values: Readonly<Record<string, number>>, seed: number): Network {
  const preset = presetByName(name);
  return preset.build(presetValues(preset, settingsOf(name, values)), seed);
}
