/** Spike files read back: CSV, NPZ and SONATA, as this program, its scripts and its exports write them. */

import { UserError } from '../errors.ts';
import { noMore } from '../no-more.ts';
import { readCsvColumn } from './csv-columns.ts';
import { type Hdf5File, readHdf5 } from './hdf5/read.ts';
import type { NpyArray } from './npy.ts';
import { readNpz } from './npz.ts';

export interface SpikeFile {
  /** ms, and the cell of each spike, in the order of the file. */
  readonly times: Float64Array;
  readonly neurons: Uint32Array;
  /** ms; undefined where the file does not say. */
  readonly dt: number | undefined;
}

/** `name` names the file in errors and tells by its ending what it is. Throws a UserError where it cannot be read. */
export function readSpikeFile(bytes: Uint8Array, name: string, ...more: undefined[]): SpikeFile {
  noMore('readSpikeFile', 'bytes and a name', more);
  if (/\.csv$/i.test(name)) {
    const text = new TextDecoder().decode(bytes);
    return {
      times: readCsvColumn(text, 'time_ms', name),
      neurons: wholeNumbers(readCsvColumn(text, 'neuron', name), name),
      dt: undefined,
    };
  }
  if (/\.npz$/i.test(name)) {
    const arrays = readNpz(bytes);
    const [dt] = reals(arrays, 'dt_ms', name);
    const [times, neurons] = [reals(arrays, 'time_ms', name), wholeNumbers(reals(arrays, 'neuron', name), name)];
    if (times.length !== neurons.length)
      throw new UserError(
        `${name} has ${times.length} times and ${neurons.length} neurons; it must have one for each spike.`,
      );
    return { times, neurons, dt };
  }
  if (/\.h5$/i.test(name)) return readSonataSpikes(readHdf5(bytes, name), name);
  throw new UserError(
    `'${name}' is no spike file that can be read here: .csv, .npz or .h5, as 'galvani run --spikes' and the run.py of an export write them.`,
  );
}

/**
 * `/spikes/POPULATION/{timestamps, node_ids}`; files before the format's first version have `/spikes/{timestamps, gids}`. `population`: the
 * one that is meant where there are several.
 */
export function readSonataSpikes(file: Hdf5File, name: string, population?: string): SpikeFile {
  const all = file.children('/spikes');
  if (!all) throw new UserError(`${name} has no group '/spikes'; it is no spike file of SONATA.`);
  const isOld = all.includes('timestamps');
  const inSpikes = !isOld && population !== undefined && all.includes(population) ? [population] : all;
  if (!isOld && inSpikes.length !== 1)
    throw new UserError(
      `${name} has the populations ${inSpikes.join(', ') || '(none)'}; a file of one population can be read here.`,
    );
  const group = isOld ? '/spikes' : `/spikes/${inSpikes[0]}`;
  const [times, ids] = [file.numbers(`${group}/timestamps`), file.numbers(`${group}/${isOld ? 'gids' : 'node_ids'}`)];
  if (!times || !ids || times.length !== ids.length)
    throw new UserError(`${name} has not one time and one neuron for each spike.`);
  const plain = (of: typeof times): Float64Array => Float64Array.from(of as ArrayLike<number>, Number);
  return { times: plain(times), neurons: wholeNumbers(plain(ids), name), dt: undefined };
}

function reals(arrays: ReadonlyMap<string, NpyArray>, key: string, name: string): Float64Array {
  const found = arrays.get(key);
  if (!found) throw new UserError(`${name} has no array '${key}'; spike files have time_ms, neuron and dt_ms.`);
  return Float64Array.from(found.data as ArrayLike<number>, Number);
}

function wholeNumbers(values: Float64Array, name: string): Uint32Array {
  const bad = values.find((v) => !(Number.isInteger(v) && v >= 0 && v < 2 ** 32));
  if (bad !== undefined) throw new UserError(`${name}: '${bad}' is no number of a neuron; they count from 0.`);
  return Uint32Array.from(values);
}
