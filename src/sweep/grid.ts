/** Values along an axis, and every combination of the values of several axes. */

import { shown, UserError } from '../errors.ts';
import { noMore } from '../no-more.ts';
import { decimal } from '../numbers/decimal.ts';
import { flag, listOf, number } from '../options.ts';

/** Most networks of one sweep. */
export const MOST_VARIANTS = 4096;

/** `count` values from `from` to `to`, evenly spaced, or evenly in their logarithm. One value: the first. */
export function spaced(from: number, to: number, count: number, logarithmic = false, ...more: undefined[]): number[] {
  noMore('spaced', 'two ends, a count and whether it is logarithmic', more);
  number.check(from, 'spaced: the first value');
  number.check(to, 'spaced: the last value');
  flag.check(logarithmic, 'spaced: logarithmic');
  if (!Number.isInteger(count) || count < 1 || count > MOST_VARIANTS)
    throw new UserError(`An axis has a whole number of values from 1 to ${MOST_VARIANTS}; it got ${shown(count)}.`);
  if (logarithmic && !(from > 0 && to > 0))
    throw new UserError(`A logarithmic axis runs between two numbers above 0; it got ${from} and ${to}.`);
  return Array.from({ length: count }, (_, k) => {
    if (k === 0) return from;
    if (k === count - 1) return to;
    const share = k / (count - 1);
    // Rounded, so that 0.1 steps are written as such.
    const value = logarithmic ? from * (to / from) ** share : from + (to - from) * share;
    return decimal(value);
  });
}

/** Every combination; the last axis varies fastest. */
export function combinations(axes: readonly (readonly number[])[], ...more: undefined[]): number[][] {
  noMore('combinations', 'lists of values', more);
  listOf(listOf(number)).check(axes, 'combinations: the axes');
  const count = axes.reduce((n, axis) => n * axis.length, 1);
  if (count > MOST_VARIANTS)
    throw new UserError(`The sweep has ${count} networks; at most ${MOST_VARIANTS} are taken. Use fewer values.`);
  return axes.reduce<number[][]>((all, axis) => all.flatMap((head) => axis.map((value) => [...head, value])), [[]]);
}
