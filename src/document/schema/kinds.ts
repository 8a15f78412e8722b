/**
 * Kinds of values in a document. A reader's check, its TypeScript type and the published JSON Schema are made of the same kind, so that
 * they cannot differ.
 */
import { shown } from '../../errors.ts';
import { nearest } from '../../suggest.ts';

/** Keys and indices from the document's root: ['projections', 0, 'weight']. */
export type Path = readonly (string | number)[];

/** What a machine may tell problems apart by. */
export type ProblemCode = 'syntax' | 'unknown-key' | 'missing-key' | 'kind' | 'meaning';

/** A mistake in a document. */
export interface Problem {
  readonly path: Path;
  readonly code: ProblemCode;
  /** What was found, what is allowed, what to do. */
  readonly sentence: string;
  /** Whether the key is wrong, not its value. */
  readonly onKey?: boolean;
  /** The place within a text of the document. */
  readonly inner?: { readonly text: string; readonly at: number; readonly length: number };
}

/** A part of JSON Schema 2020-12. */
export type JsonSchema = { readonly [key: string]: unknown };

export interface Kind<T> {
  /** "a text", for sentences. */
  readonly says: string;
  /** Whether a value is of this kind at first sight; `check` tells of mistakes inside it. */
  fits(value: unknown): boolean;
  /** Adds to `found` what is wrong in a value that `fits`. */
  check(value: unknown, path: Path, found: Problem[]): void;
  /** `named` collects the definitions that other parts refer to. */
  json(named: Map<string, JsonSchema>): JsonSchema;
  /** For types only. */
  readonly type?: T;
}

/** The type of the values of a kind. */
export type Of<K> = K extends Kind<infer T> ? T : never;

/** A value for a sentence, on one line. */
const given = (value: unknown): string =>
  Array.isArray(value) && value.length === 0 ? 'an empty list' : shown(value).replace(/\s+/g, ' ');

/** Checks a value that may be of another kind altogether. */
export function checkKind(kind: Kind<unknown>, value: unknown, path: Path, found: Problem[]): void {
  if (kind.fits(value)) kind.check(value, path, found);
  else found.push({ path, code: 'kind', sentence: `${kind.says} is expected, not ${given(value)}.` });
}

const leaf = <T>(says: string, schema: JsonSchema, fits: (value: unknown) => boolean): Kind<T> => ({
  says,
  fits,
  check() {},
  json: () => schema,
});

const isNumber = (x: unknown): x is number => typeof x === 'number' && Number.isFinite(x);
const isObject = (x: unknown): x is Readonly<Record<string, unknown>> =>
  typeof x === 'object' && x !== null && !Array.isArray(x);

export const text = leaf<string>('a text', { type: 'string' }, (x) => typeof x === 'string');
export const flag = leaf<boolean>('true or false', { type: 'boolean' }, (x) => typeof x === 'boolean');
export const number = leaf<number>('a number', { type: 'number' }, isNumber);
/** A number with its unit, or the name of a parameter of the document, or both in an expression. */
export const quantity = leaf<string | number>(
  "a quantity such as '6 nS'",
  { type: ['string', 'number'] },
  (x) => typeof x === 'string' || isNumber(x),
);
/** A whole number, or an expression of parameters that yields one. */
export const count = leaf<string | number>(
  "a whole number, or an expression of parameters such as '0.8*n'",
  { anyOf: [{ type: 'integer', minimum: 0 }, { type: 'string' }] },
  (x) => typeof x === 'string' || (Number.isInteger(x) && (x as number) >= 0),
);
export const nothing = leaf<null>('nothing', { type: 'null' }, (x) => x === null);

export const whole = (least: number, most: number): Kind<number> =>
  leaf(
    `a whole number from ${least} to ${most}`,
    { type: 'integer', minimum: least, maximum: most },
    (x) => Number.isInteger(x) && (x as number) >= least && (x as number) <= most,
  );

export const exactly = <const T extends string | number>(value: T): Kind<T> =>
  leaf(String(value), { const: value }, (x) => x === value);

/** One of a few words. */
export const wordOf = <const T extends string>(words: readonly T[]): Kind<T> => ({
  says: `one of ${words.join(', ')}`,
  fits: (value) => typeof value === 'string',
  check(value, path, found) {
    if (words.some((word) => word === value)) return;
    const guess = nearest(value as string, words);
    const meant = guess === undefined ? '' : ` Did you mean '${guess}'?`;
    found.push({
      path,
      code: 'kind',
      sentence: `one of ${words.join(', ')} is expected, not ${given(value)}.${meant}`,
    });
  },
  json: () => ({ enum: words }),
});

export const listOf = <T>(inner: Kind<T>, says = 'a list'): Kind<readonly T[]> => ({
  says,
  fits: Array.isArray,
  check(value, path, found) {
    // Not forEach: holes of an array are values too.
    const list = value as readonly unknown[];
    for (let k = 0; k < list.length; k++) checkKind(inner, list[k], [...path, k], found);
  },
  json: (named) => ({ type: 'array', items: inner.json(named) }),
});

/** A list of so many values, each of its kind; those after the first `least` may be left out. */
export const tuple = <const K extends readonly Kind<unknown>[]>(
  says: string,
  kinds: K,
  least = kinds.length,
): Kind<{ readonly [I in keyof K]: Of<K[I]> }> => ({
  says,
  fits: (value) => Array.isArray(value) && value.length >= least && value.length <= kinds.length,
  check(value, path, found) {
    const list = value as readonly unknown[];
    for (let k = 0; k < list.length; k++) checkKind(kinds[k]!, list[k], [...path, k], found);
  },
  json: (named) => ({
    type: 'array',
    prefixItems: kinds.map((kind) => kind.json(named)),
    items: false,
    minItems: least,
  }),
});

/** Keys are names of the writer's own. Whole numbers would lose their order, and so are no names. */
export const mapOf = <T>(inner: Kind<T>): Kind<Readonly<Record<string, T>>> => ({
  says: 'an object with names as keys',
  fits: isObject,
  check(value, path, found) {
    for (const [key, entry] of Object.entries(value as object)) {
      if (!nameIsKept(key))
        found.push({
          path: [...path, key],
          code: 'unknown-key',
          sentence: `'${key}' cannot be a name here; choose one that is no whole number.`,
          onKey: true,
        });
      else checkKind(inner, entry, [...path, key], found);
    }
  },
  json: (named) => ({ type: 'object', additionalProperties: inner.json(named) }),
});

/** Whether an object keeps such a key in its place. */
export const nameIsKept = (name: string): boolean => !/^(?:0|[1-9]\d*)$/.test(name) && name !== '__proto__';

type Table = Readonly<Record<string, Kind<unknown>>>;
type Required<T extends Table> = { readonly [K in keyof T]: Of<T[K]> };
type Optional<T extends Table> = { readonly [K in keyof T]?: Of<T[K]> };

/** An object of known keys. `owner` begins its sentences. */
export function fields<R extends Table, O extends Table>(
  owner: string,
  required: R,
  optional: O,
): Kind<Required<R> & Optional<O>> {
  const table: Table = { ...required, ...optional };
  const allowed = Object.keys(table);
  return {
    says: `an object with ${allowed.slice(0, 3).join(', ')}${allowed.length > 3 ? ', …' : ''}`,
    fits: isObject,
    check(value, path, found) {
      const given = value as Readonly<Record<string, unknown>>;
      for (const [key, entry] of Object.entries(given))
        if (!Object.hasOwn(table, key)) found.push(unknownKey(owner, key, allowed, path));
        else checkKind(table[key]!, entry, [...path, key], found);
      for (const [key, kind] of Object.entries(required))
        if (!Object.hasOwn(given, key))
          found.push({ path, code: 'missing-key', sentence: `${owner} needs '${key}': ${kind.says}.` });
    },
    json: (named) => ({
      type: 'object',
      properties: Object.fromEntries(Object.entries(table).map(([key, kind]) => [key, kind.json(named)])),
      ...(Object.keys(required).length === 0 ? {} : { required: Object.keys(required) }),
      additionalProperties: false,
    }),
  };
}

function unknownKey(owner: string, key: string, allowed: readonly string[], path: Path): Problem {
  const guess = nearest(key, allowed);
  const meant = guess === undefined ? '.' : `; did you mean '${guess}'?`;
  const most = allowed.length > 24 ? ` There are ${allowed.length}.` : ` Allowed are ${allowed.join(', ')}.`;
  return {
    path: [...path, key],
    code: 'unknown-key',
    sentence: `${owner} has no ${given(key)}${meant}${most}`,
    onKey: true,
  };
}

/** An object with one key out of a table, which says what the value under it is: { fixedProbability: 0.02 }. */
export function oneKey<T extends Table>(owner: string, table: T): Kind<Optional<T>> {
  const allowed = Object.keys(table);
  return {
    says: `an object with one key out of ${allowed.length > 12 ? `${allowed.slice(0, 4).join(', ')}, …` : allowed.join(', ')}`,
    fits: isObject,
    check(value, path, found) {
      const entries = Object.entries(value as object);
      const strange = entries.filter(([key]) => !Object.hasOwn(table, key));
      for (const [key] of strange) found.push(unknownKey(owner, key, allowed, path));
      if (strange.length > 0) return;
      if (entries.length !== 1) {
        const had = entries.length === 0 ? 'none' : entries.map(([key]) => key).join(', ');
        found.push({ path, code: 'kind', sentence: `${owner} has one key, not ${had}.` });
      }
      for (const [key, entry] of entries) checkKind(table[key]!, entry, [...path, key], found);
    },
    json: (named) => ({
      oneOf: Object.entries(table).map(([key, kind]) => ({
        type: 'object',
        properties: { [key]: kind.json(named) },
        required: [key],
        additionalProperties: false,
      })),
    }),
  };
}

/** The first kind that takes the value, or whose mistakes are told where none does. */
export const either = <const K extends readonly Kind<unknown>[]>(says: string, ...kinds: K): Kind<Of<K[number]>> => ({
  says,
  fits: (value) => kinds.some((kind) => kind.fits(value)),
  check(value, path, found) {
    let told: Problem[] | undefined;
    for (const kind of kinds) {
      if (!kind.fits(value)) continue;
      const own: Problem[] = [];
      kind.check(value, path, own);
      if (own.length === 0) return;
      told ??= own;
    }
    found.push(...(told ?? []));
  },
  json: (named) => ({ anyOf: kinds.map((kind) => kind.json(named)) }),
});

/** The first kind whose `mark` the object has; the last one where it has none. */
export const byKey = <const K extends readonly (readonly [mark: string, kind: Kind<unknown>])[]>(
  says: string,
  choices: K,
): Kind<Of<K[number][1]>> => ({
  says,
  fits: isObject,
  check(value, path, found) {
    const chosen = choices.find(([mark]) => Object.hasOwn(value as object, mark)) ?? choices.at(-1)!;
    chosen[1].check(value, path, found);
  },
  json: (named) => ({ anyOf: choices.map(([, kind]) => kind.json(named)) }),
});

/** A kind that stands in the JSON Schema once, under its name. */
export const defined = <T>(name: string, kind: Kind<T>): Kind<T> => ({
  ...kind,
  json(named) {
    if (!named.has(name)) {
      named.set(name, {});
      named.set(name, kind.json(named));
    }
    return { $ref: `#/$defs/${name}` };
  },
});

/** The kind with a line for readers of the JSON Schema. */
export const told = <T>(description: string, kind: Kind<T>): Kind<T> => ({
  ...kind,
  json: (named) => ({ ...kind.json(named), description }),
});
