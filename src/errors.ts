/**
 * Errors that people cause and can mend. Anything else that is thrown is a failure of the program itself (`InternalError`).
 */
export class UserError extends Error {
  override readonly name: string = 'UserError';
  /** Which sentence this is, for programs and other languages; undefined where nobody asked for it yet. */
  readonly code: string | undefined;
  /** The values that the sentence is made of. */
  readonly data: Readonly<Record<string, string | number>>;

  /** Names and texts that people give may be of any length: what is longer than a line is cut in the sentence. */
  constructor(sentence: string, options: ErrorOptions & Partial<Pick<UserError, 'code' | 'data'>> = {}) {
    const { code, data = {}, ...standard } = options;
    super(clipped(sentence), standard);
    this.code = code;
    this.data = data;
  }
}

/** A word of more than 160 characters is cut, and so is a sentence longer than this; excerpts of texts (`TextError`) stay below both. */
const LONGEST_SENTENCE = 4000;

function clipped(sentence: string): string {
  const words = sentence.replace(/\S{161,}/g, (word) => `${word.slice(0, 60)}…${word.slice(-20)}`);
  if (words.length <= LONGEST_SENTENCE) return words;
  return `${words.slice(0, LONGEST_SENTENCE / 2)} … ${words.slice(-LONGEST_SENTENCE / 4)}`;
}

/** A value for a sentence: texts in quotes and cut, objects by their kind. */
export function shown(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return `'${value.length > 60 ? `${value.slice(0, 57)}…` : value}'`;
    case 'number':
    case 'boolean':
    case 'undefined':
      return String(value);
    case 'bigint':
      return `the bigint ${String(value).slice(0, 30)}`;
    case 'symbol':
      return 'a symbol';
    case 'function':
      return 'a function';
    default:
      if (value === null) return 'null';
      return Array.isArray(value) || ArrayBuffer.isView(value) ? 'a list' : 'an object';
  }
}

/** A mistake in a text (equation, expression, quantity), shown with a caret under the place. */
export class TextError extends UserError {
  override readonly name = 'TextError';
  /** The text in which the mistake is. */
  readonly text: string;
  /** Offset of the place in the text, in UTF-16 code units. */
  readonly at: number;
  /** Length of the place, at least 1. */
  readonly length: number;
  /** The sentence without the excerpt. */
  readonly sentence: string;

  constructor(sentence: string, text: string, at: number, length = 1) {
    super(`${sentence}\n${excerpt(text, at, length)}`);
    this.sentence = sentence;
    this.text = text;
    this.at = at;
    this.length = Math.max(1, length);
  }
}

/** Characters of a long line that are shown on either side of a place. */
const AROUND = 40;
/** Lines up to this length are shown whole. */
const WHOLE = 110;

/** The line of the place, clipped around it where it is long, and a caret line under it. */
function excerpt(text: string, at: number, length: number): string {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const newline = text.indexOf('\n', at);
  const line = text.slice(start, newline < 0 ? text.length : newline);
  const shown = line.trimEnd();
  let first = shown.length - shown.trimStart().length;
  const place = Math.max(first, at - start);
  let last = shown.length;
  if (last - first > WHOLE) {
    first = Math.max(first, place - AROUND);
    last = Math.min(last, place + Math.min(Math.max(1, length), AROUND) + AROUND);
  }
  const before = shown.slice(0, first).trim() === '' ? '' : '…';
  const after = last < shown.length ? '…' : '';
  const carets = '^'.repeat(Math.max(1, Math.min(length, last - place, line.length - place)));
  return `    ${before}${shown.slice(first, last)}${after}\n    ${' '.repeat(before.length + place - first)}${carets}`;
}

/** A network that needs more memory, or more numbers, than there are. */
export class CapacityError extends UserError {
  override readonly name: string = 'CapacityError';
}

/** A failure of the program itself: something that no call and no text of a user can cause unless the code is wrong. */
export class InternalError extends Error {
  override readonly name: string = 'InternalError';
}

/** Code of ours that a driver or browser did not compile: a failure of the program, but other backends may run. */
export class CompilationError extends InternalError {
  override readonly name = 'CompilationError';
}

/** A run that left the range of finite, sensible numbers. */
export class BlowUpError extends UserError {
  override readonly name = 'BlowUpError';
  readonly population: string;
  readonly variable: string;
  /** Index of the cell within its population. */
  readonly cell: number;
  /** Time at the end of the step in which it happened, ms. */
  readonly time: number;

  constructor(where: { population: string; variable: string; cell: number; time: number }, advice: string) {
    super(
      `The run blew up: ${where.variable} of cell ${where.cell} of ${where.population} left the range of finite, sensible values at t = ${Number(where.time.toFixed(6))} ms. ${advice}`,
      { code: 'blow-up', data: where },
    );
    this.population = where.population;
    this.variable = where.variable;
    this.cell = where.cell;
    this.time = where.time;
  }
}

/** What was thrown, in words: anything may be. */
export const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
