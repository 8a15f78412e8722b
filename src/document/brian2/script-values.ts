/** What names of a script stand for: quantities, texts, and what could not be read. */
import { UserError } from '../../errors.ts';
import { quantityOf } from '../knobs.ts';
import { at, start } from './line.ts';
import { callOf, split, stringOf } from './python.ts';

export class ScriptValues {
  /** Constants that were read, as quantities. */
  readonly #values: Record<string, string> = {};
  readonly #texts = new Map<string, string>();
  /** Lines of what was assigned and could not be read, by name. */
  readonly #unread = new Map<string, number>();

  /** Takes what a name was given: a text, a quantity, or what is neither. */
  assign(name: string, sign: '=' | '+=', value: string, line: number): void {
    const written = this.text(value);
    if (written !== undefined) {
      this.#texts.set(name, (sign === '+=' ? (this.#texts.get(name) ?? '') : '') + written);
      return;
    }
    const quantity = this.attempt(value);
    if (quantity === undefined) this.lose(name, line);
    else this.#values[name] = quantity;
  }

  /** Notes that a name stands for what cannot be read. */
  lose(name: string, line: number): void {
    this.#unread.set(name, line);
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
      return stringOf(part) ?? this.#texts.get(part);
    });
    return parts.every((part) => part !== undefined) ? parts.join('\n') : undefined;
  }

  attempt(value: string): string | undefined {
    try {
      const found = quantityOf(value.replaceAll(/\bfloat\s*\(/g, '('), this.#values);
      // As documents have it: '3 mV', not '3*mV'.
      return found.trim().replace(/^([-+\d.]\S*?)\s*\*\s*(?=[A-Za-z])/, '$1 ');
    } catch (thrown) {
      if (thrown instanceof UserError) return undefined;
      throw thrown;
    }
  }

  quantity(value: string, line: number, what: string): string {
    const found = this.attempt(value);
    if (found !== undefined) return found;
    const named = [...value.matchAll(/[A-Za-z_]\w*/g)].find(([name]) => this.#unread.has(name));
    const why = named === undefined ? '' : ` ('${named[0]}' of line ${this.#unread.get(named[0])} is no quantity)`;
    throw at(line, `${what} is '${start(value)}', which is no quantity that can be read${why}`);
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
      return value === undefined ? name : `(${value})`;
    });
  }

  /** Constants that a text names. */
  used(texts: readonly string[]): Record<string, string> {
    const names = new Set(texts.flatMap((text) => text.match(/[A-Za-z_]\w*/g) ?? []));
    return Object.fromEntries(Object.entries(this.#values).filter(([name]) => names.has(name)));
  }

  /** linspace(a, b, N) as an expression of the cell's number, a list as a list; undefined for anything else. */
  listed(value: string, line: number): string | readonly string[] | undefined {
    const call = callOf(value);
    if (call !== undefined && /^(?:np\.|numpy\.)?linspace$/.test(call.name) && call.positional.length === 3) {
      const [from, to] = call.positional.slice(0, 2).map((end) => this.quantity(end, line, 'an end of linspace'));
      const count = this.count(call.positional[2]!, line);
      return count < 2 ? from! : `(${from}) + ((${to}) - (${from}))*i/${count - 1}`;
    }
    const [whole, inner, unit] = /^\[([^[\]]*)\]\s*(?:\*\s*([A-Za-z]\w*))?$/.exec(value) ?? [];
    if (whole === undefined) return undefined;
    const times = unit === undefined ? '' : `*${unit}`;
    return split(inner!, ',')
      .filter((part) => part !== '')
      .map((part) => this.quantity(`(${part})${times}`, line, 'a value'));
  }

  /** Python's value of a variable, where other variables of the group may stand as 'G.v'. */
  withOwn(value: string, owner: string, line: number, what: string): string {
    const own = value.replaceAll(new RegExp(`\\b${owner}\\.(\\w+)`, 'g'), '$1');
    return own === value ? this.quantity(value, line, what) : own;
  }
}
