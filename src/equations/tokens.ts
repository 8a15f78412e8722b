/** Text → tokens with places. */

import { TextError } from '../errors.ts';
import { plainDigits, SUPERSCRIPT } from '../numbers/superscript.ts';
import { text as textField } from '../options.ts';
import { adviceOnCharacter } from './foreign.ts';

export interface Token {
  readonly kind: 'number' | 'name' | 'operator' | 'newline' | 'end';
  /** Operators in one spelling: '**' also for '^', 'and' for '&&', '-' also for '−'. */
  readonly text: string;
  /** Offset in the text, and length as written. */
  readonly at: number;
  readonly length: number;
}

/** Longest text that is read, in UTF-16 code units. */
export const MAX_TEXT = 20_000;

const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
/** µ, μ and Ω stand in unit words only; names of a model are checked to be ASCII. */
const NAME = /[A-Za-z_\u00b5\u03bc\u03a9\u2126°℃][A-Za-z0-9_\u00b5\u03bc\u03a9\u2126]*/y;
const OPERATOR = /\*\*|\+=|-=|\*=|\/=|<=|>=|==|!=|&&|\|\||[-+*/^%<>!=(),:;−·⋅×≤≥≠]/y;
const RAISED = new RegExp(SUPERSCRIPT, 'y');

const spelling: ReadonlyMap<string, string> = new Map([
  ['^', '**'],
  ['&&', 'and'],
  ['||', 'or'],
  ['−', '-'],
  ['·', '*'],
  ['⋅', '*'],
  ['×', '*'],
  ['≤', '<='],
  ['≥', '>='],
  ['≠', '!='],
]);

/**
 * All tokens of a text, the last one of kind 'end'. Comments run from '#' to the end of the line. Line ends inside parentheses do not
 * count, nor do those after a backslash or beside an operator. Throws TextError on characters that have no place in an equation.
 */
export function tokenize(text: string, what = 'The text'): Token[] {
  textField.check(what, 'tokenize: the name of the text');
  textField.check(text, what);
  if (text.length > MAX_TEXT)
    throw new TextError(
      `${what} has ${text.length} characters; at most ${MAX_TEXT} are read.`,
      text.slice(0, 60),
      0,
      60,
    );
  const tokens: Token[] = [];
  const push = (kind: Token['kind'], spelled: string, at: number, length: number): void => {
    tokens.push({ kind, text: spelled, at, length });
  };
  const match = (pattern: RegExp, at: number): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  let depth = 0;
  let at = 0;
  while (at < text.length) {
    const c = text[at]!;
    if (c === '#') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
      continue;
    }
    if (c === '\n') {
      if (depth === 0) push('newline', '\n', at, 1);
      at++;
      continue;
    }
    const continued = c === '\\' ? match(/\\[ \t\r]*\n/y, at) : null;
    if (continued) {
      at += continued[0].length;
      continue;
    }
    if (/\s/.test(c)) {
      at++;
      continue;
    }
    let found = match(NUMBER, at);
    if (found) {
      push('number', found[0], at, found[0].length);
      at += found[0].length;
      continue;
    }
    found = match(NAME, at);
    if (found) {
      push('name', found[0], at, found[0].length);
      at += found[0].length;
      continue;
    }
    found = match(RAISED, at);
    if (found) {
      push('operator', '**', at, found[0].length);
      if (found[1]) push('operator', '-', at, found[0].length);
      push('number', plainDigits(found[2]!), at, found[0].length);
      at += found[0].length;
      continue;
    }
    found = match(OPERATOR, at);
    if (!found) {
      const shown = String.fromCodePoint(text.codePointAt(at)!);
      const advice = adviceOnCharacter(shown);
      throw new TextError(
        `${what}: the character '${shown}' has no place in an equation${advice === undefined ? '' : `; ${advice}`}.`,
        text,
        at,
        shown.length,
      );
    }
    const spelled = spelling.get(found[0]) ?? found[0];
    push('operator', spelled, at, found[0].length);
    if (spelled === '(') depth++;
    if (spelled === ')' && depth > 0) depth--;
    at += found[0].length;
  }
  push('end', '', text.length, 0);
  return joined(tokens);
}

const binary: ReadonlySet<string> = new Set('+ - * / % ** < <= > >= == != = += -= *= /= and or not , :'.split(' '));
/** With these no line begins. */
const continuing: ReadonlySet<string> = new Set([...binary].filter((text) => text !== 'not'));

/**
 * Line ends after an operator, or before one, do not count either: an expression continues over several lines. What looks like the next
 * equation ends it, so that one that was left unfinished is told.
 */
function joined(tokens: readonly Token[]): Token[] {
  const kept: Token[] = [];
  tokens.forEach((token, k) => {
    if (token.kind !== 'newline') {
      kept.push(token);
      return;
    }
    let next = k + 1;
    while (tokens[next]!.kind === 'newline') next++;
    const before = kept.at(-1);
    const opened = before !== undefined && binary.has(before.text) && !startsLine(tokens, next);
    if (!opened && !continuing.has(tokens[next]!.text)) kept.push(token);
  });
  return kept;
}

/** Whether 'dx/dt =' or 'x =' stands at a place. */
function startsLine(tokens: readonly Token[], at: number): boolean {
  const text = (offset: number): string | undefined => tokens[at + offset]?.text;
  if (tokens[at]!.kind === 'end') return true;
  const target = tokens[at]!.kind === 'name';
  return target && (/^[+\-*/]?=$/.test(text(1) ?? '') || (text(1) === '/' && text(2) === 'dt' && text(3) === '='));
}
