/** What touches single cells of a running simulation: kicks at once, currents and silences through their columns. */

import type { Model } from '../../equations/model.ts';
import { UserError } from '../../errors.ts';
import { decimal } from '../../numbers/decimal.ts';
import { parseQuantity } from '../../quantity/quantity.ts';
import type { Simulation } from '../types.ts';
import type { Lasting } from './schedule.ts';
import { driveOf, type TouchParts, touchColumns } from './touch-columns.ts';

/** A population that can be touched. */
export interface TouchablePopulation {
  readonly name: string;
  /** Network-wide number of its first cell. */
  readonly first: number;
  readonly size: number;
  /** The state variable that is shown, kicked and held. */
  readonly variable: string;
  /** Its unit, '' for a pure number. */
  readonly unit: string;
  /** Unit of currents into it. */
  readonly drive: string;
}

export type Kick = { readonly kind: 'kick'; readonly cells: readonly number[]; readonly amplitude: string };
type Touch = Lasting | Kick;

/** The variable that stands for the voltage: the one of that name, or the model's first; undefined where the model has none at all. */
export const shownVariable = (model: Model, wanted: string): string | undefined =>
  (model.states.find((s) => s.name === wanted) ?? model.states[0])?.name;

/** The populations that have cells with a state. `models` by population. */
export function touchablePopulations(
  { groups }: Pick<Simulation, 'groups'>,
  models: Iterable<readonly [population: string, model: Model]>,
  voltage: string,
): TouchablePopulation[] {
  return [...models].flatMap(([name, model]): TouchablePopulation[] => {
    const group = groups.find((g) => g.name === name && g.role === 'cells');
    if (group === undefined || group.count === 0) return [];
    const variable = shownVariable(model, voltage);
    if (variable === undefined) return [];
    const unit = model.states.find((s) => s.name === variable)?.unit ?? '';
    const { unit: drive } = driveOf(model, variable);
    return [{ name, first: group.first, size: group.count, variable, unit: unit === '1' ? '' : unit, drive }];
  });
}

/** Refuses cells that are not there, none at all, and amplitudes of another dimension. Throws a UserError. */
export function checkTouch(simulation: Simulation, places: readonly TouchablePopulation[], touch: Touch): void {
  const { cells } = touch;
  const outside = cells.find((c) => !(Number.isInteger(c) && c >= 0 && c < simulation.cells));
  if (cells.length === 0) throw new UserError('No cell was chosen; click or lasso some in the raster.');
  if (outside !== undefined)
    throw new UserError(`The network has no cell ${outside}; its ${simulation.cells} cells count from 0.`);
  const stateless = cells.find((c) => !places.some((p) => c >= p.first && c < p.first + p.size));
  if (stateless !== undefined)
    throw new UserError(`Cell ${stateless} has no state variable, so there is nothing to touch; choose other cells.`);
  for (const place of places) if (cellsIn(place, cells).length > 0) amountOf(touch, place);
}

/** Moves the voltage of cells at once. */
export async function kick(simulation: Simulation, places: readonly TouchablePopulation[], touch: Kick): Promise<void> {
  for (const place of places) {
    const own = cellsIn(place, touch.cells);
    if (own.length === 0) continue;
    const amount = amountOf(touch, place);
    const values = await simulation.read(place.name, place.variable);
    for (const c of own) values[c - place.first]! += amount;
    simulation.write(place.name, place.variable, values);
  }
}

/** Writes the sum of the currents in force, and who is silent. */
export function writeTouches(
  simulation: Simulation,
  places: readonly TouchablePopulation[],
  parts: TouchParts,
  active: readonly Lasting[],
): void {
  for (const place of places) {
    const current = new Float64Array(place.size);
    const silent = new Float64Array(place.size);
    for (const touch of active) {
      const own = cellsIn(place, touch.cells);
      if (own.length === 0) continue;
      const amount = amountOf(touch, place);
      for (const c of own) {
        if (touch.kind === 'inject') current[c - place.first]! += amount;
        else silent[c - place.first] = 1;
      }
    }
    if (parts.current) simulation.write(place.name, touchColumns.current, current);
    if (parts.silence) simulation.write(place.name, touchColumns.silent, silent);
  }
}

const cellsIn = ({ first, size }: TouchablePopulation, cells: readonly number[]): number[] =>
  cells.filter((c) => c >= first && c < first + size);

/** Size of a current or a kick in the unit of what it is added to; 0 for a silence. Throws a UserError for another dimension. */
function amountOf(touch: Touch, { unit, drive }: TouchablePopulation): number {
  if (touch.kind === 'silence') return 0;
  const own = touch.kind === 'inject' ? drive : unit;
  const what = touch.kind === 'inject' ? 'The current' : 'The kick';
  const one = parseQuantity(`1 ${own}`);
  const { value } = parseQuantity(touch.amplitude, one.dimension, what);
  // Without the last bits that conversion leaves.
  return decimal(value / one.value);
}
