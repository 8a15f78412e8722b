/** Poisson counts from one uniform draw by inversion. */
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';

/** Largest count for a mean that is not a literal. At mean 15 counts above it have probability 5e-8, at mean 20 2e-5. */
const LARGEST = 40;
/** Tail that is cut off where the mean is a literal; draws have 24 bits, so 6e-8 would already be their resolution. */
const TAIL = 1e-9;

/**
 * Number of k ≥ 0 with u ≥ F(k), F the cumulative distribution of the Poisson law of the given mean (dimensionless, below 30), u uniform
 * in [0, 1). F is built from expressions of the mean, which leave the step where the mean does not vary.
 */
export function poisson(mean: Expr, draw: Expr): Expr {
  const terms: Expr[] = [];
  let probability = b.exp(b.neg(mean));
  let cumulative = probability;
  const literal = mean.op === 'number';
  for (let k = 0; k < (literal ? 200 : LARGEST); k++) {
    terms.push(b.select(b.compare('ge', draw, cumulative), b.one, b.zero));
    if (literal && tail(mean.value, k) < TAIL) break;
    probability = b.div(b.mul(probability, mean), b.number(k + 1));
    cumulative = b.add(cumulative, probability);
  }
  return balanced(terms);
}

/** Probability of more than k + 1 events. Summed upwards from the largest term: 1 − F would lose it in rounding. */
function tail(mean: number, k: number): number {
  let term = Math.exp(-mean);
  for (let j = 1; j <= k + 2; j++) term *= mean / j;
  let sum = 0;
  for (let j = k + 3; term > 0 && term > sum * 1e-17; j++) {
    sum += term;
    term *= mean / j;
  }
  return sum;
}

function balanced(terms: readonly Expr[]): Expr {
  if (terms.length === 1) return terms[0]!;
  const half = terms.length >> 1;
  return b.add(balanced(terms.slice(0, half)), balanced(terms.slice(half)));
}
