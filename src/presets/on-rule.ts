/** A model that names its rule, so that a preset's network runs on it whoever builds it. */
import type { Model } from '../equations/model.ts';

export const onRule = (model: Model, integrator: string): Model => ({
  ...model,
  integrator,
  description: { ...model.description, integrator },
});
