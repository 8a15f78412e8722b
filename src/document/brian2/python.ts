/** As much of Python as scripts for Brian2 are written in: statements, calls, strings. Nothing is run. */
import { at as onLine } from './line.ts';

/** One statement, with the line that it begins in, counted from 1. */
export interface PythonStatement {
  readonly text: string;
  readonly line: number;
  /** Whether it stands at the left margin, or under `__main__`: what is indented belongs to a loop, a condition or a function. */
  readonly outer: boolean;
}

const CLOSES: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Characters of a text outside its strings, comments and brackets, one by one; `depth` 0 is outside all brackets. */
function* outside(text: string): Generator<{ readonly at: number; readonly char: string; readonly depth: number }> {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (char === '#') {
      while (at < text.length && text[at] !== '\n') at++;
      at--;
      continue;
    }
    if (char === '"' || char === "'") {
      at = stringEnd(text, at) - 1;
      continue;
    }
    if (char in CLOSES) depth++;
    if (char === ')' || char === ']' || char === '}') depth = Math.max(0, depth - 1);
    yield { at, char, depth };
  }
}

/** Where the string that begins at `at` is over. */
function stringEnd(text: string, at: number): number {
  const quote = text[at]!;
  const triple = text.startsWith(quote.repeat(3), at);
  const mark = triple ? quote.repeat(3) : quote;
  for (let k = at + mark.length; k < text.length; k++) {
    if (text[k] === '\\') k++;
    else if (text.startsWith(mark, k)) return k + mark.length;
    else if (!triple && text[k] === '\n') break;
  }
  const line = text.slice(0, at).split('\n').length;
  throw onLine(line, 'a string begins there and does not end');
}

/** Whether it is the condition that a script is run. */
export const isMain = (text: string): boolean => MAIN.test(text);

const MAIN = /^if\s+__name__\s*==\s*(['"])__main__\1\s*:$/;

/** Statements of a script, lines joined within brackets and strings and after a backslash, comments gone. */
export function statementsOf(script: string): PythonStatement[] {
  const out: PythonStatement[] = [];
  let start = 0;
  /** How far the statements under __main__ are indented; −1: the first of them is still to come. */
  let main: number | undefined;
  const cut = (end: number) => {
    const raw = script.slice(start, end);
    const text = bare(raw).trim();
    if (text !== '') {
      const lead = /^\s*/.exec(raw)![0];
      const line = script.slice(0, start + lead.length).split('\n').length;
      const margin = script.lastIndexOf('\n', start + lead.length - 1) + 1;
      const indent = /^[ \t]*/.exec(script.slice(margin))![0].length;
      // What stands under __main__ is run when the script is.
      if (indent === 0) main = undefined;
      else main = main === -1 ? indent : main;
      out.push({ text, line, outer: indent === (main ?? 0) });
      if (indent === 0 && isMain(text)) main = -1;
    }
    start = end + 1;
  };
  for (const { at, char, depth } of outside(script))
    if (depth === 0 && (char === ';' || (char === '\n' && script[at - 1] !== '\\'))) cut(at);
  cut(script.length);
  return out;
}

/** Without comments; a line that a backslash joins is one. */
function bare(text: string): string {
  let out = '';
  let at = 0;
  while (at < text.length) {
    const char = text[at]!;
    if (char === '"' || char === "'") {
      const end = stringEnd(text, at);
      out += text.slice(at, end);
      at = end;
    } else if (char === '#') while (at < text.length && text[at] !== '\n') at++;
    else if (char === '\\' && text[at + 1] === '\n') {
      out += ' ';
      at += 2;
    } else {
      out += char;
      at++;
    }
  }
  return out;
}

/** Without the name of a module before names of it: NeuronGroup(…) of b2.NeuronGroup(…). */
export const withoutModule = (text: string, module: string): string =>
  text.replaceAll(
    new RegExp(`("(?:\\\\.|[^"\\\\])*"|'(?:\\\\.|[^'\\\\])*')|(?<![\\w.])${module}\\.(?=\\w)`, 'gs'),
    (_, text?: string) => text ?? '',
  );

/** Parts of a text between separators that stand outside all brackets and strings. */
export function split(text: string, separator: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const { at, char, depth } of outside(text))
    if (depth === 0 && char === separator) {
      parts.push(text.slice(from, at).trim());
      from = at + 1;
    }
  parts.push(text.slice(from).trim());
  return parts;
}

export interface PythonAssignment {
  readonly target: string;
  /** '=', or with the operation before it: '+=', '*='. */
  readonly sign: string;
  readonly value: string;
}

/** The names before and the text after the sign of an assignment; undefined where there is none. */
export function assignment(text: string): PythonAssignment | undefined {
  for (const { at, char, depth } of outside(text)) {
    if (depth > 0 || char !== '=') continue;
    const before = text.slice(0, at);
    if (text[at + 1] === '=' || /(?:[=!:]|(?<![<>])[<>])$/.test(before)) return undefined;
    const [operation = ''] = /(?:\*\*|\/\/|<<|>>|[-+*/%&|^@])$/.exec(before) ?? [];
    return {
      target: before.slice(0, before.length - operation.length).trim(),
      sign: `${operation}=`,
      value: text.slice(at + 1).trim(),
    };
  }
  return undefined;
}

export interface Call {
  readonly name: string;
  readonly positional: readonly string[];
  readonly named: ReadonlyMap<string, string>;
}

/** 'NeuronGroup(4000, eqs, reset="v = 0*mV")' in its parts; undefined where the text is no call of a name. */
export function callOf(text: string): Call | undefined {
  const [head, name] = /^([A-Za-z_][\w.]*)\s*\(/.exec(text) ?? [];
  if (head === undefined || name === undefined || !text.endsWith(')')) return undefined;
  const inner = text.slice(head.length, -1);
  // The bracket that closes the call is the last one.
  for (const { at, depth, char } of outside(text))
    if (char === ')' && depth === 0 && at < text.length - 1) return undefined;
  const positional: string[] = [];
  const named = new Map<string, string>();
  for (const part of split(inner, ',')) {
    if (part === '') continue;
    const given = assignment(part);
    if (given !== undefined && given.sign === '=' && /^\w+$/.test(given.target)) named.set(given.target, given.value);
    else positional.push(part);
  }
  return { name, positional, named };
}

/** The text of a string literal, of several beside one another too; undefined where it is not one. */
export function stringOf(text: string): string | undefined {
  let out = '';
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at]!)) {
      at++;
      continue;
    }
    const prefix = /^[rRuU](?=["'])/.exec(text.slice(at))?.[0] ?? '';
    at += prefix.length;
    const quote = text[at];
    if (quote !== '"' && quote !== "'") return undefined;
    const end = stringEnd(text, at);
    const width = text.startsWith(quote.repeat(3), at) && end - at >= 6 ? 3 : 1;
    const raw = text.slice(at + width, end - width);
    out += prefix.toLowerCase() === 'r' ? raw : unescaped(raw);
    at = end;
  }
  return text.trim() === '' ? undefined : out;
}

const unescaped = (raw: string): string =>
  raw.replace(/\\([\s\S])/g, (_, char: string) => ({ n: '\n', t: '\t', '\n': '' })[char] ?? char);
