/** Courses out of CSV and NPZ files: a row for each time, or for each time and cell, or a table of times by cells. */
import { UserError } from '../errors.ts';
import { fromUnit, toUnit } from '../quantity/quantity.ts';
import { columnsOf, type RecordedColumn } from './columns.ts';
import { dimensionText, type RecordedCourse, type RecordedCourses } from './courses.ts';

const timeName = /^(?:t|time|times)$/i;
const cellName = /^(?:neuron|cell|id|i|index)$/i;

const currents = new Set(['pA', 'uA/cm^2'].map(dimensionText));
const isCurrent = ({ unit }: RecordedColumn): boolean => unit !== undefined && currents.has(dimensionText(unit));

/** Undefined where the file holds no courses but, perhaps, spikes. Throws a UserError that says what is lacking. */
export function recordedCourses(name: string, bytes: Uint8Array): RecordedCourses | undefined {
  const columns = columnsOf(name, bytes).filter((c) => c.name !== 'step' && c.name !== 'dt');
  const time = columns.find((c) => timeName.test(c.name));
  const cell = columns.find((c) => cellName.test(c.name) && c.unit === undefined);
  const rest = columns.filter((c) => c !== time && c !== cell);
  if (time === undefined || rest.length === 0) return undefined;
  const flowing = rest.filter(isCurrent);
  if (flowing.length > 0 && (flowing.length !== 1 || rest.length !== 1 || cell !== undefined))
    throw new UserError(
      `'${name}' has the columns ${columns.map((c) => c.name).join(', ')}; a current that is to flow into cells has two, such as time_ms,I_pA.`,
    );
  const ms = time.values.map((t) => toUnit(fromUnit(t, time.unit ?? 'ms'), 'ms'));
  const lines = rest.flatMap((column) => linesOf(name, ms, cell, column));
  for (const { times, title } of lines) {
    const at = times.findIndex((t, k) => k > 0 && !(t > times[k - 1]!));
    if (at > 0 || times.length === 0 || !(times[0]! >= 0))
      throw new UserError(
        times.length === 0
          ? `'${name}': ${title} has no values.`
          : at > 0
            ? `'${name}': ${title} is given at ${times[at]} ms after ${times[at - 1]} ms; times must rise.`
            : `'${name}': ${title} begins at ${times[0]} ms; a run begins at 0 ms.`,
      );
  }
  return { name, kind: flowing.length > 0 ? 'current' : 'voltage', lines };
}

/** Lines of one column: of each cell that the rows name, or that a table has columns for. */
function linesOf(
  name: string,
  times: Float64Array,
  cell: RecordedColumn | undefined,
  column: RecordedColumn,
): RecordedCourse[] {
  const { name: title, unit, values, columns } = column;
  const wrong = cell?.values.find((c) => !(Number.isInteger(c) && c >= 0 && c < 2 ** 31));
  if (wrong !== undefined) throw new UserError(`'${name}': ${wrong} is no number of a cell.`);
  if (values.length !== times.length * columns)
    throw new UserError(`'${name}' has ${times.length} times, but ${values.length} values of ${title}.`);
  // A table of times by cells, or a row for each time and cell.
  const table = cell === undefined || (cell.values.length === columns && cell.values.length !== times.length);
  if (table || columns > 1) {
    if (cell !== undefined && cell.values.length !== columns)
      throw new UserError(`'${name}' has ${cell.values.length} cells, but ${columns} columns of ${title}.`);
    return Array.from({ length: columns }, (_, c) => ({
      cell: cell?.values[c],
      title,
      unit,
      times,
      values: Float64Array.from(times, (_, k) => values[k * columns + c]!),
    }));
  }
  const rows = new Map<number, number[]>();
  cell.values.forEach((c, k) => {
    const list = rows.get(c);
    if (list === undefined) rows.set(c, [k]);
    else list.push(k);
  });
  return [...rows].map(([number, list]) => ({
    cell: number,
    title,
    unit,
    times: Float64Array.from(list, (k) => times[k]!),
    values: Float64Array.from(list, (k) => values[k]!),
  }));
}
