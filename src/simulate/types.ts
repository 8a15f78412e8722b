/** The public face of a running network. */
import type { BackendName, Checkpoint, PhaseTime, ProfileMeans } from '../engine/engine.ts';
import type { Connectivity } from '../network/connectivity-words.ts';
import type { Amount } from '../numbers/amount.ts';
import type { StepCost } from '../program/cost.ts';
import type { SpikeBlock } from '../record/spikes.ts';
import type { Accuracy } from './accuracy.ts';
import type { StateShape } from './carry.ts';
import type { CellCoupling } from './junctions.ts';
import type { SynapseVariable } from './synapses.ts';

export interface SimulationOptions {
  /** Integration step, a quantity such as '0.1 ms', or a number with its unit. Default '0.1 ms'. */
  readonly dt?: string | Amount;
  /** Default 'auto'. */
  readonly backend?: BackendName | 'auto';
  /**
   * Name of an integrator for all populations; default: each model's own, else by the structure of its equations:
   * 'exact' where they are linear, 'exp_midpoint' (second order) where each is linear in its own variable or nothing is reset, else
   * 'ind_exp_euler' (first order).
   */
  readonly integrator?: string;
  /**
   * Threads that build a large network, and threads of the wasm backend; default: as many as the machine has cores, where shared memory is
   * to be had.
   */
  readonly threads?: number;
  /**
   * How the webgpu backend spreads a step over dispatches: fused, gathered, two-pass, persistent, blocks, batched or levels. Default: the
   * winner of a short timed warm-up. Where 'auto' takes another backend it has no effect.
   */
  readonly strategy?: string;
  /**
   * 'procedural' makes synapses anew at each spike, wherever a projection allows, instead of storing them: the same spikes in less memory.
   * Default: as each projection says.
   */
  readonly connectivity?: Connectivity;
  /** Steps or stages of building, for a progress bar; fractions in [0, 1]. */
  readonly onProgress?: (stage: 'build' | 'compile' | 'run', fraction: number) => void;
}

/** Cells and variables to note after every step. */
export interface TraceRequest {
  /** Name of the population; default: the first one. */
  readonly population?: string;
  /** By name: state variables, per-cell parameters, and named parts of the equations, such as `I_Na`. */
  readonly variables: readonly string[];
  /** Cells within the population. */
  readonly cells: readonly number[] | 'all';
  /** Places on cells with dendrites, 'soma 0.5' or ['soma 0.5', 'tuft tips']; default: where their spikes are found. */
  readonly at?: string | readonly string[];
  /** Interval from one row to the next, a multiple of the step such as '1 ms'. Default: every step. */
  readonly every?: string;
  /** Keeps the mean over the cells in the place of each. Default false. */
  readonly average?: boolean;
}

export interface TraceBlock {
  readonly request: TraceRequest & { readonly cells: readonly number[] };
  /** Number of the first step that has a row; row s holds the values at (firstStep + s·every + 1)·dt. */
  readonly firstStep: number;
  /** Number of rows. */
  readonly steps: number;
  /** Steps from one row to the next; rows lie at whole multiples of it from time 0. */
  readonly every: number;
  /** Of cells with dendrites: names of the places, which stand where cells do: c counts places of the first cell, then of the next. */
  readonly places?: readonly string[];
  /** values[((s·cells) + c)·variables + v], in the variables' own units (`units`); of a mean, as of one cell. */
  readonly values: Float64Array;
  readonly units: readonly string[];
}

/** What one call of `Simulation.run` gave. */
export interface RunBlock {
  readonly firstStep: number;
  readonly steps: number;
  /** Sorted by step, then network-wide cell. */
  readonly spikes: SpikeBlock;
  readonly traces: readonly TraceBlock[];
}

/** What one call of `Simulation.profile` gave. */
export interface PhaseProfile {
  readonly firstStep: number;
  readonly steps: number;
  readonly spikes: SpikeBlock;
  /**
   * By which means: 'clock', of one thread; 'thread clocks', one in each; 'timestamps' of the GPU; 'fences', where it has none: dispatches
   * submitted one by one, each with the cost of a submit.
   */
  readonly means: ProfileMeans;
  /** Wall time of all steps, ms. */
  readonly ms: number;
  /** What each phase took of it, in the order of a step; phases in one piece of code are named together, 'gather+integrate+detect'. */
  readonly phases: readonly PhaseTime[];
  /** Time in which threads waited for each other, ms, mean over them. */
  readonly waiting: number;
}

/** A named group of cells: a population or a named slice of one. */
export interface Group {
  readonly name: string;
  /** Network-wide index of its first cell. */
  readonly first: number;
  readonly count: number;
  /** Stimulus sources are left out of rates, counts and hashes. */
  readonly role: 'cells' | 'source';
}

export interface RunOptions {
  readonly signal?: AbortSignal;
  /** Gets the spikes and traces of each finished part in order while the run continues. */
  readonly onBlock?: (block: RunBlock) => void;
  /** Whether all parts are kept and come back joined; default true. Without, memory does not grow with the run. */
  readonly keep?: boolean;
}

export interface Simulation {
  readonly backend: BackendName;
  readonly adapter: string;
  readonly software: boolean;
  readonly strategy: string;
  /** The WGSL that runs; only on the backend webgpu. */
  readonly code?: string | undefined;
  /** Why this backend runs, one sentence. */
  readonly choice: string;
  readonly dispatchesPerStep: number;
  readonly integrator: string;
  /** The rule of each population of cells, who chose it, and the error to be expected of it at this step. */
  accuracy(): Promise<readonly Accuracy[]>;
  /** ms */
  readonly dt: number;
  readonly seed: number;
  /** Number of cells without stimulus sources; they come first in the network-wide numbering. */
  readonly cells: number;
  /** Of those made at each spike by chance, the expected number. */
  readonly synapses: number;
  /** Whether synapses are stored, made anew at each spike, or some of each. */
  readonly connectivity: Connectivity | 'mixed';
  /** What the engine keeps of the synapses (targets, weights, row pointers, tables of gaps), ÷ synapses; 0 where there are none. */
  readonly bytesPerSynapse: number;
  /** What a step must move and compute, counted from the program. */
  readonly cost: StepCost;
  readonly groups: readonly Group[];
  /** Wall seconds. */
  readonly seconds: { readonly build: number; readonly compile: number };
  /** Number of the next step to run. */
  readonly step: number;
  /**
   * Runs `steps` steps. The promise gives all parts joined. An aborted run ends early at a whole part. Throws a `BlowUpError` when a value
   * leaves its limits, a `UserError` while another run continues and after `dispose`.
   */
  run(steps: number, options?: RunOptions): Promise<RunBlock>;
  /**
   * Runs `steps` steps, at least 1, with the same spikes as `run`, and tells what the phases of a step took. The backend waits where a run
   * would go ahead, so that steps are slower. Throws as `run` does.
   */
  profile(steps: number): Promise<PhaseProfile>;
  /**
   * Changes a shared parameter on the running network: `setParameter('cells', 'g_L', '10 nS')`; of the plasticity, release or `onSpike` of
   * a projection by its name, `setParameter('E to E', 'A_plus', '0')`. The value is a quantity, or a number with its unit.
   */
  setParameter(population: string, name: string, value: string | Amount): void;
  setTraces(requests: readonly TraceRequest[]): void;
  /**
   * Current values of a state variable, per-cell parameter or named part of the equations, in its own unit; of cells with dendrites one per
   * node, cell by cell, in the order of `describe`; of a plastic projection, of its weights `w` or another variable of its synapses, source
   * by source. With `at`, of cells with dendrites the values at places, cell by cell, in the order of the places.
   */
  read(population: string, variable: string, options?: { readonly at?: string }): Promise<Float64Array>;
  /**
   * Replaces them, in the variable's own unit: of cells and of weights at once; the promise is of variables of synapses that events bring
   * up to date, and of places, which are read first.
   */
  write(
    population: string,
    variable: string,
    values: ArrayLike<number>,
    options?: { readonly at?: string },
  ): Promise<void>;
  /** Current weights of a plastic projection in their own unit, source by source. Throws a UserError where it has none. */
  weights(projection: string): Promise<Float64Array>;
  /**
   * What `read` takes of a projection besides the weight: variables of its synapses, then what the source's and the target's cells keep for
   * it (resources of a release, traces of spikes), which is one value for all synapses of such a cell. Empty where there is nothing.
   */
  synapseVariables(projection: string): readonly SynapseVariable[];
  /**
   * The couplings of a cell, by its number within the population: partners, weights, conductances, and what each junction adds now; of
   * cells with dendrites the gap junctions at each of its places.
   */
  couplings(population: string, cell: number): Promise<readonly CellCoupling[]>;
  /** What the arrays of its checkpoints hold, for `carryState`. */
  readonly shape: StateShape;
  checkpoint(): Promise<Checkpoint>;
  restore(checkpoint: Checkpoint): void;
  /** Back to step 0 with the same seed. */
  reset(): void;
  dispose(): void;
}
