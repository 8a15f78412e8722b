/** Statements of the languages that have assignments, conditions and loops, and what each of those languages calls things. */

export type CodeStatement =
  | { readonly kind: 'assign'; readonly name: string; readonly type: 'real' | 'boolean'; readonly text: string }
  | {
      readonly kind: 'if';
      readonly condition: string;
      readonly then: readonly CodeStatement[];
      readonly otherwise: readonly CodeStatement[];
    }
  | { readonly kind: 'while'; readonly condition: string; readonly body: readonly CodeStatement[] };

/** How a language writes what is not the same in all of them: +, −, *, /, comparisons, floor and ceil are. */
export interface Dialect {
  readonly language: string;
  /** A literal that the language's compiler reads as the same f64. */
  number(value: number): string;
  boolean(value: boolean): string;
  absolute(x: string): string;
  squareRoot(x: string): string;
  power(x: string, y: string): string;
  and(x: string, y: string): string;
  or(x: string, y: string): string;
  not(x: string): string;
  /** Word `word` of the generator's block of that number, for this cell and step, as a uniform number in [0, 1) of 24 bits. */
  uniform(block: number, word: number): string;
}

export const assign = (name: string, text: string, type: 'real' | 'boolean' = 'real'): CodeStatement => ({
  kind: 'assign',
  name,
  type,
  text,
});

export const when = (
  condition: string,
  then: readonly CodeStatement[],
  otherwise: readonly CodeStatement[] = [],
): CodeStatement => ({ kind: 'if', condition, then, otherwise });

export const repeat = (condition: string, body: readonly CodeStatement[]): CodeStatement => ({
  kind: 'while',
  condition,
  body,
});

/** Names that the statements assign to, in order of their first assignment, with their types. */
export function assigned(
  statements: readonly CodeStatement[],
  found = new Map<string, 'real' | 'boolean'>(),
): Map<string, 'real' | 'boolean'> {
  for (const s of statements) {
    if (s.kind === 'assign') {
      if (!found.has(s.name)) found.set(s.name, s.type);
    } else if (s.kind === 'while') assigned(s.body, found);
    else {
      assigned(s.then, found);
      assigned(s.otherwise, found);
    }
  }
  return found;
}
