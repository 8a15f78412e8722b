/** What the sweep room asks of its worker, and what comes back. */
import type { SweepSummary, VariantResult } from '../../../../index.ts';
import type { SweepPlan } from '../../../../presets/sweeps/plan.ts';

type SweepPart =
  | { readonly kind: 'result'; readonly result: VariantResult }
  | { readonly kind: 'progress'; readonly fraction: number };

export type SweepFacts = Omit<SweepSummary, 'results'>;

export type SweepTasks = {
  readonly sweep: { readonly input: SweepPlan; readonly part: SweepPart; readonly output: SweepFacts };
};
