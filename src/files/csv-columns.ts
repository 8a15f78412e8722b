/** Columns of numbers out of CSV texts. */
import { UserError } from '../errors.ts';

/**
 * One column of a CSV text whose first line has titles. `column`: its title; undefined: the only one there is. `name` names the file in
 * errors. Fields hold plain numbers, without quotation marks. Throws a UserError that names the line.
 */
export function readCsvColumn(text: string, column: string | undefined, name: string): Float64Array {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  while (lines.length > 0 && lines.at(-1)!.trim() === '') lines.pop();
  const titles = (lines[0] ?? '').split(',').map((title) => title.trim());
  if (column === undefined && titles.length !== 1)
    throw new UserError(`${name} has the columns ${titles.join(', ')}; say by 'column' which of them is meant.`);
  const at = column === undefined ? 0 : titles.indexOf(column);
  if (at < 0) throw new UserError(`${name} has no column '${column}'; it has ${titles.join(', ')}.`);
  return Float64Array.from({ length: Math.max(0, lines.length - 1) }, (_, k) => {
    const field = lines[k + 1]!.split(',')[at]?.trim() ?? '';
    const value = field === '' ? Number.NaN : Number(field);
    if (Number.isFinite(value)) return value;
    throw new UserError(`${name}, line ${k + 2}: '${field.slice(0, 40)}' is no number.`);
  });
}
