/** Graded and plastic synapses in the memory of a module: their arrays as they are, real ones in single precision. */
import { type Pathway, pathwayArrays } from '../../../program/pathway.ts';
import type { FillTask } from './delivery.ts';

export function fillPathway(group: Pathway, { views, places }: FillTask): void {
  for (const [name, values] of Object.entries(pathwayArrays(group))) {
    const at = places[name]! / 4;
    if (values instanceof Float64Array) views.f32.set(values, at);
    else if (values instanceof Int32Array) views.i32.set(values, at);
    else if (values) views.u32.set(values, at);
  }
}
