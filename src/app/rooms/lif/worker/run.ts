/** Runs a small network in the worker and sorts what it brings by cell. */
import {
  type BackendName,
  createSimulation,
  type Network,
  nearestSteps,
  type PointModel,
  type RunBlock,
  type Simulation,
} from '../../../../index.ts';
import { presetByName, presetValues } from '../../../../presets/index.ts';
import type { Points, Values } from './tasks.ts';

export interface RunOptions {
  /** ms */
  readonly dt: number;
  /** ms */
  readonly duration: number;
  readonly integrator?: string;
  /** Default: 'wasm' where there is WebAssembly. */
  readonly backend?: BackendName;
  /** Variables of the first population noted after every step, for all its cells or those named. */
  readonly record?: { readonly variables: readonly string[]; readonly cells: readonly number[] };
  /** ms; only what follows is run with `record` on and noted. Default 0. */
  readonly from?: number;
  readonly signal?: AbortSignal;
}

export interface Ran {
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

export async function runNetwork(network: Network, cells: number, options: RunOptions): Promise<Ran> {
  const { dt, duration, record, integrator = 'exact' } = options;
  const simulation = await started(network, cells, options, integrator);
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

function started(network: Network, cells: number, options: RunOptions, integrator: string): Promise<Simulation> {
  const backend = options.backend ?? (cells < manyCells || typeof WebAssembly === 'undefined' ? 'reference' : 'wasm');
  return createSimulation(network, { dt: `${options.dt} ms`, backend, integrator });
}

/** The network of a preset whose parameters are given in their own units; those it does not have are passed over. */
export function presetNetwork(name: string, values: Values, seed: number): Network {
  const preset = presetByName(name);
  const settings = Object.fromEntries(
    preset.parameters.flatMap((p) => {
      const value = values[p.name];
      return value === undefined ? [] : [[p.name, `${value}${p.unit === '' ? '' : ` ${p.unit}`}`]];
    }),
  );
  return preset.build(presetValues(preset, settings), seed);
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
export function textsFor(model: PointModel, values: Values): Record<string, string | number> {
  const own = Object.keys(model.kind.parameters).filter((name) => values[name] !== undefined);
  return Object.fromEntries(own.map((name) => [name, units[name] ? `${values[name]} ${units[name]}` : values[name]!]));
}

/** Times 0, dt, 2dt, … with the value at the start before the trace. */
export function fromStart(trace: Float64Array, start: number, dt: number): Points {
  const y = new Float64Array(trace.length + 1);
  y[0] = start;
  y.set(trace, 1);
  return { x: y.map((_, k) => k * dt), y };
}

/** A trace with a line up to `top` at each spike. */
export function withSpikes({ x, y }: Points, spikes: Float64Array, top: number): Points {
  const times: number[] = [];
  const values: number[] = [];
  let next = 0;
  for (let k = 0; k < x.length; k++) {
    const t = x[k]!;
    if (next < spikes.length && Math.abs(spikes[next]! - t) < 1e-6 * Math.max(1, t)) {
      times.push(t, t);
      values.push(values.at(-1) ?? top, top);
      next++;
    }
    times.push(t);
    values.push(y[k]!);
  }
  return { x: Float64Array.from(times), y: Float64Array.from(values) };
}

/** Mean interval of a train; NaN of fewer than two spikes. */
export const meanInterval = (spikes: Float64Array): number =>
  spikes.length < 2 ? Number.NaN : (spikes.at(-1)! - spikes[0]!) / (spikes.length - 1);

/** A step of the form 1, 2 or 5 · 10ⁿ ms, not above `most`. */
export function roundStep(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most) + 1e-9);
  const digit = [5, 2, 1].find((d) => d * power <= most * (1 + 1e-9)) ?? 1;
  return Number((digit * power).toPrecision(6));
}
