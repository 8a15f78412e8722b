/**
 * Numbers and arrays that a script writes out: lists, `np.linspace(…)` and its like, arithmetic of them. They are reckoned, nothing is run:
 * what is no arithmetic of numbers with units is refused by a sentence.
 */
import { parseExpression } from '../../equations/expression.ts';
import { UserError } from '../../errors.ts';
import * as b from '../../expression/build.ts';
import { byName, evaluate } from '../../expression/evaluate.ts';
import { unitPhrase } from '../../quantity/describe.ts';
import { baseUnits, type Dimension, dimensionless, sameDimension } from '../../quantity/dimension.ts';
import { exactUnit } from '../../quantity/exact-unit.ts';
import { parseQuantity } from '../../quantity/quantity.ts';

/** More values than this are a file's, not a script's. */
const MOST_VALUES = 100_000;

/** A number, a row of them, or rows: values in internal units, row after row. */
export interface ScriptNumbers {
  readonly dimension: Dimension;
  readonly values: readonly number[];
  /** Of a number [], of a row [length], of rows [rows, columns]. */
  readonly shape: readonly number[];
  /** A list of Python's, which + joins and * repeats. */
  readonly list: boolean;
}

/** What a name stands for; undefined where it is none of the script's. */
export type Names = (name: string) => ScriptNumbers | undefined;

const scalar = (value: number, dimension: Dimension = dimensionless): ScriptNumbers => ({
  dimension,
  values: [value],
  shape: [],
  list: false,
});

const row = (values: readonly number[], dimension: Dimension = dimensionless, list = false): ScriptNumbers => ({
  dimension,
  values: sized(values),
  shape: [values.length],
  list,
});

function sized(values: readonly number[]): readonly number[] {
  if (values.length > MOST_VALUES) throw tooMany(values.length);
  const strange = values.findIndex((x) => !Number.isFinite(x));
  if (strange >= 0) throw new UserError(`its value ${strange} is ${values[strange]}`);
  return values;
}

const tooMany = (count: number): UserError =>
  new UserError(`it has ${count} values, and ${MOST_VALUES} at most are read of a script; put them into a file`);

/** A number with its unit, as documents have it. */
export function textOf({ values, dimension }: ScriptNumbers): string {
  const unit = exactUnit(dimension);
  return unit === '1' ? String(values[0]!) : `${values[0]!} ${unit}`;
}

/** The value of a Python expression. Throws a UserError, part of a sentence, for what it cannot read. */
export function reckon(text: string, names: Names): ScriptNumbers {
  const tokens = tokensOf(text);
  const reader = new Reckoner(tokens, names);
  const found = reader.expression();
  reader.end();
  return found;
}

const TOKEN =
  /\s*(?:(\d[\d_]*\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?)|([A-Za-z_]\w*(?:\s*\.\s*[A-Za-z_]\w*)*)|(\*\*|\/\/|[-+*/%()[\],:=.]))/y;

interface Token {
  readonly kind: 'number' | 'name' | 'sign';
  readonly text: string;
}

function tokensOf(text: string): Token[] {
  const out: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const from = TOKEN.lastIndex;
    const [whole, number, name, sign] = TOKEN.exec(text) ?? [];
    if (whole === undefined) {
      const rest = text.slice(from).trim();
      if (rest === '') break;
      throw new UserError(
        /^["']/.test(rest) ? 'a text is no number' : `'${rest.slice(0, 20)}' is no part of arithmetic`,
      );
    }
    if (number !== undefined) out.push({ kind: 'number', text: number.replaceAll('_', '') });
    else if (name !== undefined) out.push({ kind: 'name', text: name.replaceAll(/\s/g, '') });
    else out.push({ kind: 'sign', text: sign! });
  }
  return out;
}

/** Functions of each value by itself, with their names in equations. */
const ELEMENTWISE: Readonly<Record<string, string>> = Object.fromEntries(
  ['exp', 'expm1', 'log', 'log10', 'sqrt', 'sin', 'cos', 'tan', 'sinh', 'cosh', 'tanh', 'abs', 'sign', 'floor', 'ceil']
    .map((name) => [name, name])
    .concat([['absolute', 'abs']]),
);

/** Prefixes of modules whose functions scripts call with and without them. */
const bare = (name: string): string => name.replace(/^(?:np|numpy|b2|brian2|math)\./, '');

class Reckoner {
  readonly #tokens: readonly Token[];
  readonly #names: Names;
  #next = 0;
  #depth = 0;

  constructor(tokens: readonly Token[], names: Names) {
    this.#tokens = tokens;
    this.#names = names;
  }

  end(): void {
    const token = this.#tokens[this.#next];
    if (token !== undefined) throw new UserError(`'${token.text}' has no place there`);
  }

  #is(sign: string): boolean {
    const token = this.#tokens[this.#next];
    return token?.kind === 'sign' && token.text === sign;
  }

  #take(sign: string): boolean {
    if (!this.#is(sign)) return false;
    this.#next++;
    return true;
  }

  #need(sign: string): void {
    if (!this.#take(sign)) throw new UserError(`'${sign}' is missing`);
  }

  expression(): ScriptNumbers {
    if (++this.#depth > 100) throw new UserError('its brackets lie deeper than a hundred');
    let left = this.#product();
    while (this.#is('+') || this.#is('-')) {
      const sign = this.#tokens[this.#next++]!.text;
      const right = this.#product();
      left = sign === '+' && left.list && right.list ? joined([left, right], true) : combined(sign, left, right);
    }
    this.#depth--;
    return left;
  }

  #product(): ScriptNumbers {
    let left = this.#signed();
    while (['*', '/', '//', '%'].some((sign) => this.#is(sign))) {
      const sign = this.#tokens[this.#next++]!.text;
      const right = this.#signed();
      left = sign === '*' ? product(left, right) : combined(sign, left, right);
    }
    return left;
  }

  #signed(): ScriptNumbers {
    if (this.#take('-')) return combined('*', scalar(-1), asArray(this.#signed()));
    if (this.#take('+')) return this.#signed();
    const base = this.#postfix();
    return this.#take('**') ? combined('**', base, this.#signed()) : base;
  }

  #postfix(): ScriptNumbers {
    let value = this.#atom();
    for (;;) {
      if (this.#take('[')) value = this.#indexed(value);
      else if (this.#take('.')) {
        const name = this.#tokens[this.#next++]?.text ?? '';
        value = attribute(value, name);
      } else return value;
    }
  }

  #atom(): ScriptNumbers {
    const token = this.#tokens[this.#next++];
    if (token === undefined) throw new UserError('something is missing at its end');
    if (token.kind === 'number') return scalar(Number(token.text));
    if (token.kind === 'name') return this.#named(token.text);
    if (token.text === '(' || token.text === '[') return this.#brackets(token.text);
    throw new UserError(`'${token.text}' has no place there`);
  }

  #named(name: string): ScriptNumbers {
    if (bare(name) === 'r_' && this.#take('[')) return joined(this.#entries(']'), false);
    if (this.#take('(')) {
      const opened = ['[', '('].find((sign) => this.#is(sign));
      if (opened === undefined || !/^(?:concatenate|hstack)$/.test(bare(name))) return this.#call(name);
      // What is joined may differ in length.
      this.#next++;
      const parts = this.#entries(opened === '[' ? ']' : ')');
      this.#need(')');
      return joined(parts, false);
    }
    // Attributes of a name of the script: times.size.
    const parts = name.split('.');
    for (let k = parts.length; k > 0; k--) {
      const found = this.#names(parts.slice(0, k).join('.'));
      if (found !== undefined) return parts.slice(k).reduce(attribute, found);
    }
    const plain = bare(name);
    if (plain === 'pi') return scalar(Math.PI);
    if (plain === 'e' && plain !== name) return scalar(Math.E);
    const unit = unitNamed(plain);
    if (unit !== undefined) return unit;
    throw new UserError(`'${name}' is no quantity and no list`);
  }

  /** A list, a tuple, a group of an expression, or a list made by `for`. */
  #brackets(opened: string): ScriptNumbers {
    const close = opened === '[' ? ']' : ')';
    if (opened === '[') {
      const made = this.#comprehension();
      if (made !== undefined) return made;
    }
    const from = this.#next;
    const entries = this.#entries(close);
    // (x) is x, (x,) a tuple.
    const comma = this.#tokens.slice(from, this.#next).at(-2)?.text === ',';
    if (opened === '(' && entries.length === 1 && !comma) return entries[0]!;
    return listed(entries);
  }

  #entries(close: string): ScriptNumbers[] {
    const out: ScriptNumbers[] = [];
    while (!this.#take(close)) {
      out.push(this.expression());
      if (out.length > MOST_VALUES) throw tooMany(out.length);
      if (!this.#is(close)) this.#need(',');
    }
    return out;
  }

  /** `[f(k) for k in row]`, reckoned value by value. */
  #comprehension(): ScriptNumbers | undefined {
    let depth = 0;
    let middle: number | undefined;
    let end = this.#next;
    for (; end < this.#tokens.length; end++) {
      const { kind, text } = this.#tokens[end]!;
      if (kind === 'sign' && (text === '(' || text === '[')) depth++;
      if (kind === 'sign' && (text === ')' || text === ']') && depth-- === 0) break;
      if (kind === 'name' && text === 'for' && depth === 0) middle ??= end;
    }
    if (middle === undefined) return undefined;
    const [variable, word] = [this.#tokens[middle + 1], this.#tokens[middle + 2]];
    if (variable?.kind !== 'name' || word?.text !== 'in')
      throw new UserError("of 'for' in a list, only one name that goes through a row is read");
    const source = new Reckoner(this.#tokens.slice(middle + 3, end), this.#names);
    const over = source.expression();
    source.end();
    const body = this.#tokens.slice(this.#next, middle);
    this.#next = end + 1;
    return listed(
      items(over).map((item) => {
        const inner = new Reckoner(body, (name) => (name === variable.text ? item : this.#names(name)));
        const value = inner.expression();
        inner.end();
        return value;
      }),
    );
  }

  #indexed(of: ScriptNumbers): ScriptNumbers {
    if (of.shape.length === 0) throw new UserError('one number has no parts');
    const bound = (): number | undefined =>
      this.#is(':') || this.#is(']') ? undefined : whole(this.expression(), 'an index');
    const from = bound();
    const length = of.shape[0]!;
    if (this.#take(']')) {
      const at = from! < 0 ? length + from! : from!;
      if (!(at >= 0 && at < length)) throw new UserError(`there is no value ${from} among ${length}`);
      return items(of)[at]!;
    }
    this.#need(':');
    const to = bound();
    const step = this.#take(':') ? (bound() ?? 1) : 1;
    this.#need(']');
    const chosen = cellsOf({ from, to, step }, length);
    const all = items(of);
    return { ...listed(chosen.map((k) => all[k]!)), dimension: of.dimension, list: of.list };
  }

  #call(called: string): ScriptNumbers {
    const positional: ScriptNumbers[] = [];
    const named = new Map<string, ScriptNumbers>();
    let type: string | undefined;
    while (!this.#take(')')) {
      const [key, sign] = this.#tokens.slice(this.#next, this.#next + 2);
      if (key?.kind === 'name' && sign?.text === '=') {
        this.#next += 2;
        if (key.text === 'dtype') type = bare(this.#tokens[this.#next++]?.text ?? '');
        else named.set(key.text, this.expression());
      } else positional.push(this.expression());
      if (!this.#is(')')) this.#need(',');
    }
    const made = called.startsWith('np.random') ? undefined : calculated(bare(called), positional, named);
    if (made === undefined) throw new UserError(`'${called}' is a function that only Python can run`);
    if (type === undefined || /^float(?:64)?$/.test(type)) return made;
    if (!/^(?:int|int32|int64)$/.test(type)) throw new UserError(`the type '${type}' is not read`);
    return { ...made, values: made.values.map(Math.trunc) };
  }
}

function unitNamed(name: string): ScriptNumbers | undefined {
  try {
    const { value, dimension } = parseQuantity(`1 ${name}`);
    return scalar(value, dimension);
  } catch (thrown) {
    if (thrown instanceof UserError) return undefined;
    throw thrown;
  }
}

/** Cells of a slice as Python counts them: `[from:to:step]` of `length`. */
export function cellsOf(
  { from, to, step = 1 }: { from: number | undefined; to: number | undefined; step?: number },
  length: number,
): number[] {
  if (step < 1) throw new UserError('a slice goes forward');
  const bound = (at: number) => Math.min(length, Math.max(0, at < 0 ? length + at : at));
  const out: number[] = [];
  for (let k = bound(from ?? 0); k < bound(to ?? length); k += step) out.push(k);
  return out;
}

/** A number that counts something. */
export function whole(given: ScriptNumbers, what: string): number {
  const [value] = given.values;
  if (given.shape.length > 0 || !sameDimension(given.dimension, dimensionless) || !Number.isInteger(value))
    throw new UserError(`${what} is a whole number`);
  return value!;
}

function attribute(of: ScriptNumbers, name: string): ScriptNumbers {
  if (name === 'size') return scalar(of.values.length);
  if (name === 'T' && of.shape.length === 2) {
    const [rows, columns] = of.shape as readonly [number, number];
    const values = Array.from(
      { length: of.values.length },
      (_, k) => of.values[(k % rows) * columns + Math.floor(k / rows)]!,
    );
    return { ...of, values, shape: [columns, rows] };
  }
  if (name === 'T') return of;
  throw new UserError(`'.${name}' is not read`);
}

const asArray = (of: ScriptNumbers): ScriptNumbers => (of.list ? { ...of, list: false } : of);

/** Rows of rows, numbers of a row. */
function items(of: ScriptNumbers): ScriptNumbers[] {
  const [length, width] = of.shape;
  if (length === undefined) throw new UserError('one number is no list');
  return Array.from({ length }, (_, k) =>
    width === undefined
      ? scalar(of.values[k]!, of.dimension)
      : row(of.values.slice(k * width, (k + 1) * width), of.dimension),
  );
}

function listed(entries: readonly ScriptNumbers[]): ScriptNumbers {
  const [first] = entries;
  if (first === undefined) return row([], dimensionless, true);
  for (const entry of entries) {
    if (!sameDimension(entry.dimension, first.dimension))
      throw new UserError(`a list has ${unitPhrase(first.dimension)} and ${unitPhrase(entry.dimension)}`);
    if (entry.shape.join() !== first.shape.join()) throw new UserError('the rows of a list differ in length');
  }
  if (first.shape.length > 1) throw new UserError('lists of lists of lists are not read');
  const values = sized(entries.flatMap((entry) => [...entry.values]));
  return { dimension: first.dimension, values, shape: [entries.length, ...first.shape], list: true };
}

/** Row after row. */
function joined(parts: readonly ScriptNumbers[], list: boolean): ScriptNumbers {
  const filled = parts.filter((part) => part.values.length > 0);
  const dimension = (filled[0] ?? parts[0])?.dimension ?? dimensionless;
  for (const part of filled) {
    if (part.shape.length > 1) throw new UserError('rows of rows are not joined');
    if (!sameDimension(part.dimension, dimension))
      throw new UserError(`a list has ${unitPhrase(dimension)} and ${unitPhrase(part.dimension)}`);
  }
  return row(
    filled.flatMap((part) => [...part.values]),
    dimension,
    list,
  );
}

function repeated(of: ScriptNumbers, times: number, list: boolean): ScriptNumbers {
  if (of.values.length * Math.max(0, times) > MOST_VALUES) throw tooMany(of.values.length * times);
  return joined(
    Array.from({ length: Math.max(0, times) }, () => of),
    list,
  );
}

/** A list times a whole number repeats it, everything else multiplies. */
function product(left: ScriptNumbers, right: ScriptNumbers): ScriptNumbers {
  const times = (count: ScriptNumbers): number | undefined =>
    count.shape.length === 0 && sameDimension(count.dimension, dimensionless)
      ? whole(count, 'how often a list is repeated')
      : undefined;
  const [list, other] = left.list ? [left, right] : [right, left];
  const count = list.list && !other.list ? times(other) : undefined;
  return count === undefined ? combined('*', left, right) : repeated(list, count, true);
}

/** Each value with each: of one number and an array, or of two of one shape. */
function combined(sign: string, left: ScriptNumbers, right: ScriptNumbers): ScriptNumbers {
  const [long, short] = left.shape.length >= right.shape.length ? [left, right] : [right, left];
  if (short.shape.length > 0 && short.shape.join() !== long.shape.join())
    throw new UserError(`arrays of ${left.shape.join('×')} and ${right.shape.join('×')} values do not go together`);
  const exponent = sign === '**' && right.shape.length === 0 ? right.values[0]! : undefined;
  if (exponent !== undefined && !sameDimension(right.dimension, dimensionless))
    throw new UserError('an exponent is a pure number');
  const text =
    exponent !== undefined
      ? `x ** (${exponent})`
      : sign === '//'
        ? 'floor(x / y)'
        : sign === '%'
          ? 'mod(x, y)'
          : `x ${sign} y`;
  const at = (of: ScriptNumbers, k: number) => of.values[of.shape.length === 0 ? 0 : k]!;
  return applied(text, [left, right], long.shape, (k) => [at(left, k), at(right, k)]);
}

/** An expression of x and y of the library's own language, for each value; units are checked there. */
function applied(
  text: string,
  [x, y = x]: readonly ScriptNumbers[],
  shape: readonly number[],
  given: (k: number) => readonly [number, number],
): ScriptNumbers {
  const variable = (name: string, { dimension }: ScriptNumbers) =>
    [name, { kind: 'parameter', dimension, value: b.parameter(name) }] as const;
  const scope = { variables: new Map([variable('x', x!), variable('y', y!)]), tables: new Map() };
  let read: ReturnType<typeof parseExpression>;
  try {
    read = parseExpression(text, scope);
  } catch (thrown) {
    if (thrown instanceof UserError)
      throw new UserError(`'${text}' of ${unitPhrase(x!.dimension)} and ${unitPhrase(y!.dimension)} has no value`);
    throw thrown;
  }
  const { value, dimension } = read;
  if (dimension === 'boolean') throw new UserError('a condition is no number');
  const count = shape.reduce((n, length) => n * length, 1);
  const values = Array.from({ length: count }, (_, k) => {
    const [first, second] = given(k);
    return evaluate(
      value,
      byName((name) => (name === 'x' ? first : second)),
    );
  });
  return { dimension, values: sized(values), shape, list: false };
}

/** Values in SI, in which Python counts how many an arange has. */
const inSi = ({ values, dimension }: ScriptNumbers): number =>
  dimension.reduce((x, power, k) => x * baseUnits[k]! ** power, values[0]!);

function arange(from: ScriptNumbers, to: ScriptNumbers, step: ScriptNumbers): ScriptNumbers {
  for (const other of [to, step])
    if (!sameDimension(from.dimension, other.dimension) && from.values[0] !== 0)
      throw new UserError('the ends and the step of an arange have one unit');
  if (!(step.values[0]! !== 0)) throw new UserError('the step of an arange is not 0');
  const count = Math.max(0, Math.ceil((inSi(to) - inSi(from)) / inSi(step)));
  if (count > MOST_VALUES) throw tooMany(count);
  return row(
    Array.from({ length: count }, (_, k) => from.values[0]! + k * step.values[0]!),
    to.dimension,
  );
}

const one = (of: ScriptNumbers | undefined, what: string): ScriptNumbers => {
  if (of === undefined || of.shape.length > 0) throw new UserError(`${what} is one number`);
  return of;
};

/** What a function makes of its arguments; undefined where it is none that is known. */
function calculated(
  name: string,
  positional: readonly ScriptNumbers[],
  named: ReadonlyMap<string, ScriptNumbers>,
): ScriptNumbers | undefined {
  const argument = (at: number, key: string): ScriptNumbers | undefined => positional[at] ?? named.get(key);
  const need = (at: number, key: string): ScriptNumbers => {
    const found = argument(at, key);
    if (found === undefined) throw new UserError(`'${name}' lacks '${key}'`);
    return found;
  };
  const known = (most: number, ...keys: string[]) => {
    const strange = [...named.keys()].find((key) => !keys.includes(key));
    if (strange !== undefined || positional.length > most)
      throw new UserError(`'${strange ?? `argument ${most + 1}`}' of '${name}' is not read`);
  };
  const elementwise = Object.hasOwn(ELEMENTWISE, name) ? ELEMENTWISE[name] : undefined;
  if (elementwise !== undefined) {
    known(1);
    const x = need(0, 'x');
    return applied(`${elementwise}(x)`, [x], x.shape, (k) => [x.values[k]!, 0]);
  }
  switch (name) {
    case 'linspace': {
      known(3, 'start', 'stop', 'num');
      const [from, to] = [one(need(0, 'start'), 'an end'), one(need(1, 'stop'), 'an end')];
      const count = whole(argument(2, 'num') ?? scalar(50), 'how many');
      if (count > MOST_VALUES) throw tooMany(count);
      const step = combined('-', to, from).values[0]! / (count - 1);
      return row(
        Array.from({ length: Math.max(0, count) }, (_, k) =>
          k > 0 && k === count - 1 ? to.values[0]! : from.values[0]! + (k === 0 ? 0 : k * step),
        ),
        from.dimension,
      );
    }
    case 'arange': {
      known(3, 'start', 'stop', 'step');
      const [first, second] = [argument(0, 'start'), argument(1, 'stop')];
      const to = one(second ?? first, 'the end');
      const from = second === undefined ? scalar(0, to.dimension) : one(first, 'the start');
      const step = one(argument(2, 'step') ?? scalar(1), 'the step');
      if (argument(2, 'step') === undefined && !sameDimension(to.dimension, dimensionless))
        throw new UserError('an arange of quantities names its step');
      return arange(from, to, step);
    }
    case 'range': {
      known(3);
      const [a, z, step = 1] = positional.map((x) => whole(x, 'an argument of range'));
      const [from, to] = z === undefined ? [0, a ?? 0] : [a ?? 0, z];
      return arange(scalar(from), scalar(to), scalar(step));
    }
    case 'zeros':
    case 'ones': {
      known(1, 'shape');
      return repeated(row([name === 'ones' ? 1 : 0]), whole(need(0, 'shape'), 'how many'), false);
    }
    case 'zeros_like':
    case 'ones_like': {
      known(1);
      const { shape, values } = need(0, 'a');
      return { dimension: dimensionless, shape, values: values.map(() => (name === 'ones_like' ? 1 : 0)), list: false };
    }
    case 'full': {
      known(2, 'shape', 'fill_value');
      const filling = one(need(1, 'fill_value'), 'what fills an array');
      return repeated(row(filling.values, filling.dimension), whole(need(0, 'shape'), 'how many'), false);
    }
    case 'array':
    case 'asarray':
    case 'Quantity':
      known(1);
      return asArray(need(0, 'object'));
    case 'list':
    case 'tuple':
      known(1);
      return { ...joined(items(need(0, 'object')), true), list: true };
    case 'tile':
      known(2, 'A', 'reps');
      return repeated(need(0, 'A'), whole(need(1, 'reps'), 'how often'), false);
    case 'repeat': {
      known(2, 'a', 'repeats');
      const [of, times] = [need(0, 'a'), whole(need(1, 'repeats'), 'how often')];
      if (of.values.length * times > MOST_VALUES) throw tooMany(of.values.length * times);
      return row(
        of.values.flatMap((x) => Array.from({ length: Math.max(0, times) }, () => x)),
        of.dimension,
      );
    }
    case 'len':
    case 'size': {
      known(1);
      const { shape, values } = need(0, 'of');
      if (shape.length === 0) throw new UserError('one number has no length');
      return scalar(name === 'len' ? shape[0]! : values.length);
    }
    case 'int':
    case 'float':
    case 'round': {
      known(1);
      const of = one(need(0, 'x'), 'it');
      if (!sameDimension(of.dimension, dimensionless)) throw new UserError(`'${name}' takes a pure number`);
      const [x] = of.values as [number];
      const near = Math.floor(x + 0.5);
      // Halves go to the even number.
      const rounded = x % 1 !== 0 && near - x === 0.5 && near % 2 !== 0 ? near - 1 : near;
      return scalar(name === 'int' ? Math.trunc(x) : name === 'round' ? rounded : x);
    }
    case 'sum':
    case 'max':
    case 'min':
    case 'amax':
    case 'amin':
    case 'mean': {
      if (positional.length > 1) return undefined;
      known(1);
      const { values, dimension } = need(0, 'a');
      if (values.length === 0) throw new UserError(`'${name}' of nothing`);
      const total = values.reduce((a, x) => a + x, 0);
      if (name === 'sum') return scalar(total, dimension);
      if (name === 'mean') return scalar(total / values.length, dimension);
      return scalar(
        values.reduce((a, x) => (/max/.test(name) ? Math.max(a, x) : Math.min(a, x))),
        dimension,
      );
    }
    default:
      return undefined;
  }
}
