/** What `galvani run --json` prints. Scripts depend on its names and their order. */
import { type Accuracy, accuracySentence, type Summary } from '../index.ts';

export interface Report extends Summary {
  readonly preset: string;
  readonly backend: string;
  readonly adapter: string;
  readonly integrator: string;
  readonly dt_ms: number;
  readonly duration_ms: number;
  readonly seed: number;
  readonly cells: number;
  readonly synapses: number;
  readonly steps: number;
  readonly wall_s: { readonly build: number; readonly compile: number; readonly run: number };
  readonly realtime_factor: number;
  readonly dispatches_per_step: number;
  readonly strategy: string;
  readonly connectivity: string;
  readonly bytes_per_synapse: number;
  /** One per population of cells; none where another engine ran. */
  readonly accuracy: readonly RuleReport[];
  /** Of a run on another engine: whether its first `compared_steps` steps had the spikes of the reference backend; null: not compared. */
  readonly equal_to_reference?: boolean | null;
  readonly compared_steps?: number;
  readonly first_difference?: { readonly step: number; readonly neuron: number } | null;
}

/** The rule of one population, and the error to be expected of it. */
export interface RuleReport {
  readonly population: string;
  readonly integrator: string;
  /** Null: exact. */
  readonly order: number | null;
  readonly chosen_by: Accuracy['chosenBy'];
  readonly because: string;
  /** See `ExpectedError`: fractions, from steps of dt against dt/2 on one cell; null where it could not be tried. */
  readonly expected_error: {
    readonly response: number | null;
    readonly course: number | null;
    /** Of one cell during the trial, in steps of dt and of dt/2. */
    readonly spikes: readonly [number, number];
    /** Under the rule of the structure where another is named and that one follows the cell. */
    readonly other: { readonly integrator: string; readonly spikes: number } | null;
    /** Of the trial, ms. */
    readonly duration: number;
  } | null;
  readonly says: string;
}

export const ruleReport = (accuracy: Accuracy, dt: number): RuleReport => ({
  population: accuracy.population,
  integrator: accuracy.integrator,
  order: Number.isFinite(accuracy.order) ? accuracy.order : null,
  chosen_by: accuracy.chosenBy,
  because: accuracy.because,
  expected_error: accuracy.expected ?? null,
  says: accuracySentence(accuracy, dt),
});
