/**
 * What a model needs so that single cells can be touched: a current of each cell's own, and a switch that holds its voltage and keeps it
 * from spiking. Both are per-cell parameters, added to the texts of the model when they are first wanted.
 */
import { parseLines } from '../../equations/lines.ts';
import type { CellDescription, Model } from '../../equations/model.ts';
import { UserError } from '../../errors.ts';
import { parseQuantity } from '../../quantity/quantity.ts';

export interface TouchParts {
  readonly current: boolean;
  readonly silence: boolean;
}

export const untouched: TouchParts = { current: false, silence: false };

/** Per-cell parameters that touches write. */
export const touchColumns = { current: 'touch_current', silent: 'touch_silent', hold: 'touch_hold' } as const;

/** How fast a silenced cell goes to the voltage at which it is held. */
const HOLD = '1 ms';

const dimensionOf = (unit: string): string => parseQuantity(`1 ${unit}`).dimension.join();
const capacitances: readonly (readonly [capacitance: string, current: string])[] = [
  [dimensionOf('pF'), 'pA'],
  [dimensionOf('uF/cm^2'), 'uA/cm^2'],
];

/** Unit of injected currents, and what they are divided by: the capacitance, where the model has one. */
export function driveOf(
  model: Model,
  variable: string,
): { readonly unit: string; readonly divisor: string | undefined } {
  for (const [dimension, unit] of capacitances) {
    const found = model.parameters.filter((p) => p.dimension.join() === dimension);
    const capacitance = found.find((p) => /^C/.test(p.name)) ?? found[0];
    if (capacitance !== undefined) return { unit, divisor: capacitance.name };
  }
  const own = model.states.find((s) => s.name === variable)?.unit ?? '1';
  return { unit: own === '1' || own === '' ? '1/ms' : `${own}/ms`, divisor: undefined };
}

/**
 * How a current flows into cells of a model: the unit of its values, in the dimension of `unit`, and equations with it as a further term
 * of the voltage's. Throws a UserError where the model takes currents of another dimension.
 */
export function driven(
  model: Model,
  variable: string,
  unit: string,
): { readonly unit: string; readonly equations: (equations: string, current: string) => string } {
  const drive = driveOf(model, variable);
  if (dimensionOf(unit || '1') !== dimensionOf(drive.unit))
    throw new UserError(
      `The model takes currents in ${drive.unit}, and this one is in ${unit || 'no unit'}; give it in ${drive.unit}.`,
    );
  return {
    unit: drive.unit,
    equations: (equations, current) => withTerm(equations, variable, current, drive.divisor),
  };
}

/** Equations with a further term of a variable's derivative, divided by the parameter `divisor` if there is one. */
function withTerm(equations: string, variable: string, term: string, divisor: string | undefined): string {
  const { at, length } = derivativeOf(equations, variable).right;
  const right = `(${equations.slice(at, at + length)}) + ${term}${divisor === undefined ? '' : `/${divisor}`}`;
  return equations.slice(0, at) + right + equations.slice(at + length);
}

function derivativeOf(equations: string, variable: string) {
  const line = parseLines(equations).find((l) => l.kind === 'derivative' && l.name === variable);
  if (line?.right === undefined)
    throw new UserError(`The model has no equation d${variable}/dt = …, so its cells cannot be touched.`);
  return { ...line, right: line.right };
}

/** The description with what `parts` asks for. `variable` is the voltage. Throws a UserError where the model has none of that name. */
export function touchable(
  description: CellDescription,
  model: Model,
  variable: string,
  parts: TouchParts,
): CellDescription {
  if (!parts.current && !parts.silence) return description;
  let { equations } = description;
  const parameters: Record<string, string> = {};
  if (parts.current) {
    const { unit, divisor } = driveOf(model, variable);
    equations = withTerm(equations, variable, touchColumns.current, divisor);
    parameters[touchColumns.current] = `0 ${unit}`;
  }
  const line = derivativeOf(equations, variable);
  const { at, length } = line.right;
  let right = equations.slice(at, at + length);
  if (parts.silence) {
    right = `(${right})*(1 - ${touchColumns.silent}) + ${touchColumns.silent}*(${touchColumns.hold} - ${variable})/(${HOLD})`;
    parameters[touchColumns.silent] = '0';
    parameters[touchColumns.hold] = line.unit === '1' ? '0' : `0 ${line.unit}`;
  }
  const threshold =
    description.threshold === undefined || !parts.silence
      ? description.threshold
      : `(${description.threshold}) and ${touchColumns.silent} < 0.5`;
  return {
    ...description,
    equations: equations.slice(0, at) + right + equations.slice(at + length),
    parameters: { ...description.parameters, ...parameters },
    ...(threshold === undefined ? {} : { threshold }),
  };
}
