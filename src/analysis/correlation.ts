/** Pairwise correlations of spike counts. */
import { noMore } from '../no-more.ts';
import { number, optional, optionsOf, whole } from '../options.ts';
import { binSteps } from './rates.ts';
import { sampleIndices } from './sample.ts';
import { type CellRange, eachSpike, type Spikes, type StepWindow, spikeCounts } from './spikes.ts';

export interface CorrelationOptions {
  /** Width of a bin, ms. Default 2. */
  readonly binMs?: number;
  /** Number of cells drawn at random from those that spike. Default 200. */
  readonly sample?: number;
  /** Seed of the draw. Default 1. */
  readonly seed?: number;
}

const readOptions = optionsOf<CorrelationOptions>('correlations', {
  binMs: optional(number),
  sample: optional(whole(0)),
  seed: optional(number),
});

/**
 * Pearson correlation of the spike counts of each pair of a sample of cells, pair (0, 1) first, then (0, 2) … . Only cells whose count
 * varies over the bins are drawn; fewer than two give an empty array. `dt` in ms.
 */
export function pairCorrelations(
  spikes: Spikes,
  range: CellRange,
  window: StepWindow,
  dt: number,
  options: CorrelationOptions = {},
  ...more: undefined[]
): Float64Array {
  noMore('pairCorrelations', 'spikes, a range, a window, dt and options', more);
  const { scores } = standardCounts(spikes, range, window, dt, options);
  const n = scores.length;
  const out = new Float64Array((n * (n - 1)) / 2);
  let at = 0;
  for (let i = 0; i < n; i++) {
    const a = scores[i]!;
    for (let j = i + 1; j < n; j++) {
      const b = scores[j]!;
      let sum = 0;
      for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
      out[at++] = sum;
    }
  }
  return out;
}

/** Mean of `pairCorrelations`, without forming the pairs: with sample ≥ all cells it costs no more than counting. Null below two cells. */
export function meanPairCorrelation(
  spikes: Spikes,
  range: CellRange,
  window: StepWindow,
  dt: number,
  options: CorrelationOptions = {},
  ...more: undefined[]
): number | null {
  noMore('meanPairCorrelation', 'spikes, a range, a window, dt and options', more);
  const { scores, bins } = standardCounts(spikes, range, window, dt, options);
  const n = scores.length;
  if (n < 2) return null;
  let squares = 0;
  for (let k = 0; k < bins; k++) {
    let sum = 0;
    for (const score of scores) sum += score[k]!;
    squares += sum * sum;
  }
  return (squares - n) / (n * (n - 1));
}

/** Counts of sampled cells, shifted to mean 0 and scaled to length 1. */
function standardCounts(
  spikes: Spikes,
  range: CellRange,
  window: StepWindow,
  dt: number,
  options: CorrelationOptions,
): { scores: Float64Array[]; bins: number } {
  const { binMs = 2, sample = 200, seed = 1 } = readOptions(options);
  const bin = binSteps(binMs, dt);
  const bins = Math.max(0, Math.floor((window.to - window.from) / bin));
  const whole = { from: window.from, to: window.from + bins * bin };
  const active = [...spikeCounts(spikes, range, whole).entries()].filter(([, n]) => n > 0).map(([cell]) => cell);
  // A cell with one and the same count in every bin has no correlation; it cannot be told from its total alone.
  const chosen = sampleIndices(active.length, sample, seed);
  const rowOf = new Int32Array(range.count).fill(-1);
  chosen.forEach((a, row) => {
    rowOf[active[a]!] = row;
  });
  const scores = Array.from(chosen, () => new Float64Array(bins));
  eachSpike(spikes, range, whole, (step, cell) => {
    const row = rowOf[cell]!;
    if (row >= 0) scores[row]![Math.floor((step - whole.from) / bin)]!++;
  });
  return { scores: scores.filter(standardise), bins };
}

/** In place; false where the counts do not vary. */
function standardise(counts: Float64Array): boolean {
  let sum = 0;
  for (const c of counts) sum += c;
  const mean = sum / counts.length;
  let squares = 0;
  for (const c of counts) squares += (c - mean) ** 2;
  if (!(squares > 0)) return false;
  const scale = 1 / Math.sqrt(squares);
  for (let k = 0; k < counts.length; k++) counts[k] = (counts[k]! - mean) * scale;
  return true;
}
