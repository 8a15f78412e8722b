/** Delivery by stored synapses. */
import { areLevels } from '../../../program/stored-weights.ts';
import type { Stored } from '../../../program/synapses.ts';
import type { Delivery } from './delivery.ts';

export function storedDelivery({ rows, targets, weights }: Stored): Delivery {
  const levels = areLevels(weights) ? weights : undefined;
  const own = areLevels(weights) ? null : weights;
  return {
    deliver(spiked, ring, { row }) {
      for (const cell of spiked)
        for (let e = rows[cell]!, end = rows[cell + 1]!; e < end; e++) {
          let at = row + targets[e]!;
          if (at >= ring.length) at -= ring.length;
          ring[at] = ring[at]! + (levels ? levels.values[levels.numbers[e]!]! : own === null ? 1 : own[e]!);
        }
    },
  };
}
