/** Mistakes in documents, with their places. */
import { UserError } from '../errors.ts';
import type { Path, Problem } from './schema/kinds.ts';

/** A place in the text of a document. */
export interface TextPlace {
  /** Offset in UTF-16 code units, and length of the place. */
  readonly at: number;
  readonly length: number;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

/** A mistake and where it stands, if the document was read from a text. */
export interface PlacedProblem extends Problem {
  readonly place: TextPlace | undefined;
}

/** Problems that one message tells. */
const MOST = 8;

/** One or more mistakes in a document. */
export class DocumentError extends UserError {
  override readonly name = 'DocumentError';
  readonly problems: readonly PlacedProblem[];

  /** `source`: name and text of the document, where it was read from a text. */
  constructor(problems: readonly PlacedProblem[], source?: { readonly name: string; readonly text: string }) {
    const told = problems.slice(0, MOST).map((problem) => sentenceOf(problem, source));
    if (problems.length > MOST) told.push(`… and ${problems.length - MOST} more.`);
    super(told.join('\n'));
    this.problems = problems;
  }
}

/** 'projections[0].weight' */
export const pathText = (path: Path): string =>
  path.map((key, k) => (typeof key === 'number' ? `[${key}]` : k === 0 ? key : `.${key}`)).join('');

function sentenceOf(
  { path, sentence, place }: PlacedProblem,
  source: { readonly name: string; readonly text: string } | undefined,
): string {
  const where = path.length === 0 ? '' : `${pathText(path)}: `;
  if (place === undefined || source === undefined) return `${where}${sentence}`;
  return `${source.name}, line ${place.line}, column ${place.column}: ${where}${sentence}\n${excerpt(source.text, place)}`;
}

/** Characters of a line that are shown. */
const WIDTH = 110;

/** The line of the place and a caret line under it. */
function excerpt(text: string, { at, length, column }: TextPlace): string {
  const newline = text.indexOf('\n', at);
  const line = text.slice(at - column + 1, newline < 0 ? text.length : newline).trimEnd();
  const indent = line.length - line.trimStart().length;
  const first = column - 1 > WIDTH ? column - 41 : Math.min(indent, column - 1);
  const carets = '^'.repeat(Math.max(1, Math.min(length, line.length - column + 1, WIDTH)));
  return `    ${line.slice(first, first + WIDTH)}\n    ${' '.repeat(column - 1 - first)}${carets}`;
}
