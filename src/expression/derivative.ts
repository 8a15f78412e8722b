/** Symbolic partial derivatives. */
import * as b from './build.ts';
import type { Expr } from './node.ts';
import { statesOf } from './visit.ts';

/**
 * ∂root/∂(state `name`). Comparisons, floor, ceil and sign count as constant between their jumps; `select` is differentiated branch by
 * branch. Throws for operations that have no derivative here (lookup in a table of the state, matrix functions).
 */
export function derivative(root: Expr, name: string): Expr {
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
    const [x, y, z] = e.args as [Expr, Expr, Expr];
    switch (e.op) {
      case 'state':
        return e.name === name ? b.one : b.zero;
      case 'number':
      case 'parameter':
      case 'uniform':
      case 'inlet':
      case 'time':
      case 'step':
      case 'dt':
      case 'cell':
      case 'random':
      case 'sign':
      case 'floor':
      case 'ceil':
        return b.zero;
      case 'neg':
        return b.neg(d(x));
      case 'add':
        return b.add(d(x), d(y));
      case 'sub':
        return b.sub(d(x), d(y));
      case 'mul':
        return b.add(b.mul(d(x), y), b.mul(x, d(y)));
      case 'div': {
        const dy = d(y);
        const head = b.div(d(x), y);
        return dy === b.zero ? head : b.sub(head, b.mul(b.div(e, y), dy));
      }
      case 'pow': {
        const dx = d(x);
        const dy = d(y);
        const base = dx === b.zero ? b.zero : b.mul(b.mul(y, b.pow(x, b.sub(y, b.one))), dx);
        return dy === b.zero ? base : b.add(base, b.mul(b.mul(e, b.unary('log', x)), dy));
      }
      case 'exp':
        return b.mul(e, d(x));
      case 'exprel':
        return b.mul(exprelDerivative(x, e), d(x));
      case 'log':
        return b.div(d(x), x);
      case 'sqrt':
        return b.div(d(x), b.mul(b.number(2), e));
      case 'sin':
        return b.mul(b.unary('cos', x), d(x));
      case 'cos':
        return b.neg(b.mul(b.unary('sin', x), d(x)));
      case 'tan':
        return b.mul(b.add(b.one, b.mul(e, e)), d(x));
      case 'tanh':
        return b.mul(b.sub(b.one, b.mul(e, e)), d(x));
      case 'abs':
        return b.mul(b.unary('sign', x), d(x));
      case 'min':
        return b.select(b.compare('lt', x, y), d(x), d(y));
      case 'max':
        return b.select(b.compare('gt', x, y), d(x), d(y));
      case 'mod':
      case 'single':
      case 'rounded':
        return d(x);
      case 'select':
        return b.select(x, d(y), d(z));
      case 'lookup':
      case 'poisson':
        if (d(x) === b.zero) return b.zero;
        break;
      case 'component':
        if (!statesOf(e).has(name)) return b.zero;
        break;
    }
    throw new Error(`'${e.op}' of the state variable ${name} has no derivative.`);
  };
  return d(root);
}

/**
 * d exprel(x)/dx = (e^x − exprel(x))/x, by its series ½ + x/3 + x²/8 + x³/30 + x⁴/144 + x⁵/840 + x⁶/5760 below |x| = 0.1, where the
 * quotient loses digits (series remainder there: 0.1⁷/45360 ≈ 2e-12).
 */
function exprelDerivative(x: Expr, value: Expr): Expr {
  const n = b.number;
  const series = [1 / 5760, 1 / 840, 1 / 144, 1 / 30, 1 / 8, 1 / 3, 1 / 2].reduce<Expr>(
    (sum, c, i) => (i === 0 ? n(c) : b.add(b.mul(sum, x), n(c))),
    b.zero,
  );
  const quotient = b.div(b.sub(b.exp(x), value), b.select(b.compare('eq', x, b.zero), b.one, x));
  return b.select(b.compare('lt', b.unary('abs', x), n(0.1)), series, quotient);
}
