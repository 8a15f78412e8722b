/** The contents of the files that `galvani run` writes. */
import { extname } from 'node:path';
import {
  type RunBlock,
  type Simulation,
  spikesCsv,
  spikesNpz,
  spikesSonata,
  type TraceBlock,
  tracesCsv,
  tracesNpz,
  UserError,
} from '../index.ts';

/** Endings that `--spikes` and `--traces` know. */
export const spikeEndings = ['.csv', '.npz', '.h5'];
export const traceEndings = ['.csv', '.npz'];

export function spikeFile(path: string, simulation: Simulation, block: RunBlock): string | Uint8Array {
  const { dt, cells, groups } = simulation;
  switch (extname(path).toLowerCase()) {
    case '.npz':
      return spikesNpz(block.spikes, dt, cells);
    case '.h5': {
      const named = groups.filter((g) => g.role === 'cells' && g.count < cells);
      return spikesSonata(block.spikes, dt, { cells, groups: named });
    }
    case '.csv':
      return spikesCsv(block.spikes, dt, cells);
    default:
      throw new UserError(`--spikes is '${path}'; its name must end in ${spikeEndings.join(' or ')}.`);
  }
}

/** `start`: values of each variable at time 0, all cells. */
export function traceFile(path: string, simulation: Simulation, block: TraceBlock, start: readonly Float64Array[]) {
  const { variables, cells } = block.request;
  const first = cells.flatMap((cell) => variables.map((_, v) => start[v]![cell]!));
  const values = new Float64Array(first.length + block.values.length);
  values.set(first);
  values.set(block.values, first.length);
  const table = { variables, cells, values, firstStep: 0, every: block.every };
  return extname(path).toLowerCase() === '.npz' ? tracesNpz(table, simulation.dt) : tracesCsv(table, simulation.dt);
}
