import { partitionPoint } from '../../analysis/partition-point.ts';
import { shown, UserError } from '../../errors.ts';
import { noMore } from '../../no-more.ts';
import { anything, listOf, optionsOf } from '../../options.ts';
import type { ConnectionRule } from './rule.ts';

/** Cells of one side; NumPy's own whole numbers have 64 bits. */
type Cells = ArrayLike<number> | BigInt64Array | BigUint64Array;

/** Synapses as pairs of cells, or as two arrays of equal length; numbers count from 0 within the source and the target. */
export type SynapsePairs =
  | readonly (readonly [source: number, target: number])[]
  | { readonly sources: Cells; readonly targets: Cells };

/** Exactly the given synapses; a pair named twice is two synapses. Per-synapse arrays follow the order of the list. */
export function synapseList(pairs: SynapsePairs, ...more: undefined[]): ConnectionRule {
  noMore('synapseList', 'pairs of cells', more);
  const [sources, targets] = columns(pairs);
  const n = sources.length;
  const { order, rows } = bySource(sources);
  /** The first place whose source is not below this one. */
  const begin = (source: number): number => partitionPoint(n, (k) => rows[k]! < source);
  return {
    name: `synapseList(${n} synapses)`,
    description: { kind: 'synapseList', sources, targets },
    arrayOrder: order,
    check(task) {
      for (let k = 0; k < n; k++) {
        if (sources[k]! >= task.sources) throw outside(k, 'source', sources[k]!, task.sources);
        if (targets[k]! >= task.targets) throw outside(k, 'target', targets[k]!, task.targets);
      }
    },
    estimate: () => n,
    units: (task) => task.sources,
    count(_task, counts, from, to) {
      for (let k = begin(from); k < n && rows[k]! < to; k++) counts[rows[k]!]!++;
    },
    fill(_task, { cursors, entries, base }, from, to) {
      for (let k = begin(from); k < n && rows[k]! < to; k++) entries[cursors[rows[k]!]!++] = base + targets[order[k]!]!;
    },
  };
}

/**
 * The places of a list in the order of its sources, those of one source in the order of the list, and the source of each: sorted by the
 * lower half of the bits that there are, then by the upper one (Knuth, The Art of Computer Programming, vol. 3, §5.2.5). For 15 million
 * that takes a thirteenth of the time of comparisons.
 */
function bySource(sources: Uint32Array): { readonly order: Uint32Array; readonly rows: Uint32Array } {
  const n = sources.length;
  let order = new Uint32Array(n);
  let rows = sources;
  let sorted = true;
  let largest = 0;
  for (let k = 0; k < n; k++) {
    const source = sources[k]!;
    order[k] = k;
    if (source < largest) sorted = false;
    else largest = source;
  }
  if (sorted) return { order, rows };
  const bits = Math.ceil((32 - Math.clz32(largest)) / 2);
  const mask = 2 ** bits - 1;
  for (const shift of [0, bits]) {
    const next = new Uint32Array(mask + 2);
    for (let k = 0; k < n; k++) next[((rows[k]! >>> shift) & mask) + 1]!++;
    for (let digit = 1; digit < next.length; digit++) next[digit]! += next[digit - 1]!;
    const moved = { order: new Uint32Array(n), rows: new Uint32Array(n) };
    for (let k = 0; k < n; k++) {
      const at = next[(rows[k]! >>> shift) & mask]!++;
      moved.order[at] = order[k]!;
      moved.rows[at] = rows[k]!;
    }
    ({ order, rows } = moved);
  }
  return { order, rows };
}

function outside(k: number, side: string, cell: number, cells: number): UserError {
  return new UserError(
    `Synapse ${k} of the list names ${side} cell ${cell}, but the ${side} has ${cells} cells, numbered from 0.`,
  );
}

/** What is beyond 2⁵³ is rounded, and refused as any cell from 2³² on. */
function numbers(cells: Cells): ArrayLike<number> {
  if (!(cells instanceof BigInt64Array || cells instanceof BigUint64Array)) return cells;
  const values = new Float64Array(cells.length);
  for (let k = 0; k < values.length; k++) values[k] = Number(cells[k]!);
  return values;
}

const isCell = (cell: number): boolean => Number.isInteger(cell) && cell >= 0 && cell <= 0xffffffff;

function columns(pairs: SynapsePairs): [Uint32Array, Uint32Array] {
  const given = Array.isArray(pairs) ? undefined : readColumns(pairs);
  const lists = given && { sources: numbers(given.sources), targets: numbers(given.targets) };
  const n = lists ? lists.sources.length : (pairs as readonly unknown[]).length;
  if (lists && lists.targets.length !== n)
    throw new UserError(`synapseList got ${n} sources and ${lists.targets.length} targets; it needs equally many.`);
  if (lists?.sources instanceof Uint32Array && lists.targets instanceof Uint32Array)
    return [lists.sources.slice(), lists.targets.slice()];
  const sources = new Uint32Array(n);
  const targets = new Uint32Array(n);
  for (let k = 0; k < n; k++) {
    const pair = lists ? undefined : (pairs as readonly unknown[])[k];
    if (!lists && !(Array.isArray(pair) && pair.length === 2))
      throw new UserError(`Synapse ${k} of the list is ${shown(pair)}; a pair such as [0, 3] is expected.`);
    const [source, target] = lists ? [lists.sources[k]!, lists.targets[k]!] : (pair as [number, number]);
    if (!isCell(source) || !isCell(target))
      throw new UserError(
        `Synapse ${k} of the list is ${shown(source)} → ${shown(target)}; cells are whole numbers from 0.`,
      );
    sources[k] = source;
    targets[k] = target;
  }
  return [sources, targets];
}

const readColumns = optionsOf<{ readonly sources: Cells; readonly targets: Cells }>('synapseList', {
  sources: listOf(anything),
  targets: listOf(anything),
});
