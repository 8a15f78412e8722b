/** Runs of presets for statistical tests. */
import { type BackendName, createSimulation, type SpikeBlock, stepsIn } from '../../src/index.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';

export interface RunOptions {
  readonly preset: string;
  readonly seed: number;
  readonly backend: BackendName;
  readonly duration: string;
  readonly settings?: Readonly<Record<string, string>>;
}

export interface Ran {
  readonly spikes: SpikeBlock;
  readonly dt: number;
  readonly cells: number;
  readonly steps: number;
  /** Network-wide range of each named group. */
  readonly groups: Readonly<Record<string, { first: number; count: number }>>;
}

export async function ran({ preset: name, seed, backend, duration, settings = {} }: RunOptions): Promise<Ran> {
  const preset = presetByName(name);
  const simulation = await createSimulation(preset.build(presetValues(preset, settings), seed), {
    dt: `${preset.dt} ms`,
    integrator: preset.integrator,
    backend,
  });
  try {
    const steps = stepsIn(duration, simulation.dt);
    const { spikes } = await simulation.run(steps);
    const groups = Object.fromEntries(simulation.groups.map((g) => [g.name, { first: g.first, count: g.count }]));
    return { spikes, dt: simulation.dt, cells: simulation.cells, steps, groups };
  } finally {
    simulation.dispose();
  }
}
