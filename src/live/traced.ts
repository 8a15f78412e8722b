/** Between network-wide cell numbers, which the page speaks, and cells within populations, which traces are asked for by. */
import type { Group, TraceBlock, TraceRequest } from '../index.ts';
import { readableUnit } from './shown-units.ts';
import type { Trace } from './types.ts';

/** The widest group a cell belongs to: its population. */
export function populationOf(groups: readonly Group[], cell: number): Group | undefined {
  let widest: Group | undefined;
  for (const group of groups) {
    const holds = group.role === 'cells' && cell >= group.first && cell < group.first + group.count;
    if (holds && (widest === undefined || group.count > widest.count)) widest = group;
  }
  return widest;
}

/**
 * One request per population that holds some of the cells. Cells outside the network are left out, as are those of populations of which
 * `variable` names nothing to be traced.
 */
export function traceRequests(
  groups: readonly Group[],
  cells: readonly number[],
  variable: (population: string) => string | undefined,
): TraceRequest[] {
  const byPopulation = new Map<Group, number[]>();
  for (const cell of cells) {
    const population = populationOf(groups, cell);
    if (population === undefined) continue;
    const list = byPopulation.get(population) ?? [];
    list.push(cell - population.first);
    byPopulation.set(population, list);
  }
  return [...byPopulation].flatMap(([population, list]): TraceRequest[] => {
    const traced = variable(population.name);
    return traced === undefined ? [] : [{ population: population.name, variables: [traced], cells: list }];
  });
}

/** One trace per cell, in the unit that is shown. */
export function tracesOf(blocks: readonly TraceBlock[], groups: readonly Group[]): Trace[] {
  return blocks.flatMap((block) => {
    const population = groups.find((g) => g.name === block.request.population);
    const count = block.request.cells.length;
    const { factor } = readableUnit(block.units[0] ?? '');
    return block.request.cells.map((cell, c) => {
      const values = new Float32Array(block.steps);
      for (let s = 0; s < block.steps; s++) values[s] = factor * block.values[s * count + c]!;
      return { cell: (population?.first ?? 0) + cell, firstStep: block.firstStep, values };
    });
  });
}

interface Range {
  readonly first: number;
  readonly size: number;
}

/** Cells worth a first look, of the populations that have a state: two of the largest group, one of the next. */
export function defaultCells(groups: readonly Group[], places: readonly Range[]): number[] {
  const leaves = groups.filter(
    (g) =>
      g.role === 'cells' &&
      places.some((p) => g.first >= p.first && g.first < p.first + p.size) &&
      !groups.some((h) => h !== g && h.role === 'cells' && within(h, g) && h.count < g.count),
  );
  const [largest, next] = [...leaves].sort((a, b) => b.count - a.count);
  if (largest === undefined) return [];
  const cells = [largest.first, largest.first + Math.floor(largest.count / 2)];
  if (next !== undefined) cells.push(next.first + Math.floor(next.count / 2));
  return [...new Set(cells)];
}

const within = (inner: Group, outer: Group): boolean =>
  inner.first >= outer.first && inner.first + inner.count <= outer.first + outer.count;
