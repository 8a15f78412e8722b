/** Runs presets for the stories: settings as typed, spikes and traces back. */
import { type BackendName, createSimulation, nearestSteps, type SpikeBlock } from '../../../../index.ts';
import { presetByName, presetValues } from '../../../../presets/index.ts';
import type { Line } from './tasks.ts';

export interface BenchOptions {
  readonly set?: Readonly<Record<string, string>>;
  /** Default 'reference': single cells are small, and it is exact. */
  readonly backend?: BackendName | 'auto';
  /** ms */
  readonly dt?: number;
  /** ms */
  readonly duration?: number;
  readonly integrator?: string;
  /** Variables noted after every step, of these cells of the first population. */
  readonly variables?: readonly string[];
  readonly cells?: readonly number[];
  /** Gets traces as they come, [step][cell][variable]; then they are not kept. */
  readonly onTrace?: (firstStep: number, steps: number, values: Float64Array) => void;
}

export interface BenchRun {
  readonly dt: number;
  readonly steps: number;
  readonly spikes: SpikeBlock;
  /** values[((s·cells) + c)·variables + v] */
  readonly values: Float64Array;
  /** Spike times of a cell, ms, at the end of the step in which each was found. */
  times(cell: number): number[];
  /** Trace of a variable of a cell. */
  trace(cell: number, variable: number): Float64Array;
}

export async function runPreset(name: string, options: BenchOptions = {}): Promise<BenchRun> {
  const preset = presetByName(name);
  const { dt = preset.dt, duration = preset.duration, cells = [0], variables = [], onTrace } = options;
  const simulation = await createSimulation(preset.build(presetValues(preset, options.set), 1), {
    dt: `${dt} ms`,
    backend: options.backend ?? 'reference',
    integrator: options.integrator ?? preset.integrator,
  });
  try {
    if (variables.length > 0) simulation.setTraces([{ variables, cells }]);
    const block = await simulation.run(nearestSteps(duration, dt), {
      keep: onTrace === undefined,
      onBlock: (part) => {
        const trace = part.traces[0];
        if (trace && onTrace) onTrace(trace.firstStep, trace.steps, trace.values);
      },
    });
    const values = block.traces[0]?.values ?? new Float64Array(0);
    const { spikes, steps } = block;
    return {
      dt,
      steps,
      spikes,
      values,
      times: (cell) => timesOf(spikes, cell, dt),
      trace: (cell, variable) =>
        Float64Array.from(
          { length: steps },
          (_, s) => values[(s * cells.length + cell) * variables.length + variable] ?? Number.NaN,
        ),
    };
  } finally {
    simulation.dispose();
  }
}

function timesOf(spikes: SpikeBlock, cell: number, dt: number): number[] {
  const times: number[] = [];
  spikes.cells.forEach((c, k) => {
    if (c === cell) times.push((spikes.steps[k]! + 1) * dt);
  });
  return times;
}

/** Times of a trace: row s holds the values at (s + 1)·dt. */
export const timeAxis = (steps: number, dt: number): Float64Array =>
  Float64Array.from({ length: steps }, (_, s) => (s + 1) * dt);

/** At most about `most` points of a line, evenly. */
export function thinned(line: Line, most = 4000): Line {
  const every = Math.max(1, Math.floor(line.x.length / most));
  if (every === 1) return line;
  return { ...line, x: line.x.filter((_, k) => k % every === 0), y: line.y.filter((_, k) => k % every === 0) };
}

export const differences = (times: readonly number[]): number[] => times.slice(1).map((t, k) => t - times[k]!);

export const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((a, b) => a + b, 0) / values.length;

/** Standard deviation, divisor n − 1. */
export function deviation(values: readonly number[]): number {
  const m = mean(values);
  return Math.sqrt(values.reduce((s, v) => s + (v - m) ** 2, 0) / (values.length - 1));
}
