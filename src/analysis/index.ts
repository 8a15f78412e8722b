/** Statistics of spikes: pure functions on arrays of steps and cells. */

export { type CorrelationOptions, meanPairCorrelation, pairCorrelations } from './correlation.ts';
export { type Distributions, distances, distributions } from './distributions.ts';
export { SpikeHash, spikeHash } from './hash.ts';
export { cellCvs, intervals, meanCv, medianInterval } from './intervals.ts';
export { ksDistance, ksPValue } from './kolmogorov-smirnov.ts';
export { matchSpikes, type SpikeMatch, sameSpikes } from './match.ts';
export { median, moments } from './moments.ts';
export { partitionPoint } from './partition-point.ts';
export {
  cellRates,
  meanRate,
  populationCounts,
  type RateHistogram,
  rateHistogram,
  silentFraction,
} from './rates.ts';
export { powerSpectrum, type Spectrum } from './spectrum.ts';
export { firstDifference } from './spike-difference.ts';
export { byCell, type CellRange, type Spikes, type StepWindow, spikeCounts } from './spikes.ts';
export { populationCv, populationFano, synchrony } from './synchrony.ts';
