/** Tokens → syntax tree: a Pratt parser with Python's precedences, as Brian2 reads equations. */
import { TextError } from '../errors.ts';
import { adviceOn } from './foreign.ts';
import { functions } from './names.ts';
import type { ArithmeticOperator, ComparisonOperator, Syntax } from './syntax.ts';
import type { Token } from './tokens.ts';

/** Deepest nesting of a syntax tree; a sum of that many terms is as deep. */
const MAX_DEPTH = 400;
/** Deepest nesting of parentheses, signs and powers. */
const MAX_NESTING = 200;

const comparisons: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '==', '!=']);

/** Binding powers, weakest first; '**' binds its left side tighter than a sign and its right side looser. */
const binding: ReadonlyMap<string, number> = new Map([
  ['or', 1],
  ['and', 2],
  ...[...comparisons].map((operator) => [operator, 4] as const),
  ['+', 5],
  ['-', 5],
  ['*', 6],
  ['/', 6],
  ['%', 6],
  ['**', 8],
]);
const NOT = 3;
const SIGN = 7;

const words: ReadonlySet<string> = new Set(['and', 'or', 'not']);

/** Reads expressions off a list of tokens. `what` names the equation in errors. */
export class Parser {
  readonly text: string;
  readonly what: string;
  readonly #tokens: readonly Token[];
  #next: number;
  #nesting = 0;
  readonly #depth = new WeakMap<Syntax, number>();

  constructor(text: string, tokens: readonly Token[], start: number, what: string) {
    this.text = text;
    this.what = what;
    this.#tokens = tokens;
    this.#next = start;
  }

  /** Index of the next token. */
  get position(): number {
    return this.#next;
  }

  peek(): Token {
    return this.#tokens[this.#next]!;
  }

  take(): Token {
    const token = this.#tokens[this.#next]!;
    if (token.kind !== 'end') this.#next++;
    return token;
  }

  error(sentence: string, place: { at: number; length: number }): TextError {
    return new TextError(`${this.what}: ${sentence}`, this.text, place.at, place.length);
  }

  /** One expression; stops before the first token that cannot continue it. */
  expression(least = 0): Syntax {
    if (++this.#nesting > MAX_NESTING)
      throw this.error(`the expression is nested more than ${MAX_NESTING} levels deep.`, this.peek());
    let left = this.#prefix();
    for (;;) {
      const token = this.peek();
      const power = token.kind === 'operator' || words.has(token.text) ? binding.get(token.text) : undefined;
      if (power === undefined || power <= least) break;
      this.take();
      left = this.#infix(left, token, power);
    }
    this.#nesting--;
    return left;
  }

  /** One expression that must reach the end of the text. */
  whole(): Syntax {
    this.skipNewlines();
    const result = this.expression();
    this.skipNewlines();
    this.expectEnd();
    return result;
  }

  skipNewlines(): void {
    while (this.peek().kind === 'newline') this.take();
  }

  /** Complains about a token that no expression can contain at this place. */
  expectEnd(): void {
    const token = this.peek();
    if (token.kind !== 'end') throw this.unexpected(token);
  }

  unexpected(token: Token): TextError {
    if (token.text === ')') return this.error("this ')' has no '(' before it.", token);
    if (token.text === '=') return this.error("'=' compares nothing; write '==' for a comparison.", token);
    const advice = token.kind === 'name' ? adviceOn(token.text) : undefined;
    if (advice !== undefined) return this.error(`'${token.text}' is not known here: ${advice}.`, token);
    if (token.kind === 'name' || token.kind === 'number' || token.text === '(')
      return this.error(`an operator such as '*' is missing before '${shorten(token.text)}'.`, token);
    if (token.kind === 'newline' || token.kind === 'end') return this.error('the expression ends too early.', token);
    return this.error(`'${token.text}' is not expected here.`, token);
  }

  #infix(left: Syntax, token: Token, power: number): Syntax {
    const right = this.expression(token.text === '**' ? SIGN - 1 : power);
    const place = span(left, right);
    if (token.text === 'and' || token.text === 'or')
      return this.#bounded({ kind: 'logic', operator: token.text, left, right, ...place }, left, right);
    if (!comparisons.has(token.text))
      return this.#bounded(
        { kind: 'arithmetic', operator: token.text as ArithmeticOperator, left, right, ...place },
        left,
        right,
      );
    const again = this.peek();
    if (comparisons.has(again.text)) throw this.error("comparisons are not chained; join them with 'and'.", again);
    return this.#bounded(
      { kind: 'comparison', operator: token.text as ComparisonOperator, left, right, ...place },
      left,
      right,
    );
  }

  #prefix(): Syntax {
    const token = this.take();
    if (token.kind === 'number') return this.#number(token);
    if (token.text === '-' || token.text === '+') {
      const operand = this.expression(SIGN - 1);
      const place = span(token, operand);
      return token.text === '+'
        ? { ...operand, ...place }
        : this.#bounded({ kind: 'negative', operand, ...place }, operand);
    }
    if (token.text === 'not' || token.text === '!') {
      const operand = this.expression(token.text === 'not' ? NOT : SIGN - 1);
      return this.#bounded({ kind: 'not', operand, ...span(token, operand) }, operand);
    }
    if (token.text === '(') {
      const inner = this.expression();
      const close = this.#close(token);
      return this.#bounded({ ...inner, ...span(token, close) }, inner);
    }
    if (token.kind === 'name' && !words.has(token.text))
      return this.peek().text === '(' ? this.#call(token) : { kind: 'name', name: token.text, ...place(token) };
    if (token.kind === 'end' || token.kind === 'newline') throw this.error('an expression is missing here.', token);
    const hint = token.text === '/' ? "; for whole division write 'floor(a/b)'" : '';
    throw this.error(`'${token.text}' is not expected here; a number, a name or '(' is${hint}.`, token);
  }

  #number(token: Token): Syntax {
    const unit = this.peek();
    if (unit.text === 'if' || unit.text === 'else') throw this.unexpected(unit);
    if (unit.kind !== 'name' || words.has(unit.text) || this.#startsCall())
      return { kind: 'number', digits: token.text, ...place(token) };
    this.take();
    let end: Token = unit;
    let power: string | undefined;
    // The power of `10 cm^2` belongs to the unit.
    if (this.peek().text === '**') {
      const sign = this.#tokens[this.#next + 1]!;
      const negative = sign.text === '-';
      const digits = this.#tokens[this.#next + (negative ? 2 : 1)];
      if (digits?.kind === 'number') {
        this.#next += negative ? 3 : 2;
        power = (negative ? '-' : '') + digits.text;
        end = digits;
      }
    }
    return { kind: 'quantity', digits: token.text, unit: unit.text, unitAt: unit.at, power, ...span(token, end) };
  }

  /** '2 exp(x)' lacks an operator; 'exp' is no unit there. */
  #startsCall(): boolean {
    return functions.has(this.peek().text) && this.#tokens[this.#next + 1]?.text === '(';
  }

  #call(name: Token): Syntax {
    const open = this.take();
    const args: Syntax[] = [];
    if (this.peek().text === ')') this.take();
    else {
      for (;;) {
        args.push(this.expression());
        if (this.peek().text !== ',') break;
        this.take();
      }
      this.#close(open);
    }
    const end = this.#tokens[this.#next - 1]!;
    return this.#bounded({ kind: 'call', name: name.text, nameLength: name.length, args, ...span(name, end) }, ...args);
  }

  #close(open: Token): Token {
    const close = this.peek();
    if (close.text === ')') return this.take();
    if (close.kind === 'end' || close.text === ':' || close.text === ';')
      throw this.error("this '(' is never closed.", open);
    throw this.unexpected(close);
  }

  #bounded(node: Syntax, ...children: readonly Syntax[]): Syntax {
    const depth = 1 + Math.max(0, ...children.map((child) => this.#depth.get(child) ?? 0));
    if (depth > MAX_DEPTH)
      throw this.error(`the expression is nested more than ${MAX_DEPTH} levels deep; split it into named parts.`, {
        at: node.at,
        length: 1,
      });
    this.#depth.set(node, depth);
    return node;
  }
}

const place = (token: Token): { at: number; length: number } => ({ at: token.at, length: token.length });

function span(from: { at: number }, to: { at: number; length: number }): { at: number; length: number } {
  return { at: from.at, length: to.at + to.length - from.at };
}

/** A piece of text for a sentence: one line, 40 characters at most. */
export function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 40 ? `${line.slice(0, 37)}…` : line;
}
