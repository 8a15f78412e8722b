/** What names of a script stand for: quantities, arrays, texts, tables of time, and what could not be read. */
import { UserError } from '../../errors.ts';
import { sameDimension, timeDimension } from '../../quantity/dimension.ts';
import { exactUnit } from '../../quantity/exact-unit.ts';
import { parseQuantity } from '../../quantity/quantity.ts';
import type { NumberList } from '../attachments.ts';
import { quantityOf } from '../knobs.ts';
import { reckon, type ScriptNumbers, textOf } from './arrays.ts';
import { at, start } from './line.ts';
import { callOf, split, stringOf } from './python.ts';

/** Numbers in one unit, as documents have them. */
export type ScriptList = Extract<NumberList, { readonly values: unknown }>;

/** A TimedArray as a table of a document. */
export interface ScriptTable {
  readonly values: ScriptList | readonly (readonly (string | number)[])[];
  /** Entries of a course, and how many courses there are; undefined: one for all. */
  readonly length: number;
  readonly courses: number | undefined;
  readonly dt: string;
  /** The same in ms. */
  readonly step: number;
  readonly line: number;
}

export class ScriptValues {
  /** The step of the run. */
  dt = '0.1 ms';
  /** Constants that were read, as quantities. */
  readonly #values: Record<string, string> = {};
  readonly #arrays = new Map<string, ScriptNumbers>();
  readonly #texts = new Map<string, string>();
  readonly #tables = new Map<string, ScriptTable>();
  readonly #spaces = new Map<string, ScriptValues>();
  /** Numbers of cells of groups, for len(G) and G.N. */
  readonly #sizes = new Map<string, number>();
  /** Lines of what was assigned and could not be read, by name. */
  readonly #unread = new Map<string, number>();

  /** Takes what a name was given: a text, a quantity, an array, or what is none of them. `sign`: '=', '+=', '*=' … */
  assign(name: string, sign: string, value: string, line: number): void {
    const written = this.text(value);
    if (written !== undefined && (sign === '=' || sign === '+=')) {
      const before = sign === '+=' ? (this.#texts.get(name) ?? '') : '';
      this.#forget(name);
      this.#texts.set(name, before + written);
      return;
    }
    if (sign === '=' && this.#spaced(name, value, line)) return;
    const whole = sign === '=' ? value : `(${name}) ${sign.slice(0, -1)} (${value})`;
    const quantity = this.attempt(whole);
    const array = quantity === undefined ? this.#reckoned(whole) : undefined;
    if (quantity === undefined && array === undefined) {
      this.lose(name, line);
      return;
    }
    this.#forget(name);
    if (quantity !== undefined) this.#values[name] = quantity;
    else if (array !== undefined) this.#arrays.set(name, array);
  }

  /** Whether it is a dict of quantities. */
  #spaced(name: string, value: string, line: number): boolean {
    try {
      const space = this.space(value, line);
      if (space === undefined) return false;
      this.#forget(name);
      this.#spaces.set(name, space);
      return true;
    } catch (thrown) {
      // A dict of something else, which may be of no account.
      if (thrown instanceof UserError) return false;
      throw thrown;
    }
  }

  #forget(name: string): void {
    delete this.#values[name];
    for (const kind of [this.#arrays, this.#texts, this.#tables, this.#spaces, this.#unread]) kind.delete(name);
  }

  /** Notes that a name stands for what cannot be read. */
  lose(name: string, line: number): void {
    this.#forget(name);
    this.#unread.set(name, line);
  }

  /** Notes how many cells a group has. */
  group(name: string, size: number): void {
    this.#forget(name);
    this.#sizes.set(name, size);
  }

  /** Whether a constant has this name. */
  has(name: string): boolean {
    return Object.hasOwn(this.#values, name);
  }

  /** What a name or an expression of strings stands for. */
  text(value: string): string | undefined {
    const parts = split(value, '+').map((part) => {
      const call = callOf(part);
      if (call?.name === 'Equations' && call.positional.length === 1 && call.named.size === 0)
        return this.text(call.positional[0]!);
      // A text in brackets of its own.
      const inner = part.startsWith('(') ? callOf(`_${part}`)?.positional : undefined;
      if (inner?.length === 1) return this.text(inner[0]!);
      return stringOf(part) ?? this.#texts.get(part);
    });
    return parts.every((part) => part !== undefined) ? parts.join('\n') : undefined;
  }

  /** A quantity as documents have it; undefined where it is none. */
  attempt(value: string): string | undefined {
    try {
      if (this.#lost(value) !== undefined) return undefined;
      const found = quantityOf(this.#sized(value).replaceAll(/\bfloat\s*\(/g, '('), this.#values);
      // As documents have it: '3 mV', not '3*mV'.
      return found.trim().replace(/^([-+\d.]\S*?)\s*\*\s*(?=[A-Za-z])/, '$1 ');
    } catch (thrown) {
      if (!(thrown instanceof UserError)) throw thrown;
      const found = this.#reckoned(value);
      return found?.shape.length === 0 ? textOf(found) : undefined;
    }
  }

  /** A name of the text that could not be read. */
  #lost(value: string): string | undefined {
    const own = new Set([...value.matchAll(/\bfor\s+(\w+)\s+in\b/g)].map(([, name]) => name!));
    return [...wordsIn([value])].find((name) => this.#unread.has(name) && !own.has(name));
  }

  #sized(value: string): string {
    return value
      .replaceAll(/(?<![.\w])defaultclock\.dt\b/g, `(${this.dt})`)
      .replaceAll(
        /(?<![.\w])(?:len\s*\(\s*(\w+)\s*\)|(\w+)\.N\b)/g,
        (found, a?: string, b?: string) => `${this.#sizes.get(a ?? b ?? '') ?? found}`,
      );
  }

  /** Numbers of an expression; undefined where it is none. */
  #reckoned(value: string): ScriptNumbers | undefined {
    try {
      return this.#reckon(value);
    } catch (thrown) {
      if (thrown instanceof UserError) return undefined;
      throw thrown;
    }
  }

  #reckon(value: string): ScriptNumbers {
    const lost = this.#lost(value);
    if (lost !== undefined) throw new UserError(`'${lost}' of line ${this.#unread.get(lost)} is no quantity`);
    return reckon(this.#sized(value), (name) => {
      if (Object.hasOwn(this.#values, name)) {
        const { value: number, dimension } = parseQuantity(this.#values[name]!);
        return { values: [number], dimension, shape: [], list: false };
      }
      return this.#arrays.get(name);
    });
  }

  /** Throws the sentence on what `what` is, and why it is not read. */
  #refuse(value: string, line: number, what: string, kind: string): never {
    let why = '';
    try {
      const { shape } = this.#reckon(value);
      if (shape.length > 0) why = ` (it has ${shape.join(' × ')} values)`;
    } catch (thrown) {
      if (!(thrown instanceof UserError)) throw thrown;
      why = ` (${thrown.message})`;
    }
    throw at(line, `${what} is '${start(value)}', which is no ${kind} that can be read${why}`);
  }

  quantity(value: string, line: number, what: string): string {
    return this.attempt(value) ?? this.#refuse(value, line, what, 'quantity');
  }

  /** A time in ms. */
  time(value: string, line: number, what: string): number {
    const { value: time, dimension } = parseQuantity(this.quantity(value, line, what));
    if (sameDimension(dimension, timeDimension)) return time;
    throw at(line, `${what} is '${start(value)}', which is no time`);
  }

  /** A list, an array, or one number as a row of one. */
  numbers(value: string, line: number, what: string): ScriptNumbers {
    return this.#reckoned(value) ?? this.#refuse(value, line, what, 'list of quantities');
  }

  count(value: string, line: number): number {
    const count = Number(this.quantity(value, line, 'a number of cells'));
    if (Number.isInteger(count)) return count;
    throw at(line, `'${start(value)}' is no whole number of cells`);
  }

  /** With constants in place, where no model has them as parameters. */
  constants(text: string): string {
    return text.replace(/[A-Za-z_]\w*/g, (name) => {
      const value = Object.hasOwn(this.#values, name) ? this.#values[name] : undefined;
      return value === undefined ? name : `(${inTerms(value)})`;
    });
  }

  /** Constants that a text names. */
  used(texts: readonly string[]): Record<string, string> {
    const names = wordsIn(texts);
    return Object.fromEntries(Object.entries(this.#values).filter(([name]) => names.has(name)));
  }

  /** Tables that a text reads. */
  tablesIn(texts: readonly string[]): ReadonlyMap<string, ScriptTable> {
    const names = wordsIn(texts);
    return new Map([...this.#tables].filter(([name]) => names.has(name)));
  }

  table(name: string, table: ScriptTable): void {
    this.#forget(name);
    this.#tables.set(name, table);
  }

  /** `dict(tau=5*ms)`, `{'tau': 5*ms}` or the name of one; undefined for anything else. Throws where a value of it cannot be read. */
  space(value: string, line: number): ScriptValues | undefined {
    const known = this.#spaces.get(value.trim());
    if (known !== undefined) return known;
    const [spread, rest] = spreadsOf(value.trim());
    const entries = entriesOf(rest);
    if (entries === undefined) return undefined;
    const out = new ScriptValues();
    for (const name of spread) {
      const inner = this.space(name, line);
      if (inner === undefined) return undefined;
      Object.assign(out.#values, inner.#values);
      for (const [of, table] of inner.#tables) out.#tables.set(of, table);
    }
    for (const [name, given] of entries) {
      const call = callOf(given);
      if (call?.name === 'TimedArray') out.table(name, this.tableOf(given, line));
      else out.#values[name] = this.quantity(given, line, `'${name}'`);
    }
    return out;
  }

  /** A TimedArray as a table. */
  tableOf(value: string, line: number): ScriptTable {
    const { positional, named } = callOf(value)!;
    const strange = [...named.keys()].find((key) => !['values', 'dt', 'name'].includes(key));
    if (strange !== undefined) throw at(line, `'${strange}' of a TimedArray is not known here`);
    const dt = this.quantity(positional[1] ?? named.get('dt') ?? '', line, 'the step of a TimedArray');
    const given = this.numbers(positional[0] ?? named.get('values') ?? '', line, 'a TimedArray');
    const step = this.time(dt, line, 'the step of a TimedArray');
    if (!(step > 0)) throw at(line, `the step of a TimedArray is longer than 0, not '${dt}'`);
    const [length, courses] = given.shape;
    if (length === undefined || length === 0) throw at(line, 'a TimedArray has a list of values');
    if (courses === undefined) return { values: listOf(given), length, courses, dt, step, line };
    const unit = exactUnit(given.dimension);
    const entry = (x: number) => (unit === '1' ? x : `${x} ${unit}`);
    // There the courses are columns.
    const values = Array.from({ length: courses }, (_, course) =>
      Array.from({ length }, (_, k) => entry(given.values[k * courses + course]!)),
    );
    return { values, length, courses, dt, step, line };
  }

  /** With the names of another one before its own. */
  under(space: ScriptValues | undefined): ScriptValues {
    if (space === undefined) return this;
    const out = new ScriptValues();
    Object.assign(out.#values, this.#values, space.#values);
    for (const [name, table] of [...this.#tables, ...space.#tables]) out.#tables.set(name, table);
    for (const name of Object.keys(space.#values)) out.#tables.delete(name);
    for (const name of space.#tables.keys()) delete out.#values[name];
    return out;
  }

  /** linspace(a, b, size) as an expression of the cell's number, a list as a list; undefined for anything else. */
  listed(value: string, line: number, size?: number): string | readonly string[] | ScriptList | undefined {
    const call = callOf(value);
    if (call !== undefined && /^(?:np\.|numpy\.)?linspace$/.test(call.name) && call.positional.length === 3) {
      const [from, to] = call.positional.slice(0, 2).map((end) => this.quantity(end, line, 'an end of linspace'));
      const count = this.count(call.positional[2]!, line);
      if (count === size) return count < 2 ? from! : `(${from}) + ((${to}) - (${from}))*i/${count - 1}`;
    }
    const [whole, inner, unit] = /^\[([^[\]]*)\]\s*(?:\*\s*([A-Za-z]\w*))?$/.exec(value) ?? [];
    const texts = whole === undefined || /\bfor\b/.test(inner!) ? undefined : this.#texted(inner!, unit);
    if (texts !== undefined) return texts;
    const found = this.#reckoned(value);
    return found?.shape.length === 1 ? listOf(found) : undefined;
  }

  /** A list of quantities that are written one by one. */
  #texted(inner: string, unit: string | undefined): readonly string[] | undefined {
    const times = unit === undefined || Object.hasOwn(this.#values, unit) ? '' : `*${unit}`;
    if (unit !== undefined && times === '') return undefined;
    const texts = split(inner, ',')
      .filter((part) => part !== '')
      .map((part) => this.attempt(`(${part})${times}`));
    return texts.every((text) => text !== undefined) ? texts : undefined;
  }

  /** Python's value of a variable, where other variables of the group may stand as 'G.v'. */
  withOwn(value: string, owner: string, line: number, what: string): string {
    const own = value.replaceAll(new RegExp(`\\b${owner}\\.(?!N\\b)(\\w+)`, 'g'), '$1');
    return own === value ? this.quantity(value, line, what) : own;
  }
}

const wordsIn = (texts: readonly string[]): Set<string> =>
  new Set(texts.flatMap((text) => text.match(/(?<![.\w])[A-Za-z_]\w*/g) ?? []));

/** A quantity as expressions have it: '0.02/ms' of '0.02 1/ms', '3*mV*ms**-2' of '3 mV*ms^-2'. */
export const inTerms = (quantity: string): string =>
  quantity.replace(/^(\S+) (\S*[/^]\S*)$/, (_, number: string, unit: string) =>
    unit.startsWith('1/') ? `${number}${unit.slice(1)}` : `${number}*${unit.replaceAll('^', '**')}`,
  );

export function listOf({ values, dimension }: ScriptNumbers): ScriptList {
  const unit = exactUnit(dimension);
  return unit === '1' ? { values } : { values, unit };
}

/** '{**a, **b, …}' as what it takes over, and the rest. */
function spreadsOf(text: string): readonly [spread: readonly string[], rest: string] {
  if (!text.startsWith('{') || !text.endsWith('}')) return [[], text];
  const parts = split(text.slice(1, -1), ',');
  const spread = parts.filter((part) => part.startsWith('**'));
  return [spread.map((part) => part.slice(2).trim()), `{${parts.filter((part) => !part.startsWith('**')).join(', ')}}`];
}

/** Names and values of a dict; undefined where a text is none. */
export function entriesOf(text: string): readonly (readonly [name: string, value: string])[] | undefined {
  const value = text.trim();
  const call = callOf(value);
  if (call?.name === 'dict' && call.positional.length === 0) return [...call.named];
  if (!value.startsWith('{') || !value.endsWith('}')) return undefined;
  const pairs = split(value.slice(1, -1), ',')
    .filter((part) => part !== '')
    .map((part): [string | undefined, string] => {
      const [name, ...rest] = split(part, ':');
      return [stringOf(name!), rest.join(':')];
    });
  return pairs.every(([name, given]) => name !== undefined && given !== '') ? (pairs as [string, string][]) : undefined;
}
