/** The lines of a model: differential equations, subexpressions, declared parameters. */
import { TextError } from '../errors.ts';
import type { Dimension } from '../quantity/dimension.ts';
import { UnitError, unitOf } from '../quantity/units.ts';
import { nearest } from '../suggest.ts';
import { adviceOn } from './foreign.ts';
import { Parser } from './parser.ts';
import type { Syntax } from './syntax.ts';
import { type Token, tokenize } from './tokens.ts';

export interface EquationLine {
  /** A sum is declared as a parameter is, with the flag 'summed'. */
  readonly kind: 'derivative' | 'subexpression' | 'parameter' | 'sum';
  readonly name: string;
  /** 'dv/dt', or the name: how errors call the equation. */
  readonly title: string;
  /** Place of the name. */
  readonly at: number;
  readonly length: number;
  /** Unit as written, '1' for plain numbers. */
  readonly unit: string;
  readonly dimension: Dimension;
  /** Where each stands. */
  readonly flags: ReadonlyMap<string, { readonly at: number; readonly length: number }>;
  /** The right-hand side; parameters and sums have none. */
  readonly right: Syntax | undefined;
}

/** The flags that lines of each kind may have. */
export type Flags = Readonly<Record<EquationLine['kind'], readonly string[]>>;

const ofCells: Flags = {
  derivative: ['unless refractory'],
  subexpression: ['constant over dt', 'shared'],
  parameter: ['constant', 'shared', 'summed'],
  sum: [],
};

const kindNames: Readonly<Record<EquationLine['kind'], string>> = {
  derivative: 'a differential equation',
  subexpression: 'a subexpression',
  parameter: 'a parameter',
  sum: 'a sum',
};

/** Reads the equations of a model, of cells unless other flags are allowed. Throws TextError with the place of the first mistake. */
export function parseLines(text: string, allowed: Flags = ofCells): EquationLine[] {
  const tokens = tokenize(text, 'equations');
  const lines: EquationLine[] = [];
  let at = 0;
  for (;;) {
    while (tokens[at]!.kind === 'newline' || tokens[at]!.text === ';') at++;
    if (tokens[at]!.kind === 'end') return lines;
    const [line, next] = readLine(text, tokens, at, allowed);
    lines.push(line);
    at = next;
  }
}

const isEnd = (token: Token): boolean => token.kind === 'newline' || token.kind === 'end' || token.text === ';';

function readLine(text: string, tokens: readonly Token[], start: number, allowed: Flags): [EquationLine, number] {
  const first = tokens[start]!;
  const fail = (sentence: string, place: Token): TextError =>
    new TextError(`equations: ${sentence}`, text, place.at, place.length);
  if (first.kind !== 'name')
    throw fail("a line starts with a name, as in 'dv/dt = -v/tau : mV', 'I = g*(E - v) : pA' or 'g : nS'.", first);
  const [second, third, fourth] = [tokens[start + 1]!, tokens[start + 2], tokens[start + 3]];
  let kind: EquationLine['kind'];
  let name = first.text;
  let title = first.text;
  let next: number;
  let place = { at: first.at, length: first.length };
  if (second.text === '/') {
    if (third?.text !== 'dt' || !first.text.startsWith('d') || first.length < 2)
      throw fail("the left side of a differential equation reads 'dx/dt'.", first);
    if (fourth?.text !== '=')
      throw fail(`'d${first.text.slice(1)}/dt' is followed by '=' and a right-hand side.`, third);
    kind = 'derivative';
    name = first.text.slice(1);
    title = `d${name}/dt`;
    place = { at: first.at + 1, length: first.length - 1 };
    next = start + 4;
  } else if (second.text === '=') {
    kind = 'subexpression';
    next = start + 2;
  } else if (second.text === ':') {
    kind = 'parameter';
    next = start + 1;
  } else if (['+=', '-=', '*=', '/='].includes(second.text))
    throw fail(`'${second.text}' belongs in a reset or a spike statement, not in an equation.`, second);
  else throw fail(`after '${shown(first)}' a '=' or a ':' with its unit is expected.`, isEnd(second) ? first : second);

  let right: Syntax | undefined;
  if (kind !== 'parameter') {
    const parser = new Parser(text, tokens, next, title);
    right = parser.expression();
    next = parser.position;
    const token = tokens[next]!;
    if (isEnd(token))
      throw parser.error(`the unit is missing; end the line with ${exampleUnit(kind, right)}.`, {
        at: right.at,
        length: right.length,
      });
    if (token.text !== ':') throw parser.unexpected(token);
  }
  let end = ++next;
  while (!isEnd(tokens[end]!)) end++;
  const colon = tokens[next - 1]!;
  const split = flagStart(tokens, next, end);
  const unitTokens = tokens.slice(next, split);
  const flags = readFlags(text, tokens.slice(split, end), kind, title, allowed[kind]);
  if (unitTokens.length === 0)
    throw new TextError(`${title}: after ':' a unit such as mV or 1 is expected.`, text, colon.at, 1);
  const from = unitTokens[0]!.at;
  const last = unitTokens.at(-1)!;
  const unit = text.slice(from, last.at + last.length);
  try {
    const { dimension } = unitOf(unit);
    const summed = flags.get('summed');
    if (summed && flags.has('constant'))
      throw new TextError(
        `${title}: a sum over other cells is put together anew in each step, so it is not 'constant'; leave that flag out.`,
        text,
        summed.at,
        summed.length,
      );
    return [{ kind: summed ? 'sum' : kind, name, title, ...place, unit, dimension, flags, right }, end];
  } catch (error) {
    if (error instanceof UnitError)
      throw new TextError(`${title}: ${adviceOnUnit(unit) ?? error.message}`, text, from + error.at, error.length);
    throw error;
  }
}

function adviceOnUnit(unit: string): string | undefined {
  const advice = adviceOn(unit);
  return advice && `'${unit}' is no unit: ${advice}.`;
}

/** What may end a line; for a constant its own unit: ': ms' after 'tau = 10*ms'. */
function exampleUnit(kind: EquationLine['kind'], right: Syntax): string {
  if (kind === 'subexpression') {
    const factor = right.kind === 'arithmetic' && right.operator === '*' ? right.right : right;
    const unit = factor.kind === 'quantity' ? factor.unit : factor.kind === 'name' ? factor.name : '';
    if (isUnit(unit)) return `': ${unit}', or give this constant in 'parameters'`;
  }
  return "': mV', ': nS', ': 1' or the like";
}

function isUnit(text: string): boolean {
  try {
    unitOf(text);
    return text !== '';
  } catch {
    return false;
  }
}

const shown = (token: Token): string => (token.length > 40 ? `${token.text.slice(0, 37)}…` : token.text);

/** Index of the '(' that opens the flags after a unit: the last one that follows a complete unit. */
function flagStart(tokens: readonly Token[], from: number, end: number): number {
  let depth = 0;
  for (let i = from; i < end; i++) {
    const token = tokens[i]!;
    if (token.text === '(') {
      const before = tokens[i - 1]!;
      if (depth === 0 && i > from && (before.kind !== 'operator' || before.text === ')')) return i;
      depth++;
    }
    if (token.text === ')') depth--;
  }
  return end;
}

function readFlags(
  text: string,
  tokens: readonly Token[],
  kind: EquationLine['kind'],
  title: string,
  known: readonly string[],
): Map<string, { at: number; length: number }> {
  const flags = new Map<string, { at: number; length: number }>();
  if (tokens.length === 0) return flags;
  const fail = (sentence: string, place: { at: number; length: number }): TextError =>
    new TextError(`${title}: ${sentence}`, text, place.at, place.length);
  let words: Token[] = [];
  const close = (): void => {
    const [first, last] = [words[0], words.at(-1)];
    if (!first || !last) throw fail('a flag is missing in these parentheses.', tokens[0]!);
    const flag = words
      .map((word) => word.text)
      .join(' ')
      .replaceAll(' - ', '-');
    if (!known.includes(flag)) {
      const advice = adviceOn(flag);
      const guess = nearest(flag, known);
      throw fail(
        `'${flag.slice(0, 40)}' is no flag of ${kindNames[kind]}; ${advice !== undefined ? `${advice}.` : guess ? `did you mean '${guess}'?` : `${known.length > 0 ? `known: ${known.join(', ')}` : 'it has none'}.`}`,
        { at: first.at, length: last.at + last.length - first.at },
      );
    }
    flags.set(flag, { at: first.at, length: last.at + last.length - first.at });
    words = [];
  };
  for (const token of tokens.slice(1)) {
    if (token.text === ',') close();
    else if (token.text === ')') {
      close();
      if (token !== tokens.at(-1)) throw fail('nothing follows the flags of a line.', tokens.at(-1)!);
      return flags;
    } else if (token.kind === 'name' || (token.text === '-' && words.length > 0)) words.push(token);
    else throw fail(`'${token.text}' has no place among the flags.`, token);
  }
  throw fail("the '(' of the flags is never closed.", tokens[0]!);
}
