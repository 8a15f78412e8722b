/** What the code generator knows about a population's expressions before it writes any code. */
import { type Expr, isOperation } from '../../expression/node.ts';
import { topological } from '../../expression/visit.ts';
import { fixedTest } from '../share-exponentials.ts';

export class Analysis {
  readonly roots: readonly Expr[];
  /** All nodes, arguments first. */
  readonly nodes: readonly Expr[];
  /** Whether no cell and no step changes the value: a number that the host computes. */
  readonly isFixed: (e: Expr) => boolean;
  private readonly uses = new Map<Expr, number>();
  private readonly exactNodes = new Set<Expr>();

  constructor(roots: readonly Expr[]) {
    this.roots = roots;
    this.nodes = topological(roots);
    this.isFixed = fixedTest();
    for (const root of roots) this.uses.set(root, (this.uses.get(root) ?? 0) + 1);
    for (const e of this.nodes) for (const a of e.args) this.uses.set(a, (this.uses.get(a) ?? 0) + 1);
    for (const e of [...this.nodes].reverse()) {
      const jumps = e.op === 'floor' || e.op === 'ceil' || e.op === 'mod' || e.op === 'lookup';
      if (jumps || this.exactNodes.has(e)) for (const a of e.args) this.exactNodes.add(a);
    }
  }

  usedOnce(e: Expr): boolean {
    return this.uses.get(e) === 1;
  }

  /** Whether a floor, a table or a remainder looks at it: then rounding must be what the author wrote. */
  isExact(e: Expr): boolean {
    return this.exactNodes.has(e);
  }

  /** A quotient whose divisor is an exprel that nothing else needs: it is made as one operation. */
  isReciprocalExprel(e: Expr): boolean {
    const below = e.op === 'div' ? e.args[1]! : undefined;
    return below?.op === 'exprel' && !this.isFixed(below) && this.usedOnce(below) && !this.exactNodes.has(e);
  }

  /** Operations that `e` is made of and nothing else uses, itself among them. */
  ownOperations(e: Expr): ReadonlySet<Expr> {
    const own = new Set<Expr>();
    const within = new Map<Expr, number>([[e, this.uses.get(e)!]]);
    for (const node of topological([e]).reverse()) {
      if (!isOperation(node) || this.isFixed(node) || within.get(node) !== this.uses.get(node)) continue;
      own.add(node);
      for (const a of node.args) within.set(a, (within.get(a) ?? 0) + 1);
    }
    return own;
  }

  /** The expressions that the code of `e` asks for. */
  operands(e: Expr): readonly Expr[] {
    if (this.isFixed(e)) return [];
    if (this.isReciprocalExprel(e)) return [e.args[0]!, e.args[1]!.args[0]!];
    if (e.op === 'poisson') return [e.args[0]!];
    return e.op === 'component' ? e.args[0]!.args : e.args;
  }
}
