/** Spikes and traces as NPZ. */
import { noMore } from '../no-more.ts';
import { fileTime, type TraceTable } from './csv.ts';
import { writeNpz } from './npz.ts';

interface Spikes {
  readonly steps: Uint32Array;
  readonly cells: Uint32Array;
}

/** Step, time in ms and neuron of each spike; neurons from `cells` on (stimulus sources) are left out. `dt` in ms. */
export function spikeColumns(
  spikes: Spikes,
  dt: number,
  cells = Number.POSITIVE_INFINITY,
): { step: Uint32Array; time: Float64Array; neuron: Uint32Array } {
  const keep = (_: number, k: number): boolean => spikes.cells[k]! < cells;
  const step = spikes.steps.filter(keep);
  return { step, time: Float64Array.from(step, (k) => fileTime(k, dt)), neuron: spikes.cells.filter(keep) };
}

/**
 * Spikes with the arrays `time_ms` (f64), `neuron` (u32), `step` (u32) and `dt_ms` (one f64), sorted by time, then neuron. Neurons from
 * `cells` on (stimulus sources) are left out. `dt` in ms.
 */
export function spikesNpz(
  spikes: Spikes,
  dt: number,
  cells = Number.POSITIVE_INFINITY,
  ...more: undefined[]
): Uint8Array {
  noMore('spikesNpz', 'spikes, dt and a number of cells', more);
  const { step, time, neuron } = spikeColumns(spikes, dt, cells);
  return writeNpz({ time_ms: time, neuron, step, dt_ms: { data: Float64Array.of(dt), shape: [] } });
}

/** Traces with `time_ms` (f64), `neuron` (u32) and one array per variable of shape (times, neurons). `dt` in ms. */
export function tracesNpz(table: TraceTable, dt: number, ...more: undefined[]): Uint8Array {
  noMore('tracesNpz', 'a table and dt', more);
  const { variables, cells, firstStep, every = 1, values } = table;
  const perStep = variables.length * cells.length;
  const rows = perStep > 0 ? values.length / perStep : 0;
  const arrays = variables.map((name, v) => {
    const data = Float64Array.from({ length: rows * cells.length }, (_, k) => values[k * variables.length + v]!);
    return [name, { data, shape: [rows, cells.length] }] as const;
  });
  return writeNpz({
    time_ms: Float64Array.from({ length: rows }, (_, s) => fileTime(firstStep + s * every, dt)),
    neuron: Uint32Array.from(cells),
    ...Object.fromEntries(arrays),
  });
}
