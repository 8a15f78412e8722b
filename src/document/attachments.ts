/** Arrays of a document: lists within it, and files beside it. */

import { UserError } from '../errors.ts';
import type { NumberArray } from '../files/arrays.ts';
import { readCsvColumn } from '../files/csv-columns.ts';
import { readNpy } from '../files/npy.ts';
import { noMore } from '../no-more.ts';

/** The bytes of files by name. */
export type Attachments = Readonly<Record<string, Uint8Array>>;

/** A list of numbers in one unit, or a file of them. */
export type NumberList =
  | { readonly values: readonly number[]; readonly unit?: string }
  | { readonly file: string; readonly column?: string; readonly unit?: string };

/** What stands where one value, or one for each of many, may stand. */
export type PerItem = string | number | readonly (string | number)[] | NumberList;

export const isNumberList = (given: PerItem): given is NumberList => typeof given === 'object' && !Array.isArray(given);

/** Why a file of this name is not read; undefined where it may be. */
function fileProblem(name: string): string | undefined {
  if (!/^[^/\\\p{Cc}:]{1,200}$/u.test(name) || name.startsWith('.'))
    return 'files lie beside the document, so that their names have no folders and do not start with a point';
  if (!/\.(?:npy|csv|swc)$/i.test(name)) return 'files of numbers end in .npy or .csv, shapes of cells in .swc';
  return undefined;
}

function bytesOf(file: string, attachments: Attachments): Uint8Array {
  const problem = fileProblem(file);
  if (problem) throw new UserError(`'${file}' cannot be read: ${problem}.`);
  if (!Object.hasOwn(attachments, file))
    throw new UserError(`The file '${file}' is not there; it must come with the document.`);
  return attachments[file]!;
}

/** The text of a file. */
export const textOf = (file: string, attachments: Attachments): string =>
  new TextDecoder().decode(bytesOf(file, attachments));

/** Its numbers, without their unit. */
export function numbersOf(list: NumberList, attachments: Attachments): ArrayLike<number> {
  if ('values' in list) return list.values;
  const { file, column } = list;
  const bytes = bytesOf(file, attachments);
  if (/\.csv$/i.test(file)) return readCsvColumn(new TextDecoder().decode(bytes), column, file);
  if (column !== undefined) throw new UserError(`'${file}' has no columns; 'column' is for CSV files.`);
  const { data, shape } = readNpy(bytes, file);
  if (shape.length !== 1) throw new UserError(`'${file}' has ${shape.length} dimensions; one is expected.`);
  return plain(data);
}

/** 64-bit whole numbers as numbers. */
const plain = (data: NumberArray): ArrayLike<number> =>
  data instanceof BigInt64Array || data instanceof BigUint64Array ? Float64Array.from(data, Number) : data;

/** Its entries as the library takes them: numbers in the variable's own unit, or texts where a unit is given. */
export function entriesOf(list: NumberList, attachments: Attachments): ArrayLike<string | number> {
  const numbers = numbersOf(list, attachments);
  const { unit } = list;
  return unit === undefined || unit === '1' ? numbers : Array.from(numbers, (x) => `${x} ${unit}`);
}

/** Names of the files that a document speaks of. */
export function filesOf(value: unknown, ...more: undefined[]): string[] {
  noMore('filesOf', 'a document', more);
  const found = new Set<string>();
  const look = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    if (!Array.isArray(part) && typeof (part as { file?: unknown }).file === 'string')
      found.add((part as { file: string }).file);
    for (const inner of Object.values(part)) look(inner);
  };
  look(value);
  return [...found].filter((name) => fileProblem(name) === undefined);
}
