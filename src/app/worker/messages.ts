/** Everything that passes between the page and the worker that holds the simulation. Arrays are transferred, not copied. */
import type { Accuracy, BackendName, CellCoupling } from '../../index.ts';
import type {
  Action,
  Description,
  Experiment,
  ExportKind,
  PlanReport,
  ProgressStage,
  ScheduledAction,
  Statistics,
  Trace,
  WeightSample,
  Weights,
} from '../../live/index.ts';
import type { Failure } from '../tasks/failure.ts';

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
      /** Id of a run that was left, to continue from where it was. */
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
  /** Takes the last intervention back and continues from where it was. */
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
  /** What computed was lost, and the run continues from a checkpoint, with the same spikes. */
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
  /** How plastic weights continue. */
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
