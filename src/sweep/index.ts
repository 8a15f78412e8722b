/** Sweeps: many networks in one run. */
export { combinations, MOST_VARIANTS, spaced } from './grid.ts';
export { sweep } from './sweep.ts';
export type {
  Measures,
  SweepOptions,
  SweepProgress,
  SweepSubject,
  SweepSummary,
  Variant,
  VariantResult,
} from './types.ts';
