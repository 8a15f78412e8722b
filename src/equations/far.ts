/**
 * Products of factors that leave the range of numbers although the whole does not: e^A/(1 + e^B), (1 + e^A)/(1 + e^B), e^−A·exprel(B). In
 * single precision that begins at e^87, in double at e^709; a factor that stays at its greatest number there makes the whole a wrong one.
 *
 * A quotient keeps its value when both sides are divided by e^s. Where the lesser exponent is above 40, s is that exponent; a constant
 * beside the exponential is then below half a unit in the last place, 4·10⁻¹⁸, and is dropped. Elsewhere s is 0, as for all that biophysics
 * asks for.
 */
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import { some, transform } from '../expression/visit.ts';
import { exponentialTerm, flatten, linear, proportion, simplifySingular } from './singular.ts';

/** Exponent from which on a sum with a constant is its exponential alone, in double precision too. */
const ALONE = 40;

/** Largest number of exponentials in a sum, and largest power of a sum, that are looked into. */
const MAX_EXPONENTIALS = 4;
const MAX_POWER = 8;

/** Powers of a sum up to here may reach e^(40·power) in single precision, where the constant of each is dropped. */
const DROPPED = 2;

/** The expression with its singularities removed, those where a denominator is 0 and those far out. For whole right-hand sides. */
export function wellDefined(e: Expr): Expr {
  return withinRange(simplifySingular(e));
}

function withinRange(root: Expr): Expr {
  const whole = new Map<Expr, Expr>();
  // Factors of a product are looked at together, at its root.
  const inside = new Map<Expr, Expr>();
  const visit = (e: Expr, inProduct: boolean): Expr => {
    const chain = isChain(e);
    const memo = chain && inProduct ? inside : whole;
    let known = memo.get(e);
    if (!known) {
      const args = e.args.map((arg) => visit(arg, chain));
      known = args.every((arg, k) => arg === e.args[k]) ? e : b.rebuild(e, args);
      if (chain && !inProduct) known = heldProduct(known);
      memo.set(e, known);
    }
    return known;
  };
  return visit(root, false);
}

const isChain = (e: Expr): boolean => e.op === 'mul' || e.op === 'div' || e.op === 'neg';
const isExp = (e: Expr): boolean => e.op === 'exp';

/** How far a product is scaled back: by e^s; `far` is 1 where that is done, else 0 and s as well. */
interface Shift {
  readonly s: Expr;
  readonly far: Expr;
}

/** A factor whose occurrences grow like e^exponent together. */
interface Grown {
  readonly factor: Expr;
  readonly exponent: Expr;
  /** The exponent from which on the occurrences may be divided. */
  readonly from: number;
  /** One of them, so that all together are e^s times smaller. */
  readonly lowered: (shift: Shift) => Expr;
}

/** Two of which one makes the product greater and the other less. */
type Pair = readonly [Grown, Grown];

/** The product with the first two factors that may be far out on either side scaled back. */
function heldProduct(e: Expr): Expr {
  const product = flatten(e);
  if (!product) return e;
  const above = growing(product.above);
  const below = growing(product.below);
  const across = above.flatMap((n) => below.map((d): Pair => [n, d]));
  const pairs = [...across, ...withInverse(above), ...withInverse(below)];
  const pair = pairs.find(([n, d]) => !staysNear(n.exponent, d.exponent));
  return pair ? shifted(e, ...pair) : e;
}

/** Each factor with each exponential of the same side, whose reciprocal grows on the other. */
const withInverse = (factors: readonly Grown[]): Pair[] =>
  factors.flatMap((one) =>
    factors.filter((other) => other !== one && isExp(other.factor)).map((other): Pair => [one, inverse(other)]),
  );

function growing(factors: readonly Expr[]): Grown[] {
  return [...new Set(factors)].flatMap((factor) => {
    const power = factors.filter((f) => f === factor).length;
    const [x] = factor.args as [Expr];
    if (power > MAX_POWER) return [];
    if (power > 1 || factor.op === 'add' || factor.op === 'sub') return sum(factor, power);
    const one = { factor, exponent: x, from: ALONE };
    if (factor.op === 'exp') return [{ ...one, lowered: ({ s }: Shift) => b.exp(b.sub(x, s)) }];
    if (factor.op === 'exprel') return [{ ...one, lowered: (shift: Shift) => loweredExprel(x, shift) }];
    return [];
  });
}

const inverse = ({ factor, exponent, from }: Grown): Grown => ({
  factor,
  exponent: b.neg(exponent),
  from,
  lowered: ({ s }) => b.exp(b.add(exponent, s)),
});

/** exprel(x)·e^−s, far out e^(x − s)/x = (exprel(x − s)·(x − s) + 1)/x. */
function loweredExprel(x: Expr, { s, far }: Shift): Expr {
  const size = b.binary('max', x, b.one);
  return b.add(b.mul(b.exprel(b.sub(x, s)), b.sub(b.one, b.div(s, size))), b.div(far, size));
}

/** A sum of exponentials and perhaps a constant, which stands in the product `power` times. */
function sum(factor: Expr, power: number): Grown[] {
  const terms = [...(linear(factor) ?? [])].map(([atom, value]) => exponentialTerm(atom, value));
  const grown = terms.flatMap((t) => (t && t.exponent !== b.zero ? [t] : []));
  const rest = terms.flatMap((t) => (t && t.exponent === b.zero ? [t] : []));
  const plain = grown.every((t) => t.others === b.one) && rest.every((t) => !some(t.others, isExp));
  if (grown.length + rest.length < terms.length || !plain) return [];
  if (grown.length === 0 || grown.length > MAX_EXPONENTIALS) return [];
  const greatest = [...new Set(grown.map((t) => t.exponent))].reduce((x, y) => b.binary('max', x, y));
  const constant = rest.reduce<Expr>((total, t) => b.add(total, b.mul(b.number(t.value), t.others)), b.zero);
  const lowered = ({ s, far }: Shift): Expr => {
    const share = b.div(s, b.number(power));
    const lower = (e: Expr): Expr | undefined => (isExp(e) ? b.exp(b.sub(e.args[0]!, share)) : undefined);
    const divided = transform([factor], lower)[0]!;
    // What e^−share takes from the constant: nothing, or all of it; of a higher power, whose base is not that far out, a part.
    const lost = power <= DROPPED ? far : b.mul(share, b.exprel(b.neg(share)));
    return b.sub(divided, b.mul(constant, lost));
  };
  return [{ factor, exponent: b.mul(b.number(power), greatest), from: ALONE * Math.min(power, DROPPED), lowered }];
}

/**
 * Whether the lesser of two exponents is never so far out that it matters: one falls where the other grows, x = c − k·y, and both are
 * c/(1 + k) at most.
 */
function staysNear(x: Expr, y: Expr): boolean {
  const [p, q] = [linear(x), linear(y)];
  if (!p || !q) return false;
  const moving = (form: typeof p): typeof p => new Map([...form].filter(([atom]) => atom !== undefined));
  const ratio = proportion(moving(p), moving(q));
  if (ratio === undefined || ratio >= 0) return false;
  const c = (p.get(undefined) ?? 0) - ratio * (q.get(undefined) ?? 0);
  return c / (1 - ratio) <= ALONE;
}

/** The product with a factor that grows and one that grows below, or falls beside it, divided by e^s. */
function shifted(e: Expr, one: Grown, other: Grown): Expr {
  const lesser = b.binary('min', one.exponent, other.exponent);
  const isFar = b.compare('gt', lesser, b.number(Math.max(one.from, other.from)));
  const shift = { s: b.select(isFar, lesser, b.zero), far: b.select(isFar, b.one, b.zero) };
  const replaced = new Map([one, other].map(({ factor, lowered }) => [factor, lowered(shift)]));
  const walk = (f: Expr): Expr => (isChain(f) ? b.rebuild(f, f.args.map(walk)) : (replaced.get(f) ?? f));
  return walk(e);
}
