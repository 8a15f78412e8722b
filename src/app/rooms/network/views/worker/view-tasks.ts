/** What the views ask of their worker. */
import type { Experiment, Weights } from '../../../../../live/index.ts';
import type { SpikeDistances, SpikeDistancesInput } from '../../../../../recordings/index.ts';

const spikeKinds = ['isi', 'rate', 'cv', 'correlation', 'spectrum'] as const;
export type SpikeKind = (typeof spikeKinds)[number];

export interface GroupRange {
  readonly name: string;
  readonly first: number;
  readonly count: number;
}

/** Spikes of the run that the worker does not have yet: numbers `from` and on. What it has beyond is void. */
export interface FeedInput {
  readonly from: number;
  /** By step, then cell. */
  readonly steps: Uint32Array;
  readonly cells: Uint32Array;
}

export interface SpikeViewInput {
  readonly kind: SpikeKind;
  /** Steps from ≤ k < to. */
  readonly from: number;
  readonly to: number;
  /** ms */
  readonly dt: number;
  readonly groups: readonly GroupRange[];
}

/** One curve per group. */
export interface DistributionCurves {
  readonly lines: readonly {
    readonly group: string;
    /** Corners of the steps of a histogram, or points of a spectrum. */
    readonly x: Float64Array;
    readonly y: Float64Array;
    /** How many values it is of. */
    readonly count: number;
    readonly mean: number;
    readonly median: number;
  }[];
}

export interface PhaseInput {
  /** As it began. */
  readonly experiment: Experiment;
  /** Network-wide number. */
  readonly cell: number;
  readonly x: string;
  readonly y: string;
  /** Steps from ≤ k < to. */
  readonly from: number;
  readonly to: number;
}

export interface PhaseOutput {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly units: readonly [string, string];
  /** Whether the replay has the run's own spikes. */
  readonly same: boolean;
}

export interface VariablesOutput {
  /** State variables of the cell's population, in the model's order. */
  readonly variables: readonly { readonly name: string; readonly unit: string }[];
}

export interface Degrees {
  readonly name: string;
  readonly onSpike: string;
  readonly synapses: number;
  readonly multapses: number;
  readonly autapses: number;
  readonly out: WeightHistogram;
  readonly in: WeightHistogram;
  /** At time 0; undefined where all synapses have one weight. */
  readonly weights: WeightHistogram | undefined;
  /** Of those in `SynapseInput.now`, in the bins of `weights`; of another variable in its own. */
  readonly now: WeightHistogram | undefined;
  /** Of the values; undefined: internal units. */
  readonly unit: string | undefined;
  /** ms; undefined for the next step. */
  readonly delays: WeightHistogram | number | undefined;
}

export interface SynapseInput {
  /** As it began. */
  readonly experiment: Experiment;
  /** Weights that changed with use as they are now, in the units that are shown; or another variable of the synapses. */
  readonly now: readonly Weights[];
  /** Of that other variable, the units by projection. */
  readonly units?: Readonly<Record<string, string>> | undefined;
}

export interface JoinsInput {
  /** As it began. */
  readonly experiment: Experiment;
  /** Network-wide number. */
  readonly cell: number;
  /** All that synapses keep, as it is now, and the units of what is not the weight. */
  readonly now: readonly Weights[];
  readonly units: readonly { readonly projection: string; readonly name: string; readonly unit: string }[];
  /** Synapses of a projection that are listed. */
  readonly most: number;
}

/** Synapses of one projection at a cell. */
export interface CellSynapses {
  readonly name: string;
  /** Their numbers, onto the cell and from it. */
  readonly into: number;
  readonly from: number;
  /** Of the first ones onto it: network-wide numbers of their sources, and values. */
  readonly sources: readonly number[];
  readonly columns: readonly { readonly name: string; readonly unit: string; readonly values: Float64Array }[];
}

export interface WeightHistogram {
  readonly x: Float64Array;
  /** Share of all, %. */
  readonly y: Float64Array;
  readonly mean: number;
  readonly sd: number;
}

export type ViewTasks = {
  readonly compare: { readonly input: SpikeDistancesInput; readonly part: never; readonly output: SpikeDistances };
  readonly feed: { readonly input: FeedInput; readonly part: never; readonly output: undefined };
  readonly spikes: { readonly input: SpikeViewInput; readonly part: never; readonly output: DistributionCurves };
  readonly variables: {
    readonly input: { readonly experiment: Experiment; readonly cell: number };
    readonly part: never;
    readonly output: VariablesOutput;
  };
  readonly phase: { readonly input: PhaseInput; readonly part: number; readonly output: PhaseOutput };
  readonly joins: {
    readonly input: JoinsInput;
    readonly part: never;
    readonly output: readonly CellSynapses[];
  };
  readonly synapses: {
    readonly input: SynapseInput;
    readonly part: never;
    readonly output: readonly Degrees[];
  };
};
