/** What synapses that are made at each spike look up in the memory of a module. */
import type { Made } from '../../../program/made.ts';
import { logarithmParts } from '../../../random/logarithm.ts';
import type { FillTask } from './delivery.ts';

export function fillMade(group: Made, { image, views }: FillTask): void {
  if (group.recipe.kind === 'gaps') views.f64.set(logarithmParts, image.map.logarithms / 8);
}
