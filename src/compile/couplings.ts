/** Couplings of a network → sums of its program: junctions row by row of the cell that pulls, values over columns. */
import { branchingOf, sitesOf } from '../dendrites/branching.ts';
import { InternalError, UserError } from '../errors.ts';
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import { some, topological, transform } from '../expression/visit.ts';
import { type Coupling, isEverything, type Side } from '../network/coupling.ts';
import { Drawn } from '../network/drawn.ts';
import type { Network } from '../network/network.ts';
import { pairColumns } from '../network/pairs.ts';
import type { Population } from '../network/population.ts';
import { synapseReader } from '../network/synapse-values.ts';
import type { Term } from '../program/coupling.ts';
import { streamKey } from '../random/philox.ts';
import type { ProjectionPlan } from './building/projection-plan.ts';
import { mergeFanout } from './fanout.ts';
import { byTarget, weightsOf } from './pathway.ts';

/** A summed variable that couplings fill. */
export interface ResolvedSum {
  /** Number of the population that gets it. */
  readonly population: number;
  readonly variable: string;
  /** Row of its first cell: 0 but for sites of dendrites. */
  readonly firstRow: number;
  /** Of gap junctions at a site of dendrites: conductance of all junctions of each cell, nS. */
  readonly conductances: Float64Array | undefined;
  readonly common: boolean;
  /**
   * Values over `pre` and `post` leaves that name columns, `parameter` leaves of shared parameters of the sum's population, weights and
   * numbers.
   */
  readonly terms: readonly Term[];
}

/** What a population keeps for each cell, by name. */
export interface Kept {
  readonly states: ReadonlySet<string>;
  /** Parameters with one value per cell. */
  readonly perCell: ReadonlySet<string>;
}

/** Junctions by the cell that pulls. */
type Rows = Pick<Term, 'rows' | 'sources' | 'weights'>;

/**
 * The sums of all populations, in order of their first couplings. Throws a UserError where a coupling has too many junctions or reads a
 * shared parameter of another population.
 */
export function resolveCouplings(
  network: Network,
  ordered: readonly Population[],
  kept: (population: Population) => Kept,
): ResolvedSum[] {
  const sums = new Map<string, { population: number; variable: string; firstRow: number; parts: Part[] }>();
  for (const coupling of network.couplings) {
    if (isInSolve(coupling)) continue;
    for (const part of partsOf(coupling, network.seed)) {
      const population = ordered.indexOf(coupling[part.side.at].population);
      const firstRow = rowOf(coupling, part.side.at);
      const key = `${population} ${part.side.into} ${firstRow}`;
      const known = sums.get(key);
      if (known) known.parts.push(part);
      else sums.set(key, { population, variable: part.side.into, firstRow, parts: [part] });
    }
  }
  return [...sums.values()].map(({ population, variable, firstRow, parts }): ResolvedSum => {
    const common = parts.every((part) => part.common);
    const terms = parts.map((part): Term => {
      const { coupling, side } = part;
      const [post, pre] = [coupling[side.at], coupling[other(side.at)]].map((slice) => slice.population) as [
        Population,
        Population,
      ];
      return {
        name: coupling.name,
        source: ordered.indexOf(pre),
        ...(common ? oneRow(coupling[other(side.at)]) : from(part.rows(), rowOf(coupling, other(side.at)))),
        value: overColumns(side.value, { pre, post }, kept, coupling.name),
      };
    });
    const joined = parts.every(({ coupling }) => coupling.sites !== undefined);
    return {
      population,
      variable,
      firstRow,
      conductances: joined ? conductancesOf(parts, terms) : undefined,
      common,
      terms,
    };
  });
}

/** Whether its junctions take part in the solution: then they are no sum. */
export const isInSolve = ({ sites }: Coupling): boolean => sites?.solve === 'in-solve';

/** Row of the first cell at an end of a coupling. */
const rowOf = (coupling: Coupling, at: Side['at']): number =>
  coupling.sites ? siteOf(coupling, at) * coupling[at].population.size : 0;

/** Site at an end of a gap junction between places. */
export function siteOf({ sites, ...ends }: Coupling, at: Side['at']): number {
  const { population } = ends[at];
  const branching = branchingOf(population.blueprint.shape);
  if (!branching || !sites) throw new InternalError(`a junction at a place of '${population.name}', which has none.`);
  return sitesOf(branching).of[sites[at].node]!;
}

/** Sources as rows, those of the first cell's site and the following ones. */
const from = (rows: Rows, firstRow: number): Rows =>
  firstRow === 0 ? rows : { ...rows, sources: rows.sources.map((cell) => firstRow + cell) };

/** What all junctions of each cell conduct, nS. */
function conductancesOf(parts: readonly Part[], terms: readonly Term[]): Float64Array {
  const total = new Float64Array(terms[0]!.rows.length - 1);
  terms.forEach(({ rows }, k) => {
    const g = parts[k]!.coupling.sites!.conductance;
    for (let j = 0; j < total.length; j++) total[j]! += g * (rows[j + 1]! - rows[j]!);
  });
  return total;
}

const other = (at: Side['at']): Side['at'] => (at === 'target' ? 'source' : 'target');

/** What a coupling adds to one sum. */
interface Part {
  readonly coupling: Coupling;
  readonly side: Side;
  /** Whether all cells get the same. */
  readonly common: boolean;
  readonly rows: () => Rows;
}

function partsOf(coupling: Coupling, seed: number): Part[] {
  let made: Junctions | undefined;
  const junctions = (): Junctions => {
    made ??= junctionsOf(coupling, seed);
    return made;
  };
  const { sides, source, target } = coupling;
  const [forth, back] = sides;
  // Where both ends are of one population and do the same, each cell has one row with its partners of either side.
  const onePlace = coupling.sites?.source.node === coupling.sites?.target.node;
  if (
    back &&
    source.population === target.population &&
    forth!.into === back.into &&
    forth!.value === back.value &&
    onePlace
  )
    return [{ coupling, side: forth!, common: false, rows: () => bothWays(junctions()) }];
  return sides.map((side): Part => {
    const own = coupling[side.at];
    const everyone = own.size === own.population.size && isEverything(coupling.rule);
    const common = everyone && !some(side.value, (e) => e.op === 'post' || e === b.weight);
    return { coupling, side, common, rows: () => (side.at === 'target' ? junctions().byTarget : turned(junctions())) };
  });
}

export interface Junctions {
  /** Cells of the population that the sources belong to. */
  readonly cells: number;
  readonly byTarget: Rows;
}

/** Makes them as a projection's synapses are made. */
export function junctionsOf({ name, source, target, rule, weight }: Coupling, seed: number): Junctions {
  const same = source.population === target.population;
  const [cells, size] = [source.population.size, target.population.size];
  const plan: ProjectionPlan = {
    name,
    rule,
    task: {
      sources: source.size,
      targets: target.size,
      shift: same ? source.first - target.first : target.size,
      seed,
      stream: streamKey(name),
    },
    firstSource: source.first,
    firstTarget: target.first,
    cells: size,
    places: undefined,
    inlets: [0],
    delay: 1,
    weight: undefined,
  };
  const { ring, stored } = mergeFanout(cells, [{ size, perSynapse: false }], [plan]);
  const own = (s: number): number => stored.targets[s]! % ring.width;
  const { columns, synapses, sources } = byTarget(stored.rows, own, size);
  if (!weight) return { cells, byTarget: { rows: columns, sources, weights: null } };
  const pairs =
    weight instanceof Float64Array || weight instanceof Drawn
      ? new Map()
      : pairColumns([weight], { source, target, seed });
  const read = synapseReader(weight, seed, `${name}.weight`, pairs, rule.arrayOrder);
  const weights = weightsOf({ ...plan, weight: { value: weight, read } }, stored.rows, 0, own);
  return {
    cells,
    byTarget: { rows: columns, sources, weights: Float64Array.from(synapses, (s) => weights[s]!) },
  };
}

/** Row by row of the sources, with the targets as their partners. */
function turned({ cells, byTarget: { rows, sources, weights } }: Junctions): Rows {
  const turnedRows = new Uint32Array(cells + 1);
  for (const i of sources) turnedRows[i + 1]!++;
  for (let i = 0; i < cells; i++) turnedRows[i + 1]! += turnedRows[i]!;
  const cursors = turnedRows.slice();
  const partners = new Uint32Array(sources.length);
  const turnedWeights = weights && new Float64Array(sources.length);
  for (let j = 0; j + 1 < rows.length; j++)
    for (let s = rows[j]!; s < rows[j + 1]!; s++) {
      const at = cursors[sources[s]!]!++;
      partners[at] = j;
      if (turnedWeights) turnedWeights[at] = weights![s]!;
    }
  return { rows: turnedRows, sources: partners, weights: turnedWeights };
}

/** The rows and the turned rows of cells of one population, merged; of a cell with itself nothing. */
function bothWays(junctions: Junctions): Rows {
  const ways = [junctions.byTarget, turned(junctions)];
  const { cells } = junctions;
  const rows = new Uint32Array(cells + 1);
  const length = 2 * junctions.byTarget.sources.length;
  const sources = new Uint32Array(length);
  const weights = junctions.byTarget.weights && new Float64Array(length);
  let at = 0;
  for (let j = 0; j < cells; j++) {
    const [x, y] = ways.map((way) => ({ way, k: way.rows[j]!, end: way.rows[j + 1]! })) as [Cursor, Cursor];
    while (x.k < x.end || y.k < y.end) {
      const first = x.k < x.end && (y.k >= y.end || x.way.sources[x.k]! <= y.way.sources[y.k]!) ? x : y;
      const s = first.k++;
      if (first.way.sources[s] === j) continue;
      sources[at] = first.way.sources[s]!;
      if (weights) weights[at] = first.way.weights![s]!;
      at++;
    }
    rows[j + 1] = at;
  }
  return { rows, sources: sources.slice(0, at), weights: weights?.slice(0, at) ?? null };
}

interface Cursor {
  readonly way: Rows;
  k: number;
  readonly end: number;
}

/** All cells of a slice in one row. */
const oneRow = ({ first, size }: { readonly first: number; readonly size: number }): Rows => ({
  rows: Uint32Array.of(0, size),
  sources: Uint32Array.from({ length: size }, (_, k) => first + k),
  weights: null,
});

/** Shared parameters become `parameter` leaves of the sum's population. */
function overColumns(
  value: Expr,
  ends: { readonly pre: Population; readonly post: Population },
  kept: (population: Population) => Kept,
  name: string,
): Expr {
  return transform([value], (e) => {
    if (e.op !== 'pre' && e.op !== 'post') return undefined;
    const population = ends[e.op];
    const { states, perCell } = kept(population);
    if (states.has(e.name) || perCell.has(e.name)) return undefined;
    if (population === ends.post) return b.parameter(e.name);
    throw new UserError(
      `coupling ${name}: '${e.name}' is one value for all cells of ${population.name}, and cells of ${ends.post.name} cannot follow it; give it in the 'parameters' of the coupling, or one value per cell.`,
    );
  })[0]!;
}

/** Names that the sums read of a population's cells. */
export const readBySums = (sums: readonly ResolvedSum[], population: number): ReadonlySet<string> =>
  new Set(
    sums.flatMap((sum) =>
      sum.terms.flatMap(({ source, value }) =>
        topological([value]).flatMap((e) =>
          (e.op === 'pre' && source === population) || (e.op === 'post' && sum.population === population)
            ? [e.name]
            : [],
        ),
      ),
    ),
  );
