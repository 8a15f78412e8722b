/** What the walk over a syntax tree yields, and what it offers to the readers of function calls. */
import type { TextError } from '../errors.ts';
import type { Expr } from '../expression/node.ts';
import type { Dimension } from '../quantity/dimension.ts';
import type { DrawCounts, Scope } from './scope.ts';
import type { Syntax } from './syntax.ts';

/** A checked expression; dimension 'boolean' marks conditions. */
export interface Typed {
  readonly expr: Expr;
  readonly dimension: Dimension | 'boolean';
}

export interface Real extends Typed {
  readonly dimension: Dimension;
}

/** Lowers the nodes of one text; every method throws a TextError at the place of a mistake. */
export interface SyntaxReader {
  readonly scope: Scope;
  readonly draws: DrawCounts;
  error(sentence: string, place: { at: number; length: number }): TextError;
  /** The text of a node, for a sentence. */
  source(node: Syntax): string;
  lower(node: Syntax): Typed;
  /** A number with a dimension; conditions are refused. */
  real(node: Syntax): Real;
  condition(node: Syntax): Expr;
  /** A number of the given dimension. Zero needs no unit. `why` ends the sentence. */
  expect(node: Syntax, dimension: Dimension, why?: string): Expr;
  /** Two numbers of equal dimension, and that dimension. */
  alike(left: Syntax, right: Syntax): { a: Expr; b: Expr; dimension: Dimension };
  /** Numbers of equal dimension, and that dimension: the first one's that is not a bare zero. */
  allAlike(nodes: readonly Syntax[]): { values: Expr[]; dimension: Dimension };
}
