/**
 * Finds exponentials that are whole powers of one another: e^x and e^y where x = k·y + δ for a whole number k and a δ that no cell
 * changes. Such an e^x is (e^y)^k·e^δ: a few products instead of an exponential, and e^δ is a number that the host computes.
 *
 * Rates of ion channels are the case in point: exp(−u/40), exp(−u/5) and exp(−u/4) are the powers 1, 8 and 10 of one.
 *
 * Error: a relative error d of the base becomes |k|·d, and every product adds half a unit in the last place; with |k| ≤ 10 and
 * d ≤ 1.2e-7 the sum stays below 1.6e-6, as much as rounding x itself to f32 costs where |x| ≥ 13.
 */
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import { topological } from '../expression/visit.ts';

const LARGEST_EXPONENT = 10;

export interface SharedExponentials {
  /** Equal to the roots given, up to the error above. */
  readonly roots: readonly Expr[];
  /**
   * Every δ, over `uniform` leaves and numbers. If one is large, e^δ and its partner may leave the range of f32: then use the old roots.
   */
  readonly offsets: readonly Expr[];
}

/** e^argument = (e^base)^exponent · e^offset. */
interface SharedPower {
  readonly base: Expr;
  /** Whole, not 0. */
  readonly exponent: number;
  readonly offset: Expr;
}

/** The roots with shared exponentials, or undefined if there are none to share. */
export function shareExponentials(roots: readonly Expr[]): SharedExponentials | undefined {
  const plans = plan(roots);
  if (plans.size === 0) return undefined;
  const offsets = [...new Set([...plans.values()].map((p) => p.offset))].filter((e) => e !== b.zero);
  return { roots: substitute(roots, plans), offsets };
}

/** Even part of x/(e^x − 1), minus 1, over y = x² for |x| ≤ 1: c3 … c1; minimax, relative error 1.1e-8. */
const BERNOULLI = [0.000031497089366894215, -0.0013879563193768263, 0.08333317190408707];

/** (e^x − 1)/x over x, for |x| ≤ 1: c7 … c0; minimax, relative error 8.7e-8. */
const EXPREL = [
  0.000020354242224129848, 0.00020329089602455497, 0.0013976070331409574, 0.008330888114869595, 0.041662055999040604,
  0.16666696965694427, 0.5000005960464478, 1,
];

const polynomial = (x: Expr, coefficients: readonly number[]): Expr =>
  coefficients.reduce<Expr>((sum, c) => b.add(b.mul(sum, x), b.number(c)), b.zero);

/**
 * exprel and its reciprocal x/(e^x − 1) from a known e^x lose digits near 0, so within |x| ≤ 1 a series takes over; beyond, a relative
 * error d of e^x becomes at most 1.6·d.
 */
function substitute(roots: readonly Expr[], plans: ReadonlyMap<Expr, SharedPower>): Expr[] {
  const done = new Map<Expr, Expr>();
  const powers = new Map<Expr, Map<number, Expr>>();
  const visit = (e: Expr): Expr => {
    let known = done.get(e);
    if (!known) {
      known = replace(e);
      done.set(e, known);
    }
    return known;
  };
  const replace = (e: Expr): Expr => {
    const p = plans.get(e);
    if (p && e.op === 'exp') {
      const { value, inverse } = power(p);
      return inverse ? b.div(b.one, value) : value;
    }
    if (p) {
      const x = visit(e.args[0]!);
      const { value, inverse } = power(p);
      // Where e^-x nears the end of f32's range, x·e^-x would leave it.
      const far = b.div(inverse ? b.div(b.sub(b.one, value), value) : b.sub(value, b.one), x);
      return b.select(b.compare('lt', b.mul(x, x), b.one), polynomial(x, EXPREL), far);
    }
    const below = e.op === 'div' ? e.args[1]! : undefined;
    const reciprocal = below?.op === 'exprel' ? plans.get(below) : undefined;
    if (reciprocal) return b.mul(visit(e.args[0]!), reciprocalExprel(visit(below!.args[0]!), power(reciprocal)));
    const args = e.args.map(visit);
    return args.every((a, i) => a === e.args[i]) ? e : b.rebuild(e, args);
  };
  const power = (p: SharedPower): { value: Expr; inverse: boolean } => {
    let known = powers.get(p.base);
    if (!known) {
      known = new Map([[1, b.exp(visit(p.base))]]);
      powers.set(p.base, known);
      const exponents = [...plans.values()].filter((q) => q.base === p.base).map((q) => Math.abs(q.exponent));
      for (const exponent of exponents.sort((m, n) => m - n)) raise(known, exponent);
    }
    const inverse = p.exponent < 0;
    const factor = b.exp(inverse ? b.neg(p.offset) : p.offset);
    return { value: b.mul(factor, known.get(Math.abs(p.exponent))!), inverse };
  };
  return roots.map(visit);
}

/** `value`: e^x, or with `inverse` e^-x. */
function reciprocalExprel(x: Expr, { value, inverse }: { value: Expr; inverse: boolean }): Expr {
  const far = inverse ? b.mul(x, b.div(value, b.sub(b.one, value))) : b.div(x, b.sub(value, b.one));
  const y = b.mul(x, x);
  const near = b.add(b.mul(y, polynomial(y, BERNOULLI)), b.sub(b.one, b.mul(b.number(0.5), x)));
  return b.select(b.compare('lt', y, b.one), near, far);
}

/** The n-th power by few products, reusing those that are known. */
function raise(known: Map<number, Expr>, n: number): Expr {
  let result = known.get(n);
  for (const [p, value] of result ? [] : known) {
    const other = known.get(n - p);
    if (other && !result) result = b.mul(value, other);
  }
  if (!result) {
    const half = raise(known, n >> 1);
    known.set(2 * (n >> 1), b.mul(half, half));
    result = n & 1 ? raise(known, n) : known.get(n)!;
  }
  known.set(n, result);
  return result;
}

/** An argument as a sum of factor·number·atom, plus an offset: atoms vary from cell to cell, factors do not. */
interface Linear {
  readonly terms: ReadonlyMap<Expr, ReadonlyMap<Expr, number>>;
  readonly offset: Expr;
}

/** How to make the exp and exprel nodes below the roots that are worth sharing; nodes that stand alone are not in the map. */
function plan(roots: readonly Expr[]): ReadonlyMap<Expr, SharedPower> {
  const { isFixed, linear } = decomposition();
  const candidates = topological(roots)
    .filter((e) => (e.op === 'exp' || e.op === 'exprel') && !isFixed(e.args[0]!))
    .map((node) => ({ node, form: linear(node.args[0]!) }));
  const plans = new Map<Expr, SharedPower>();
  let left = candidates;
  while (left.length > 1) {
    const [head, ...others] = left as [(typeof left)[0], ...typeof left];
    const family = [{ ...head, ratio: 1 }];
    const rest: typeof left = [];
    for (const other of others) {
      const ratio = ratioOf(other.form, head.form);
      if (ratio === undefined) rest.push(other);
      else family.push({ ...other, ratio });
    }
    planFamily(family, plans);
    left = rest;
  }
  return plans;
}

interface ExpArgument {
  readonly node: Expr;
  readonly form: Linear;
  /** Its argument's slope in units of the first member's. */
  readonly ratio: number;
}

/** Repeatedly takes the member of which most others are whole powers as a base. */
function planFamily(family: readonly ExpArgument[], plans: Map<Expr, SharedPower>): void {
  let left = [...family];
  while (left.length > 1) {
    let best: { base: ExpArgument; powers: readonly ExpArgument[] } | undefined;
    for (const base of left) {
      const powers = left.filter((m) => wholeRatio(m.ratio / base.ratio) !== undefined);
      const better = !best || powers.length > best.powers.length;
      const simpler =
        best?.powers.length === powers.length && inverses(powers, base) < inverses(best.powers, best.base);
      if (better || simpler) best = { base, powers };
    }
    const { base, powers } = best!;
    if (powers.length > 1)
      for (const m of powers) {
        const exponent = wholeRatio(m.ratio / base.ratio)!;
        const offset = b.sub(m.form.offset, b.mul(b.number(exponent), base.form.offset));
        plans.set(m.node, { base: base.node.args[0]!, exponent, offset });
      }
    left = left.filter((m) => !powers.includes(m));
  }
}

/** Plain exponentials that would need a reciprocal. */
const inverses = (powers: readonly ExpArgument[], base: ExpArgument): number =>
  powers.filter((m) => m.node.op === 'exp' && m.ratio / base.ratio < 0).length;

function wholeRatio(ratio: number): number | undefined {
  const whole = Math.round(ratio);
  const fits = Math.abs(ratio - whole) <= 1e-9 * Math.abs(ratio);
  return fits && whole !== 0 && Math.abs(whole) <= LARGEST_EXPONENT ? whole : undefined;
}

/** The number r with slope(a) = r·slope(b), if there is one. */
function ratioOf(a: Linear, other: Linear): number | undefined {
  if (a.terms.size !== other.terms.size || a.terms.size === 0) return undefined;
  let ratio: number | undefined;
  for (const [atom, factors] of a.terms) {
    const theirs = other.terms.get(atom);
    if (!theirs || theirs.size !== factors.size) return undefined;
    for (const [factor, value] of factors) {
      const reference = theirs.get(factor);
      if (reference === undefined) return undefined;
      const r = value / reference;
      if (ratio === undefined) ratio = r;
      if (Math.abs(r - ratio) > 1e-9 * Math.abs(ratio)) return undefined;
    }
  }
  return ratio;
}

/** Splits arguments into what varies from cell to cell and what does not. */
function decomposition(): { isFixed: (e: Expr) => boolean; linear: (e: Expr) => Linear } {
  const isFixed = fixedTest();
  const atom = (e: Expr): Linear => ({ terms: new Map([[e, new Map([[b.one, 1]])]]), offset: b.zero });
  const linear = (e: Expr): Linear => {
    if (isFixed(e)) return { terms: new Map(), offset: e };
    const [x, y] = e.args as [Expr, Expr];
    switch (e.op) {
      case 'neg':
        return scaled(linear(x), b.number(-1), 1);
      case 'add':
        return sum(linear(x), linear(y), 1);
      case 'sub':
        return sum(linear(x), linear(y), -1);
      case 'mul':
        if (isFixed(x)) return scaled(linear(y), x, 1);
        if (isFixed(y)) return scaled(linear(x), y, 1);
        return atom(e);
      case 'div':
        return isFixed(y) ? scaled(linear(x), y, -1) : atom(e);
      default:
        return atom(e);
    }
  };
  return { isFixed, linear };
}

/** Tells real expressions over `uniform` leaves and numbers alone. */
export function fixedTest(): (e: Expr) => boolean {
  const fixed = new Map<Expr, boolean>();
  const isFixed = (e: Expr): boolean => {
    let known = fixed.get(e);
    if (known === undefined) {
      known =
        e.type === 'real' &&
        (e.op === 'number' || e.op === 'uniform' || (e.args.length > 0 && e.op !== 'lookup' && e.args.every(isFixed)));
      fixed.set(e, known);
    }
    return known;
  };
  return isFixed;
}

/** Times (power 1) or divided by (power −1) something fixed. */
function scaled(form: Linear, by: Expr, power: 1 | -1): Linear {
  const combine = (e: Expr): Expr => (power === 1 ? b.mul(by, e) : b.div(e, by));
  const terms = new Map(
    [...form.terms].map(([atom, factors]) => [
      atom,
      new Map(
        [...factors].map(([factor, value]) => {
          if (by.op === 'number') return [factor, power === 1 ? value * by.value : value / by.value] as const;
          return [combine(factor), value] as const;
        }),
      ),
    ]),
  );
  return { terms, offset: combine(form.offset) };
}

function sum(x: Linear, y: Linear, sign: 1 | -1): Linear {
  const terms = new Map([...x.terms].map(([atom, factors]) => [atom, new Map(factors)]));
  for (const [atom, factors] of y.terms) {
    const mine = terms.get(atom) ?? new Map<Expr, number>();
    for (const [factor, value] of factors) {
      const total = (mine.get(factor) ?? 0) + sign * value;
      if (total === 0) mine.delete(factor);
      else mine.set(factor, total);
    }
    if (mine.size === 0) terms.delete(atom);
    else terms.set(atom, mine);
  }
  return { terms, offset: sign === 1 ? b.add(x.offset, y.offset) : b.sub(x.offset, y.offset) };
}
