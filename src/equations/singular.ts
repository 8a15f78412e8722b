/**
 * Rates of the form A/(e^B − 1) with A proportional to B, such as α_m of Hodgkin and Huxley, are 0/0 where B = 0. They are rewritten
 * as r/exprel(B), A = r·B, which is exact there; exprel(x) = (e^x − 1)/x.
 */
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import { rebuild, some } from '../expression/visit.ts';

/** The expression with its removable singularities removed. */
export function simplifySingular(root: Expr): Expr {
  const memo = new Map<Expr, Expr>();
  const visit = (e: Expr): Expr => {
    let known = memo.get(e);
    if (!known) {
      const args = e.args.map(visit);
      known = args.every((arg, k) => arg === e.args[k]) ? e : rebuild(e, args);
      // A product may hold several such quotients; each turn removes one.
      for (let next: Expr | undefined = known; next; next = removeOne(next)) known = next;
      memo.set(e, known);
    }
    return known;
  };
  return visit(root);
}

function removeOne(e: Expr): Expr | undefined {
  if (e.op !== 'div' && e.op !== 'mul') return undefined;
  const product = flatten(e);
  for (const [at, factor] of product?.below.entries() ?? []) {
    const form = difference(factor);
    const removed = form && remove(product!, at, form);
    if (removed) return removed;
  }
  return undefined;
}

/** Largest number of factors of a product, and of terms of a sum, that are looked into. */
const MAX_PARTS = 64;

interface Product {
  sign: 1 | -1;
  above: Expr[];
  below: Expr[];
}

/** Factors of a chain of products, quotients and signs; undefined if there are too many. */
function flatten(root: Expr): Product | undefined {
  const product: Product = { sign: 1, above: [], below: [] };
  let parts = 0;
  const visit = (e: Expr, inverse: boolean): void => {
    if (++parts > 2 * MAX_PARTS) return;
    if (e.op === 'mul' || e.op === 'div') {
      visit(e.args[0]!, inverse);
      visit(e.args[1]!, e.op === 'div' ? !inverse : inverse);
    } else if (e.op === 'neg') {
      product.sign = product.sign === 1 ? -1 : 1;
      visit(e.args[0]!, inverse);
    } else (inverse ? product.below : product.above).push(e);
  };
  visit(root, false);
  return parts > 2 * MAX_PARTS ? undefined : product;
}

interface Difference {
  readonly exponent: Expr;
  readonly sign: 1 | -1;
}

/** B and the sign of ±(e^B − 1). */
function difference(e: Expr): Difference | undefined {
  const [x, y] = e.args as [Expr, Expr];
  const isOne = (f: Expr, value: number): boolean => f.op === 'number' && f.value === value;
  if (e.op === 'sub' && x.op === 'exp' && isOne(y, 1)) return { exponent: x.args[0]!, sign: 1 };
  if (e.op === 'sub' && isOne(x, 1) && y.op === 'exp') return { exponent: y.args[0]!, sign: -1 };
  if (e.op === 'add' && x.op === 'exp' && isOne(y, -1)) return { exponent: x.args[0]!, sign: 1 };
  if (e.op === 'add' && isOne(x, -1) && y.op === 'exp') return { exponent: y.args[0]!, sign: 1 };
  return undefined;
}

/** Leaves that differ between cells and steps. */
const varying: ReadonlySet<string> = new Set(['state', 'time', 'step', 'cell', 'random', 'inlet', 'lookup']);

/** The product with factor ±(e^B − 1) below replaced, if a factor above is proportional to one of B. */
function remove(product: Product, at: number, { exponent, sign }: Difference): Expr | undefined {
  const inner = flatten(exponent);
  if (!inner) return undefined;
  for (const [k, factor] of inner.above.entries()) {
    // B = sign·(others above)/(below)·factor; what is beside the factor may not vary, or A/B would move the singularity elsewhere.
    const beside = { sign: inner.sign, above: inner.above.filter((_, j) => j !== k), below: inner.below };
    if ([...beside.above, ...beside.below].some((f) => some(f, (e) => varying.has(e.op)))) continue;
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

/** The product of the factors, its literals folded into one in front. */
function join({ sign, above, below }: Product): Expr | undefined {
  const literal = (factors: readonly Expr[]): number =>
    factors.reduce((product, e) => (e.op === 'number' ? product * e.value : product), 1);
  const coefficient = (sign * literal(above)) / literal(below);
  if (!Number.isFinite(coefficient)) return undefined;
  const top = above.filter((e) => e.op !== 'number').reduce(b.mul, b.number(coefficient));
  return below.filter((e) => e.op !== 'number').reduce(b.div, top);
}

/** Coefficients over atoms; the key undefined is the constant. */
type Linear = ReadonlyMap<Expr | undefined, number>;

/** The expression as Σ coefficient·atom + constant; undefined for constants and sums of too many terms. */
function linear(root: Expr): Linear | undefined {
  const form = new Map<Expr | undefined, number>();
  let terms = 0;
  const visit = (e: Expr, factor: number): void => {
    const [x, y] = e.args as [Expr, Expr];
    if (++terms > MAX_PARTS) return;
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
  if (terms > MAX_PARTS) return undefined;
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
