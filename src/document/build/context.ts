/** What the builders of a document's parts share. */
import { TextError, UserError } from '../../errors.ts';
import { type Attachments, entriesOf, isNumberList, type PerItem } from '../attachments.ts';
import { DocumentError } from '../error.ts';
import type { Knobs } from '../knobs.ts';
import type { Path, Problem } from '../schema/kinds.ts';
import { errorOf } from '../source.ts';

export interface Context {
  readonly knobs: Knobs;
  readonly attachments: Attachments;
  /** Runs `act`; what a person did wrong there is told with the place `path` of the document. */
  at<T>(path: Path, act: () => T): T;
}

/** A runner of parts of `document`. */
export const placedIn =
  (document: unknown) =>
  <T>(path: Path, act: () => T): T => {
    try {
      return act();
    } catch (error) {
      if (!(error instanceof UserError) || error instanceof DocumentError) throw error;
      throw errorOf(document, [meaning(document, path, error)]);
    }
  };

function meaning(document: unknown, path: Path, error: UserError): Problem {
  if (!(error instanceof TextError)) return { path, code: 'meaning', sentence: error.message };
  const { text, at, length, sentence } = error;
  const own = pathOf(partAt(document, path), text);
  // A text with values in the place of names stands nowhere in the document: it is shown with the sentence.
  if (own === undefined) return { path, code: 'meaning', sentence: error.message };
  return { path: [...path, ...own], code: 'meaning', sentence, inner: { text, at, length } };
}

const partAt = (document: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (part, key) =>
      typeof part === 'object' && part !== null ? (part as Record<string | number, unknown>)[key] : undefined,
    document,
  );

/** Where a text stands in a part of a document. */
function pathOf(part: unknown, text: string): (string | number)[] | undefined {
  if (part === text) return [];
  if (typeof part !== 'object' || part === null) return undefined;
  for (const [key, inner] of Object.entries(part)) {
    const found = pathOf(inner, text);
    if (found) return [Array.isArray(part) ? Number(key) : key, ...found];
  }
  return undefined;
}

/** One value, or one for each cell or synapse, as the library takes them. `own`: names that are no parameters of the document there. */
export function perItem(
  { knobs, attachments }: Context,
  given: PerItem,
  own?: ReadonlySet<string>,
): string | number | ArrayLike<string | number> {
  if (typeof given === 'number') return given;
  if (typeof given === 'string') return knobs.inText(given, own);
  if (isNumberList(given)) return entriesOf(given, attachments);
  return given.map((entry) => knobs.quantity(entry, own));
}

/** The same where no expression may stand for the one value. */
export function quantityOrList(
  context: Context,
  given: PerItem,
  own?: ReadonlySet<string>,
): string | number | readonly (string | number)[] {
  if (typeof given === 'number' || typeof given === 'string') return context.knobs.quantity(given, own);
  return Array.from(perItem(context, given, own) as ArrayLike<string | number>);
}

/** One value, or one for each synapse, as a list or as a text that names its cells (`own`) or draws random numbers. */
export function perSynapse(
  context: Context,
  given: PerItem,
  own: ReadonlySet<string>,
): string | number | ArrayLike<string | number> {
  if (typeof given !== 'string') return perItem(context, given, own);
  try {
    return context.knobs.quantity(given, own);
  } catch (error) {
    // It is more than a quantity: whoever takes it reads it whole.
    if (error instanceof UserError) return context.knobs.inText(given, own);
    throw error;
  }
}

/** Quantities by name. */
export const quantities = <T extends string | number>(
  { knobs }: Context,
  given: Readonly<Record<string, T>>,
  own?: ReadonlySet<string>,
): Record<string, T | string> =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [name, knobs.quantity(value, own)]));

/** Without the entries that are undefined. */
export const defined = <T extends object>(entries: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as never;
