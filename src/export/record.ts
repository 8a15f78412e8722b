/** The reproducibility record of a run: all that a second person needs to get the same spikes, or to see why not. */

import { sha256 } from '../analysis/sha256.ts';
import { formatQuantity, type Simulation } from '../index.ts';
import { noMore } from '../no-more.ts';
import { stepTime } from '../numbers/decimal.ts';
import type { Preset } from '../presets/index.ts';
import { type Build, build } from './build.ts';

export interface RecordInput {
  readonly preset: Pick<Preset, 'name' | 'parameters'>;
  /** Every parameter of the preset in internal units, as `presetValues` gives them. */
  readonly values: Readonly<Record<string, number>>;
  readonly simulation: Pick<
    Simulation,
    | 'seed'
    | 'dt'
    | 'integrator'
    | 'backend'
    | 'adapter'
    | 'software'
    | 'strategy'
    | 'cells'
    | 'synapses'
    | 'connectivity'
    | 'bytesPerSynapse'
    | 'code'
  >;
  /** Steps run from time 0. */
  readonly steps: number;
  readonly spikes: number;
  readonly spikeHash: string;
  /** Texts of a model that was edited, if it was. */
  readonly model?: unknown;
  /** What was done to the network while it ran, if anything was, in order. */
  readonly interventions?: readonly unknown[];
  /** Default: now. */
  readonly date?: Date;
}

export interface ReproducibilityRecord extends Build {
  readonly preset: string;
  /** As `galvani run PRESET --set name=value` takes them. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly model?: unknown;
  readonly interventions?: readonly unknown[];
  readonly seed: number;
  readonly dt_ms: number;
  readonly duration_ms: number;
  readonly steps: number;
  readonly integrator: string;
  readonly backend: string;
  readonly adapter: string;
  /** Whether the adapter emulates a GPU in software. */
  readonly software_adapter: boolean;
  readonly strategy: string;
  readonly cells: number;
  readonly synapses: number;
  /** 'stored', 'procedural' or 'mixed'. */
  readonly connectivity: string;
  /** Memory, bytes. */
  readonly bytes_per_synapse: number;
  readonly spikes: number;
  /** SHA-256 over little-endian u32 pairs (step, cell), in order. */
  readonly spike_hash: string;
  /** SHA-256 of the WGSL that ran; null where none did. */
  readonly wgsl_hash: string | null;
  /** ISO 8601, UTC. */
  readonly date: string;
}

/** The command that repeats the run is `galvani run` with these values; the same backend and adapter give the same hash. */
export async function reproducibilityRecord(input: RecordInput, ...more: undefined[]): Promise<ReproducibilityRecord> {
  noMore('reproducibilityRecord', 'what was run', more);
  const { preset, values, simulation, steps } = input;
  const parameters = preset.parameters.map(({ name, unit }) => [name, formatQuantity(values[name]!, unit || '1', 15)]);
  return {
    ...build,
    preset: preset.name,
    parameters: Object.fromEntries(parameters),
    ...(input.model === undefined ? {} : { model: input.model }),
    ...(input.interventions && input.interventions.length > 0 ? { interventions: input.interventions } : {}),
    seed: simulation.seed,
    dt_ms: simulation.dt,
    duration_ms: stepTime(steps, simulation.dt),
    steps,
    integrator: simulation.integrator,
    backend: simulation.backend,
    adapter: simulation.adapter,
    software_adapter: simulation.software,
    strategy: simulation.strategy,
    cells: simulation.cells,
    synapses: simulation.synapses,
    connectivity: simulation.connectivity,
    bytes_per_synapse: simulation.bytesPerSynapse,
    spikes: input.spikes,
    spike_hash: input.spikeHash,
    wgsl_hash: simulation.code === undefined ? null : sha256(simulation.code),
    date: (input.date ?? new Date()).toISOString(),
  };
}

/** The record as a file's content. */
export const recordJson = (record: ReproducibilityRecord, ...more: undefined[]): string => {
  noMore('recordJson', 'a record', more);
  return `${JSON.stringify(record, null, 2)}\n`;
};
