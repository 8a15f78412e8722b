/** Options of a study as data: one table types its function, reads what callers give, and becomes the options of the command line. */
import { settledValue } from '../document/knob.ts';
import { shown, UserError } from '../errors.ts';
import { Network, toUnit } from '../index.ts';
import { anything, type Fields, optional, optionsOf } from '../options.ts';
import { presetByName } from '../presets/index.ts';
import { nearest } from '../suggest.ts';

/** A number with a unit. Callers give a number in `unit` or a text such as '200 pF'. */
export interface QuantityOption {
  readonly kind: 'quantity';
  /** One line for people. */
  readonly label: string;
  /** '' of a pure number. */
  readonly unit: string;
  /** Default, in `unit`. */
  readonly value: number;
  /** Smallest and largest, in `unit`. */
  readonly range: readonly [number, number];
  /** Counts are whole numbers. */
  readonly whole?: boolean;
}

/** One that the study chooses where it is left out. */
export interface OwnQuantityOption extends Omit<QuantityOption, 'kind' | 'value'> {
  readonly kind: 'own-quantity';
}

/** Several of them: a list, or on the command line a text with commas. */
interface QuantitiesOption extends Omit<QuantityOption, 'kind' | 'value'> {
  readonly kind: 'quantities';
  readonly value: readonly number[];
  /** Most that are taken. */
  readonly most: number;
}

/** One of a few words. */
export interface WordOption<W extends string = string> {
  readonly kind: 'word';
  readonly label: string;
  readonly words: readonly W[];
  readonly value: W;
}

/** Several of them, each once. */
interface WordsOption<W extends string = string> {
  readonly kind: 'words';
  readonly label: string;
  readonly words: readonly W[];
  readonly value: readonly W[];
}

/** Parameters of the preset that another option names, by name: `{ I: '10 uA/cm^2' }`. The preset reads them. */
export interface SettingsOption {
  readonly kind: 'settings';
  readonly label: string;
}

/**
 * Numbers in a unit that depends on another option, as currents are in that of the cell's own: a number, or a text with a unit. The study
 * reads them with `levelIn`.
 */
export interface LevelsOption {
  readonly kind: 'levels';
  readonly label: string;
  readonly value: readonly (number | string)[];
  readonly most: number;
}

/** One of them; left out, the study chooses. */
export interface LevelOption {
  readonly kind: 'level';
  readonly label: string;
}

/** A network of the caller's own, in the place of what other options say. On the command line a document stands for it. */
interface NetworkOption {
  readonly kind: 'network';
  readonly label: string;
  /** Options that mean nothing where it is given. */
  readonly inPlaceOf: readonly string[];
}

/** A name of something that another option gives. */
interface NameOption {
  readonly kind: 'name';
  readonly label: string;
}

export type Option =
  | NetworkOption
  | NameOption
  | LevelOption
  | LevelsOption
  | QuantityOption
  | OwnQuantityOption
  | QuantitiesOption
  | WordOption
  | WordsOption
  | SettingsOption;
export type Options = Readonly<Record<string, Option>>;

type ValueOf<O extends Option> = O extends { kind: 'quantity' }
  ? number
  : O extends { kind: 'own-quantity' }
    ? number | undefined
    : O extends { kind: 'quantities' }
      ? readonly number[]
      : O extends { kind: 'level' }
        ? number | string | undefined
        : O extends { kind: 'levels' }
          ? readonly (number | string)[]
          : O extends { kind: 'network' }
            ? Network | undefined
            : O extends { kind: 'name' }
              ? string | undefined
              : O extends WordOption<infer W>
                ? W
                : O extends WordsOption<infer W>
                  ? readonly W[]
                  : Readonly<Record<string, string>>;

type GivenOf<O extends Option> = O extends { kind: 'quantity' | 'own-quantity' }
  ? number | string
  : O extends { kind: 'quantities' }
    ? ArrayLike<number | string> | string
    : O extends { kind: 'level' }
      ? number | string
      : O extends { kind: 'levels' }
        ? ArrayLike<number | string> | string
        : O extends { kind: 'network' }
          ? Network
          : O extends { kind: 'name' }
            ? string
            : O extends WordOption<infer W>
              ? W
              : O extends WordsOption<infer W>
                ? readonly W[] | string
                : Readonly<Record<string, number | string>>;

/** What a study computes with: every option, quantities in their own units. */
export type Values<O extends Options> = { readonly [K in keyof O]: ValueOf<O[K]> };

/** What callers give: any of the options. */
export type Given<O extends Options> = { readonly [K in keyof O]?: GivenOf<O[K]> | undefined };

export const quantity = (
  label: string,
  unit: string,
  value: number,
  range: readonly [number, number],
): QuantityOption => ({ kind: 'quantity', label, unit, value, range });

/** `label` says what the study chooses where it is left out. */
export const ownQuantity = (label: string, unit: string, range: readonly [number, number]): OwnQuantityOption => ({
  kind: 'own-quantity',
  label,
  unit,
  range,
});

export const count = (label: string, value: number, range: readonly [number, number]): QuantityOption => ({
  kind: 'quantity',
  label,
  unit: '',
  value,
  range,
  whole: true,
});

export const word = <const W extends string>(label: string, words: readonly W[], value: NoInfer<W>): WordOption<W> => ({
  kind: 'word',
  label,
  words,
  value,
});

/** Of all random numbers; 1 by default. */
export const seedOption = count('seed of all random numbers', 1, [0, 0xffffffff]);

/** Parameters of a preset as options, with its units and ranges; `defaults` in those units. */
export function presetOptions<N extends string>(
  preset: string,
  names: readonly N[],
  defaults: Partial<Readonly<Record<N, number>>> = {},
): Record<N, QuantityOption> {
  const { parameters } = presetByName(preset);
  return Object.fromEntries(
    names.map((name) => {
      const { label, unit, value, range, whole } = parameters.find((p) => p.name === name)!;
      const own = { kind: 'quantity', label, unit, value: defaults[name] ?? value, range } as const;
      return [name, whole ? { ...own, whole } : own];
    }),
  ) as Record<N, QuantityOption>;
}

/**
 * Every option's value, from what a caller gave. Throws a UserError for an unknown option, a wrong unit, a value out of range or a word
 * that is not one of those allowed. `owner` begins the sentences.
 */
export function readOptions<O extends Options>(owner: string, options: O, given: Given<O>): Values<O> {
  const fields = Object.fromEntries(Object.keys(options).map((name) => [name, optional(anything)]));
  optionsOf<Record<string, unknown>>(owner, fields as Fields<Record<string, unknown>>)(given);
  for (const [name, option] of Object.entries(options)) {
    if (option.kind !== 'network' || given[name] === undefined) continue;
    const idle = option.inPlaceOf.find((other) => given[other] !== undefined);
    if (idle !== undefined)
      throw new UserError(
        `${name} is given, so ${idle} means nothing: build the network with it, and leave ${idle} out.`,
      );
  }
  return Object.fromEntries(
    Object.entries(options).map(([name, option]) => [name, taken(name, option, given[name])]),
  ) as Values<O>;
}

function taken(name: string, option: Option, given: unknown): unknown {
  if (given === undefined) return option.kind === 'settings' ? {} : 'value' in option ? option.value : undefined;
  switch (option.kind) {
    case 'quantity':
    case 'own-quantity':
      return oneQuantity(name, option, given);
    case 'quantities': {
      const list = listed(name, given);
      if (list.length === 0 || list.length > option.most)
        throw new UserError(`${name} has ${list.length} values; 1 to ${option.most} are allowed.`);
      return list.map((each) => oneQuantity(name, option, each));
    }
    case 'level':
      return level(name, given);
    case 'levels': {
      const list = listed(name, given);
      if (list.length > option.most)
        throw new UserError(`${name} has ${list.length} values; at most ${option.most} are allowed.`);
      return list.map((each) => level(name, each));
    }
    case 'word':
      return oneWord(name, option.words, given);
    case 'words': {
      const list = [...new Set(listed(name, given).map((each) => oneWord(name, option.words, each)))];
      if (list.length === 0) throw new UserError(`${name} is empty; allowed are ${option.words.join(', ')}.`);
      return list;
    }
    case 'settings':
      return settings(name, given);
    case 'network':
      if (given instanceof Network) return given;
      throw new UserError(`${name} is ${shown(given)}; give a Network, such as build(document).network.`);
    case 'name':
      if (typeof given === 'string') return given;
      throw new UserError(`${name} is ${shown(given)}; give a name.`);
  }
}

function oneQuantity(
  name: string,
  option: QuantityOption | OwnQuantityOption | QuantitiesOption,
  given: unknown,
): number {
  const { unit, range } = option;
  const [low, high] = range;
  if (typeof given === 'string') return toUnit(settledValue({ ...option, name }, given), unit || '1');
  if (typeof given !== 'number' || !(given >= low && given <= high))
    throw new UserError(`${name} is ${shown(given)}; it must lie between ${low} and ${high}${unit ? ` ${unit}` : ''}.`);
  if (option.whole && !Number.isInteger(given))
    throw new UserError(`${name} is ${given}; it counts things and must be a whole number.`);
  return given;
}

function level(name: string, given: unknown): number | string {
  if (typeof given === 'string' || (typeof given === 'number' && Number.isFinite(given))) return given;
  throw new UserError(`${name} is ${shown(given)}; a text such as '10 pA' or a finite number is expected.`);
}

/** A level in `unit`. Throws a UserError for a text of another dimension. */
export const levelIn = (unit: string, given: number | string, name: string): number =>
  typeof given === 'number' ? given : toUnit(settledValue({ name, unit }, given), unit || '1');

function listed(name: string, given: unknown): unknown[] {
  if (typeof given === 'string') return given.split(',').map((each) => each.trim());
  if (Array.isArray(given) || (ArrayBuffer.isView(given) && !(given instanceof DataView)))
    return Array.from(given as unknown as ArrayLike<unknown>);
  throw new UserError(`${name} is ${shown(given)}; give a list, or a text with commas.`);
}

function oneWord(name: string, words: readonly string[], given: unknown): string {
  if (typeof given === 'string' && words.includes(given)) return given;
  const guess = typeof given === 'string' ? nearest(given, words) : undefined;
  const meant = guess === undefined ? '' : ` Did you mean '${guess}'?`;
  throw new UserError(`${name} is ${shown(given)}.${meant} Allowed are ${words.join(', ')}.`);
}

function settings(name: string, given: unknown): Record<string, string> {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new UserError(`${name} is ${shown(given)}; give an object such as { I: '0.3 nA' }.`);
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => {
      if (typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))) return [key, `${value}`];
      throw new UserError(`${name}.${key} is ${shown(value)}; a text such as '6 nS' or a finite number is expected.`);
    }),
  );
}
