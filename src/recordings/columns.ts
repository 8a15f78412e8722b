/** Columns of numbers out of CSV and NPZ files, with the units that their titles name: 'time_ms', 'V (mV)', 'I [pA]'. */
import { UserError } from '../errors.ts';
import { readNpz } from '../files/npz.ts';

export interface RecordedColumn {
  /** Without the unit. */
  readonly name: string;
  /** As the library writes it; undefined where the title has none. */
  readonly unit: string | undefined;
  readonly values: Float64Array;
  /** Of a table, one after another within each row: values[row · columns + column]; 1 for a plain column. */
  readonly columns: number;
}

/** Values of one file. */
const most = 10_000_000;
const units = ['ms', 's', 'us', 'V', 'mV', 'uV', 'A', 'mA', 'uA', 'nA', 'pA', 'uA/cm^2', 'S', 'uS', 'nS', 'mS/cm^2'];

/** Throws a UserError that names the line or array. */
export function columnsOf(name: string, bytes: Uint8Array): RecordedColumn[] {
  return /\.npz$/i.test(name) ? fromNpz(name, bytes) : fromCsv(name, new TextDecoder().decode(bytes));
}

/** 'V_mV' → V in mV. */
function titled(title: string): Pick<RecordedColumn, 'name' | 'unit'> {
  const found = /^(.*?)(?:\s*[([]\s*([^)\]]+?)\s*[)\]]|_([A-Za-zµ]+))$/.exec(title.trim());
  const unit = (found?.[2] ?? found?.[3])?.replace('µ', 'u').replace('²', '^2');
  const known = unit !== undefined && units.includes(unit);
  return { name: known ? found![1]! : title.trim(), unit: known ? unit : undefined };
}

function fromNpz(name: string, bytes: Uint8Array): RecordedColumn[] {
  return [...readNpz(bytes)].flatMap(([title, { data, shape }]): RecordedColumn[] => {
    if (shape.length === 0) return [];
    if (shape.length > 2)
      throw new UserError(`'${name}': ${title} has ${shape.length} dimensions; times by cells are two.`);
    const values = Float64Array.from(data as ArrayLike<number>, Number);
    return [{ ...titled(title), values, columns: shape[1] ?? 1 }];
  });
}

function fromCsv(name: string, text: string): RecordedColumn[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  while (lines.length > 0 && lines.at(-1)!.trim() === '') lines.pop();
  const fields = (line: string) => line.split(/[,;\t]/).map((field) => field.trim().replace(/^"|"$/g, ''));
  const titles = fields(lines[0] ?? '');
  if (titles.length * lines.length > most)
    throw new UserError(`'${name}' has more than ${most} values, the most that are laid over a run.`);
  const columns = titles.map(() => new Float64Array(Math.max(0, lines.length - 1)));
  for (let k = 1; k < lines.length; k++) {
    const row = fields(lines[k]!);
    columns.forEach((column, c) => {
      const value = row[c] === undefined || row[c] === '' ? Number.NaN : Number(row[c]);
      if (!Number.isFinite(value) || row.length !== titles.length)
        throw new UserError(
          `'${name}', line ${k + 1}: '${lines[k]!.slice(0, 40)}' is no row of ${titles.length} numbers, ${titles.join(', ').slice(0, 80)}.`,
        );
      column[k - 1] = value;
    });
  }
  return titles.map((title, c) => ({ ...titled(title), values: columns[c]!, columns: 1 }));
}
