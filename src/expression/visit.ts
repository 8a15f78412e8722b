/** Walks over expression graphs. */
import * as b from './build.ts';
import type { BinaryOp, CompareOp, Expr, UnaryOp } from './node.ts';
import { intern } from './node.ts';

/** Every node below the roots once, arguments before their users (order of creation). */
export function topological(roots: readonly Expr[]): Expr[] {
  const seen = new Set<Expr>(roots);
  // Sets yield what is added while they are walked. No recursion: sums over thousands of inlets are as deep.
  for (const e of seen) for (const a of e.args) seen.add(a);
  return [...seen].sort((x, y) => x.id - y.id);
}

/** Whether some node below the root (itself included) satisfies the test. */
export function some(root: Expr, test: (e: Expr) => boolean): boolean {
  return topological([root]).some(test);
}

/** The same operation on other arguments, simplified again. */
export function rebuild(e: Expr, args: readonly Expr[]): Expr {
  const [x, y, z] = args as [Expr, Expr, Expr];
  switch (e.op) {
    case 'neg':
    case 'exp':
    case 'exprel':
    case 'log':
    case 'sqrt':
    case 'sin':
    case 'cos':
    case 'tan':
    case 'tanh':
    case 'abs':
    case 'sign':
    case 'floor':
    case 'ceil':
    case 'single':
    case 'rounded':
      return b.unary(e.op satisfies UnaryOp, x);
    case 'add':
    case 'sub':
    case 'mul':
    case 'div':
    case 'pow':
    case 'min':
    case 'max':
    case 'mod':
      return b.binary(e.op satisfies BinaryOp, x, y);
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge':
    case 'eq':
    case 'ne':
      return b.compare(e.op satisfies CompareOp, x, y);
    case 'and':
      return b.and(x, y);
    case 'or':
      return b.or(x, y);
    case 'not':
      return b.not(x);
    case 'select':
      return b.select(x, y, z);
    default:
      return intern(e.op, e.type, args, { value: e.value, name: e.name, index: e.index });
  }
}

/**
 * The expressions with some nodes replaced: `replace` is asked for every node from the roots down; where it answers undefined the node
 * is rebuilt from its replaced arguments.
 */
export function transform(roots: readonly Expr[], replace: (e: Expr) => Expr | undefined): Expr[] {
  const memo = new Map<Expr, Expr>();
  // Nodes whose own replacement is known to be none wait here until those of their arguments are made.
  const asked = new Set<Expr>();
  const stack = [...roots].reverse();
  while (stack.length > 0) {
    const e = stack.at(-1)!;
    if (memo.has(e)) stack.pop();
    else if (asked.has(e)) {
      const args = e.args.map((a) => memo.get(a)!);
      memo.set(e, args.every((a, i) => a === e.args[i]) ? e : rebuild(e, args));
      stack.pop();
    } else {
      const replaced = replace(e);
      if (replaced) memo.set(e, replaced);
      else {
        asked.add(e);
        for (let i = e.args.length - 1; i >= 0; i--) if (!memo.has(e.args[i]!)) stack.push(e.args[i]!);
      }
    }
  }
  return roots.map((root) => memo.get(root)!);
}

/** The expressions with current state variables replaced by name; `previous` values stay. */
export function substituteStates(roots: readonly Expr[], values: ReadonlyMap<string, Expr>): Expr[] {
  return transform(roots, (e) => (e.op === 'state' && e.index === 0 ? values.get(e.name) : undefined));
}

/** Names of the state variables that the expression depends on. */
export function statesOf(root: Expr): Set<string> {
  return new Set(
    topological([root])
      .filter((e) => e.op === 'state')
      .map((e) => e.name),
  );
}
