/** Poisson counts of a program: which means are inverted from one uniform draw, and the table for all others. */
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import { some, topological, transform } from '../expression/visit.ts';

/**
 * A mean that no cell and no step changes is cut in two: m mod 8, whose count is inverted from one uniform draw by thresholds that the host
 * computes, and the rest, which is 0 for most models and then costs nothing. Means below SMALL, which 24 bits of a uniform draw would
 * miss by more than 2⁻¹⁵ of themselves, are left to the tables whole.
 */
const STEP = 8;
const SMALL = 2 ** -10;
/** Counts of the first part; of mean 8 more than these have probability 2e-11. */
const COUNTS = 32;

export interface CountedRoots {
  readonly roots: Expr[];
  /** Whether the roots read the table of `random/poisson.ts`, by the number `table`. */
  readonly tabled: boolean;
  /** Means that the host knows: they must lie in range. */
  readonly means: readonly Expr[];
}

/** The roots with their Poisson counts made so. `isShared` tells shared parameters from those that each cell has of its own. */
export function spreadPoisson(
  roots: readonly Expr[],
  isShared: (parameter: string) => boolean,
  table: number,
): CountedRoots {
  const means: Expr[] = [];
  const spread = transform(roots, (e) => {
    if (e.op !== 'poisson') return undefined;
    const [mean, draw] = e.args;
    const varies = some(mean, (node) => {
      if (node.args.length > 0) return node.op === 'lookup';
      return !(node.op === 'number' || node.op === 'dt' || (node.op === 'parameter' && isShared(node.name)));
    });
    if (varies)
      return b.poisson(b.unary('single', spreadPoisson([mean], isShared, table).roots[0]!), draw.index, table);
    means.push(mean);
    const m = b.unary('single', mean);
    const large = b.mul(b.number(STEP), b.unary('floor', b.div(m, b.number(STEP))));
    const small = b.compare('lt', m, b.number(SMALL));
    const rest = b.poisson(b.select(small, m, large), draw.index, table);
    return b.add(inverted(b.select(small, b.zero, b.sub(m, large)), draw), rest.args[0] === b.zero ? b.zero : rest);
  });
  const tabled = topological(spread).some((e) => e.op === 'poisson');
  return { roots: spread, tabled, means };
}

/** Number of k ≥ 0 with u ≥ F(k), F the cumulative distribution, each F rounded to f32 for all backends alike. */
function inverted(mean: Expr, draw: Expr): Expr {
  const terms: Expr[] = [];
  let probability = b.exp(b.neg(mean));
  let cumulative = probability;
  for (let k = 0; k < COUNTS; k++) {
    terms.push(b.select(b.compare('ge', draw, b.unary('single', cumulative)), b.one, b.zero));
    probability = b.div(b.mul(probability, mean), b.number(k + 1));
    cumulative = b.add(cumulative, probability);
  }
  return b.balancedSum(terms);
}
