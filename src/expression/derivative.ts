/** Symbolic partial derivatives. */
import * as b from './build.ts';
import { type Expr, isOperation } from './node.ts';
import { rowOf } from './ops.ts';
import { some } from './visit.ts';

/**
 * ∂root/∂(state variable `name`), whose value one step back counts as the variable itself. Comparisons, floor, ceil and sign count as
 * constant between their jumps; `select` is differentiated branch by branch. Throws for what has no derivative here (lookup in a table of
 * the state, matrix functions).
 */
export const derivative = (root: Expr, name: string): Expr =>
  by(root, (e) => (e.op === 'state' || e.op === 'previous') && e.name === name, `the state variable ${name}`);

/** ∂root/∂(white noise of `source`). */
export const noiseAmplitude = (root: Expr, source: string): Expr =>
  by(root, (e) => e.op === 'noise' && e.name === source, `the noise ${source}`);

function by(root: Expr, isVariable: (leaf: Expr) => boolean, what: string): Expr {
  const memo = new Map<Expr, Expr>();
  const d = (e: Expr): Expr => {
    let known = memo.get(e);
    if (!known) {
      known = rule(e);
      memo.set(e, known);
    }
    return known;
  };
  const rule = (e: Expr): Expr => {
    if (isOperation(e)) {
      const row = rowOf(e.op);
      const [x, y, z] = e.args as readonly [Expr, Expr, Expr];
      if (row.gives === 'real') return row.derivative(b, d, e, x, y, z);
    } else if (e.op === 'lookup' || e.op === 'poisson') {
      if (d(e.args[0]) === b.zero) return b.zero;
    } else if (e.op === 'component') {
      if (!some(e, isVariable)) return b.zero;
    } else if (e.op !== 'phi1') return isVariable(e) ? b.one : b.zero;
    throw new Error(`'${e.op}' of ${what} has no derivative.`);
  };
  return d(root);
}
