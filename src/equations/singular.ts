/**
 * Removable singularities of products and quotients: A/(e^B − 1), (e^B − 1)/A, sin(B)/A, A/tanh(B) and the like with A proportional to B
 * are 0/0 where B = 0, as are the rates of Hodgkin and Huxley. A factor that vanishes like its argument is written as that argument times
 * something that does not vanish, e^B − e^C = e^C·(B − C)·exprel(B − C), exprel(x) = (e^x − 1)/x; then the argument cancels against A.
 *
 * And singularities far out, where an exponential leaves the range of numbers although the whole does not: e^A/e^B, e^A/(1 + e^A),
 * log(1 + e^A).
 */
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import { some } from '../expression/visit.ts';

/** The expression with its removable singularities removed. */
export function simplifySingular(root: Expr): Expr {
  const memo = new Map<Expr, Expr>();
  const visit = (e: Expr): Expr => {
    let known = memo.get(e);
    if (!known) {
      const args = e.args.map(visit);
      known = args.every((arg, k) => arg === e.args[k]) ? e : b.rebuild(e, args);
      known = softplus(known) ?? known;
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
  if (!product) return undefined;
  const joined = joinExponentials(product);
  if (joined) return joined;
  for (const side of ['below', 'above'] as const) {
    const other = side === 'below' ? 'above' : 'below';
    for (const [at, factor] of product[side].entries()) {
      const rest = { ...product, [side]: product[side].filter((_, k) => k !== at) };
      const removed = cancel(rest, factor, other);
      if (removed) return removed;
      const zero = vanishing(factor);
      const replaced = zero && cancelArgument(rest, zero, side, other);
      if (replaced) return replaced;
    }
  }
  return undefined;
}

/** log(d + c·e^B), c and d above 0, as log d + max(A, 0) + log(1 + e^−|A|), A = B + log(c/d): e^B may leave the range of numbers. */
function softplus(e: Expr): Expr | undefined {
  const form = e.op === 'log' ? linear(e.args[0]!) : undefined;
  const terms = form?.size === 2 ? [...form].map(([atom, value]) => exponentialTerm(atom, value)) : [];
  const grown = terms.find((term) => term && term.exponent !== b.zero);
  const still = terms.find((term) => term && term.exponent === b.zero);
  if (!grown || !still || grown.others !== b.one || still.others !== b.one) return undefined;
  if (!(grown.value > 0 && still.value > 0)) return undefined;
  const a = b.add(grown.exponent, b.number(Math.log(grown.value / still.value)));
  const tail = b.unary('log', b.add(b.one, b.exp(b.neg(b.unary('abs', a)))));
  return b.add(b.add(b.binary('max', a, b.zero), tail), b.number(Math.log(still.value)));
}

/**
 * The product with one exponential for all its exponential factors, or with the one above divided by one in a sum of two terms of one sign
 * below: none leaves the range then unless the product does.
 */
function joinExponentials(product: Product): Expr | undefined {
  const isExp = (f: Expr): boolean => f.op === 'exp';
  const exponents = (factors: readonly Expr[]): Expr =>
    factors.filter(isExp).reduce<Expr>((sum, f) => b.add(sum, f.args[0]!), b.zero);
  const rest = (factors: readonly Expr[]): Expr[] => factors.filter((f) => !isExp(f));
  if ([...product.above, ...product.below].filter(isExp).length > 1) {
    const [above, below] = [rest(product.above), rest(product.below)];
    return product.above.some(isExp)
      ? join({ ...product, above: [...above, b.exp(b.sub(exponents(product.above), exponents(product.below)))], below })
      : join({ ...product, above, below: [...below, b.exp(exponents(product.below))] });
  }
  for (const [at, factor] of product.above.entries()) {
    if (factor.op !== 'exp') continue;
    const above = product.above.filter((_, k) => k !== at);
    for (const [place, divisor] of product.below.entries()) {
      const below = product.below.filter((_, k) => k !== place);
      const form = divisor.op === 'add' ? linear(divisor) : undefined;
      const terms = form?.size === 2 ? [...form].map(([atom, value]) => exponentialTerm(atom, value)) : [];
      const own = terms.find((term) => term?.exponent === factor.args[0]);
      const other = terms.find((term) => term && term !== own);
      if (!own || !other || own.others !== b.one || other.others !== b.one || !(own.value * other.value > 0)) continue;
      const rest = b.mul(b.number(other.value), b.exp(b.sub(other.exponent, own.exponent)));
      return join({ ...product, above, below: [...below, b.add(b.number(own.value), rest)] });
    }
  }
  return undefined;
}

type Side = 'above' | 'below';

/**
 * The product with `factor` of one side and a proportional one of the other taken out, if they may be 0 somewhere: no single parameters.
 */
function cancel(product: Product, factor: Expr, other: Side): Expr | undefined {
  if (!varies(factor) && factor.op !== 'add' && factor.op !== 'sub') return undefined;
  const found = partner(product[other], factor);
  if (!found) return undefined;
  return join({ ...product, [other]: [b.number(found.ratio), ...product[other].filter((_, k) => k !== found.at)] });
}

/** A factor that is a number times the given one: where it is among the factors, and that number. */
function partner(factors: readonly Expr[], factor: Expr): { at: number; ratio: number } | undefined {
  const form = linear(factor);
  if (!form) return undefined;
  for (const [at, candidate] of factors.entries()) {
    const ratio = proportion(linear(candidate), form);
    if (ratio !== undefined) return { at, ratio };
  }
  return undefined;
}

/** coefficient·argument·above, where nothing of `above` vanishes with the argument. */
interface Vanishing {
  readonly coefficient: number;
  readonly argument: Expr;
  readonly above: readonly Expr[];
}

/** The product with a factor on one side that vanishes like its argument, if that cancels against a factor of the other. */
function cancelArgument(product: Product, zero: Vanishing, side: Side, other: Side): Expr | undefined {
  const inner = flatten(zero.argument);
  if (!inner) return undefined;
  for (const [k, factor] of inner.above.entries()) {
    // The argument is ±(others above)/(below)·factor; what is beside the factor may not vary, or it would move the singularity elsewhere.
    const beside = inner.above.filter((_, j) => j !== k);
    if ([...beside, ...inner.below].some(varies)) continue;
    const found = partner(product[other], factor);
    if (!found) continue;
    const near = [...product[side], b.number(zero.coefficient * inner.sign), ...beside, ...zero.above];
    const far = [b.number(found.ratio), ...product[other].filter((_, j) => j !== found.at), ...inner.below];
    return join({ ...product, [side]: near, [other]: far });
  }
  return undefined;
}

/** What a factor is near its zero, if it is of a form that is known. */
function vanishing(e: Expr): Vanishing | undefined {
  const [x] = e.args as [Expr];
  switch (e.op) {
    case 'sin':
      return { coefficient: 1, argument: x, above: [sinc(x)] };
    case 'tan':
      return { coefficient: 1, argument: x, above: [sinc(x), b.div(b.one, b.unary('cos', x))] };
    case 'tanh': {
      // tanh x = x·2·exprel(−2|x|)/(1 + e^(−2|x|)): finite on both sides.
      const twice = b.mul(b.number(-2), b.unary('abs', x));
      return { coefficient: 2, argument: x, above: [b.div(b.exprel(twice), b.add(b.one, b.exp(twice)))] };
    }
    case 'add':
    case 'sub':
      return difference(e);
    default:
      return undefined;
  }
}

/** sin(x)/x, 1 at 0. */
function sinc(x: Expr): Expr {
  const atZero = b.compare('eq', x, b.zero);
  return b.select(atZero, b.one, b.div(b.unary('sin', x), b.select(atZero, b.one, x)));
}

/** c·(e^B − e^C), C often 0, as c·e^C·(B − C)·exprel(B − C). */
function difference(e: Expr): Vanishing | undefined {
  const form = linear(e);
  if (form?.size !== 2) return undefined;
  const [first, second] = [...form].map(([atom, value]) => exponentialTerm(atom, value));
  if (!first || !second || first.others !== second.others) return undefined;
  if (Math.abs(first.value + second.value) > 1e-12 * Math.abs(first.value)) return undefined;
  // The term without exponential, if there is one, comes second.
  const [p, q] = first.exponent === b.zero ? [second, first] : [first, second];
  const argument = b.sub(p.exponent, q.exponent);
  const common = q.exponent === b.zero ? [] : [b.exp(q.exponent)];
  return { coefficient: p.value, argument, above: [p.others, ...common, b.exprel(argument)] };
}

/** value·others·e^exponent. */
interface ExponentialTerm {
  readonly value: number;
  readonly exponent: Expr;
  readonly others: Expr;
}

export function exponentialTerm(atom: Expr | undefined, value: number): ExponentialTerm | undefined {
  if (atom === undefined) return { value, exponent: b.zero, others: b.one };
  const product = flatten(atom);
  if (!product) return undefined;
  const exponentials = product.above.filter((f) => f.op === 'exp');
  const exponent = exponentials.reduce<Expr>((sum, f) => b.add(sum, f.args[0]!), b.zero);
  const above = product.above.filter((f) => f.op !== 'exp' && f.op !== 'number');
  const below = product.below.filter((f) => f.op !== 'number');
  const literal = coefficientOf(product);
  const sorted = (factors: readonly Expr[]): Expr[] => [...factors].sort((p, q) => p.id - q.id);
  const others = sorted(below).reduce(b.div, sorted(above).reduce(b.mul, b.one));
  return { value: value * literal, exponent, others };
}

/** Largest number of factors of a product, and of terms of a sum, that are looked into. */
const MAX_PARTS = 64;

export interface Product {
  readonly sign: 1 | -1;
  readonly above: readonly Expr[];
  readonly below: readonly Expr[];
}

/** Factors of a chain of products, quotients and signs; undefined if there are too many. */
export function flatten(root: Expr): Product | undefined {
  const above: Expr[] = [];
  const below: Expr[] = [];
  let sign: 1 | -1 = 1;
  let parts = 0;
  const visit = (e: Expr, inverse: boolean): void => {
    if (++parts > 2 * MAX_PARTS) return;
    if (e.op === 'mul' || e.op === 'div') {
      visit(e.args[0]!, inverse);
      visit(e.args[1]!, e.op === 'div' ? !inverse : inverse);
    } else if (e.op === 'neg') {
      sign = sign === 1 ? -1 : 1;
      visit(e.args[0]!, inverse);
    } else (inverse ? below : above).push(e);
  };
  visit(root, false);
  return parts > 2 * MAX_PARTS ? undefined : { sign, above, below };
}

/** Leaves that differ between cells and steps. */
const varying: ReadonlySet<string> = new Set(['state', 'previous', 'time', 'step', 'cell', 'draw', 'inlet', 'lookup']);

const varies = (factor: Expr): boolean => some(factor, (e) => varying.has(e.op));

/** The product of the factors, its literals folded into one in front. */
function join(product: Product): Expr | undefined {
  const { above, below } = product;
  const coefficient = coefficientOf(product);
  if (!Number.isFinite(coefficient)) return undefined;
  const top = above.filter((e) => e.op !== 'number').reduce(b.mul, b.number(coefficient));
  return below.filter((e) => e.op !== 'number').reduce(b.div, top);
}

/** Sign and literals of a product. */
function coefficientOf({ sign, above, below }: Product): number {
  const literal = (factors: readonly Expr[]): number =>
    factors.reduce((product, e) => (e.op === 'number' ? product * e.value : product), 1);
  return (sign * literal(above)) / literal(below);
}

/** Coefficients over atoms; the key undefined is the constant. */
type Linear = ReadonlyMap<Expr | undefined, number>;

/** The expression as Σ coefficient·atom + constant; undefined for constants and sums of too many terms. */
export function linear(root: Expr): Linear | undefined {
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

/** a/c where one is a multiple of the other. */
export function proportion(a: Linear | undefined, c: Linear): number | undefined {
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
