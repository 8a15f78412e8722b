/**
 * Rates of the form A/(e^B − 1) with A proportional to B, such as α_m of Hodgkin and Huxley, are 0/0 where B = 0. They are rewritten
 * as r/exprel(B), A = r·B, which is exact there; exprel(x) = (e^x − 1)/x.
 */
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import { some, transform } from '../expression/visit.ts';

/** The expression with its removable singularities removed. */
export function simplifySingular(root: Expr): Expr {
  return simplifyAll([root])[0]!;
}

function simplifyAll(roots: readonly Expr[]): Expr[] {
  return transform(roots, (e) => {
    if (e.op !== 'div' && e.op !== 'mul') return undefined;
    const product = flatten(e);
    const at = product.below.findIndex((factor) => difference(factor) !== undefined);
    if (at < 0) return undefined;
    const removed = remove(product, at);
    // The rest of the product may hold another such quotient; it is shorter by one factor below.
    return removed && simplifyAll([removed])[0];
  });
}

interface Product {
  sign: 1 | -1;
  above: Expr[];
  below: Expr[];
}

/** Factors of a chain of products, quotients and signs. */
function flatten(root: Expr): Product {
  const product: Product = { sign: 1, above: [], below: [] };
  const visit = (e: Expr, inverse: boolean): void => {
    if (e.op === 'mul' || e.op === 'div') {
      visit(e.args[0]!, inverse);
      visit(e.args[1]!, e.op === 'div' ? !inverse : inverse);
    } else if (e.op === 'neg') {
      product.sign = product.sign === 1 ? -1 : 1;
      visit(e.args[0]!, inverse);
    } else (inverse ? product.below : product.above).push(e);
  };
  visit(root, false);
  return product;
}

/** B and the sign of ±(e^B − 1). */
function difference(e: Expr): { exponent: Expr; sign: 1 | -1 } | undefined {
  const [x, y] = e.args as [Expr, Expr];
  const isOne = (f: Expr, value: number): boolean => f.op === 'number' && f.value === value;
  if (e.op === 'sub' && x.op === 'exp' && isOne(y, 1)) return { exponent: x.args[0]!, sign: 1 };
  if (e.op === 'sub' && isOne(x, 1) && y.op === 'exp') return { exponent: y.args[0]!, sign: -1 };
  if (e.op === 'add' && x.op === 'exp' && isOne(y, -1)) return { exponent: x.args[0]!, sign: 1 };
  if (e.op === 'add' && isOne(x, -1) && y.op === 'exp') return { exponent: y.args[0]!, sign: 1 };
  return undefined;
}

function remove(product: Product, at: number): Expr | undefined {
  const { exponent, sign } = difference(product.below[at]!)!;
  const inner = flatten(exponent);
  for (const [k, factor] of inner.above.entries()) {
    // B = sign·(others above)/(below)·factor; what is beside the factor may not vary, or A/B would move the singularity elsewhere.
    const beside = { sign: inner.sign, above: inner.above.filter((_, j) => j !== k), below: inner.below };
    if ([...beside.above, ...beside.below].some((f) => some(f, (e) => e.op === 'state'))) continue;
    const form = linear(factor);
    if (!form) continue;
    for (const [l, candidate] of product.above.entries()) {
      const ratio = proportion(linear(candidate), form);
      if (ratio === undefined) continue;
      return join({
        sign: (product.sign * sign * beside.sign) as 1 | -1,
        above: [b.number(ratio), ...product.above.filter((_, j) => j !== l), ...beside.below],
        below: [...product.below.filter((_, j) => j !== at), ...beside.above, b.exprel(exponent)],
      });
    }
  }
  return undefined;
}

function join({ sign, above, below }: Product): Expr {
  // Literals first, so that they fold into one.
  const sorted = [...above.filter((e) => e.op === 'number'), ...above.filter((e) => e.op !== 'number')];
  const literals = below.filter((e) => e.op === 'number').reduce((p, e) => p * e.value, 1);
  let result = b.mul(b.number(1 / literals), sorted.reduce(b.mul, b.one));
  if (1 / literals / literals === 0 || literals === 0) return b.div(b.one, b.zero);
  for (const factor of below) if (factor.op !== 'number') result = b.div(result, factor);
  return sign === 1 ? result : b.neg(result);
}

/** Coefficients over atoms; the key undefined is the constant. */
type Linear = ReadonlyMap<Expr | undefined, number>;

/** Largest number of terms of a sum that is looked into. */
const MAX_TERMS = 64;

/** The expression as Σ coefficient·atom + constant; undefined for constants and sums of too many terms. */
function linear(root: Expr): Linear | undefined {
  const form = new Map<Expr | undefined, number>();
  let terms = 0;
  const visit = (e: Expr, factor: number): void => {
    const [x, y] = e.args as [Expr, Expr];
    if (++terms > MAX_TERMS) return;
    if (e.op === 'number') add(undefined, factor * e.value);
    else if (e.op === 'neg') visit(x, -factor);
    else if (e.op === 'add' || e.op === 'sub') {
      visit(x, factor);
      visit(y, e.op === 'add' ? factor : -factor);
    } else if (e.op === 'mul' && x.op === 'number') visit(y, factor * x.value);
    else if (e.op === 'div' && y.op === 'number') visit(x, factor / y.value);
    else add(e, factor);
  };
  const add = (key: Expr | undefined, value: number): void => {
    form.set(key, (form.get(key) ?? 0) + value);
  };
  visit(root, 1);
  if (terms > MAX_TERMS) return undefined;
  for (const [key, value] of form) if (value === 0) form.delete(key);
  return [...form.keys()].some((key) => key !== undefined) ? form : undefined;
}

/** a/b where one is a multiple of the other. */
function proportion(a: Linear | undefined, c: Linear): number | undefined {
  if (!a || a.size !== c.size) return undefined;
  let ratio: number | undefined;
  for (const [key, value] of c) {
    const other = a.get(key);
    if (other === undefined) return undefined;
    // An atom's ratio leads: a constant may carry the rounding of a unit.
    if (ratio === undefined || key !== undefined) ratio ??= other / value;
    if (Math.abs(other / value - ratio) > 1e-12 * Math.abs(ratio)) return undefined;
  }
  return ratio;
}
