/** Products of constants, taken together. */
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import { topological } from '../expression/visit.ts';

/**
 * The expression with the constant factors of a product multiplied first, as literals are when it is built: c·(d·x) and (c·x)·d become
 * (c·d)·x. So a rule whose parameters may change rounds as one with their values written in. `isShared` tells shared parameters from
 * others.
 */
export function withConstantsTogether(root: Expr, isShared: (parameter: string) => boolean): Expr {
  const constant = new Set<Expr>();
  const made = new Map<Expr, Expr>();
  for (const e of topological([root])) {
    const isLeaf = e.op === 'number' || (e.op === 'parameter' && isShared(e.name));
    if (isLeaf || (e.args.length > 0 && e.type === 'real' && e.args.every((a) => constant.has(a)))) constant.add(e);
  }
  const isConstant = (e: Expr): boolean => constant.has(e);
  const product = (x: Expr, y: Expr): Expr => {
    if (isConstant(y) && !isConstant(x)) return product(y, x);
    if (isConstant(x) && y.op === 'mul' && isConstant(y.args[0])) {
      const factor = b.mul(x, y.args[0]);
      constant.add(factor);
      return b.mul(factor, y.args[1]);
    }
    return b.mul(x, y);
  };
  for (const e of topological([root])) {
    const args = e.args.map((a) => made.get(a)!);
    if (isConstant(e)) made.set(e, e);
    else if (e.op === 'mul') made.set(e, product(args[0]!, args[1]!));
    else made.set(e, e.args.length === 0 ? e : b.rebuild(e, args));
  }
  return made.get(root)!;
}
