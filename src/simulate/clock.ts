/** Durations and steps. */

import { shown, UserError } from '../errors.ts';
import { type Amount, amountText, isAmount } from '../numbers/amount.ts';
import { stepTime } from '../numbers/decimal.ts';
import { number } from '../options.ts';
import { timeDimension } from '../quantity/dimension.ts';
import { parseQuantity } from '../quantity/quantity.ts';

/** The integration step in ms from '0.1 ms' or { value: 0.1, unit: 'ms' }. Throws a UserError unless it is above 0 and at most 1 s. */
export function parseStep(text: string | Amount): number {
  const value = timeOf(text, 'dt');
  if (!(value > 0 && value <= 1000))
    throw new UserError(
      `dt is ${amountText(text)}; it must be longer than 0 ms and no longer than 1 s, for example '0.1 ms'.`,
    );
  return value;
}

/** A time in ms. Nothing is nothing without a unit too: what is wrong with it is not that it has none. */
const timeOf = (text: string | Amount, what: string): number =>
  typeof text === 'string' && /^\s*[-+]?0+(?:\.0*)?\s*$/.test(text)
    ? 0
    : parseQuantity(text, timeDimension, what).value;

/** A duration that misses a whole number of steps by less than this, in steps, is that number but for rounding. */
const ROUNDING = 1e-6;

/** The whole number of steps, at least one, that comes nearest to a duration. Both in ms. */
export const nearestSteps = (duration: number, dt: number): number => Math.max(1, Math.round(duration / dt));

/**
 * Number of steps in a duration such as '1 s' or { value: 1, unit: 's' }. Throws a UserError unless it is a whole number of steps, at least
 * one.
 */
export function stepsIn(duration: string | Amount, dt: number): number {
  const value = timeOf(duration, 'duration');
  number.check(dt, 'stepsIn: dt');
  const steps = Math.round(value / dt);
  if (!(steps >= 1 && steps < 2 ** 32))
    throw new UserError(
      `The duration is ${amountText(duration)}; it must be at least one step (${dt} ms) and less than 2³² steps.`,
    );
  if (Math.abs(value / dt - steps) > ROUNDING * Math.max(1, steps * 1e-6)) {
    const near = [Math.floor(value / dt), Math.ceil(value / dt)].filter((n) => n >= 1);
    const times = near.map((n) => `'${stepTime(n, dt)} ms'`);
    throw new UserError(
      `The duration is ${isAmount(duration) ? amountText(duration) : shown(duration).replaceAll("'", '')}, which is no whole number of steps of ${dt} ms; take ${times.join(' or ')}, or another dt.`,
    );
  }
  return steps;
}
