/** What expressions over pairs of cells may name: `i` and `j`, and parameters and positions of either end, as `x_pre` and `x_post`. */
import { parseExpression } from '../equations/expression.ts';
import type { ModelParameter } from '../equations/model.ts';
import type { Scope, Variable } from '../equations/scope.ts';
import { UserError } from '../errors.ts';
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import { topological } from '../expression/visit.ts';
import { type Dimension, dimensionless } from '../quantity/dimension.ts';
import type { Columns, OtherEnd } from './closures.ts';
import { columnReader } from './columns.ts';
import type { Population, Slice } from './population.ts';

/** The two ends of a projection. */
export interface Pairs {
  readonly source: Slice;
  readonly target: Slice;
  readonly seed: number;
}

type Ends = Pick<Pairs, 'source' | 'target'>;

const SIDES = [
  { side: 'source', ending: '_pre', index: 'i' },
  { side: 'target', ending: '_post', index: 'j' },
] as const;

/** A stimulus has no cells to know anything, only positions. */
const parametersOf = ({ blueprint }: Population): readonly ModelParameter[] =>
  blueprint.role === 'cells' ? blueprint.shape.parameters : [];

/** Names of the values that a population has for pairs. */
const valuesOf = ({ population }: Slice): Map<string, Dimension> =>
  new Map([
    ...parametersOf(population).map((p) => [p.name, p.dimension] as const),
    ...[...population.positions].map(([name, p]) => [name, p.dimension] as const),
  ]);

/** All of them are `parameter` leaves. */
function pairScope(ends: Ends): Scope {
  const variables = new Map<string, Variable>();
  const add = (name: string, dimension: Dimension): void => {
    variables.set(name, { kind: 'parameter', dimension, value: b.parameter(name) });
  };
  for (const { side, ending, index } of SIDES) {
    add(index, dimensionless);
    for (const [name, dimension] of valuesOf(ends[side])) add(`${name}${ending}`, dimension);
  }
  return { variables, tables: new Map() };
}

/** Reads an expression over pairs. `random`: whether it may draw. Throws TextError or UserError. */
export function parsePairs(
  text: string | number,
  ends: Ends,
  options: { readonly expected?: Dimension | 'boolean'; readonly what: string; readonly random: boolean },
): { readonly value: Expr; readonly dimension: Dimension | 'boolean' } {
  const { expected, what, random } = options;
  const read = parseExpression(text, pairScope(ends), expected, what);
  const bad = topological([read.value]).find(
    (e) => ['time', 'step', 'dt', 'lookup', 'state', 'previous', 'cell'].includes(e.op) || (!random && e.op === 'draw'),
  );
  if (bad)
    throw new UserError(
      `The ${what} '${text}' may use numbers with units, ${random ? 'random numbers, ' : ''}i, j, and parameters and positions of the two cells (x_pre, x_post) only, not ${bad.op === 'draw' ? 'random numbers' : 't, dt or variables'}.`,
    );
  return read;
}

/** Whether an expression differs from pair to pair by what the cells are. */
export const namesCells = (value: Expr): boolean => topological([value]).some((e) => e.op === 'parameter');

/** The values that an expression over pairs names, for cells numbered within the ends. Throws a UserError where one is not finite. */
export function pairColumns(values: readonly Expr[], { source, target, seed }: Pairs): Columns {
  const used = new Set(topological(values).flatMap((e) => (e.op === 'parameter' ? [e.name] : [])));
  const columns = new Map<string, number | Float64Array | OtherEnd>();
  for (const { side, ending, index } of SIDES) {
    const { population, first, size } = side === 'source' ? source : target;
    const put = (name: string, column: number | Float64Array): void => {
      columns.set(name, side === 'target' && typeof column !== 'number' ? { other: column } : column);
    };
    if (used.has(index))
      put(
        index,
        Float64Array.from({ length: size }, (_, k) => first + k),
      );
    const read = columnReader(population, seed, parametersOf(population));
    for (const name of valuesOf(side === 'source' ? source : target).keys()) {
      if (!used.has(`${name}${ending}`)) continue;
      const column = read(name);
      put(`${name}${ending}`, typeof column === 'number' ? column : column.subarray(first, first + size));
    }
  }
  return columns;
}
