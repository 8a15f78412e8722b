/** Everything that passes between the page and the worker that holds the simulation. Arrays are transferred, not copied. */
import type {
  Accuracy,
  BackendName,
  CellCoupling,
  Connectivity,
  Group,
  Kick,
  Lasting,
  Scheduled,
  Simulation,
} from '../../index.ts';
import type { Trace } from '../plots/run-view.ts';
import type { Failure } from '../tasks/failure.ts';

export type { Failure, Trace };

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
  /** ms; 'Run' at the end goes on for as long again. */
  readonly duration: number;
  /** '': each model's own. */
  readonly integrator: string;
  /** 'best': webgpu where there is a graphics card, what is fastest where there is none. */
  readonly backend: BackendName | 'auto' | 'best';
  /** Whether synapses are stored or, where that can be, made anew at each spike. */
  readonly connectivity: Connectivity;
}

/** What can be done to a network while it runs. Cells by network-wide number, in ascending order. */
export type Action =
  /** A live parameter; `value` in the preset's unit. */
  | { readonly kind: 'set'; readonly name: string; readonly value: number }
  /** Another model for a population, the state kept where variables keep their names; undefined for the preset's own. */
  | { readonly kind: 'model'; readonly population: string; readonly model: ModelText | undefined }
  /** Currents and silences, then jumps of the voltage, as scripts have them. */
  | Lasting
  | Kick;

/** An action before step `step` is run. A replay does it again at the same step. */
export type ScheduledAction = Scheduled<Action>;

const exportKinds = [
  'spikes.csv',
  'spikes.npz',
  'spikes.h5',
  'traces.csv',
  'traces.npz',
  'weights.csv',
  'weights.npz',
  'figure.svg',
  'figure.png',
  'methods.html',
  'methods.md',
  'script.mjs',
  'script.py',
  'record.json',
  'neuron.zip',
  'nest.zip',
] as const;
export type ExportKind = (typeof exportKinds)[number];

/** What is known of a run that was kept. */
export interface KeptRun {
  readonly id: string;
  /** Version and commit of Galvani; another one may make other spikes. */
  readonly build: string;
  /** ms since 1970, UTC. */
  readonly at: number;
  /** As it began. */
  readonly experiment: Experiment;
  /** What was done to it and what was still to be done. */
  readonly plan: readonly ScheduledAction[];
  /** Traced cells. */
  readonly cells: readonly number[];
  /** What computed it. */
  readonly backend: BackendName;
  readonly step: number;
}

export type Command =
  /**
   * Builds a network in place of the present one and, if `go`, runs it to its duration. `run` numbers all answers to it. `plan`, sorted by
   * step, is done as the run gets there.
   */
  | {
      readonly type: 'open';
      readonly run: number;
      readonly experiment: Experiment;
      readonly plan: readonly ScheduledAction[];
      readonly cells: readonly number[];
      readonly go: boolean;
      /** Step at which it first stands, if it goes; undefined: at the end of its duration. */
      readonly until?: number | undefined;
      /** Time before which spikes are left out of the figures, ms; undefined: none. */
      readonly after?: number | undefined;
      /** Id of a run that was left, to go on from where it was. */
      readonly resume?: string | undefined;
    }
  /** Keeps long runs in the browser from now on, and tells of one that was left. `folder`: path of the page on its host. */
  | { readonly type: 'keep'; readonly folder: string }
  | { readonly type: 'forget'; readonly id: string }
  /** Runs up to step number `until`. The answer 'halted' tells the latest `order` it knew of. */
  | { readonly type: 'run'; readonly run: number; readonly until: number; readonly order: number }
  | { readonly type: 'pause'; readonly run: number; readonly order: number }
  /** Back to step 0 with the same seed; answers carry the number `next` from then on. */
  | { readonly type: 'reset'; readonly run: number; readonly next: number }
  /** Does something to the network before its next step. `number` names the command in the answer to it. */
  | { readonly type: 'act'; readonly run: number; readonly number: number; readonly action: Action }
  /** Takes the last intervention back and goes on from where it was. */
  | { readonly type: 'undo'; readonly run: number }
  /** Records these cells (network-wide numbers) from now on; `replay` fetches their past by running it again. */
  | { readonly type: 'trace'; readonly run: number; readonly cells: readonly number[]; readonly replay: boolean }
  /**
   * Asks for variables of synapses as they are between two steps: of these names, 'w' for the weights of plastic projections; all of them
   * without.
   */
  | {
      readonly type: 'weights';
      readonly run: number;
      readonly number: number;
      readonly variables?: readonly string[] | undefined;
    }
  /** Asks for the couplings of a cell, a network-wide number, as they are between two steps. */
  | { readonly type: 'couplings'; readonly run: number; readonly number: number; readonly cell: number }
  /** Ends the replay that 'trace' began. */
  | { readonly type: 'stop'; readonly run: number }
  /** One block was taken in; the worker keeps only a few on the way. */
  | { readonly type: 'taken'; readonly run: number }
  /** `window`: the part of the run that a figure shows, ms. */
  | {
      readonly type: 'export';
      readonly run: number;
      readonly kind: ExportKind;
      readonly window: { readonly from: number; readonly to: number };
    };

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
  readonly synaptic: readonly SynapticVariable[];
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
  /** Unit of injected currents. */
  readonly drive: string;
  /** The model as it runs, and as the preset has it. */
  readonly model: ModelText;
  readonly original: ModelText;
  /** Names of the shared parameters that projections add to the model. */
  readonly added: readonly string[];
}

export interface SynapticVariable {
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

export type Answer =
  | {
      readonly type: 'progress';
      readonly run: number;
      readonly stage: ProgressStage;
      readonly fraction: number;
    }
  | { readonly type: 'ready'; readonly run: number; readonly description: Description }
  /** The network was rebuilt in place, in `wall` ms from the command; with the number of the command if it was for one. */
  | { readonly type: 'rebuilt'; readonly run: number; readonly description: Description; readonly wall: number }
  | { readonly type: 'plan'; readonly run: number; readonly report: PlanReport }
  /** A long run was left when its tab was closed or reloaded. */
  | { readonly type: 'left'; readonly run: number; readonly kept: KeptRun }
  /** A run that was kept could not be read, and is forgotten. */
  | { readonly type: 'unreadable'; readonly run: number }
  /** The command `number` was carried out. */
  | { readonly type: 'done'; readonly run: number; readonly number: number }
  /** Everything from `step` on is void. */
  | { readonly type: 'rewound'; readonly run: number; readonly step: number }
  /** What computed was lost, and the run goes on from a checkpoint, with the same spikes. */
  | {
      readonly type: 'resumed';
      readonly run: number;
      readonly description: Description;
      readonly step: number;
      readonly lost: 'device' | 'thread';
    }
  | {
      readonly type: 'block';
      readonly run: number;
      readonly firstStep: number;
      readonly steps: number;
      readonly spikeSteps: Uint32Array;
      readonly spikeCells: Uint32Array;
      readonly traces: readonly Trace[];
    }
  /** Traces of the steps so far, in place of those sent before. */
  | { readonly type: 'traces'; readonly run: number; readonly traces: readonly Trace[] }
  | { readonly type: 'statistics'; readonly run: number; readonly statistics: Statistics }
  /** What the command `number` asked for, at `step`. */
  | {
      readonly type: 'weights';
      readonly run: number;
      readonly number: number;
      readonly step: number;
      readonly weights: readonly Weights[];
    }
  /** What the command `number` asked for, at `step`; partners by network-wide number. */
  | {
      readonly type: 'couplings';
      readonly run: number;
      readonly number: number;
      readonly step: number;
      readonly couplings: readonly CellCoupling[];
      /** Why they cannot be told. */
      readonly problem?: string | undefined;
    }
  /** How plastic weights go on. */
  | { readonly type: 'learned'; readonly run: number; readonly samples: readonly WeightSample[] }
  /** The rules that run, and what error is to be expected of them at this step. */
  | { readonly type: 'accuracy'; readonly run: number; readonly rules: readonly Accuracy[] }
  /** The run stands still at `step`: asked to, or because it got where it was to go. */
  | { readonly type: 'halted'; readonly run: number; readonly step: number; readonly order: number }
  | {
      readonly type: 'failed';
      readonly run: number;
      readonly during: 'open' | 'run' | 'act' | 'undo' | 'trace' | 'weights' | 'couplings' | 'export';
      readonly failure: Failure;
      /** Of the command that failed, where it has one. */
      readonly number?: number | undefined;
    }
  | {
      readonly type: 'file';
      readonly run: number;
      readonly name: string;
      readonly mime: string;
      readonly bytes: Uint8Array;
      /** An SVG that is wanted as PNG of this size on paper, mm; only a page can paint it. */
      readonly paint?: { readonly width: number; readonly height: number } | undefined;
    };
