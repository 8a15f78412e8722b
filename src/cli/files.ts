/** The contents of the files that `galvani run` writes. */
import { extname } from 'node:path';
import {
  type RunBlock,
  type Simulation,
  spikesCsv,
  spikesNpz,
  type TraceBlock,
  tracesCsv,
  tracesNpz,
  UserError,
} from '../index.ts';

export async function spikeFile(path: string, simulation: Simulation, block: RunBlock): Promise<string | Uint8Array> {
  switch (extname(path).toLowerCase()) {
    case '.npz':
      return spikesNpz(block.spikes, simulation.dt, simulation.cells);
    case '.csv':
      return spikesCsv(block.spikes, simulation.dt, simulation.cells);
    default:
      throw new UserError(`--spikes is '${path}'; its name must end in .csv or .npz.`);
  }
}

/** `start`: values of each variable at time 0, all cells. */
export function traceFile(path: string, simulation: Simulation, block: TraceBlock, start: readonly Float64Array[]) {
  const { variables, cells } = block.request;
  const first = cells.flatMap((cell) => variables.map((_, v) => start[v]![cell]!));
  const values = new Float64Array(first.length + block.values.length);
  values.set(first);
  values.set(block.values, first.length);
  const table = { variables, cells, values, firstStep: 0 };
  return extname(path).toLowerCase() === '.npz' ? tracesNpz(table, simulation.dt) : tracesCsv(table, simulation.dt);
}
