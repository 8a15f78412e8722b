/** The syntax tree. Every node carries its place in the text: offset and length in UTF-16 code units. */

interface TextSpan {
  readonly at: number;
  readonly length: number;
}

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '**';
export type ComparisonOperator = '<' | '<=' | '>' | '>=' | '==' | '!=';

export type Syntax = TextSpan &
  (
    | { readonly kind: 'number'; readonly digits: string }
    /** A number directly followed by a unit word and perhaps its power: `6 nS`, `10 cm^2`. */
    | {
        readonly kind: 'quantity';
        readonly digits: string;
        readonly unit: string;
        readonly unitAt: number;
        readonly power: string | undefined;
      }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'negative' | 'not'; readonly operand: Syntax }
    | {
        readonly kind: 'arithmetic';
        readonly operator: ArithmeticOperator;
        readonly left: Syntax;
        readonly right: Syntax;
      }
    | {
        readonly kind: 'comparison';
        readonly operator: ComparisonOperator;
        readonly left: Syntax;
        readonly right: Syntax;
      }
    | { readonly kind: 'logic'; readonly operator: 'and' | 'or'; readonly left: Syntax; readonly right: Syntax }
    | { readonly kind: 'call'; readonly name: string; readonly nameLength: number; readonly args: readonly Syntax[] }
  );

export type SyntaxOf<K extends Syntax['kind']> = Extract<Syntax, { readonly kind: K }>;
