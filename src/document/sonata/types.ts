/** Tables of node and edge types of SONATA: columns between spaces, the first line their names. */
import { UserError } from '../../errors.ts';

/** Values of one type by column; what is empty or NULL is left out. */
export type TypeRow = ReadonlyMap<string, string>;

/** Rows by id. `key`: the column of the ids, 'node_type_id'. Throws a UserError that names the line. */
export function readTypes(text: string, key: string, name: string): ReadonlyMap<number, TypeRow> {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const titles = fields(lines[0] ?? '');
  if (!titles.includes(key)) throw new UserError(`${name} has no column '${key}'; it has ${titles.join(', ')}.`);
  const rows = new Map<number, TypeRow>();
  lines.forEach((line, k) => {
    if (k === 0 || line.trim() === '') return;
    const values = fields(line);
    if (values.length !== titles.length)
      throw new UserError(
        `${name}, line ${k + 1}: ${values.length} values for ${titles.length} columns; they stand between single spaces, in quotation marks where they hold one.`,
      );
    const row = new Map(
      titles.flatMap((title, c) => {
        const value = values[c]!;
        return value === '' || value === 'NULL' ? [] : [[title, value] as const];
      }),
    );
    const id = Number(row.get(key));
    if (!(Number.isInteger(id) && id >= 0)) throw new UserError(`${name}, line ${k + 1}: '${row.get(key)}' is no id.`);
    if (rows.has(id)) throw new UserError(`${name}, line ${k + 1}: the id ${id} is there twice.`);
    rows.set(id, row);
  });
  return rows;
}

function fields(line: string): string[] {
  const found: string[] = [];
  let at = 0;
  while (at <= line.length) {
    const isQuoted = line[at] === '"';
    const end = isQuoted ? line.indexOf('"', at + 1) : line.indexOf(' ', at);
    const stop = end < 0 ? line.length : end;
    found.push(line.slice(isQuoted ? at + 1 : at, stop));
    at = stop + (isQuoted ? 2 : 1);
  }
  // A space at the end of a line begins no column.
  if (found.at(-1) === '' && line.endsWith(' ')) found.pop();
  return found;
}

/** A number out of a row; undefined where the column is empty. */
export function numberOf(row: TypeRow, column: string, what: string): number | undefined {
  const written = row.get(column);
  if (written === undefined) return undefined;
  const value = Number(written);
  if (!Number.isFinite(value)) throw new UserError(`${what}: ${column} is '${written}', which is no number.`);
  return value;
}
