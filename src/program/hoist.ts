/** Moves whatever does not vary from cell to cell or from step to step out of the step, to the host. */
import { uniform } from '../expression/build.ts';
import { evaluateAll } from '../expression/evaluate.ts';
import type { Expr } from '../expression/node.ts';
import { transform } from '../expression/visit.ts';

export interface Hoisted {
  /** The roots, reading `uniform` leaves. */
  readonly roots: Expr[];
  /** What the leaves stand for, over shared parameters and dt. */
  readonly uniforms: Expr[];
}

/**
 * Replaces every largest real subexpression over literals, shared parameters and dt by a `uniform` leaf. `isShared` tells shared
 * parameters from per-cell ones. Literals stay literals.
 */
export function hoist(roots: readonly Expr[], isShared: (parameter: string) => boolean): Hoisted {
  const constant = new Map<Expr, boolean>();
  const isConstant = (e: Expr): boolean => {
    let known = constant.get(e);
    if (known === undefined) {
      known =
        e.op === 'number' || e.op === 'dt'
          ? true
          : e.op === 'parameter'
            ? isShared(e.name)
            : e.args.length > 0 && e.op !== 'lookup' && e.args.every(isConstant);
      constant.set(e, known);
    }
    return known;
  };
  const uniforms: Expr[] = [];
  const numbers = new Map<Expr, Expr>();
  const replaced = transform(roots, (e) => {
    if (e.type !== 'real' || e.op === 'number' || !isConstant(e)) return undefined;
    let leaf = numbers.get(e);
    if (!leaf) {
      leaf = uniform(uniforms.length);
      numbers.set(e, leaf);
      uniforms.push(e);
    }
    return leaf;
  });
  return { roots: replaced, uniforms };
}

/** f64 values of a population's uniforms for given shared parameters (internal units) and dt (ms). */
export function uniformValues(
  uniforms: readonly Expr[],
  parameters: ReadonlyMap<string, number>,
  dt: number,
): Float64Array {
  return Float64Array.from(
    evaluateAll(uniforms, (leaf) =>
      leaf.op === 'dt' ? dt : leaf.op === 'parameter' ? parameters.get(leaf.name) : undefined,
    ),
  );
}
