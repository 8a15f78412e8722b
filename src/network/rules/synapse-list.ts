import { partitionPoint } from '../../analysis/partition-point.ts';
import { shown, UserError } from '../../errors.ts';
import { anything, listOf, optionsOf } from '../../options.ts';
import type { ConnectionRule } from './rule.ts';

/** Synapses as pairs of cells, or as two arrays of equal length; numbers count from 0 within the source and the target. */
export type SynapsePairs =
  | readonly (readonly [source: number, target: number])[]
  | { readonly sources: ArrayLike<number>; readonly targets: ArrayLike<number> };

/** Exactly the given synapses; a pair named twice is two synapses. Per-synapse arrays follow the order of the list. */
export function synapseList(pairs: SynapsePairs): ConnectionRule {
  const [sources, targets] = columns(pairs);
  const n = sources.length;
  const order = Uint32Array.from({ length: n }, (_, k) => k);
  order.sort((a, b) => sources[a]! - sources[b]! || a - b);
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
      for (let k = lowerBound(from); k < n && sources[order[k]!]! < to; k++) counts[sources[order[k]!]!]!++;
    },
    fill(_task, { cursors, entries, base }, from, to) {
      for (let k = lowerBound(from); k < n && sources[order[k]!]! < to; k++)
        entries[cursors[sources[order[k]!]!]!++] = base + targets[order[k]!]!;
    },
  };

  function lowerBound(source: number): number {
    return partitionPoint(n, (k) => sources[order[k]!]! < source);
  }
}

function outside(k: number, side: string, cell: number, cells: number): UserError {
  return new UserError(
    `Synapse ${k} of the list names ${side} cell ${cell}, but the ${side} has ${cells} cells, numbered from 0.`,
  );
}

function columns(pairs: SynapsePairs): [Uint32Array, Uint32Array] {
  const lists = Array.isArray(pairs) ? undefined : readColumns(pairs);
  const n = lists ? lists.sources.length : (pairs as readonly unknown[]).length;
  if (lists && lists.targets.length !== n)
    throw new UserError(`synapseList got ${n} sources and ${lists.targets.length} targets; it needs equally many.`);
  const sources = new Uint32Array(n);
  const targets = new Uint32Array(n);
  for (let k = 0; k < n; k++) {
    const pair = lists ? [lists.sources[k], lists.targets[k]] : (pairs as readonly unknown[])[k];
    if (!Array.isArray(pair) || pair.length !== 2)
      throw new UserError(`Synapse ${k} of the list is ${shown(pair)}; a pair such as [0, 3] is expected.`);
    const [source, target] = pair as [number, number];
    for (const cell of [source, target]) {
      if (!Number.isInteger(cell) || cell < 0 || cell > 0xffffffff)
        throw new UserError(
          `Synapse ${k} of the list is ${shown(source)} → ${shown(target)}; cells are whole numbers from 0.`,
        );
    }
    sources[k] = source;
    targets[k] = target;
  }
  return [sources, targets];
}

const readColumns = optionsOf<{ readonly sources: ArrayLike<number>; readonly targets: ArrayLike<number> }>(
  'synapseList',
  { sources: listOf(anything), targets: listOf(anything) },
);
