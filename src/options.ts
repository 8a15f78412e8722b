/**
 * Options as people give them, from JavaScript too: every key is known and every value of its kind, or a sentence says which is not. A
 * table of fields stands beside each interface of options; the types see to it that the two have the same keys.
 */
import { shown, UserError } from './errors.ts';
import { adviceOnOption, optionFor } from './foreign-options.ts';
import { isAmount } from './numbers/amount.ts';
import { nearest } from './suggest.ts';

/** One kind of value. */
export interface Field {
  /** 'a text', 'a whole number from 1': for sentences. */
  readonly kind: string;
  /** Throws a UserError, which `what` begins, where the value is of another kind. */
  check(value: unknown, what: string): void;
}

/** A field that may be left out. */
export interface OptionalField extends Field {
  readonly optional: true;
}

export type Fields<T> = {
  readonly [K in keyof T]-?: Record<never, never> extends Pick<T, K>
    ? OptionalField
    : undefined extends T[K]
      ? OptionalField
      : Field;
};

/** A field of the values that `fits` accepts. */
export const field = (kind: string, fits: (value: unknown) => boolean): Field => ({
  kind,
  check(value, what) {
    if (!fits(value)) throw unfit(what, kind, value);
  },
});

const unfit = (what: string, kind: string, value: unknown): UserError =>
  new UserError(`${what}: ${kind} is expected, not ${shown(value)}.`);

export const optional = (inner: Field): OptionalField => ({
  kind: inner.kind,
  check: (value, what) => inner.check(value, what),
  optional: true,
});

export const text = field('a text', (x) => typeof x === 'string');
export const flag = field('true or false', (x) => typeof x === 'boolean');
export const callable = field('a function', (x) => typeof x === 'function');
export const number = field('a finite number', (x) => typeof x === 'number' && Number.isFinite(x));
export const quantity = field(
  "a text such as '6 nS' or a finite number",
  (x) => typeof x === 'string' || (typeof x === 'number' && Number.isFinite(x)),
);
/** A quantity that may come as a number with its unit. */
export const amount = field(
  "a text such as '6 nS', or a number with its unit such as { value: 6, unit: 'nS' },",
  (x) => typeof x === 'string' || isAmount(x),
);
export const object = field('an object', (x) => typeof x === 'object' && x !== null && !Array.isArray(x));
export const abortSignal = field(
  'the signal of an AbortController',
  (x) => typeof x === 'object' && x !== null && 'aborted' in x && 'addEventListener' in x,
);
/** Anything: whoever takes it checks it. */
export const anything: Field = field('a value', () => true);

/** A whole number from `least` to `most`. */
export const whole = (least: number, most = Number.MAX_SAFE_INTEGER): Field =>
  field(
    most === Number.MAX_SAFE_INTEGER ? `a whole number from ${least}` : `a whole number from ${least} to ${most}`,
    (x) => Number.isInteger(x) && (x as number) >= least && (x as number) <= most,
  );

/** One of a few words. */
export const oneOf = (...words: readonly string[]): Field => ({
  kind: `one of ${words.join(', ')}`,
  check(value, what) {
    if (typeof value === 'string' && words.includes(value)) return;
    const guess = typeof value === 'string' ? nearest(value, words) : undefined;
    const meant = guess === undefined ? '' : ` Did you mean '${guess}'?`;
    throw new UserError(`${what}: one of ${words.join(', ')} is expected, not ${shown(value)}.${meant}`);
  },
});

const isList = (x: unknown): x is ArrayLike<unknown> =>
  Array.isArray(x) || (ArrayBuffer.isView(x) && !(x instanceof DataView));

/** An array, or a typed array, of such values. */
export const listOf = (inner: Field, kind = 'a list'): Field => ({
  kind,
  check(value, what) {
    if (!isList(value)) throw unfit(what, kind, value);
    // Some lists have millions of entries, which whoever takes them checks.
    if (inner === anything) return;
    // Not forEach: holes of an array are values too.
    for (let k = 0; k < value.length; k++) inner.check(value[k], `${what}[${k}]`);
  },
});

/** The first kind that fits; `kind` names all of them. */
export const either = (kind: string, ...fields: readonly Field[]): Field => ({
  kind,
  check(value, what) {
    for (const one of fields)
      try {
        one.check(value, what);
        return;
      } catch (error) {
        // The list was meant, and one of its entries is wrong.
        if (isList(value) && !(one.kind !== 'a list')) throw error;
      }
    throw unfit(what, kind, value);
  },
});

/** An object whose keys are names of the user's own. */
export const recordOf = (inner: Field): Field => ({
  kind: 'an object',
  check(value, what) {
    object.check(value, what);
    if (ArrayBuffer.isView(value)) throw unfit(what, 'an object', value);
    for (const [name, entry] of Object.entries(value as object))
      if (entry !== undefined) inner.check(entry, `${what}.${name}`);
  },
});

/** A list of exactly so many values, each of its kind. */
export const tuple = (...fields: readonly Field[]): Field => ({
  kind: `a list of ${fields.length}`,
  check(value, what) {
    if (!isList(value) || value.length !== fields.length) throw unfit(what, `a list of ${fields.length}`, value);
    fields.forEach((one, k) => {
      one.check(value[k], `${what}[${k}]`);
    });
  },
});

/**
 * A reader of option objects: throws a UserError for an unknown key, naming the nearest, for a missing one, and for a value of another
 * kind. Keys whose value is undefined count as left out. `owner` starts the sentences: 'cell'. What it answers is what it was given.
 */
export function optionsOf<T extends object>(owner: string, fields: Fields<T>): (given: unknown) => T {
  const table = fields as Readonly<Record<string, Field & { readonly optional?: true }>>;
  const allowed = Object.keys(table);
  return (given) => {
    if (typeof given !== 'object' || given === null || isList(given))
      throw new UserError(`${owner}: options are an object such as { ${allowed[0] ?? ''}: … }, not ${shown(given)}.`);
    for (const key of Reflect.ownKeys(given))
      if (typeof key === 'symbol') throw new UserError(`${owner}: a symbol is no option. ${allowedAre(allowed)}`);
      else if (!Object.hasOwn(table, key)) throw unknownOption(owner, key, allowed);
    for (const key of allowed) {
      const value = (given as Readonly<Record<string, unknown>>)[key];
      const { optional: may, kind, check } = table[key]!;
      if (value !== undefined) check(value, `${owner}: ${key}`);
      else if (may !== true) throw new UserError(`${owner}: the option '${key}' is missing; ${kind} is expected.`);
    }
    return given as T;
  };
}

/** The same as a field of another object. */
export const optionsField = <T extends object>(read: (given: unknown) => T): Field => ({
  kind: 'an object of options',
  check(value, what) {
    try {
      read(value);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      // The inner reader names itself; the place is told before it.
      throw new UserError(`${what}: ${error.message.replace(/^[^:]*: /, '')}`);
    }
  },
});

function unknownOption(owner: string, key: string, allowed: readonly string[]): UserError {
  const same = optionFor(key, allowed);
  const advice = same === undefined ? adviceOnOption(key) : undefined;
  const guess = same === undefined && advice === undefined ? nearest(key, allowed) : undefined;
  const clause =
    same !== undefined
      ? `; it is called '${same}' here.`
      : advice !== undefined
        ? `: ${advice}.`
        : guess !== undefined
          ? `; did you mean '${guess}'?`
          : '.';
  return new UserError(`${owner}: there is no option ${shown(key)}${clause} ${allowedAre(allowed)}`);
}

const allowedAre = (allowed: readonly string[]): string =>
  allowed.length === 0 ? 'There are none.' : `Allowed are ${allowed.join(', ')}.`;
