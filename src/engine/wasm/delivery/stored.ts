/** Stored synapses in the memory of a module. */

import { areLevels } from '../../../program/stored-weights.ts';
import type { Stored } from '../../../program/synapses.ts';
import { control } from '../../../program/target/simd.ts';
import type { FillTask } from './delivery.ts';
import { splitRows } from './split-rows.ts';

export function fillStored(group: Stored, { program, image, views, atHome }: FillTask): void {
  const { map, threads } = image;
  const { rows, targets } = group;
  if (targets.length === 0) return;
  const { u32, i32 } = views;
  if (areLevels(group.weights)) i32.set(group.weights.values, map.levels / 4);
  const weights = areLevels(group.weights) ? group.weights.numbers : group.weights;
  const places =
    weights?.BYTES_PER_ELEMENT === 2
      ? new Uint16Array(i32.buffer, map.weights, weights.length)
      : i32.subarray(map.weights / 4);
  if (map.ringCount < threads) {
    splitRows(program, { rows, targets, weights }, image, {
      rows: u32.subarray(map.rows / 4),
      targets: u32.subarray(map.targets / 4),
      weights: places,
    });
  } else {
    u32.set(rows, map.rows / 4);
    if (!atHome) u32.set(targets, map.targets / 4);
    if (weights && !(atHome && weights.buffer === targets.buffer)) places.set(weights);
  }
  const [nearest, farthest] = extremes(targets);
  u32[control.nearest / 4] = 4 * nearest;
  u32[control.farthest / 4] = 4 * farthest;
}

function extremes(targets: Uint32Array): [number, number] {
  let [least, greatest] = [targets[0] ?? 0, 0];
  for (let i = 0; i < targets.length; i++) {
    const target = targets[i]!;
    if (target < least) least = target;
    if (target > greatest) greatest = target;
  }
  return [least, greatest];
}
