/** What the sweep room asks of its worker, and what comes back. */
import type { BackendName, SweepSummary, VariantResult } from '../../../../index.ts';

interface SweepInput {
  readonly preset: string;
  /** One per network: every parameter of the preset in its unit, and the seed. */
  readonly networks: readonly { readonly values: Readonly<Record<string, number>>; readonly seed: number }[];
  /** ms */
  readonly duration: number;
  readonly transient: number;
  readonly dt: number;
  readonly integrator: string;
  readonly backend: BackendName | 'auto';
}

type SweepPart =
  | { readonly kind: 'result'; readonly result: VariantResult }
  | { readonly kind: 'progress'; readonly fraction: number };

export type SweepTasks = {
  readonly sweep: {
    readonly input: SweepInput;
    readonly part: SweepPart;
    readonly output: Omit<SweepSummary, 'results'>;
  };
};
