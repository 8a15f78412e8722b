/** What a document may say of cells with dendrites. */
import { byKey, defined, either, fields, listOf, mapOf, number, quantity, text, told, whole, wordOf } from './kinds.ts';
import { channel, pool, synapse } from './membranes.ts';

const rule = told("Whose reading of the format; default 'neuron'.", wordOf(['neuron', 'arbor']));

const section = fields(
  'A section',
  { L: quantity, diameter: quantity },
  {
    on: told("Where it hangs: 'soma 1'.", text),
    type: either('a word or a number from 5', wordOf(['soma', 'axon', 'dendrite', 'apical']), whole(5, 2 ** 31)),
  },
);

const shape = byKey('a shape: swc, file or cable', [
  ['swc', fields('shape', { swc: told('The text of an SWC file.', text) }, { rule })],
  ['file', fields('shape', { file: told('A name without folders that ends in .swc.', text) }, { rule })],
  ['cable', fields('shape', { cable: mapOf(section) }, {})],
]);

const segments = whole(1, 32767);
const compartments = fields(
  'compartments',
  {},
  {
    lambda: told('Longest compartment in length constants; default 0.1.', number),
    frequency: told('Of the length constants; default 100 Hz.', quantity),
    longest: quantity,
    each: segments,
    sections: mapOf(segments),
  },
);

const paint = fields(
  'An entry of paint',
  { on: told("A region: 'apical and distance > 150 um'.", text) },
  {
    channels: listOf(channel),
    pools: listOf(pool),
    equations: told("In place of channels: currents in 'uA/cm^2' whose names begin with I_, or Im.", text),
    parameters: mapOf(quantity),
    C: quantity,
    Ra: quantity,
  },
);

const placed = fields(
  'A place',
  { at: told("'soma 0.5', 'tuft tips'.", text) },
  {
    synapse,
    clamp: told('A current that is injected, or an expression of t.', quantity),
    from: quantity,
    to: quantity,
    equations: text,
    parameters: mapOf(quantity),
  },
);

export const neuron = defined(
  'neuron',
  fields(
    'A cell with dendrites',
    { shape, Ra: quantity, paint: listOf(paint) },
    {
      C: quantity,
      temperature: quantity,
      compartments,
      regions: told('Regions by name.', mapOf(text)),
      place: told('Synapses, clamps and equations at places, by name.', mapOf(placed)),
      detect: told('Where spikes are found and how.', fields('detect', {}, { at: text, when: text })),
    },
  ),
);
