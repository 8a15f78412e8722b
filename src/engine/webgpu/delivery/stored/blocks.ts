/**
 * Synapses sorted, row by row, by the block of the ring that they reach: 2 bytes for the entry within its block, 2 for the weight where
 * weights fit 16 bits (4 otherwise), and the pivot table. It stands in the place of the plain rows, not beside them.
 */
import packed from '../../../../../shaders/blocks-packed.wgsl?raw';
import unweighted from '../../../../../shaders/blocks-unweighted.wgsl?raw';
import weighted from '../../../../../shaders/blocks-weighted.wgsl?raw';
import { plainWeights } from '../../../../program/stored-weights.ts';
import { type Stored, storedOf } from '../../../../program/synapses.ts';
import type { NetworkFacts } from '../../facts.ts';
import { inPieces } from '../../pieces.ts';
import type { BlockPlan } from './block-plan.ts';
import type { Connections } from './form.ts';

export function blockConnections({ program, limits, blockPlan: plan }: NetworkFacts): Connections {
  const stored = storedOf(program);
  const { size, blocks, format } = plan;
  const synapses = stored.targets.length;
  const words = format === 'packed' ? synapses : Math.ceil(synapses / 2);
  return {
    form: 'blocks',
    arrays: [
      inPieces('rows', 'u32', blocks.length + plan.pivots, limits),
      inPieces('targets', 'u32', words, limits),
      ...(format === 'weighted' ? [inPieces('weights', 'i32', synapses, limits)] : []),
    ],
    modules: [
      `const block_size: u32 = ${size}u;\nconst block_count: u32 = ${blocks.length}u;\n`,
      { unweighted, packed, weighted }[format],
    ],
    content: () => sortIntoBlocks(stored, plan),
  };
}

/** Contents of `rows` (numbers of the blocks, then the pivot table), of `targets`, and of `weights` in the format that has them. */
export function sortIntoBlocks(stored: Stored, plan: BlockPlan): (Uint32Array | Int32Array)[] {
  const { rows, targets } = stored;
  const weights = plainWeights(stored.weights);
  const { size, blocks, format } = plan;
  const count = blocks.length;
  const synapses = targets.length;
  const cells = Math.max(0, rows.length - 1);
  const shift = Math.log2(size);
  /** Place of each block of the whole ring among those that are reached. */
  const places = new Uint32Array((blocks.at(-1) ?? -1) + 1);
  blocks.forEach((block, place) => {
    places[block] = place;
  });
  const head = new Uint32Array(count + plan.pivots);
  head.set(blocks);
  const pivots = head.subarray(count);
  for (let cell = 0; cell < cells; cell++) {
    const first = cell * count + 1;
    for (let s = rows[cell]!; s < rows[cell + 1]!; s++) pivots[first + places[targets[s]! >>> shift]!]!++;
  }
  for (let p = 1; p < pivots.length; p++) pivots[p]! += pivots[p - 1]!;
  const entries = format === 'packed' ? new Uint16Array(2 * synapses) : new Uint16Array(2 * Math.ceil(synapses / 2));
  const wide = format === 'weighted' ? new Int32Array(synapses) : undefined;
  const next = new Uint32Array(count);
  for (let cell = 0; cell < cells; cell++) {
    next.set(pivots.subarray(cell * count, (cell + 1) * count));
    for (let s = rows[cell]!; s < rows[cell + 1]!; s++) {
      const target = targets[s]!;
      const at = next[places[target >>> shift]!]!++;
      if (format === 'packed') {
        entries[2 * at] = target & (size - 1);
        entries[2 * at + 1] = weights![s]!;
      } else {
        entries[at] = target & (size - 1);
        if (wide) wide[at] = weights![s]!;
      }
    }
  }
  return [head, new Uint32Array(entries.buffer), ...(wide ? [wide] : [])];
}
