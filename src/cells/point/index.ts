/** The library of point neurons. */
import { adex } from './adex.ts';
import { eif } from './eif.ts';
import { izhikevich } from './izhikevich.ts';
import type { PointModel } from './kind.ts';
import { lif } from './lif.ts';
import { lifAdaptive } from './lif-adaptive.ts';
import { lifChannels } from './lif-channels.ts';
import { lifColoured } from './lif-coloured.ts';
import { lifDimensionless } from './lif-dimensionless.ts';
import { lifNoisy } from './lif-noisy.ts';
import { lifRefractory } from './lif-refractory.ts';
import { qif } from './qif.ts';
import { thetaNeuron } from './theta-neuron.ts';

export { type AdexPattern, adex, adexPatterns } from './adex.ts';
export { eif } from './eif.ts';
export { type IzhikevichPattern, izhikevich, izhikevichPatterns } from './izhikevich.ts';
export {
  type CurrentUnit,
  type PointKind,
  type PointModel,
  type PointOptions,
  type PointParts,
  pointModel,
} from './kind.ts';
export { lif } from './lif.ts';
export { lifAdaptive } from './lif-adaptive.ts';
export { lifChannels } from './lif-channels.ts';
export { lifColoured } from './lif-coloured.ts';
export { lifDimensionless } from './lif-dimensionless.ts';
export { lifNoisy } from './lif-noisy.ts';
export { lifRefractory } from './lif-refractory.ts';
export { type Linearised, linearise, steadyCurrent } from './linearise.ts';
export { qif } from './qif.ts';
export * from './theory/membrane.ts';
export * from './theory/noisy-neurons.ts';
export * from './theory/spiking.ts';
export { thetaNeuron } from './theta-neuron.ts';

/** All point neurons, in the order in which they build on one another. */
export const pointModels: readonly PointModel[] = [
  lif,
  lifRefractory,
  lifDimensionless,
  lifAdaptive,
  lifNoisy,
  lifColoured,
  lifChannels,
  qif,
  thetaNeuron,
  eif,
  adex,
  izhikevich,
];
