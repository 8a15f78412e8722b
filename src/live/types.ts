/** What a live run is of, what is done to it, and what it tells of itself. */
import type { BackendName, Connectivity, Group, Simulation } from '../index.ts';
import type { Act, Scheduled } from '../simulate/interventions/index.ts';

/** Texts of a model that stand in place of a population's own; '' where it has none. */
export interface ModelText {
  readonly equations: string;
  readonly threshold: string;
  readonly reset: string;
  readonly refractory: string;
  /** Quantities by name: parameters of the model that are not parameters of the preset too. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Values at time 0 by name of a variable; where none is given, the population's own. Absent: all of them. */
  readonly initial?: Readonly<Record<string, string>>;
}

/** Edited models by name of their population; '' stands for the first. Those that are missing are the preset's own. */
export type Models = Readonly<Record<string, ModelText>>;

/** What is to be run: with the interventions, enough to reproduce every spike. */
export interface Experiment {
  readonly preset: string;
  /** JSON of a document, in the place of a preset, whose name is `own` then. */
  readonly document?: string;
  readonly models: Models;
  /** Every parameter of the preset, in the preset's units. */
  readonly values: Readonly<Record<string, number>>;
  readonly seed: number;
  /** ms */
  readonly dt: number;
  /** ms; 'Run' at the end continues for as long again. */
  readonly duration: number;
  /** '': each model's own. */
  readonly integrator: string;
  /** 'best': webgpu where there is a graphics card, what is fastest where there is none. */
  readonly backend: BackendName | 'auto' | 'best';
  /** Whether synapses are stored or, where that can be, made anew at each spike. */
  readonly connectivity: Connectivity;
}

/** Another model for a population, by what it changes of the preset's; undefined for the preset's own. '' names the first population. */
export type EditAct = { readonly kind: 'model'; readonly population: string; readonly model: ModelText | undefined };

/** What can be done to a network while it runs: what scripts can do, with models as texts that leave the preset's parameters to it. */
export type Action = Act<EditAct>;

/** An action before step `step` is run. A replay does it again at the same step. */
export type ScheduledAction = Scheduled<Action>;

/** What runs, told once per network. */
export interface Description {
  readonly backend: BackendName;
  readonly adapter: string;
  readonly software: boolean;
  readonly strategy: string;
  /** Why this backend runs, one sentence. */
  readonly choice: string;
  readonly integrator: string;
  readonly dispatchesPerStep: number;
  /** ms */
  readonly dt: number;
  readonly seed: number;
  readonly cells: number;
  /** Of those made at each spike by chance, the expected number. */
  readonly synapses: number;
  readonly connectivity: Simulation['connectivity'];
  /** Memory, bytes. */
  readonly bytesPerSynapse: number;
  /** Why all synapses must be stored, the end of a sentence; undefined where some need not. */
  readonly whyStored: string | undefined;
  readonly groups: readonly Group[];
  /** Populations of cells, the first one first. */
  readonly populations: readonly PopulationDescription[];
  /** Network-wide numbers of the traced cells. */
  readonly traced: readonly number[];
  /** Projections whose weights change with use, and the unit of these. */
  readonly plastic: readonly { readonly name: string; readonly unit: string }[];
  /** What synapses keep besides their weight, or cells for all synapses of a projection that begin or end there. */
  readonly synaptic: readonly ObservedVariable[];
  readonly couplings: number;
  /** Wall seconds. */
  readonly build: number;
  readonly compile: number;
}

export interface PopulationDescription {
  /** Name in `Models`: '' for the first. */
  readonly key: string;
  readonly name: string;
  /** Network-wide number of its first cell. */
  readonly first: number;
  readonly count: number;
  /** Name and unit of the traced variable; '' where the model has none. */
  readonly variable: string;
  readonly unit: string;
  /** Whether a spike sets the traced variable, or what it is made of, to another value: its trace then shows no peak. */
  readonly resets: boolean;
  /** Unit of injected currents. */
  readonly drive: string;
  /** The model as it runs, and as the preset has it. */
  readonly model: ModelText;
  readonly original: ModelText;
  /** Names of the shared parameters that projections add to the model. */
  readonly added: readonly string[];
}

/** What synapses of a projection, or cells for all of them, keep besides the weight. */
export interface ObservedVariable {
  readonly projection: string;
  readonly name: string;
  readonly unit: string;
  /** Whether `WeightSample` has it: of large projections only the weights are sampled. */
  readonly sampled: boolean;
}

/** A variable of a projection's synapses, source by source, in the unit of `Description.plastic` or `Description.synaptic`. */
export interface Weights {
  readonly name: string;
  /** 'w' is the weight. */
  readonly variable: string;
  readonly values: Float64Array;
}

/**
 * Mean and standard deviation (divisor n − 1) over the weights of each of `Description.plastic`, then over those of `Description.synaptic`
 * that are sampled, after `step` steps.
 */
export interface WeightSample {
  readonly step: number;
  readonly means: readonly number[];
  readonly sds: readonly number[];
}

/** The run so far, or the whole run when `final`. */
export interface Statistics {
  /** Steps run. */
  readonly steps: number;
  /** Step from which rates, CV, silence and synchrony are taken: that of the last change of a parameter or model, or of `after`. */
  readonly from: number;
  readonly spikes: number;
  /** Mean rate per group of `Description.groups`, Hz. */
  readonly rates: readonly number[];
  /** Mean over cells of the coefficient of variation of their intervals; NaN while too few cells have fired often enough. */
  readonly cv: number;
  /** Share of cells without a spike. */
  readonly silent: number;
  /** NaN while undefined. */
  readonly synchrony: number;
  /** Whether rates, CV and synchrony of the second half of the run still differ from those of the whole. */
  readonly settling: { readonly rates: readonly boolean[]; readonly cv: boolean; readonly synchrony: boolean };
  /** Of the last stretch. */
  readonly stepsPerSecond: number;
  readonly final: boolean;
  /** SHA-256 of the spike record; at a halt only. */
  readonly hash?: string;
}

/** What has been done and what is still to be done, and what the run began with. */
export interface PlanReport {
  readonly done: readonly ScheduledAction[];
  readonly pending: readonly ScheduledAction[];
  readonly base: Settings;
  /** Told where the page cannot know: after an undo or an intervention of the plan. */
  readonly now?: Settings | undefined;
}

export interface Settings {
  /** Every parameter of the preset, in the preset's units. */
  readonly values: Readonly<Record<string, number>>;
  readonly models: Models;
}

export type ProgressStage = 'build' | 'compile' | 'replay' | 'resume' | 'rewind';

/** Values of one variable of one cell after each of consecutive steps. */
export interface Trace {
  /** Network-wide number of the cell. */
  readonly cell: number;
  /** values[k] holds at (firstStep + 1 + k)·dt. */
  readonly firstStep: number;
  readonly values: Float32Array;
}
