/** Delivery by stored synapses. */
import type { Stored } from '../../../program/synapses.ts';
import type { Delivery } from './delivery.ts';

export const storedDelivery = ({ rows, targets, weights }: Stored): Delivery => ({
  deliver(spiked, ring, { row }) {
    for (const cell of spiked)
      for (let e = rows[cell]!, end = rows[cell + 1]!; e < end; e++) {
        let at = row + targets[e]!;
        if (at >= ring.length) at -= ring.length;
        ring[at] = ring[at]! + (weights === null ? 1 : weights[e]!);
      }
  },
});
