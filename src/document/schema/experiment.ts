/** The document as a whole. */

import { backendNames } from '../../engine/engine.ts';
import { noMore } from '../../no-more.ts';
import {
  defined,
  either,
  exactly,
  fields,
  flag,
  type JsonSchema,
  listOf,
  mapOf,
  type Of,
  quantity,
  text,
  told,
  tuple,
  whole,
  wordOf,
} from './kinds.ts';
import { model } from './models.ts';
import { coupling, population, projection } from './networks.ts';
import { perItem } from './values.ts';

/** The version of the format that this library reads and writes. */
export const VERSION = 1;

const knob = either(
  'a quantity, or a value with label and range',
  quantity,
  fields(
    'A parameter',
    { value: quantity },
    {
      label: text,
      range: told(
        'Smallest and largest value; beyond them it is refused.',
        tuple('[lowest, highest]', [quantity, quantity]),
      ),
      whole: told('Whether it counts things.', flag),
      logarithmic: told('Whether sliders move on a logarithmic scale.', flag),
    },
  ),
);

const cellSet = either("cells such as '0-99,120', all, or a list", text, listOf(whole(0, 2 ** 32)));

const recording = {
  every: told('From one row to the next; default: every step.', quantity),
  average: told('The mean over the cells in the place of each.', flag),
  at: told(
    'Places on cells with dendrites; default: where their spikes are found.',
    either('a place, or a list of them', text, listOf(text)),
  ),
};
export const record = either(
  'variables with cells, or a list of requests',
  mapOf(either("cells such as '0-99,120', or options", cellSet, fields('A recording', { cells: cellSet }, recording))),
  listOf(fields('A request', { variables: listOf(text), cells: cellSet }, { population: text, ...recording })),
);

/** Values that are noted while it runs. */
export type RecordDocument = Of<typeof record>;

const run = fields(
  'run',
  { duration: quantity },
  {
    dt: told('Default 0.1 ms.', quantity),
    integrator: told("Of all populations; default: each model's own.", text),
    seed: told('Of all random numbers; default 1.', whole(0, 2 ** 32 - 1)),
    backend: told('Default auto.', wordOf(['auto', ...backendNames])),
    threads: whole(1, 256),
    strategy: text,
    connectivity: wordOf(['stored', 'procedural']),
    record: told('Values to note after every step; spikes are always noted.', record),
    voltage: told('The variable that kicks move and silences hold; default V.', text),
  },
);

const act = {
  at: quantity,
};
const intervention = defined(
  'intervention',
  fields('An intervention', act, {
    set: told('New values of shared parameters by name.', mapOf(quantity)),
    population: told('Of set: one population; default: all that have the parameter.', text),
    inject: fields('inject', { cells: cellSet, amplitude: quantity }, { duration: quantity }),
    silence: fields('silence', { cells: cellSet }, { duration: quantity }),
    kick: fields('kick', { cells: cellSet, amplitude: quantity }, {}),
    model: told(
      'Another model for a population.',
      fields('model', { name: told('A name under models.', text) }, { population: text, initial: mapOf(perItem) }),
    ),
  }),
);

export const experiment = fields(
  'The document',
  {
    galvani: told('Version of this format.', exactly(VERSION)),
    populations: mapOf(population),
    run,
  },
  {
    title: text,
    description: text,
    reference: text,
    parameters: told('Names for quantities; --set changes them. Any text below may use them.', mapOf(knob)),
    models: mapOf(model),
    projections: listOf(projection),
    couplings: told('Sums over the state of other cells: gap junctions, graded synapses.', listOf(coupling)),
    do: told('What is done while it runs.', listOf(intervention)),
    claims: listOf(fields('A claim', { says: text, seen: text }, {})),
  },
);

/** An experiment as plain data. */
export type ExperimentDocument = Of<typeof experiment>;

/** JSON Schema (draft 2020-12) of the document. */
export function jsonSchema(...more: undefined[]): JsonSchema {
  noMore('jsonSchema', '', more);
  const named = new Map<string, JsonSchema>();
  const whole = experiment.json(named);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'A Galvani experiment',
    ...whole,
    $defs: Object.fromEntries([...named].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
