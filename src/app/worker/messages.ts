/** Everything that passes between the page and the worker that holds the simulation. Arrays are transferred, not copied. */
import type { BackendName, Group } from '../../index.ts';

/** What is to be run: enough to reproduce every spike. */
export interface Experiment {
  readonly preset: string;
  /** Every parameter of the preset, in the preset's units. */
  readonly values: Readonly<Record<string, number>>;
  readonly seed: number;
  /** ms */
  readonly dt: number;
  /** ms; 'Run' at the end goes on for as long again. */
  readonly duration: number;
  readonly integrator: string;
  readonly backend: BackendName | 'auto';
}

/** A change made while the network ran; a replay makes it again at the same step. */
export interface Intervention {
  readonly step: number;
  readonly parameter: string;
  /** In the preset's unit. */
  readonly value: number;
}

export type ExportKind = 'spikes.csv' | 'spikes.npz' | 'traces.csv';

export type Command =
  /** Builds a network in place of the present one and, if `go`, runs it to its duration. `run` numbers all answers to it. */
  | {
      readonly type: 'open';
      readonly run: number;
      readonly experiment: Experiment;
      readonly cells: readonly number[];
      readonly go: boolean;
    }
  /** Runs up to step number `until`. The answer 'halted' tells the latest `order` it knew of. */
  | { readonly type: 'run'; readonly run: number; readonly until: number; readonly order: number }
  | { readonly type: 'pause'; readonly run: number; readonly order: number }
  /** Back to step 0 with the same seed; answers carry the number `next` from then on. */
  | { readonly type: 'reset'; readonly run: number; readonly next: number }
  /** Changes a live parameter; `value` in the preset's unit. */
  | { readonly type: 'set'; readonly run: number; readonly name: string; readonly value: number }
  /** Records these cells (network-wide numbers) from now on; `replay` fetches their past by running it again. */
  | { readonly type: 'trace'; readonly run: number; readonly cells: readonly number[]; readonly replay: boolean }
  /** One block was taken in; the worker keeps only a few on the way. */
  | { readonly type: 'taken'; readonly run: number }
  | { readonly type: 'export'; readonly run: number; readonly kind: ExportKind };

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
  readonly synapses: number;
  readonly groups: readonly Group[];
  /** Name and unit of the traced variable. */
  readonly variable: string;
  readonly unit: string;
  /** Network-wide numbers of the traced cells. */
  readonly traced: readonly number[];
  /** Wall seconds. */
  readonly build: number;
  readonly compile: number;
}

/** Values of one variable of one cell after each of consecutive steps. */
export interface Trace {
  /** Network-wide number of the cell. */
  readonly cell: number;
  /** values[k] holds at (firstStep + 1 + k)·dt. */
  readonly firstStep: number;
  readonly values: Float32Array;
}

/** The run so far, or the whole run when `final`. */
export interface Statistics {
  /** Steps the numbers cover. */
  readonly steps: number;
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
  /** Changes made while it ran; with any, the parameters alone do not reproduce the record. */
  readonly interventions: readonly Intervention[];
}

export type FailureKind = 'user' | 'text' | 'blow-up' | 'lost' | 'internal';

export interface Failure {
  readonly kind: FailureKind;
  /** Sentences, fit to be shown. */
  readonly message: string;
  /** ms; of a blow-up. */
  readonly time?: number;
}

export type Answer =
  | {
      readonly type: 'progress';
      readonly run: number;
      readonly stage: 'build' | 'compile' | 'replay';
      readonly fraction: number;
    }
  | { readonly type: 'ready'; readonly run: number; readonly description: Description }
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
  /** The run stands still at `step`: asked to, or because it got where it was to go. */
  | { readonly type: 'halted'; readonly run: number; readonly step: number; readonly order: number }
  | {
      readonly type: 'failed';
      readonly run: number;
      readonly during: 'open' | 'run' | 'set' | 'trace' | 'export';
      readonly failure: Failure;
    }
  | {
      readonly type: 'file';
      readonly run: number;
      readonly name: string;
      readonly mime: string;
      readonly bytes: Uint8Array;
    };
