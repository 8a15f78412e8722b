/** Nodes of expressions as JavaScript. */
import { type Expr, isOperation, type Leaf } from '../../expression/node.ts';
import { javascript } from './ops.ts';

/** A literal that reads back to the same f64. */
export function javascriptNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '(-Infinity)';
  return value < 0 || Object.is(value, -0) ? `(${Object.is(value, -0) ? '-0' : value})` : String(value);
}

export interface ExpressionContext {
  /** Text of a leaf that is not a number. */
  readonly leaf: (leaf: Leaf) => string;
  /** First entry of a table, and its length. */
  readonly table: (index: number) => { readonly first: number; readonly length: number };
}

/** The node on named operands. */
export function expressionText(node: Expr, operand: (e: Expr) => string, context: ExpressionContext): string {
  const args = node.args.map(operand);
  if (isOperation(node)) return (javascript[node.op] as (...args: string[]) => string)(...args);
  switch (node.op) {
    case 'number':
      return javascriptNumber(node.value);
    case 'poisson':
      return `poisson(${args[0]}, i, step, ${node.args[1].index})`;
    case 'lookup': {
      const { first, length } = context.table(node.table);
      return `tables[${first} + Math.max(0, Math.min(${length - 1}, Math.floor(${args[0]})))]`;
    }
    case 'phi1': {
      const n = node.size;
      return `phi1Action([${args.slice(0, n * n).join(', ')}], [${args.slice(n * n).join(', ')}])`;
    }
    case 'component':
      return `${args[0]}[${node.entry}]`;
    default:
      return context.leaf(node);
  }
}
