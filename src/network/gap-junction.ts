/** Gap junctions between places of cells with dendrites. */
import { UserError } from '../errors.ts';
import * as b from '../expression/build.ts';
import { anything, oneOf, optional, optionsOf, quantity } from '../options.ts';
import { parseQuantity } from '../quantity/quantity.ts';
import { unitOf } from '../quantity/units.ts';
import { hiddenName } from './attachment.ts';
import type { Coupling } from './coupling.ts';
import type { PlacedCells } from './population.ts';
import { connectionRule } from './projection.ts';
import type { ConnectionRule } from './rules/rule.ts';

export interface GapJunctionOptions {
  /** Which pairs of cells are joined; each joins the two places. */
  readonly connect: ConnectionRule;
  /** Conductance of each junction: '3 nS'. */
  readonly g: string;
  /**
   * 'explicit' (default): the other end's voltage is that of the start of the step. 'in-solve': both take part in the solution, so that any
   * g is stable and what flows is conserved; within a cell, or between two that have such junctions with no third.
   */
  readonly solve?: 'explicit' | 'in-solve';
  /** Default: 'source with target'. Random junctions depend on it. */
  readonly name?: string;
}

/** What flows into a site through its junctions beyond what its own voltage changes, pA. */
export const GAP_CURRENT = hiddenName('current of gap junctions');

const read = optionsOf<GapJunctionOptions>('couple', {
  connect: connectionRule,
  g: quantity,
  solve: optional(oneOf('explicit', 'in-solve')),
  name: optional(anything),
});

/**
 * I = g·(V_other − V) into either end. The cell's own voltage takes part in the solution; the other's too under 'in-solve', else it is that
 * at the start of the step. Throws a UserError.
 */
export function readGapJunction(
  name: string,
  source: PlacedCells,
  target: PlacedCells,
  options: GapJunctionOptions,
  seed: number,
): Coupling {
  const { connect, g, solve = 'explicit' } = read(options);
  const { value } = parseQuantity(g, unitOf('nS').dimension, `coupling ${name}, g`);
  if (!(value > 0))
    throw new UserError(`coupling ${name}: g is '${g}'; the conductance of a junction must be above 0.`);
  const current = b.mul(b.number(value), b.sub(b.pre('V'), b.post('V')));
  const slices = { source: source.cells, target: target.cells };
  return {
    name,
    ...slices,
    rule: connect.bind?.({ ...slices, seed }) ?? connect,
    sides: [
      { at: 'target', into: GAP_CURRENT, value: current },
      { at: 'source', into: GAP_CURRENT, value: current },
    ],
    parameters: [],
    weight: undefined,
    weightUnit: '1',
    sites: {
      source: { place: source.place, node: source.node },
      target: { place: target.place, node: target.node },
      conductance: value,
      g,
      solve,
    },
    given: { current: undefined, value: undefined, into: undefined, weight: undefined, parameters: {} },
  };
}
