/** Delivery by synapses that are made anew at each spike. */
import { forEachTarget, type Made } from '../../../program/made.ts';
import type { Delivery } from './delivery.ts';

export const madeDelivery = (group: Made, seed: number): Delivery => ({
  deliver(spiked, ring, row) {
    for (const cell of spiked) {
      const source = cell - group.firstSource;
      if (source < 0 || source >= group.sources) continue;
      const firsts = group.bases.map((entry) => (row + entry) % ring.length);
      forEachTarget(group, seed, source, (target) => {
        for (const first of firsts) ring[first + target] = ring[first + target]! + 1;
      });
    }
  },
});
