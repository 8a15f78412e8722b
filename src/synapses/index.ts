/**
 * The library of synapses. A delta synapse, which moves the voltage at once, needs no part: write `onSpike: 'V += 0.1 mV'`.
 */
export { alphaConductance, alphaCurrent } from './alpha.ts';
export {
  type DoubleExponentialOptions,
  doubleExponentialConductance,
  doubleExponentialCurrent,
  type RiseAndDecay,
} from './double-exponential.ts';
export { type ExponentialOptions, exponentialConductance, exponentialCurrent } from './exponential.ts';
export { type NmdaOptions, nmda } from './nmda.ts';
export type { SynapsePart } from './part.ts';
export { type ShortTermOptions, shortTermPlasticity } from './short-term.ts';
export { type PairStdpOptions, pairStdp } from './stdp.ts';
export { type TripletStdpOptions, tripletStdp } from './triplet.ts';
