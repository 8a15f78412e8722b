/** Walks over expression graphs. */
import { rebuild } from './build.ts';
import type { Expr } from './node.ts';

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
  return transform(roots, (e) => (e.op === 'state' ? values.get(e.name) : undefined));
}

/** Names of the state variables that the expression depends on, now or one step back. */
export const statesOf = (root: Expr): Set<string> =>
  new Set(topological([root]).flatMap((e) => (e.op === 'state' || e.op === 'previous' ? [e.name] : [])));
