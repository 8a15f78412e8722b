/**
 * How a preset is written: parameters by name, and a build that gets their values by the same names, each as cells and networks take it.
 */
import { shown, UserError } from '../errors.ts';
import type { Network } from '../network/network.ts';
import { noMore } from '../no-more.ts';
import { formatQuantity, parseQuantity, toUnit } from '../quantity/quantity.ts';
import { unitOf } from '../quantity/units.ts';
import type { Preset, PresetFacts, PresetParameter, PresetValues } from './preset.ts';

/** A parameter whose name is its key among the others. */
export type DeclaredParameter<Unit extends string = string> = Omit<PresetParameter, 'name' | 'unit'> & {
  readonly unit: Unit;
};

export type PresetParameters = Readonly<Record<string, DeclaredParameter>>;

/** A number where the parameter has no unit, else a text in its unit, '67 nS'; either where the unit is known only when it runs. */
type ValueOf<Unit extends string> = string extends Unit ? string | number : Unit extends '' ? number : string;

/** What a build gets. */
export type ValuesOf<P extends PresetParameters> = { readonly [Name in keyof P]: ValueOf<P[Name]['unit']> };

type More = Partial<Pick<PresetParameter, 'whole' | 'logarithmic' | 'literature'>>;

/** `value` and `range` in `unit`, '' of a pure number. It acts on a running network. */
export const live = <Unit extends string>(
  value: number,
  unit: Unit,
  label: string,
  range: readonly [number, number],
  more: More = {},
): DeclaredParameter<Unit> => ({ label, unit, value, range, ...more, acts: 'live' });

/** The same of what needs a new network. */
export const rebuild = <Unit extends string>(
  value: number,
  unit: Unit,
  label: string,
  range: readonly [number, number],
  more: More = {},
): DeclaredParameter<Unit> => ({ ...live(value, unit, label, range, more), acts: 'rebuild' });

/** A number of things, which needs a new network. */
export const count = (
  value: number,
  label: string,
  range: readonly [number, number],
  more: More = {},
): DeclaredParameter<''> => rebuild(value, '', label, range, { whole: true, ...more });

/** For `more`: sliders move on a logarithmic scale. */
export const logarithmic: More = { logarithmic: true };

interface Definition<P extends PresetParameters> extends Omit<PresetFacts, 'parameters'> {
  readonly parameters: P;
  build(values: ValuesOf<P>, seed: number): Network;
}

export function preset<P extends PresetParameters>({ parameters, build, ...facts }: Definition<P>): Preset {
  const names = Object.keys(parameters);
  return {
    ...facts,
    parameters: Object.entries(parameters).map(([name, parameter]) => ({ name, ...parameter })),
    build(values, seed, ...more: undefined[]) {
      noMore(`${facts.name}: build`, 'values and a seed', more);
      if (typeof values !== 'object' || values === null)
        throw new UserError(
          `${facts.name}: values by the names of its parameters are expected, as presetValues gives them, not ${shown(values)}.`,
        );
      const unknown = Object.keys(values).find((name) => !names.includes(name));
      if (unknown !== undefined)
        throw new UserError(`${facts.name} has no parameter '${unknown}'. It has ${names.join(', ')}.`);
      return build(valuesOf(parameters, values), seed);
    },
  };
}

/** What a build gets, of values in internal units. Throws a UserError where one is missing or no finite number. */
export function valuesOf<P extends PresetParameters>(parameters: P, values: PresetValues): ValuesOf<P> {
  const numbers = numbersOf(values, ...Object.keys(parameters));
  const given = Object.entries(parameters).map(([name, { unit }]) => {
    const value = numbers[name]!;
    // 17 digits: nothing is rounded.
    return [name, unit === '' ? value : formatQuantity(value, unit, 17)];
  });
  return Object.fromEntries(given) as ValuesOf<P>;
}

/** The values of that name, in internal units. Throws a UserError where one is missing or no finite number. */
export function numbersOf<Name extends string>(
  values: PresetValues,
  ...names: readonly Name[]
): Readonly<Record<Name, number>> {
  const unfit = names.find((name) => !Number.isFinite(values[name]));
  if (unfit !== undefined)
    throw new UserError(
      `The value of '${unfit}' is ${values[unfit]}; a finite number is expected, as presetValues gives it for every parameter.`,
    );
  return Object.fromEntries(names.map((name) => [name, values[name]!])) as Record<Name, number>;
}

/** The number of a quantity in a unit: 0.3 of '300 pA' in nA. */
export const numberIn = (unit: string, quantity: string | number): number =>
  toUnit(parseQuantity(quantity, unitOf(unit).dimension).value, unit);
