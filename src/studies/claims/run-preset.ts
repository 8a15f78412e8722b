/** Runs presets for the claims: settings as typed, spikes and traces by cell. */
import type { BackendName } from '../../index.ts';
import { presetByName, presetValues } from '../../presets/index.ts';
import { type Ran, runNetwork } from '../run.ts';

export interface PresetRun {
  readonly set?: Readonly<Record<string, string>>;
  /** Default 'reference': single cells are small, and it is exact. */
  readonly backend?: BackendName | 'auto';
  /** ms */
  readonly dt?: number;
  /** ms */
  readonly duration?: number;
  readonly integrator?: string;
  /** Variables noted after every step, of these cells of the first population; by default of its first. */
  readonly variables?: readonly string[];
  readonly cells?: readonly number[];
}

/** What it does not say is the preset's own. */
export function runPreset(name: string, options: PresetRun = {}): Promise<Ran> {
  const preset = presetByName(name);
  const { dt = preset.dt, duration = preset.duration, cells = [0], variables } = options;
  const { backend = 'reference', integrator = preset.integrator } = options;
  return runNetwork(preset.build(presetValues(preset, options.set), 1), 1, {
    ...{ dt, duration, backend, integrator },
    ...(variables === undefined ? {} : { record: { variables, cells } }),
  });
}

/** Times of a trace: row k holds the values at (k + 1)·dt. */
export const timeAxis = (steps: number, dt: number): Float64Array =>
  Float64Array.from({ length: steps }, (_, k) => (k + 1) * dt);

export const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((a, b) => a + b, 0) / values.length;
