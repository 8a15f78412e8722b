/** What a document may say of parts of a membrane: channels, synapses, pools. */
import { channelKinds } from '../../cells/index.ts';
import {
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
  tuple,
  wordOf,
} from './kinds.ts';

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

export const synapse = defined(
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

export const synapseList = defined('synapses', listOf(synapse));

const poolOptions = { outside: quantity, T: quantity };
export const pool = oneKey('A pool', {
  calciumPool: fields(
    'A calcium pool',
    {},
    { ...poolOptions, depth: quantity, tau: quantity, rest: quantity, area: quantity },
  ),
  firstOrderCalcium: fields('A calcium pool', { alpha: quantity, beta: quantity }, poolOptions),
});

export const channel = defined(
  'part',
  parts(
    'a channel',
    channelKinds.map((kind) => kind.name),
    channelOptions,
  ),
);
