/**
 * What a step must move and compute, counted from the program itself: the paper side of a roofline (Williams, Waterman & Patterson
 * 2009, Commun. ACM 52:65). Counts are of f32 backends: 4 bytes per value.
 */
import { type Expr, isOperation } from '../expression/node.ts';
import { rowOf } from '../expression/ops.ts';
import { topological } from '../expression/visit.ts';
import { cellsOf, type Program } from './program.ts';
import { rowsOf } from './space.ts';
import { bytesPerWeight } from './stored-weights.ts';
import { storedOf, synapsesOf } from './synapses.ts';
import type { Tree } from './tree.ts';

export interface StepCost {
  /** Bytes read and written per cell and step: columns that are used, columns that change, accumulators taken and cleared. */
  readonly bytes_per_cell: number;
  /** Additions, multiplications, comparisons and selections per cell and step, exponentials and divisions not counted. */
  readonly simple_operations_per_cell: number;
  readonly divisions_per_cell: number;
  /** Exponentials and other transcendental functions per cell and step. */
  readonly transcendentals_per_cell: number;
  /** Bytes moved per synaptic event, mean: its target (and weight) where stored, and its accumulator read and written. */
  readonly bytes_per_event: number;
  /** Mean synapses per cell. */
  readonly synapses_per_cell: number;
  /** Mean sites per cell: more than 1 where there are dendrites. */
  readonly sites_per_cell: number;
  /** Bytes of all columns per site, mean. */
  readonly bytes_kept_per_site: number;
}

/** The class of a node: leaves are read, not made. */
function costOf(e: Expr): 'free' | 'simple' | 'division' | 'function' {
  if (isOperation(e)) return rowOf(e.op).cost;
  switch (e.op) {
    case 'poisson':
      return 'function';
    case 'draw':
    case 'lookup':
    case 'phi1':
      return 'simple';
    default:
      return 'free';
  }
}

const VALUE = 4;

/** Of all cells of a population with dendrites: kernels at their sites, and the solution, 9 operations and a division or two per site. */
function costOfTree({ sites, before, after }: Tree, cells: number) {
  const cost = { free: 0, simple: 9 * sites * cells, division: 2 * sites * cells, function: 0 };
  let moved = 8 * VALUE * sites * cells;
  for (const kernel of [...before, ...after]) {
    const nodes = topological(kernel.writes.map((w) => w.value));
    const rows = kernel.sites.length * cells;
    for (const e of nodes) cost[costOf(e)] += rows;
    const read = new Set(nodes.flatMap((e) => (e.op === 'state' || e.op === 'parameter' ? [e.name] : [])));
    moved += VALUE * rows * (read.size + kernel.writes.length);
  }
  return { cost, moved };
}

/** Means over all cells of the network. */
export function stepCost(program: Program): StepCost {
  const cells = cellsOf(program);
  let bytes = 0;
  let simple = 0;
  let divisions = 0;
  let transcendentals = 0;
  for (const p of program.populations) {
    if (p.tree) {
      const { cost, moved } = costOfTree(p.tree, p.size);
      bytes += moved;
      [simple, divisions, transcendentals] = [
        simple + cost.simple,
        divisions + cost.division,
        transcendentals + cost.function,
      ];
      continue;
    }
    const nodes = topological(p.spike ? [...p.next, p.spike] : p.next);
    const read = new Set(nodes.flatMap((e) => (e.op === 'state' || e.op === 'parameter' ? [e.name] : [])));
    const written = p.next.filter((next, c) => !(next.op === 'state' && next.name === p.columns[c]!.name)).length;
    const { rows } = p.space;
    // An inlet is taken always and cleared where something arrived: count both.
    bytes += VALUE * (rows * (read.size + written) + 2 * p.size * p.inlets.length);
    for (const e of nodes) {
      const cost = costOf(e);
      if (cost === 'division') divisions += rows;
      else if (cost === 'function') transcendentals += rows;
      else if (cost === 'simple') simple += rows;
    }
  }
  const { targets, weights } = storedOf(program);
  const rows = rowsOf(program);
  const kept = program.populations.reduce((n, p) => n + VALUE * p.space.rows * p.columns.length, 0);
  const synapses = synapsesOf(program, ['stored', 'made']);
  // What is made at the spike is not read.
  const stored = synapses > 0 ? targets.length / synapses : 1;
  const mean = (total: number): number => (cells > 0 ? total / cells : 0);
  return {
    bytes_per_cell: mean(bytes),
    simple_operations_per_cell: mean(simple),
    divisions_per_cell: mean(divisions),
    transcendentals_per_cell: mean(transcendentals),
    bytes_per_event: stored * (VALUE + bytesPerWeight(weights)) + 2 * VALUE,
    synapses_per_cell: mean(synapses),
    sites_per_cell: mean(rows),
    bytes_kept_per_site: rows > 0 ? kept / rows : 0,
  };
}
