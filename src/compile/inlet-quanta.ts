/** What the integers of inlets with drawn weights stand for, before any synapse is made. */

import { Drawn, quantumOf, weightTable } from '../network/drawn.ts';
import type { Projection } from '../network/projection.ts';
import type { ConnectionRule, RuleTask } from '../network/rules/rule.ts';
import { sharesOf } from '../random/value-table.ts';
import { HEADROOM } from './weights.ts';

interface DrawnProjection extends Projection {
  readonly weight: Drawn;
}

/**
 * The quantum of each projection's drawn weights, a power of two. Projections that deliver to the same inlet (see `planNetwork`) have the
 * same: the finest that any of them asks for, and coarser only where a cell's sum might leave 32 bits.
 */
export function drawnQuanta(projections: readonly Projection[]): ReadonlyMap<Projection, number> {
  const drawn = projections.filter((p): p is DrawnProjection => p.weight instanceof Drawn && !p.dynamics);
  const inletsOf = ({ target, effects }: Projection): string[] =>
    effects.map(({ variable, factor }) => `${target.population.name} ${variable} ${factor.id}`);
  const heads = new Map<string, string>();
  const headOf = (inlet: string): string => {
    const next = heads.get(inlet) ?? inlet;
    return next === inlet ? inlet : headOf(next);
  };
  for (const projection of drawn) {
    const inlets = inletsOf(projection);
    for (const inlet of inlets) heads.set(headOf(inlet), headOf(inlets[0]!));
  }
  const finest = new Map<string, number>();
  const sums = new Map<string, number>();
  for (const projection of drawn) {
    const inlets = inletsOf(projection);
    const head = headOf(inlets[0]!);
    finest.set(head, Math.min(finest.get(head) ?? Number.POSITIVE_INFINITY, quantumOf(projection.weight)));
    const heaviest = heaviestSum(projection);
    for (const inlet of inlets) sums.set(inlet, (sums.get(inlet) ?? 0) + heaviest);
  }
  for (const [inlet, sum] of sums) {
    const head = headOf(inlet);
    let quantum = finest.get(head)!;
    while (sum / quantum > HEADROOM) quantum *= 2;
    finest.set(head, quantum);
  }
  return new Map(drawn.map((projection) => [projection, finest.get(headOf(inletsOf(projection)[0]!))!]));
}

/**
 * A bound of the sum of absolute weights onto any one cell by one statement. For n independent weights of mean |w| = μ and mean w² = s,
 * where n is fixed, or a sum of independent choices with that mean, Bernstein's inequality gives P(Σ > nμ + t) ≤ exp(−t²/2/(ns + wt/3))
 * with the largest weight w; t = 12√(ns) + 48w makes that less than e⁻⁷²: 10⁻²² in 10⁹ cells.
 */
function heaviestSum({ rule, source, target, weight }: DrawnProjection): number {
  const quantum = quantumOf(weight);
  const table = weightTable(weight, quantum);
  let [mean, square, largest] = [0, 0, 0];
  sharesOf(table).forEach((share, slot) => {
    const w = Math.abs(table.values[slot]!) * quantum;
    mean += share * w;
    square += share * w * w;
    largest = Math.max(largest, w);
  });
  // Which cells are on both sides makes no difference here.
  const n = inDegree(rule, { sources: source.size, targets: target.size, shift: target.size, seed: 0, stream: 0 });
  // Each is rounded by half a quantum at most.
  return n * (mean + quantum) + 12 * Math.sqrt(n * square) + 48 * largest;
}

/** A cell's synapses: the mean where chance decides them, the most where it does not. */
function inDegree(rule: ConnectionRule, task: RuleTask): number {
  const { description } = rule;
  switch (description?.kind) {
    case 'oneToOne':
      return 1;
    case 'allToAll':
    case 'probability':
      return task.sources;
    case 'fixedInDegree':
      return description.degree;
    case 'fixedProbability':
    case 'fixedOutDegree':
    case 'fixedTotalNumber':
      // Where cells leave themselves out, the others get a little more.
      return task.targets > 1 ? rule.estimate(task) / (task.targets - 1) : rule.estimate(task);
    case 'synapseList': {
      const counts = new Uint32Array(task.targets);
      for (const j of description.targets) counts[j]!++;
      return counts.reduce((most, n) => Math.max(most, n), 0);
    }
    default:
      return rule.estimate(task);
  }
}
