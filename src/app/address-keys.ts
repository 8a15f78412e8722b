/**
 * Keys of an address, one shape for all rooms: how the text of each is read, and how its value is written where it is not at its standard.
 * What is common to all runs stands here, the rest in the rooms.
 */
import { UserError } from '../index.ts';
import { dtRange, durationRange, readBackend, readIntegrator, readSeed, readTime, within } from './entries.ts';
import { noParameter } from './link.ts';

export interface Key<Value> {
  /** Throws a UserError. */
  readonly read: (text: string) => Value;
  /** Default: as text. */
  readonly write?: (value: Value) => string;
}

/** What is not set has no text. */
export type Keys<Settings> = { readonly [Name in keyof Settings]?: Key<NonNullable<Settings[Name]>> };

/** `what` begins the sentence that refuses it; `range` in ms. */
export const timeKey = (range: readonly [number, number], what: string): Key<number> => ({
  read: (text) => readTime(text, range, what),
  write: (value) => `${value} ms`,
});

/** A plain number, whose unit the key stands for; `what` begins the sentence that refuses it. */
export const numberKey = (range: readonly [number, number], what: string) => ({
  read: (text: string): number => within(text.trim() === '' ? Number.NaN : Number(text), range, what, ''),
});

/** One of several words; `what` begins the sentence that refuses any other. */
export const wordKey = <Word extends string>(words: readonly Word[], what: string): Key<Word> => ({
  read: (text) => {
    const found = words.find((word) => word === text);
    if (found !== undefined) return found;
    throw new UserError(`${what} ${words.join(', ')}.`);
  },
});

/** One of several things that have names. */
export const nameKey = <Name extends string>(things: readonly { readonly name: Name }[], what: string): Key<Name> => {
  const words = things.map((thing) => thing.name);
  return wordKey(words, what);
};

/** What a pattern finds in a text. Throws a UserError with the sentence where that is nothing. */
export function found(text: string, pattern: RegExp, sentence: string): readonly string[] {
  const parts = pattern.exec(text);
  if (parts !== null) return parts;
  throw new UserError(sentence);
}

/** A name such as a population or a group of cells may have. */
export const populationKey: Key<string> = {
  read: (text) => found(text, /^[^\p{Cc}]{1,200}$/u, 'it names no population.')[0]!,
};

export const seedKey: Key<number> = { read: readSeed };
export const durationKey = timeKey(durationRange, 'The duration');
export const dtKey = timeKey(dtRange, 'The step dt');
export const integratorKey: Key<string> = { read: readIntegrator };
export const backendKey = { read: readBackend };

/** Writes those that are set and not at their standard, in the order of the keys. */
export function setKeys<Settings extends object>(
  query: URLSearchParams,
  keys: Keys<Settings>,
  settings: Settings,
  standard: Settings,
): void {
  for (const name of Object.keys(keys) as (keyof Settings & string)[]) {
    const { write = String } = keys[name]!;
    const textOf = (value: Settings[typeof name]) => (value == null ? undefined : write(value));
    const text = textOf(settings[name]);
    if (text !== undefined && text !== textOf(standard[name])) query.set(name, text);
  }
}

/** The setting that a key and its text make. Throws a UserError, also where there is no such key. */
export function readKey<Settings extends object>(keys: Keys<Settings>, key: string, text: string): Partial<Settings> {
  const known = Object.hasOwn(keys, key) ? keys[key as keyof Settings] : undefined;
  if (known === undefined) throw noParameter(key);
  return { [key]: known.read(text) } as Partial<Settings>;
}
