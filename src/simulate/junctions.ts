/** The couplings of one cell, as the engine has them: its partners, what joins it to each, and what each junction adds now. */
import { junctionsOf, siteOf } from '../compile/couplings.ts';
import type { Engine } from '../engine/engine.ts';
import { InternalError } from '../errors.ts';
import * as b from '../expression/build.ts';
import { derivative } from '../expression/derivative.ts';
import type { Expr } from '../expression/node.ts';
import { Tape } from '../expression/tape.ts';
import { some, transform } from '../expression/visit.ts';
import type { Coupling } from '../network/coupling.ts';
import type { Network } from '../network/network.ts';
import { columnsRead, type Sum, type Term } from '../program/coupling.ts';
import { uniformValues } from '../program/hoist.ts';
import type { Program } from '../program/program.ts';
import { canonicalUnit } from '../quantity/describe.ts';
import { divideDimensions, sameDimension, voltage } from '../quantity/dimension.ts';
import { toUnit } from '../quantity/quantity.ts';
import { unitOf } from '../quantity/units.ts';

/** The junctions of one cell in one coupling. All lists have one entry for each of them. */
export interface CellCoupling {
  /** Of the coupling. */
  readonly name: string;
  /** 'in': the partners add to a sum of the cell; 'out': the cell adds to sums of theirs; 'both': both ends get a current. */
  readonly direction: 'in' | 'out' | 'both';
  /**
   * The summed variable that gets what is added: of the cell, or of the partners where the direction is 'out'. Of a cell with dendrites the
   * place that the current flows into, 'dend 1'.
   */
  readonly into: string;
  /** The place of the partners, where they have dendrites. */
  readonly partnersAt?: string;
  /** Population of the partners, and their numbers within it, ascending. */
  readonly population: string;
  readonly partners: Uint32Array;
  /** In `weightUnit`; undefined where junctions have no weights of their own. */
  readonly weights: Float64Array | undefined;
  readonly weightUnit: string;
  /**
   * By how much what is added grows with the other cell's voltage, in `conductanceUnit`; undefined where that is no constant, or nothing
   * like it.
   */
  readonly conductances: Float64Array | undefined;
  readonly conductanceUnit: string;
  /**
   * What each junction adds, in `unit`, from the state of the cells as it is now; spikes that arrive in the next step are not in it.
   * Between places of dendrites g·(V_other − V) of the compartments' voltages as they are now, in the solution or not.
   */
  readonly adds: Float64Array;
  readonly unit: string;
}

/** What is read of a running network. */
interface Running {
  readonly network: Network;
  readonly program: Program;
  readonly engine: Engine;
  /** Current shared parameters of each population, internal units. */
  readonly parameters: readonly ReadonlyMap<string, number>[];
}

/** Junctions of a term: the number of each, the cell that gets what it adds, and the partner's. */
interface Found {
  readonly junctions: readonly number[];
  readonly gets: readonly number[];
  readonly partners: readonly number[];
}

/** The couplings of cell `cell` of population number `population`, none of whose cells has sites. In the order of the program's sums. */
export async function couplingsOf(running: Running, population: number, cell: number): Promise<CellCoupling[]> {
  const { network, program, engine } = running;
  const mutual = new Set(network.couplings.filter(({ sides }) => sides.length > 1).map(({ name }) => name));
  const columns = new Map<string, Promise<Float64Array>>();
  const read = (of: number, column: number): Promise<Float64Array> => {
    const key = `${of} ${column}`;
    const values = columns.get(key) ?? engine.readColumn(of, column);
    columns.set(key, values);
    return values;
  };
  const all: CellCoupling[] = [];
  for (const sum of program.sums)
    for (const term of sum.terms) {
      const both = mutual.has(term.name);
      if (sum.population === population) {
        const found = into(sum, term, cell);
        if (found.junctions.length > 0)
          all.push(await described(running, { sum, term, found, direction: both ? 'both' : 'in' }, read));
      }
      if (term.source === population && !both) {
        const found = outOf(program, sum, term, cell);
        if (found.junctions.length > 0)
          all.push(await described(running, { sum, term, found, direction: 'out' }, read));
      }
    }
  return all;
}

/** What a cell pulls. */
function into({ common }: Sum, { rows, sources }: Term, cell: number): Found {
  const row = common ? 0 : cell;
  const junctions = range(rows[row]!, rows[row + 1]!);
  return { junctions, gets: junctions.map(() => cell), partners: junctions.map((s) => sources[s]!) };
}

/** What others pull from a cell. */
function outOf(program: Program, { common, population }: Sum, { rows, sources }: Term, cell: number): Found {
  if (common) {
    // One row for all cells.
    const junctions = range(0, sources.length).filter((s) => sources[s] === cell);
    const everyone = range(0, program.populations[population]!.size);
    const gets = everyone.flatMap((j) => junctions.map(() => j));
    return { junctions: everyone.flatMap(() => junctions), gets, partners: gets };
  }
  const junctions: number[] = [];
  const gets: number[] = [];
  for (let j = 0; j + 1 < rows.length; j++)
    for (let s = rows[j]!; s < rows[j + 1]!; s++)
      if (sources[s] === cell) {
        junctions.push(s);
        gets.push(j);
      }
  return { junctions, gets, partners: gets };
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, k) => from + k);

const WEIGHT = 'weight';

async function described(
  { network, program, parameters }: Running,
  { sum, term, found, direction }: { sum: Sum; term: Term; found: Found; direction: CellCoupling['direction'] },
  read: (population: number, column: number) => Promise<Float64Array>,
): Promise<CellCoupling> {
  const ends = { pre: program.populations[term.source]!, post: program.populations[sum.population]! };
  const numbers = {
    pre: columnsRead(term, 'pre', ends.pre.columns),
    post: columnsRead(term, 'post', ends.post.columns),
  };
  const [pre, post] = await Promise.all([
    Promise.all(numbers.pre.map((c) => read(term.source, c))),
    Promise.all(numbers.post.map((c) => read(sum.population, c))),
  ]);
  const names = [
    ...numbers.pre.map((c) => `pre ${ends.pre.columns[c]!.name}`),
    ...numbers.post.map((c) => `post ${ends.post.columns[c]!.name}`),
    WEIGHT,
  ];
  const shared = uniformValues(ends.post.uniforms, parameters[sum.population]!, program.dt);
  const [value] = transform([term.value], (e) => {
    if (e.op === 'pre' || e.op === 'post') return b.state(`${e.op} ${e.name}`);
    if (e === b.weight) return b.state(WEIGHT);
    return e.op === 'uniform' ? b.number(shared[e.index]!) : undefined;
  }) as [Expr];
  const seen = numbers.pre.map((c) => ends.pre.columns[c]!);
  const onlyVoltage =
    seen.length === 1 && sameDimension(unitOf(seen[0]!.unit || '1').dimension, voltage) ? seen[0]!.name : undefined;
  const slope = onlyVoltage === undefined ? undefined : derivative(value, `pre ${onlyVoltage}`);
  const constant = slope && !some(slope, (e) => e.op === 'state' && e.name !== WEIGHT) ? slope : undefined;
  const roots = constant ? [value, constant] : [value];
  const tape = new Tape(roots, { states: names.map((name) => ({ name })), tables: [] });
  const row = new Float64Array(names.length);
  const out = new Float64Array(roots.length);
  const { junctions, gets, partners } = found;
  const values = roots.map(() => new Float64Array(junctions.length));
  junctions.forEach((s, k) => {
    const cells = [...pre.map((column) => column[term.sources[s]!]!), ...post.map((column) => column[gets[k]!]!)];
    row.set(cells);
    row[cells.length] = term.weights?.[s] ?? 0;
    tape.run(0, row, out, row, 0);
    values.forEach((list, r) => {
      list[k] = out[r]!;
    });
  });
  const coupling = network.couplings.find(({ name }) => name === term.name);
  if (!coupling) throw new InternalError(`There is no coupling '${term.name}'.`);
  const target = ends.post.columns[sum.column]!;
  const unit = target.unit || '1';
  const conductanceUnit = canonicalUnit(divideDimensions(unitOf(unit).dimension, voltage));
  const { weights } = term;
  return {
    name: term.name,
    direction,
    into: target.name,
    population: direction === 'out' ? ends.post.name : ends.pre.name,
    partners: Uint32Array.from(partners),
    weights: weights ? Float64Array.from(junctions, (s) => toUnit(weights[s]!, coupling.weightUnit)) : undefined,
    weightUnit: coupling.weightUnit,
    conductances: values[1]?.map((g) => toUnit(g, conductanceUnit)),
    conductanceUnit,
    adds: values[0]!.map((x) => toUnit(x, unit)),
    unit,
  };
}

/**
 * The gap junctions of cell `cell` of population number `population`, whose cells have dendrites: an entry for each place that a coupling
 * joins, in the order of the network's couplings, that of the target's place first.
 */
export async function placedCouplingsOf(running: Running, population: number, cell: number): Promise<CellCoupling[]> {
  const { network, program, engine } = running;
  const numberOf = (name: string): number => program.populations.findIndex((p) => p.name === name);
  const columns = new Map<number, Promise<Float64Array>>();
  /** Voltage at one site of every cell of a population, mV. */
  const voltagesAt = async (of: number, site: number): Promise<Float64Array> => {
    const { size } = program.populations[of]!;
    const column = columns.get(of) ?? engine.readColumn(of, voltageColumn(program, of));
    columns.set(of, column);
    return (await column).subarray(site * size, (site + 1) * size);
  };
  const all: CellCoupling[] = [];
  for (const coupling of network.couplings) {
    const { sites, source, target } = coupling;
    const ends = { source: numberOf(source.population.name), target: numberOf(target.population.name) };
    if (!sites || !Object.values(ends).includes(population)) continue;
    const voltages = {
      source: await voltagesAt(ends.source, siteOf(coupling, 'source')),
      target: await voltagesAt(ends.target, siteOf(coupling, 'target')),
    };
    for (const { own, partners } of endsOf(coupling, network.seed, ends, population, cell)) {
      if (partners.length === 0) continue;
      const other = own === 'target' ? 'source' : 'target';
      const V = voltages[own][cell]!;
      all.push({
        name: coupling.name,
        direction: 'both',
        into: sites[own].place,
        partnersAt: sites[other].place,
        population: coupling[other].population.name,
        partners: Uint32Array.from(partners),
        weights: undefined,
        weightUnit: coupling.weightUnit,
        conductances: Float64Array.from(partners, () => sites.conductance),
        conductanceUnit: 'nS',
        adds: Float64Array.from(partners, (j) => sites.conductance * (voltages[other][j]! - V)),
        unit: 'pA',
      });
    }
  }
  return all;
}

function voltageColumn(program: Program, population: number): number {
  const column = program.populations[population]!.columns.findIndex(({ name }) => name === 'V');
  if (column < 0) throw new InternalError(`population ${population} has junctions and no voltage.`);
  return column;
}

/** The partners of a cell, ascending, at each end of a coupling where it may stand; in one entry where both ends are one place. */
function endsOf(
  coupling: Coupling,
  seed: number,
  ends: Readonly<Record<'source' | 'target', number>>,
  population: number,
  cell: number,
): { readonly own: 'source' | 'target'; readonly partners: readonly number[] }[] {
  const { rows, sources } = junctionsOf(coupling, seed).byTarget;
  const into = ends.target === population ? Array.from(sources.subarray(rows[cell]!, rows[cell + 1]!)) : [];
  const from: number[] = [];
  if (ends.source === population)
    for (let j = 0; j + 1 < rows.length; j++)
      for (let s = rows[j]!; s < rows[j + 1]!; s++) if (sources[s] === cell) from.push(j);
  const { sites } = coupling;
  if (ends.source !== ends.target || sites?.source.node !== sites?.target.node)
    return [
      { own: 'target', partners: into },
      { own: 'source', partners: from },
    ];
  // Between a place and itself nothing flows.
  const partners = [...into, ...from].filter((j) => j !== cell).sort((a, b) => a - b);
  return [{ own: 'target', partners }];
}
