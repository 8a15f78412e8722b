/** Places everything that a module reads and writes in one linear memory. */
import { InternalError } from '../../errors.ts';
import { layoutOf } from '../../program/layout.ts';
import { cellsOf, type PopulationProgram, type Program } from '../../program/program.ts';
import { areLevels, bytesPerWeight } from '../../program/stored-weights.ts';
import { arraysOf, groupsOf, ringLength, storedOf } from '../../program/synapses.ts';
import { MAX_STEPS, type MemoryMap, TARGETS, threadBlock, weightsAfter } from '../../program/target/simd.ts';
import { logarithmParts } from '../../random/logarithm.ts';
import { BLOCK, SCRATCH_SLOTS } from './context.ts';
import { linkBytes } from './links.ts';

/** Bytes kept for literals; emission fails beyond. */
export const CONSTANT_BYTES = 65536;
/** Spikes that a thread can note in one call, unless it has more cells than that. */
const SPIKES = 1 << 21;
/** Values that may be read behind the junctions of a sum. */
const BEHIND = 3;
/** A page of the machine, so that threads do not share one at the seams. */
const PAGE = 4096;

const NO_TREE = { entries: 0, children: 0 };

const align = (n: number, to: number): number => Math.ceil(n / to) * to;

/**
 * Cells of a population that one thread advances, a whole number of cache lines: [begin, end). With dendrites, of which there may be few
 * large ones, a whole number of vectors.
 */
export function shareOf(
  { size, tree }: Pick<PopulationProgram, 'size' | 'tree'>,
  thread: number,
  threads: number,
): { begin: number; end: number } {
  const piece = tree ? 4 : 16;
  const pieces = Math.ceil(size / piece);
  const cut = (t: number): number => Math.min(Math.floor((pieces * t) / threads) * piece, align(size, 4));
  return { begin: cut(thread), end: thread + 1 === threads ? align(size, 4) : cut(thread + 1) };
}

/** Addresses may pass 4 GiB; whoever makes the memory has to check. `owned`: whether the threads share one ring. */
export function memoryMap(program: Program, threads: number, owned: boolean): MemoryMap {
  const { populations, ring } = program;
  const stored = storedOf(program);
  const layout = layoutOf(program);
  const cells = cellsOf(program);
  let at = 0;
  const place = (bytes: number, to = 64): number => {
    const address = align(at, to);
    at = address + bytes;
    return address;
  };
  place(threadBlock.base + threads * threadBlock.bytes);
  const constants = place(CONSTANT_BYTES);
  // First of what has no fixed length, so that it can have a fixed address.
  const hasStored = stored.targets.length > 0;
  if (at > TARGETS) throw new InternalError(`${threads} threads leave no room before the targets.`);
  if (hasStored) at = TARGETS;
  const targets = hasStored ? place(4 * stored.targets.length) : 0;
  const weights = hasStored && stored.weights ? place(bytesPerWeight(stored.weights) * stored.targets.length) : 0;
  if (weights > 0 && weights !== weightsAfter(stored.targets.length))
    throw new InternalError('the weights lie elsewhere.');
  const levels = areLevels(stored.weights) ? place(stored.weights.values.byteLength) : 0;
  const uniforms = populations.map((p) => place(4 * p.uniforms.length));
  const variants = place(4 * populations.length);
  const ranges = place(8 * populations.length * threads);
  const tables = place(4 * layout.tableLength);
  const columns = place(4 * layout.stateLength, PAGE);
  // The last vectors read of a row may pass its end by three words.
  const scratchBytes = 4 * BLOCK * SCRATCH_SLOTS;
  const scratch = place(scratchBytes * threads, PAGE);
  const ringBytes = align(4 * ringLength(ring) + 16, PAGE);
  const ringCount = owned ? 1 : threads;
  const rings = place(ringBytes * ringCount, PAGE);
  const spikeBytes = align(4 * Math.max(SPIKES, Math.ceil(cells / threads) + 64 * populations.length), PAGE);
  const spikes = place(spikeBytes * threads, PAGE);
  const endBytes = align(4 * MAX_STEPS * populations.length, PAGE);
  const ends = place(endBytes * threads, PAGE);
  const array = (values: { readonly length: number } | null): number => (values ? place(4 * values.length, PAGE) : 0);
  const pointers = (stored.rows.length - 1) * (owned ? threads : 1) + 1;
  const rows = hasStored ? place(4 * pointers, PAGE) : 0;
  const logarithms = groupsOf(program, 'made').some((p) => p.recipe.kind === 'gaps')
    ? place(logarithmParts.byteLength)
    : 0;
  const placed = new Map<object, number>();
  /** Of what groups share there is one. */
  const once = (values: { readonly length: number } | null): number => {
    const address = (values && placed.get(values)) ?? array(values);
    if (values) placed.set(values, address);
    return address;
  };
  const groups = program.synapses.map((group) =>
    Object.fromEntries(Object.entries(arraysOf(group)).map(([name, values]) => [name, once(values)])),
  );
  const sums = program.sums.map(({ terms }) =>
    terms.map((term) => ({
      rows: array(term.rows),
      sources: place(4 * (term.sources.length + BEHIND)),
      weights: term.weights ? place(4 * (term.weights.length + BEHIND)) : 0,
    })),
  );
  const trees = populations.map(({ tree }) =>
    tree ? { entries: place(16 * tree.order.length), children: place(8 * tree.order.length) } : NO_TREE,
  );
  const links = program.links.map((group) => place(linkBytes(program, group, threads)));
  return {
    constants,
    trees,
    links,
    uniforms,
    variants,
    ranges,
    tables,
    columns,
    scratch,
    scratchBytes,
    rings,
    ringBytes,
    ringCount,
    spikes,
    spikeBytes,
    ends,
    endBytes,
    rows,
    targets,
    weights,
    levels,
    logarithms,
    groups,
    sums,
    end: align(at, PAGE),
  };
}
