/** Regimes of a sparse network after Brunel 2000, told apart by the regularity of its cells and the synchrony of the population. */
import {
  meanCv,
  meanRate,
  populationCounts,
  populationCv,
  powerSpectrum,
  type SpikeBlock,
  type StepWindow,
} from '../../../index.ts';

/** Figures of a population's spikes by which its regime is known. */
export interface Signature {
  /** Mean rate per cell, Hz. */
  readonly rate: number;
  /** Mean over cells with at least five intervals of the CV of their intervals; NaN without such a cell. */
  readonly cv: number;
  /** CV of the population's count in bins of 0.5 ms; NaN without spikes. */
  readonly synchrony: number;
  /** What that CV would be of as many spikes by chance alone: 1/√(mean count). */
  readonly chance: number;
  /** Frequency (Hz) of the largest power of that count; NaN without spikes. */
  readonly peak: number;
  /** That power ÷ the flat power of independent Poisson trains of the same rate; NaN without spikes. */
  readonly power: number;
}

/** Synchronous or asynchronous population, regular or irregular cells. */
export const regimes = ['SR', 'AR', 'SI', 'AI'] as const;
export type Regime = (typeof regimes)[number];

/** Bins of the population's count, ms. */
const BIN = 0.5;
/** Bins of a segment of the spectrum: 128 ms, lines 7.8 Hz apart. */
const SEGMENT = 256;
/** The shortest window whose spectrum has a whole segment, ms. */
export const LEAST_WINDOW = BIN * SEGMENT;

/**
 * Below it cells are regular. In the paper's network of 12 500 cells the regular states have CVs below 0.1 (SR 0.00, AR 0.05), the
 * irregular ones above 0.3.
 */
const REGULAR = 0.2;
/**
 * Above it the population is synchronous, chance taken off. In that network the asynchronous irregular state of the paper's figure 8 C has
 * 0.59, as chance keeps kicking its damped oscillation; the fast oscillation of 8 B has 1.1, the slow one of 8 D 1.9, volleys 1.5.
 */
const SYNCHRONOUS = 0.775;

/** Of cells 0 to `cells` − 1 in a window of `LEAST_WINDOW` at least; `dt` in ms. */
export function signatureOf(spikes: SpikeBlock, cells: number, window: StepWindow, dt: number): Signature {
  const all = { first: 0, count: cells };
  const counts = populationCounts(spikes, all, window, Math.round(BIN / dt));
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const { frequencies, power } = powerSpectrum(counts, BIN, SEGMENT);
  // The mean is removed of each segment, so the line at 0 tells nothing.
  let at = 1;
  power.forEach((p, k) => {
    if (k > 1 && p > power[at]!) at = k;
  });
  const some = mean > 0;
  return {
    rate: meanRate(spikes, all, window, dt) ?? Number.NaN,
    cv: meanCv(spikes, all, window) ?? Number.NaN,
    synchrony: populationCv(spikes, all, window, dt, BIN) ?? Number.NaN,
    chance: some ? 1 / Math.sqrt(mean) : Number.NaN,
    peak: some ? frequencies[at]! : Number.NaN,
    // One-sided density of white counts of variance `mean`, sampled every `BIN`.
    power: some ? power[at]! / (2 * mean * (BIN / 1000)) : Number.NaN,
  };
}

/** Undefined where too few spikes tell neither: silence, or no cell with five intervals. */
export function regimeOf({ cv, synchrony, chance }: Signature): Regime | undefined {
  if (Number.isNaN(cv) || Number.isNaN(synchrony)) return undefined;
  const together = synchrony ** 2 - chance ** 2 > SYNCHRONOUS ** 2;
  return `${together ? 'S' : 'A'}${cv < REGULAR ? 'R' : 'I'}`;
}
