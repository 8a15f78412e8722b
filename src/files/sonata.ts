/** Spike files of the SONATA data format (Dai et al. 2020, PLoS Comput. Biol. 16:e1007696; its developer guide, "Spike file"). */
import { noMore } from '../no-more.ts';
import { anything, listOf, number, optional, optionsField, optionsOf, text, whole } from '../options.ts';
import type { Numbers } from './arrays.ts';
import { type Hdf5Attribute, type Hdf5Group, writeHdf5 } from './hdf5/write.ts';
import { spikeColumns } from './results.ts';

const MAGIC = 0x0a7a;
/** Of the format. */
const VERSION = [0, 1] as const;
const sorting = { none: 0, by_id: 1, by_time: 2 };

export interface SonataOptions {
  /** Neurons from this number on (stimulus sources) are left out. Default: none. */
  readonly cells?: number;
  /** Name of the population. Default 'cells'. */
  readonly population?: string;
  /** Named groups; each becomes an attribute `node_ids_<name>` of the population: its first node id and the one after its last. */
  readonly groups?: readonly { readonly name: string; readonly first: number; readonly count: number }[];
}

/**
 * A SONATA spike file: `/spikes/<population>/timestamps` (f64, in ms) and `node_ids` (u64: neurons counted from 0), sorted by time, then
 * neuron. `dt` in ms.
 */
export function spikesSonata(
  spikes: { readonly steps: Uint32Array; readonly cells: Uint32Array },
  dt: number,
  options: SonataOptions = {},
  ...more: undefined[]
): Uint8Array {
  noMore('spikesSonata', 'spikes, dt and options', more);
  readSonata(options);
  const { time, neuron } = spikeColumns(spikes, dt, options.cells);
  return writeHdf5(sonataFile(time, wide(neuron), options));
}

/** The groups of a simulation will do as they are. */
const readGroup = optionsOf<NonNullable<SonataOptions['groups']>[number] & { readonly role?: unknown }>('group', {
  name: text,
  first: whole(0),
  count: whole(0),
  role: optional(anything),
});

const readSonata = optionsOf<SonataOptions>('spikesSonata', {
  cells: optional(number),
  population: optional(text),
  groups: optional(listOf(optionsField(readGroup))),
});

/** Attributes of the root of every file of the format. */
export const sonataHead: Readonly<Record<string, Hdf5Attribute>> = {
  magic: { data: Uint32Array.of(MAGIC), shape: [] },
  version: { data: Uint32Array.from(VERSION) },
};

/** The contents of such a file. `time` in ms (f64), `neuron` as u64. */
export function sonataFile(time: Numbers, neuron: Numbers, options: SonataOptions): Hdf5Group {
  const population = options.population ?? 'cells';
  const attributes: Record<string, Hdf5Attribute> = { sorting: { members: sorting, value: 'by_time' } };
  for (const { name, first, count } of options.groups ?? [])
    attributes[`node_ids_${name}`] = { data: wide([first, first + count]) };
  return {
    attributes: sonataHead,
    children: {
      spikes: {
        children: {
          [population]: {
            attributes,
            children: {
              timestamps: { data: time, attributes: { units: 'ms' } },
              node_ids: { data: neuron },
            },
          },
        },
      },
    },
  };
}

/** Numbers below 2^32 as u64, without a bigint for each. */
export function wide(values: ArrayLike<number>): BigUint64Array {
  const words = new Uint32Array(2 * values.length);
  for (let k = 0; k < values.length; k++) words[2 * k] = values[k]!;
  return new BigUint64Array(words.buffer);
}
