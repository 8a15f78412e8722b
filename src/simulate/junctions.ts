/** The couplings of one cell, as the engine has them: its partners, what joins it to each, and what each junction adds now. */
import type { Engine } from '../engine/engine.ts';
import { InternalError } from '../errors.ts';
import * as b from '../expression/build.ts';
import { derivative } from '../expression/derivative.ts';
import type { Expr } from '../expression/node.ts';
import { Tape } from '../expression/tape.ts';
import { some, transform } from '../expression/visit.ts';
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
  /** The summed variable that gets what is added: of the cell, or of the partners where the direction is 'out'. */
  readonly into: string;
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
  /** What each junction adds, in `unit`, from the state of the cells as it is now; spikes that arrive in the next step are not in it. */
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
