/** Cells of NEST and NEURON. */
import { UserError } from '../../errors.ts';
import { nearest } from '../../suggest.ts';
import type { EngineCellKind } from './kind.ts';
import { iafCondAlpha, iafCondExp, iafPscAlpha, iafPscDelta, iafPscExp } from './nest.ts';
import { intFire1 } from './neuron.ts';

export { describeEngineCell, type EngineCellKind, engineCell } from './kind.ts';
export { iafCondAlpha, iafCondExp, iafPscAlpha, iafPscDelta, iafPscExp } from './nest.ts';
export { intFire1 } from './neuron.ts';

export const engineCells: readonly EngineCellKind[] = [
  iafPscAlpha,
  iafPscExp,
  iafPscDelta,
  iafCondExp,
  iafCondAlpha,
  intFire1,
];

/** The cell of that name: 'iaf_psc_alpha'. Throws a UserError where there is none. */
export function engineCellByName(name: string): EngineCellKind {
  const found = engineCells.find((kind) => kind.name === name);
  if (found) return found;
  const names = engineCells.map((kind) => kind.name);
  const guess = nearest(name, names);
  throw new UserError(
    `The cell '${name}' of another simulator is not known here.${guess === undefined ? '' : ` Did you mean '${guess}'?`} Known are ${names.join(', ')}.`,
  );
}
