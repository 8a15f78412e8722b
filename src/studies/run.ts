/** Runs a small network and sorts its spikes and traces by cell. */
import { CapacityError } from '../errors.ts';
import {
  type BackendName,
  createSimulation,
  type Network,
  nearestSteps,
  type PointModel,
  type RunBlock,
  type Simulation,
} from '../index.ts';
import type { Points } from './study.ts';

export interface StudyRunOptions {
  /** ms */
  readonly dt: number;
  /** ms */
  readonly duration: number;
  /** Default 'exact'. */
  readonly integrator?: string;
  /** Default: 'reference' for few cells, 'wasm' for more where there is WebAssembly. */
  readonly backend?: BackendName | 'auto';
  /** Variables of the first population noted after every step, for the cells named. */
  readonly record?: { readonly variables: readonly string[]; readonly cells: readonly number[] };
  /** ms; only what follows is run with `record` on and noted. Default 0. */
  readonly from?: number;
  readonly signal?: AbortSignal | undefined;
}

export interface Ran {
  /** ms */
  readonly dt: number;
  /** Those that were noted. */
  readonly steps: number;
  /** Times (ms) at which each cell's spikes were seen: ends of steps. */
  readonly spikes: readonly Float64Array[];
  /** traces[cell][variable], in the order asked for. */
  readonly traces: readonly (readonly Float64Array[])[];
}

/** A compiled engine is cheap for one cell in plain TypeScript; WebAssembly pays from some dozen on. */
const manyCells = 16;

/** Values that a run notes at most: 800 MB of them. */
const MOST_NOTED = 1e8;

/** `cells`: of its populations, by which the backend is chosen. Throws a CapacityError where it would note more than fits. */
export async function runNetwork(network: Network, cells: number, options: StudyRunOptions): Promise<Ran> {
  const { dt, duration, record } = options;
  const noted = record ? (record.cells.length * record.variables.length * (duration - (options.from ?? 0))) / dt : 0;
  if (noted > MOST_NOTED)
    throw new CapacityError(
      `The study would note ${noted.toPrecision(2)} values, a variable of each cell after each step of ${dt} ms for ${duration} ms; ` +
        `at most ${MOST_NOTED} fit. Take fewer cells or a shorter time: a membrane with a shorter time constant, or a shorter duration.`,
    );
  const simulation = await started(network, cells, options);
  try {
    const before = Math.round((options.from ?? 0) / dt);
    const steps = nearestSteps(duration, dt) - before;
    const stop = options.signal ? { signal: options.signal } : {};
    const times: number[][] = Array.from({ length: simulation.cells }, () => []);
    const note = ({ spikes }: RunBlock): void => {
      spikes.steps.forEach((step, k) => {
        times[spikes.cells[k]!]!.push((step + 1) * dt);
      });
    };
    if (before > 0) note(await simulation.run(before, stop));
    if (record) simulation.setTraces([{ variables: record.variables, cells: record.cells }]);
    const block = await simulation.run(steps, stop);
    note(block);
    const columns: Float64Array[][] = (record?.cells ?? []).map(() =>
      (record?.variables ?? []).map(() => new Float64Array(steps)),
    );
    const variables = record?.variables.length ?? 0;
    for (const part of block.traces)
      for (let s = 0; s < part.steps; s++)
        for (let c = 0; c < columns.length; c++)
          for (let v = 0; v < variables; v++)
            columns[c]![v]![part.firstStep - before + s] = part.values[(s * columns.length + c) * variables + v]!;
    return { dt, steps, spikes: times.map((list) => Float64Array.from(list)), traces: columns };
  } finally {
    simulation.dispose();
  }
}

/** The backend asked for, or 'reference' in place of 'wasm' where there is no WebAssembly. */
export const runnable = <B extends BackendName | 'auto'>(backend: B): B | 'reference' =>
  backend === 'wasm' && typeof WebAssembly === 'undefined' ? 'reference' : backend;

function started(network: Network, cells: number, options: StudyRunOptions): Promise<Simulation> {
  const { dt, integrator = 'exact' } = options;
  const backend = options.backend ?? (cells < manyCells ? 'reference' : runnable('wasm'));
  return createSimulation(network, { dt: `${dt} ms`, backend, integrator });
}

const units: Readonly<Record<string, string>> = {
  C: 'pF',
  g_L: 'nS',
  E_L: 'mV',
  V_th: 'mV',
  V_r: 'mV',
  T_ref: 'ms',
  I: 'pA',
  sigma: 'mV',
  tau_c: 'ms',
};

/** Those of a model's parameters that the values name, as texts with units. */
export function textsFor(model: PointModel, values: object): Record<string, string | number> {
  const given = values as Readonly<Record<string, number>>;
  const own = Object.keys(model.kind.parameters).filter((name) => given[name] !== undefined);
  return Object.fromEntries(own.map((name) => [name, units[name] ? `${given[name]} ${units[name]}` : given[name]!]));
}

/** Times 0, dt, 2dt, … with the value at the start before the trace. */
export function fromStart(trace: Float64Array, start: number, dt: number): Points {
  const y = new Float64Array(trace.length + 1);
  y[0] = start;
  y.set(trace, 1);
  return { x: y.map((_, k) => k * dt), y };
}

/** Mean interval of a train; NaN of fewer than two spikes. */
export const meanInterval = (spikes: Float64Array): number =>
  spikes.length < 2 ? Number.NaN : (spikes.at(-1)! - spikes[0]!) / (spikes.length - 1);

/** Rate (Hz) of a regular train in ms, from its first to its last spike; 0 of fewer than two. */
export const regularRate = (spikes: ArrayLike<number>): number =>
  spikes.length < 2 ? 0 : (1000 * (spikes.length - 1)) / (spikes[spikes.length - 1]! - spikes[0]!);

/** Intervals of a train. */
export const intervals = (spikes: ArrayLike<number>): number[] =>
  Array.from({ length: Math.max(0, spikes.length - 1) }, (_, k) => spikes[k + 1]! - spikes[k]!);

/** A step of the form 1, 2 or 5 · 10ⁿ ms, not above `most`. */
export function roundStep(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most) + 1e-9);
  const digit = [5, 2, 1].find((d) => d * power <= most * (1 + 1e-9)) ?? 1;
  return Number((digit * power).toPrecision(6));
}

/** Mean, and variance with the divisor n − 1. */
export function spread(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  return { mean, variance: values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1) };
}
