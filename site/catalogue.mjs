/** Pages of all that the library has, made from the library itself: equations, parameters, references, a plot, a live figure, its use. */
import { cells } from './models/cells.mjs';
import { channels } from './models/channels.mjs';
import { integrators } from './models/integrators.mjs';
import { presetPages } from './models/presets.mjs';
import { rules } from './models/rules.mjs';
import { synapses } from './models/synapses.mjs';

const { releaseDevices } = await import('../dist/node/index.js');

/**
 * `files`: texts beside the page, by name; `uses`: texts that run as they stand.
 * @typedef {{ kind: string, name: string, title: string, source?: string, text?: string, equations?: string,
 *   parameters?: { name: string, value: string, what?: string }[], plot: string, caption: string, files: Record<string, string>,
 *   uses: { library: string, command: string, python: string, element: string },
 *   claims?: readonly { claim: string, seen: string }[] }} Entry
 */

/** @returns {Promise<Entry[]>} */
export async function catalogue() {
  const all = [];
  for (const make of [cells, channels, synapses, rules, integrators, presetPages]) all.push(...(await make()));
  releaseDevices();
  return all;
}
