/** What a document may say of models. */
import { channelKinds, pointModels } from '../../cells/index.ts';
import {
  byKey,
  defined,
  either,
  fields,
  type Kind,
  listOf,
  mapOf,
  nothing,
  number,
  oneKey,
  quantity,
  text,
  told,
  tuple,
  wordOf,
} from './kinds.ts';
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

const channelOptions = defined(
  'channel',
  fields(
    'A channel',
    {},
    {
      g: quantity,
      E: quantity,
      P: quantity,
      outside: quantity,
      V_sh: quantity,
      T: quantity,
      q10: number,
      Ca: quantity,
      label: text,
      parameters: mapOf(quantity),
    },
  ),
);

/** Parts of one kind: by name alone, or by name and options. */
const parts = <T>(
  says: string,
  names: readonly string[],
  options: Kind<T>,
): Kind<string | Readonly<Record<string, T | null>>> =>
  either(
    says,
    wordOf(names),
    oneKey(says, Object.fromEntries(names.map((name) => [name, either('options or nothing', options, nothing)]))),
  ) as Kind<string | Readonly<Record<string, T | null>>>;

const reversing = fields('A synapse', { tau: quantity, E: quantity }, {});
const decaying = fields('A synapse', { tau: quantity }, {});
const rising = fields('A synapse', { rise: quantity, decay: quantity, E: quantity }, {});
const risingCurrent = fields('A synapse', { rise: quantity, decay: quantity }, {});

const labelled = <T>(options: Kind<T>) => tuple('a list of a label and options, [e, { … }]', [text, options]);

const synapse = defined(
  'synapse',
  oneKey('A synapse', {
    exponentialConductance: labelled(reversing),
    exponentialCurrent: labelled(decaying),
    alphaConductance: labelled(reversing),
    alphaCurrent: labelled(decaying),
    doubleExponentialConductance: labelled(rising),
    doubleExponentialCurrent: labelled(risingCurrent),
    nmda: tuple(
      'a list of a label and options, [n, { … }]',
      [text, fields('A synapse', {}, { rise: quantity, decay: quantity, E: quantity, Mg: quantity })],
      1,
    ),
  }),
);

const synapseList = defined('synapses', listOf(synapse));

const poolOptions = { outside: quantity, T: quantity };
const pool = oneKey('A pool', {
  calciumPool: fields(
    'A calcium pool',
    {},
    { ...poolOptions, depth: quantity, tau: quantity, rest: quantity, area: quantity },
  ),
  firstOrderCalcium: fields('A calcium pool', { alpha: quantity, beta: quantity }, poolOptions),
});

const compartment = defined(
  'compartment',
  fields(
    'A compartment',
    {
      C: quantity,
      channels: listOf(
        parts(
          'a channel',
          channelKinds.map((kind) => kind.name),
          channelOptions,
        ),
      ),
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
