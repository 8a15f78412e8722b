/** Counts of thresholds that a number has reached, as Poisson counts are (see `program/poisson.ts`): made in two parts. */
import * as b from '../../expression/build.ts';
import type { Expr } from '../../expression/node.ts';
import { transform } from '../../expression/visit.ts';
import { fixedTest } from '../share-exponentials.ts';

/** Terms from which on others are asked for only where one of them counts: of Poisson counts of mean 1 to 3 hardly ever. */
const COMMON = 8;
/** Fewer are not worth a jump. */
const LEAST = 24;

/**
 * The expressions with long sums of comparisons of one number with fixed ones, each 1 where it is not less, cut in two: the terms from the
 * eighth on are asked for only where the number reaches the least of their thresholds. Sums of ones are exact in any order.
 */
export function countsInParts(roots: readonly Expr[]): Expr[] {
  const isFixed = fixedTest();
  /** The terms of a sum, if all are such comparisons. */
  const termsOf = (e: Expr): readonly Term[] | undefined => {
    const terms: Term[] = [];
    const open: Expr[] = [e];
    while (open.length > 0) {
      const next = open.pop()!;
      if (next.op === 'add') {
        open.push(next.args[1], next.args[0]);
        continue;
      }
      const [condition, one, zero] = next.op === 'select' ? next.args : [];
      if (one !== b.one || zero !== b.zero || condition?.op !== 'ge' || !isFixed(condition.args[1])) return undefined;
      const [number, threshold] = condition.args;
      if (terms.length > 0 && number !== terms[0]!.number) return undefined;
      terms.push({ term: next, number, threshold });
    }
    return terms;
  };
  return transform(roots, (e) => {
    const terms = e.op === 'add' ? termsOf(e) : undefined;
    if (!terms || terms.length < LEAST) return undefined;
    const [often, seldom] = [terms.slice(0, COMMON), terms.slice(COMMON)];
    const least = seldom.map(({ threshold }) => threshold).reduce((x, y) => b.binary('min', x, y));
    const sum = (of: readonly Term[]): Expr => b.balancedSum(of.map(({ term }) => term));
    const more = b.select(b.compare('ge', terms[0]!.number, least), sum(seldom), b.zero);
    return b.add(sum(often), more);
  });
}

interface Term {
  readonly term: Expr;
  readonly number: Expr;
  readonly threshold: Expr;
}
