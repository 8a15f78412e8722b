/** JavaScript source of plain values. */
import { UserError } from '../errors.ts';
import type { Dimension } from '../quantity/dimension.ts';
import { exactUnit } from '../quantity/exact-unit.ts';

/** Longest array that a script carries. */
const MOST_ENTRIES = 2_000_000;

/** 'it\'s': a text in single quotes. */
export function quoted(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inner}'`;
}

/** A text of several lines as a template literal, each line indented by `indent`. */
export function template(text: string, indent: string): string {
  // A carriage return alone is a space to equations and the end of a line to scripts.
  const lines = text.split('\n').map((line) => line.replaceAll('\r', ' ').trim());
  const safe = lines.map((line) => line.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${'));
  const body = safe.filter((line) => line !== '').map((line) => `${indent}  ${line}`);
  return `\`\n${body.join('\n')}\n${indent}\``;
}

const isName = (text: string): boolean => /^[A-Za-z_$][\w$]*$/.test(text);

/** `{ a: 1, b: 'x' }` on one line where it fits. `entries` are source texts. */
export function object(entries: Readonly<Record<string, string>>, indent: string): string {
  const parts = Object.entries(entries).map(([key, value]) => `${isName(key) ? key : quoted(key)}: ${value}`);
  if (parts.length === 0) return '{}';
  const line = `{ ${parts.join(', ')} }`;
  if (line.length + indent.length <= 100 && !line.includes('\n')) return line;
  return `{\n${parts.map((part) => `${indent}  ${part},\n`).join('')}${indent}}`;
}

/** A number, a text, or a list of either. */
export function scriptLiteral(value: string | number | readonly (string | number)[]): string {
  if (typeof value === 'number') return numeral(value);
  if (typeof value === 'string') return quoted(value);
  return `[${value.map((entry) => scriptLiteral(entry)).join(', ')}]`;
}

/** What options are made of. */
export type Plain = string | number | boolean | readonly Plain[] | { readonly [name: string]: Plain | undefined };

/** Nested options as source; texts of several lines become template literals. */
export function nested(value: Plain, indent: string): string {
  if (typeof value === 'string') return value.includes('\n') ? template(value, indent) : quoted(value);
  if (typeof value === 'number') return numeral(value);
  if (typeof value === 'boolean') return String(value);
  if (ArrayBuffer.isView(value)) return numbers(value as unknown as ArrayLike<number>);
  if (Array.isArray(value)) return `[${value.map((entry: Plain) => nested(entry, indent)).join(', ')}]`;
  const entries = Object.entries(value).flatMap(([name, entry]) =>
    entry === undefined ? [] : [[name, nested(entry, `${indent}  `)] as const],
  );
  return object(Object.fromEntries(entries), indent);
}

const numeral = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));

/**
 * A list of quantities that reads back to the same numbers: values in internal units, written in a unit that needs no conversion.
 * Throws a UserError where the list is too long for a script.
 */
export function quantities(values: Float64Array, dimension: Dimension): string {
  const unit = exactUnit(dimension);
  const list = numbers(values);
  return unit === '1' ? list : `${list}.map((x) => \`\${x} ${unit}\`)`;
}

/** `[1, 2, 3]`, wrapped. Throws a UserError where the list is too long for a script. */
export function numbers(values: ArrayLike<number>): string {
  if (values.length > MOST_ENTRIES)
    throw new UserError(
      `A script cannot carry a list of ${values.length} numbers; at most ${MOST_ENTRIES}. Give these values as a text with random numbers, or a connection rule.`,
    );
  return `[${Array.from(values, numeral).join(', ')}]`;
}
