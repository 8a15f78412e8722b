/** The experiments of all claims by name. */
import type { ClaimExperiment } from '../story.ts';
import { cell, cost, currents, long, pair, rk4, starts } from './axon.ts';
import { adaptation, linear, zeno } from './beyond.ts';
import { filter } from './filter.ts';
import { noise } from './jitter.ts';
import { bucket, dimensionless, fi, fire } from './membrane.ts';
import { leak, threshold } from './network.ts';

export const experiments: Readonly<Record<string, ClaimExperiment>> = {
  ...{ leak, threshold },
  ...{ cell, pair, starts, cost, rk4, currents, long },
  ...{ bucket, fire, fi, dimensionless, filter, adaptation, noise, linear, zeno },
};
