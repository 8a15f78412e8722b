/** What the bench asks of its worker. */
import type { BackendName, BenchmarkRow } from '../../../../index.ts';

export interface BenchInput {
  readonly preset: string;
  readonly backends: readonly BackendName[];
  /** Numbers of cells. */
  readonly sizes: readonly number[];
  readonly rounds: number;
  /** Whether the phases of a step are timed too, in as many further rounds. */
  readonly phases: boolean;
}

export interface Refusal {
  readonly network: string;
  readonly backend: BackendName;
  readonly reason: string;
}

export type BenchPart =
  | { readonly kind: 'progress'; readonly label: string; readonly fraction: number }
  | { readonly kind: 'row'; readonly row: BenchmarkRow }
  | { readonly kind: 'refusal'; readonly refusal: Refusal };

export type BenchTasks = {
  readonly bench: { readonly input: BenchInput; readonly part: BenchPart; readonly output: null };
};
