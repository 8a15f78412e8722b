/** Experiments of the story on the leaky integrate-and-fire neuron, each beside its closed form. */
import { adaptation, linear, zeno } from './lif/beyond.ts';
import { bucket, dimensionless, fi, filter, fire } from './lif/membrane.ts';
import { noise } from './lif/noise.ts';

export const lifExperiments = { bucket, fire, fi, dimensionless, filter, adaptation, noise, linear, zeno };
