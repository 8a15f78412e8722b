/** Where cells lie: values that connection rules, weights and delays may use, and that the cells themselves do not know. */

import { type ModelShape, namesOf } from '../equations/model.ts';
import { nameProblem } from '../equations/names.ts';
import { UserError } from '../errors.ts';
import { noMore } from '../no-more.ts';
import type { Dimension } from '../quantity/dimension.ts';
import { fromUnit, parseQuantity } from '../quantity/quantity.ts';
import { unitOf } from '../quantity/units.ts';
import { wholeNumber } from './names.ts';

/** One coordinate of every cell: a list of quantities, or numbers with the unit they are in; '1' by default. */
export type Coordinate = ArrayLike<string | number> | { readonly values: ArrayLike<number>; readonly unit: string };

/** Coordinates by name: { x: …, y: … }. */
export type Positions = Readonly<Record<string, Coordinate>>;

/** Checked, internal units. */
export interface Position {
  readonly dimension: Dimension;
  readonly values: Float64Array;
}

/**
 * Coordinates x and y of cells on a grid, row by row: cell r·columns + c lies at x = c·spacing, y = r·spacing. `spacing` is a number or a
 * length such as '50 um'.
 */
export function grid(rows: number, columns: number, spacing: number | string = 1, ...more: undefined[]): Positions {
  noMore('grid', 'rows, columns and their spacing', more);
  wholeNumber('The rows of a grid', rows, 1, 2 ** 31);
  wholeNumber('The columns of a grid', columns, 1, 2 ** 31);
  const { value, unit } = parseQuantity(spacing, undefined, 'spacing of a grid');
  if (!(Number.isFinite(value) && value > 0))
    throw new UserError(`The spacing of a grid is above zero; it got '${spacing}'.`);
  const step = value / unitOf(unit || '1').scale;
  const coordinate = (of: (cell: number) => number) => ({
    values: Float64Array.from({ length: rows * columns }, (_, cell) => of(cell) * step),
    unit,
  });
  return { x: coordinate((cell) => cell % columns), y: coordinate((cell) => Math.floor(cell / columns)) };
}

/** Reads positions for `size` cells of a kind. Throws a UserError. */
export function readPositions(
  given: Positions | undefined,
  size: number,
  { role, shape }: { readonly role: 'cells' | 'source'; readonly shape: ModelShape },
): Map<string, Position> {
  const out = new Map<string, Position>();
  if (given === undefined) return out;
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new UserError(
      `The positions are coordinates by name, such as grid(20, 20) or { x: [0, 1, 2] }; it got ${String(given)}.`,
    );
  for (const [name, coordinate] of Object.entries(given)) {
    const what = `positions.${name}`;
    const problem = nameProblem(name) ?? (['i', 'j', 'w'].includes(name) ? 'it has a meaning already' : undefined);
    if (problem) throw new UserError(`positions: '${name}' cannot be the name of a coordinate: ${problem}.`);
    if (role === 'cells' && namesOf(shape).has(name))
      throw new UserError(
        `positions: the model has a '${name}' already; give that with the initial values, or choose another name.`,
      );
    out.set(name, readCoordinate(coordinate, size, what));
  }
  return out;
}

function readCoordinate(coordinate: Coordinate, size: number, what: string): Position {
  const list =
    typeof coordinate === 'object' && coordinate !== null && 'values' in coordinate && 'unit' in coordinate
      ? coordinate.values
      : (coordinate as ArrayLike<string | number>);
  const shared = list === coordinate ? '1' : (coordinate as { unit: string }).unit;
  if (typeof list !== 'object' || list === null || typeof list.length !== 'number')
    throw new UserError(`${what} is a list with one entry per cell, or { values, unit }.`);
  if (list.length !== size)
    throw new UserError(`${what} has ${list.length} entries for ${size} cells; give one per cell.`);
  let dimension: Dimension | undefined;
  const values = Float64Array.from({ length: size }, (_, i) => {
    const entry = list[i]!;
    const read =
      typeof entry === 'number'
        ? { value: fromUnit(entry, shared), dimension: unitOf(shared || '1').dimension }
        : parseQuantity(entry, dimension, `${what}, entry ${i}`);
    dimension ??= read.dimension;
    if (!Number.isFinite(read.value)) throw new UserError(`${what}, entry ${i}, is ${read.value}; it must be finite.`);
    return read.value;
  });
  return { dimension: dimension ?? unitOf(shared || '1').dimension, values };
}
