/** Into which blocks of the ring the synapses of a network are sorted, and what that costs. */

import { areLevels, type StoredWeights } from '../../../../program/stored-weights.ts';
import { type Ring, ringLength, type Stored } from '../../../../program/synapses.ts';
import { inBytes } from '../../../../program/target/refusals.ts';
import type { Limits } from '../../limits.ts';

/** `unweighted`: all weigh 1; `packed`: weights of 16 bits beside the entries; `weighted`: weights of 32 bits apart. */
type BlockFormat = 'unweighted' | 'packed' | 'weighted';

export interface BlockPlan {
  /** Entries per block, a power of two. */
  readonly size: number;
  /** Numbers of the blocks that synapses reach, ascending; block b has the entries from b·size on. */
  readonly blocks: Uint32Array;
  readonly format: BlockFormat;
  /** Entries of the pivot table: one per row and block, and the end. */
  readonly pivots: number;
  /** Mean synapses of a row in a block; 0 without synapses. */
  readonly segment: number;
  /** Bytes of the sorted synapses with their pivot table, and of the plain rows. */
  readonly bytes: number;
  readonly plainBytes: number;
}

/** Smallest block, entries: smaller ones would leave most of a workgroup's threads without work. */
const LEAST_SIZE = 256;
/** Entries that 16 bits number. */
const GREATEST_SIZE = 65536;
/** Workgroup memory for the list of spikes, bytes: more than 256 threads need. */
const LIST_BYTES = 2048;
/**
 * Segments as long as this are taken where they are to be had: smaller blocks mean more workgroups, and shorter segments more reads of the
 * pivot table per synapse.
 */
const GOOD_SEGMENT = 8;

interface Census {
  /** Whether a synapse reaches a block of LEAST_SIZE entries. */
  readonly reached: Uint8Array;
  readonly format: BlockFormat;
}

/** The smallest blocks with good segments, or else the largest that fit a workgroup's memory. */
export function planBlocks(stored: Stored, ring: Ring, limits: Limits): BlockPlan {
  const census = censusOf(stored, ring);
  const most = Math.min(GREATEST_SIZE, (limits.maxComputeWorkgroupStorageSize - LIST_BYTES) / 4);
  let plan = planOf(stored, census, LEAST_SIZE);
  while (plan.segment < GOOD_SEGMENT && plan.blocks.length > 1 && plan.size * 2 <= most)
    plan = planOf(stored, census, plan.size * 2);
  return plan;
}

/**
 * Why sorting into blocks does not pay, with the numbers, or undefined: the copy, pivot table included, must not be larger than the plain
 * rows that it replaces. Then a row has at least two synapses in each block on average.
 */
export function refusalOfBlocks({ size, blocks, segment, bytes, plainBytes }: BlockPlan): string | undefined {
  if (bytes <= plainBytes) return undefined;
  return `would sort the synapses into ${blocks.length} blocks of ${size} sums, ${segment.toFixed(1)} synapses of a cell in each, which takes ${inBytes(bytes)} in the place of ${inBytes(plainBytes)}`;
}

function planOf(stored: Stored, { reached, format }: Census, size: number): BlockPlan {
  const parts = size / LEAST_SIZE;
  const blocks: number[] = [];
  for (let part = 0; part < reached.length; part++) {
    const block = Math.floor(part / parts);
    if (reached[part] && blocks.at(-1) !== block) blocks.push(block);
  }
  const synapses = stored.targets.length;
  const rows = Math.max(0, stored.rows.length - 1);
  const pivots = rows * blocks.length + 1;
  return {
    size,
    blocks: Uint32Array.from(blocks),
    format,
    pivots,
    segment: synapses > 0 ? synapses / (rows * blocks.length) : 0,
    bytes: { unweighted: 2, packed: 4, weighted: 6 }[format] * synapses + 4 * (blocks.length + pivots),
    plainBytes: (stored.weights ? 8 : 4) * synapses + 4 * stored.rows.length,
  };
}

function censusOf({ targets, weights }: Stored, ring: Ring): Census {
  const reached = new Uint8Array(Math.ceil(ringLength(ring) / LEAST_SIZE));
  const shift = Math.log2(LEAST_SIZE);
  for (let s = 0; s < targets.length; s++) reached[targets[s]! >>> shift] = 1;
  return { reached, format: weights ? (fitsIn16Bits(weights) ? 'packed' : 'weighted') : 'unweighted' };
}

function fitsIn16Bits(weights: NonNullable<StoredWeights>): boolean {
  const values = areLevels(weights) ? weights.values : weights;
  if (values instanceof Int16Array) return true;
  for (let s = 0; s < values.length; s++) if ((values[s]! << 16) >> 16 !== values[s]!) return false;
  return true;
}
