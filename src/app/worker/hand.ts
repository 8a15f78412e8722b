/** What touches single cells of a running simulation: kicks at once, currents and silences through their columns. */
import { parseQuantity, type Simulation, UserError } from '../../index.ts';
import { toUnit } from '../units.ts';
import type { Action, ModelText } from './messages.ts';
import type { Plan } from './plan.ts';
import { columns } from './touch.ts';
import type { Family, Variant } from './variant.ts';

interface Range {
  readonly name: string;
  readonly first: number;
  readonly size: number;
  readonly variable: string;
}

export class Hand {
  readonly #family: Family;

  constructor(family: Family) {
    this.#family = family;
  }

  /** Refuses cells that are not there, and none at all. */
  check(simulation: Simulation, cells: readonly number[]): void {
    const outside = cells.find((c) => !(Number.isInteger(c) && c >= 0 && c < simulation.cells));
    if (cells.length === 0) throw new UserError('No cell was chosen; click or lasso some in the raster.');
    if (outside !== undefined)
      throw new UserError(`The network has no cell ${outside}; its ${simulation.cells} cells count from 0.`);
  }

  /** Size of a current or a kick in the unit of what it is added to. Throws a UserError for another dimension. */
  amount(action: Extract<Action, { amplitude: string }>, model: ModelText | undefined): number {
    const units = this.#family.units(this.#family.model(model));
    const unit = action.kind === 'inject' ? units.drive : units.variable;
    const what = action.kind === 'inject' ? 'The current' : 'The kick';
    const { dimension } = parseQuantity(`1 ${unit}`);
    return toUnit(parseQuantity(action.amplitude, dimension, what).value, unit);
  }

  async kick(
    simulation: Simulation,
    action: Extract<Action, { kind: 'kick' }>,
    model: ModelText | undefined,
  ): Promise<void> {
    const amount = this.amount(action, model);
    for (const { name, first, size, variable } of this.#ranges(simulation, model)) {
      const own = action.cells.filter((c) => c >= first && c < first + size);
      if (own.length === 0) continue;
      const values = await simulation.read(name, variable);
      for (const c of own) values[c - first]! += amount;
      simulation.write(name, variable, values);
    }
  }

  /** Writes the sum of the currents in force, and who is silent. */
  writeColumns(simulation: Simulation, { model, parts }: Variant, plan: Plan): void {
    const active = plan.active(simulation.step);
    for (const { name, first, size } of this.#ranges(simulation, model)) {
      const current = new Float64Array(size);
      const silent = new Float64Array(size);
      for (const action of active) {
        const amount = action.kind === 'inject' ? this.amount(action, model) : 0;
        for (const c of action.cells) {
          if (c < first || c >= first + size) continue;
          if (action.kind === 'inject') current[c - first]! += amount;
          else silent[c - first] = 1;
        }
      }
      if (parts.current) simulation.write(name, columns.current, current);
      if (parts.silence) simulation.write(name, columns.silent, silent);
    }
  }

  /** Populations of cells that have any, with their network-wide numbers. */
  #ranges(simulation: Simulation, model: ModelText | undefined): Range[] {
    return this.#family.populations(model).flatMap(({ population, variable }) => {
      const group = simulation.groups.find((g) => g.name === population.name && g.role === 'cells');
      return group === undefined || group.count === 0
        ? []
        : [{ name: group.name, first: group.first, size: group.count, variable }];
    });
  }
}
