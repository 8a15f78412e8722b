/** What a document may say of models. */
import { pointModels } from '../../cells/index.ts';
import { neuron } from './dendrites.ts';
import { byKey, defined, fields, type Kind, listOf, mapOf, oneKey, quantity, text, told } from './kinds.ts';
import { channel, pool, synapseList } from './membranes.ts';
import { parameters, perItem, tables } from './values.ts';

/** A cell by its equations. */
const equations = defined(
  'equations',
  fields(
    'A model of equations',
    { equations: told('One equation per line, as docs/equations.md says.', text) },
    {
      parameters,
      threshold: text,
      reset: text,
      refractory: quantity,
      events: told("Events besides the spike by name, each a condition: 'v > 0.5'.", mapOf(text)),
      integrator: text,
      tables,
    },
  ),
);

const compartment = defined(
  'compartment',
  fields(
    'A compartment',
    {
      C: quantity,
      channels: listOf(channel),
    },
    {
      synapses: synapseList,
      pools: listOf(pool),
      I: perItem,
      stimulus: text,
      equations: text,
      parameters,
      threshold: text,
      reset: text,
      refractory: quantity,
      integrator: text,
      tables,
    },
  ),
);

const pointParts = {
  stimulus: text,
  synapses: synapseList,
  equations: text,
  parameters,
  tables,
  threshold: text,
  reset: text,
  refractory: quantity,
  integrator: text,
};

/** Options of a point neuron: its own parameters by name, and what all have. */
const point = (name: string, own: readonly string[]): Kind<Readonly<Record<string, unknown>>> =>
  fields(name, {}, { ...Object.fromEntries(own.map((parameter) => [parameter, perItem])), ...pointParts });

const literature = (name: string) => fields(name, {}, { parameters });

const library = oneKey('A model', {
  compartment,
  neuron,
  connorStevens: literature('connorStevens'),
  wangBuzsaki: literature('wangBuzsaki'),
  morrisLecar: literature('morrisLecar'),
  thalamicRelay: fields('thalamicRelay', {}, { parameters, stimulus: text }),
  ...Object.fromEntries(pointModels.map(({ kind }) => [kind.name, point(kind.name, Object.keys(kind.parameters))])),
});

export const model = defined(
  'model',
  byKey('a model: equations, a compartment, or a cell of the library', [
    ['equations', equations],
    ['', library],
  ]),
);
