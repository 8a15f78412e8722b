/** One parameter of a document, read: its value, what it may be set to, and how it is shown. */
import { nameProblem } from '../equations/names.ts';
import { UserError } from '../errors.ts';
import { parseQuantity, toUnit } from '../quantity/quantity.ts';
import { commonUnits } from '../quantity/units.ts';
import type { KnobBounds } from './knob.ts';

/** As the document gives it. */
export type KnobText =
  | string
  | number
  | {
      readonly value: string | number;
      readonly label?: string;
      readonly range?: readonly [string | number, string | number];
      readonly whole?: boolean;
      readonly logarithmic?: boolean;
    };

export interface Knob extends KnobBounds {
  /** Its value as it is written. */
  readonly text: string;
  /** Its value, in `unit`. */
  readonly value: number;
  /** '' where the document has none. */
  readonly label: string;
  readonly logarithmic?: boolean;
}

/** Throws a UserError for a name that cannot be one, and for what is no quantity or of another dimension. */
export function readKnob(name: string, entry: KnobText): Knob {
  const problem = nameProblem(name);
  if (problem) throw new UserError(`'${name}' cannot be the name of a parameter: ${problem}.`);
  if (name.length > 1 && commonUnits.includes(name))
    throw new UserError(`'${name}' cannot be the name of a parameter: it is a unit.`);
  const full = typeof entry === 'object' ? entry : { value: entry };
  const { value, unit: written, dimension } = parseQuantity(full.value, undefined, name);
  const unit = written === '1' ? '' : written;
  const end = (given: string | number): number =>
    // A plain number is in the unit of the value.
    typeof given === 'number' ? given : toUnit(parseQuantity(given, dimension, `${name}, range`).value, unit);
  return {
    name,
    text: String(full.value),
    value: toUnit(value, unit),
    unit,
    label: full.label ?? '',
    ...(full.range ? { range: [end(full.range[0]), end(full.range[1])] as const } : {}),
    ...(full.whole === undefined ? {} : { whole: full.whole }),
    ...(full.logarithmic === undefined ? {} : { logarithmic: full.logarithmic }),
  };
}
