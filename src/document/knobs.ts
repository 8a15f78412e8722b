/** The parameters of a document, and the texts that use them. */
import { parseExpression } from '../equations/expression.ts';
import { emptyScope } from '../equations/scope.ts';
import { type Token, tokenize } from '../equations/tokens.ts';
import { UserError } from '../errors.ts';
import { evaluate } from '../expression/evaluate.ts';
import { some } from '../expression/visit.ts';
import { type Amount, amountText } from '../numbers/amount.ts';
import { exactUnit } from '../quantity/exact-unit.ts';
import { isQuantity, parseQuantity } from '../quantity/quantity.ts';
import { nearest } from '../suggest.ts';
import { settledValue } from './knob.ts';
import { type KnobText, readKnob } from './read-knob.ts';

const none: ReadonlySet<string> = new Set();

export class Knobs {
  /** Texts of the values by name, as given or set. */
  readonly #values: ReadonlyMap<string, string>;
  /** Names whose values were written into something that does not change while it runs. */
  readonly fixed = new Set<string>();

  private constructor(values: ReadonlyMap<string, string>) {
    this.#values = values;
  }

  /** `attempt` runs the reading of one parameter, so that errors know it. Throws UserErrors for mistakes in `settings`. */
  static read(
    given: Readonly<Record<string, KnobText>>,
    settings: Readonly<Record<string, string | Amount>>,
    attempt: <T>(name: string, act: () => T) => T,
  ): Knobs {
    const values = new Map<string, string>();
    for (const [name, entry] of Object.entries(given)) {
      const knob = attempt(name, () => readKnob(name, entry));
      const set = Object.hasOwn(settings, name) ? settings[name]! : undefined;
      // A mistake in a setting is none of the document.
      if (set === undefined) attempt(name, () => settledValue(knob, knob.text));
      else settledValue(knob, set);
      values.set(name, set === undefined ? knob.text : amountText(set));
    }
    for (const name of Object.keys(settings)) if (!values.has(name)) throw unknown(name, values.keys());
    return new Knobs(values);
  }

  /** Of quantities that were read before. */
  static of(values: Readonly<Record<string, string>>): Knobs {
    return new Knobs(new Map(Object.entries(values)));
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** The value of one parameter as a text: '6 nS'. */
  value(name: string): string {
    return this.#values.get(name)!;
  }

  /** Names of parameters that the texts use, except those in `own`. Texts that cannot be read use none. */
  usedIn(texts: readonly (string | undefined)[], own: ReadonlySet<string>): string[] {
    const found = new Set<string>();
    for (const text of texts)
      if (text !== undefined) for (const token of this.#tokens(text, own)) found.add(token.text);
    return [...found];
  }

  /** The text with values in the place of the parameters' names, except of those in `own`. */
  inText(text: string, own: ReadonlySet<string> = none): string {
    const tokens = this.#tokens(text, own);
    if (tokens.length === 0) return text;
    if (tokens.length === 1 && text.trim() === tokens[0]!.text) return this.#take(tokens[0]!.text);
    let out = '';
    let at = 0;
    for (const token of tokens) {
      out += `${text.slice(at, token.at)}(${this.#take(token.text)})`;
      at = token.at + token.length;
    }
    return out + text.slice(at);
  }

  /** A value where a quantity stands: as it is, or computed where it is an expression: 2*w_e, 4*800. */
  quantity<T extends string | number>(given: T, own: ReadonlySet<string> = none): T | string {
    if (typeof given === 'number') return given;
    const text = this.inText(given, own);
    if (this.#isName(given) || isQuantity(text)) return text;
    if (text !== given) return computed(text, given);
    try {
      return computed(text, given);
    } catch (error) {
      // It names nothing of the document: whoever takes it says what is wrong, or knows the name.
      if (error instanceof UserError) return given;
      throw error;
    }
  }

  /** A pure number. */
  number(given: string | number, what: string): number {
    const written = this.quantity(given);
    return typeof written === 'number' ? written : parseQuantity(written, [0, 0, 0, 0, 0, 0], what).value;
  }

  /** A whole number of things; rounding of the last bits does not count as a fraction. */
  count(given: string | number, what: string): number {
    const value = this.number(given, what);
    const rounded = Math.round(value);
    if (Math.abs(value - rounded) > 1e-9 * Math.max(1, Math.abs(value)))
      throw new UserError(`${what} is '${given}', which is ${value}; it must be a whole number.`);
    return rounded;
  }

  #isName(text: string): boolean {
    return this.#values.has(text.trim());
  }

  #take(name: string): string {
    this.fixed.add(name);
    return this.#values.get(name)!;
  }

  #tokens(text: string, own: ReadonlySet<string>): Token[] {
    if (this.#values.size === 0) return [];
    try {
      // What follows a number is its unit.
      return tokenize(text).filter(
        (t, k, all) =>
          t.kind === 'name' && this.#values.has(t.text) && !own.has(t.text) && all[k - 1]?.kind !== 'number',
      );
    } catch (error) {
      // Whoever takes the text says what is wrong with it.
      if (error instanceof UserError) return [];
      throw error;
    }
  }
}

/** The value of an expression of numbers with units and named quantities, as a text. Throws a UserError where it has none. */
export function quantityOf(text: string, values: Readonly<Record<string, string>>): string {
  const written = Knobs.of(values).inText(text);
  return isQuantity(written) ? written : computed(written, text);
}

/** The value of an expression of numbers with units, exactly as a text. `given`: as the document has it. */
function computed(text: string, given: string): string {
  const { value: expr, dimension } = parseExpression(text, emptyScope);
  if (dimension === 'boolean') throw new UserError(`'${given}' is a condition; a quantity is expected.`);
  if (some(expr, (e) => e.args.length === 0 && e.op !== 'number'))
    throw new UserError(`'${given}' may use parameters and numbers with units only.`);
  const value = evaluate(expr, () => undefined);
  if (!Number.isFinite(value)) throw new UserError(`'${given}' is ${value}; it must be a finite number.`);
  const unit = exactUnit(dimension);
  return unit === '1' ? String(value) : `${value} ${unit}`;
}

function unknown(name: string, known: Iterable<string>): UserError {
  const names = [...known];
  const guess = nearest(name, names);
  const meant = guess === undefined ? '' : ` Did you mean '${guess}'?`;
  return new UserError(
    names.length === 0
      ? `There is no parameter '${name}'; the document has none.`
      : `There is no parameter '${name}'.${meant} There are ${names.join(', ')}.`,
  );
}
