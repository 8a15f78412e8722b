/**
 * Errors that people cause and can mend. Anything else that is thrown is a failure of the program itself.
 */
export class UserError extends Error {
  override readonly name: string = 'UserError';
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

/** The line of the place, and a caret line under it. */
function excerpt(text: string, at: number, length: number): string {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const newline = text.indexOf('\n', at);
  const end = newline < 0 ? text.length : newline;
  const line = text.slice(start, end);
  const indent = line.length - line.trimStart().length;
  const carets = '^'.repeat(Math.max(1, Math.min(length, end - at)));
  return `    ${line.trim()}\n    ${' '.repeat(Math.max(0, at - start - indent))}${carets}`;
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
    );
    this.population = where.population;
    this.variable = where.variable;
    this.cell = where.cell;
    this.time = where.time;
  }
}
