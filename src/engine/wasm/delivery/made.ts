/** What synapses that are made at each spike look up in the memory of a module. */
import type { Made } from '../../../program/made.ts';
import { madeArrays } from '../../../program/made.ts';
import { logarithmParts } from '../../../random/logarithm.ts';
import type { FillTask } from './delivery.ts';

export function fillMade(group: Made, { image, views, places }: FillTask): void {
  if (group.recipe.kind === 'gaps') views.f64.set(logarithmParts, image.map.logarithms / 8);
  const arrays = madeArrays(group);
  for (const [name, values] of Object.entries(arrays)) if (values) views.u32.set(values, places[name]! / 4);
}
