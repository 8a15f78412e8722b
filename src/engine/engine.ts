/**
 * What every backend offers. An engine runs a `Program`; it knows nothing of neurons, units or presets.
 *
 * Calls to `run` may overlap: each queues its steps at once and resolves when its spikes are on the host. `setUniforms`, `writeColumn`,
 * `setProbes` and `restore` act on steps queued after them; `readColumn` and `checkpoint` see the state after all steps queued before them.
 *
 * Whoever makes an engine hands it out behind `checked`, which refuses misuse; the classes of the backends take for granted that they are
 * used as is said here.
 */
import type { PhaseLabel } from '../program/phases.ts';
import type { SpikeBlock } from '../record/spikes.ts';

export interface Engine {
  readonly backend: BackendName;
  /** The adapter as it names itself ('google swiftshader'), or the threads and SIMD flavour used; never empty. */
  readonly adapter: string;
  /** Whether the adapter emulates a GPU in software. */
  readonly software: boolean;
  /** Name of the delivery strategy in use. */
  readonly strategy: string;
  /** The WGSL that runs; undefined where there is no GPU. */
  readonly code: string | undefined;
  /** GPU dispatches per step; 0 where there is no GPU. */
  readonly dispatchesPerStep: number;
  /** What it keeps of the network's synapses, bytes: targets, weights, row pointers, tables from which rows are made. */
  readonly synapseBytes: number;
  /** Number of the next step to queue. */
  readonly step: number;
  /** Queues `steps` ≥ 1 steps. */
  run(steps: number): Promise<Chunk>;
  /** Queues steps as `run` does, with the same spikes, and tells what their phases took. Other calls wait for it. */
  profile(steps: number): Promise<Profile>;
  /** Values of one column, in internal units, one per cell. */
  readColumn(population: number, column: number): Promise<Float64Array>;
  writeColumn(population: number, column: number, values: Float64Array): void;
  /**
   * Variables of a pathway's plastic synapses as `Plasticity.initial` lists them, internal units: the weights first, then variable by
   * variable; none where its synapses do not change.
   */
  readWeights(pathway: number): Promise<Float64Array>;
  /** Replaces all of them, or those from number `from` on. */
  writeWeights(pathway: number, values: Float64Array, from?: number): void;
  /** Replaces a population's uniforms (see `uniformValues`). */
  setUniforms(population: number, values: Float64Array): void;
  /** Replaces what is noted after every step. */
  setProbes(probes: readonly Probe[]): void;
  /** The whole dynamic state, portable between engines of one program. */
  checkpoint(): Promise<Checkpoint>;
  restore(checkpoint: Checkpoint): void;
  /** Frees all memory, threads and device objects. Idempotent. */
  dispose(): void;
}

/** Every backend, the fastest first. */
export const backendNames = ['webgpu', 'wasm', 'reference'] as const;
export type BackendName = (typeof backendNames)[number];

/** Which columns of which cells to note after every step. */
export interface Probe {
  readonly population: number;
  /** Column numbers. */
  readonly columns: readonly number[];
  /** Cells within the population; rows, where cells have several sites. */
  readonly cells: readonly number[];
}

/** What one call of `run` gave. */
export interface Chunk {
  readonly firstStep: number;
  readonly steps: number;
  /** All spikes of these steps, by step, then network-wide cell. */
  readonly spikes: SpikeBlock;
  /** One array per probe: value [((s·cells) + c)·columns + v] of column v of cell c after step firstStep + s. */
  readonly traces: readonly Float64Array[];
  /** The first value that left its column's limit or became NaN, if any did. */
  readonly fault: Fault | undefined;
}

/**
 * By which means phases are timed: 'clock', the host's; 'thread clocks', one in each thread; 'timestamps', which the device writes between
 * dispatches; 'fences', the host's clock around dispatches that are submitted one by one, so that each has the cost of a submit.
 */
export const profileMeans = ['clock', 'thread clocks', 'timestamps', 'fences'] as const;
export type ProfileMeans = (typeof profileMeans)[number];

/** What one phase, or several in one piece of code, took. */
export interface PhaseTime {
  readonly phase: PhaseLabel;
  /** Milliseconds, sum over the steps; of several threads, the mean over them. */
  readonly ms: number;
  /** GPU dispatches, sum over the steps. */
  readonly dispatches: number;
}

/** What one call of `profile` gave. */
export interface Profile {
  readonly chunk: Chunk;
  readonly means: ProfileMeans;
  /** Wall time of all steps until their spikes were on the host, ms; on a GPU from each submit until it has come home. */
  readonly ms: number;
  /** In the order of a step. */
  readonly phases: readonly PhaseTime[];
  /** Time in which threads waited for each other, ms, mean over them; 0 where there is one thread, and on a GPU. */
  readonly waiting: number;
}

/** First by step, then by network-wide cell, then by column. */
export interface Fault {
  readonly step: number;
  readonly population: number;
  /** Cell within the population; a row, where cells have several sites. */
  readonly cell: number;
  readonly column: number;
}

export interface Checkpoint {
  /** Number of the next step. */
  readonly step: number;
  /** State columns and per-cell parameters: columns[population][column]. */
  readonly columns: readonly (readonly Float64Array[])[];
  /** The ring of accumulators, slots × width (see `Ring`). */
  readonly accumulators: Int32Array;
  /** Variables of each pathway's synapses (see `Engine.readWeights`); empty where they are not plastic. Left out without pathways. */
  readonly weights?: readonly Float64Array[];
}
