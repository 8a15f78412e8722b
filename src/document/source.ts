/** The text that a document was read from: it tells the places of mistakes that are found later. */
import { DocumentError, type PlacedProblem, type TextPlace } from './error.ts';
import type { Problem } from './schema/kinds.ts';

export interface SourceText {
  readonly name: string;
  readonly text: string;
  place(problem: Problem): TextPlace | undefined;
}

const sources = new WeakMap<object, SourceText>();

/** Notes where a document came from. */
export const remember = (document: object, source: SourceText): void => void sources.set(document, source);

/** The error that tells these problems, with their places where the document was read from a text. */
export function errorOf(document: unknown, problems: readonly Problem[]): DocumentError {
  const source = typeof document === 'object' && document !== null ? sources.get(document) : undefined;
  const placed = problems.map((problem): PlacedProblem => ({ ...problem, place: source?.place(problem) }));
  return new DocumentError(placed, source);
}
