/** Delivery by synapses that are made anew at each spike. */
import { forEachTarget, type Made } from '../../../program/made.ts';
import type { Delivery } from './delivery.ts';

/** `width`: accumulators per row of the ring. */
export const madeDelivery = (group: Made, seed: number, width: number): Delivery => ({
  deliver(spiked, ring, { row }) {
    for (const cell of spiked) {
      const source = cell - group.firstSource;
      if (source < 0 || source >= group.sources) continue;
      const firsts = group.bases.map((entry) => (row + entry) % ring.length);
      forEachTarget(group, seed, source, (target, weight, delay) => {
        for (const first of firsts) {
          const at = (first + delay * width + target) % ring.length;
          ring[at] = ring[at]! + weight;
        }
      });
    }
  },
});
