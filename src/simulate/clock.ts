/** Durations and steps. */
import { UserError } from '../errors.ts';
import { timeDimension } from '../quantity/dimension.ts';
import { parseQuantity } from '../quantity/quantity.ts';

/** The integration step in ms from text such as '0.1 ms'. Throws a UserError unless it is above 0 and at most 1 s. */
export function parseStep(text: string): number {
  const { value } = parseQuantity(text, timeDimension, 'dt');
  if (!(value > 0 && value <= 1000))
    throw new UserError(`dt is ${text}; it must be longer than 0 ms and no longer than 1 s, for example '0.1 ms'.`);
  return value;
}

/** Number of steps in a duration such as '1 s', rounded to the nearest whole step. Throws a UserError unless it is at least one step. */
export function stepsIn(duration: string, dt: number): number {
  const { value } = parseQuantity(duration, timeDimension, 'duration');
  const steps = Math.round(value / dt);
  if (!(steps >= 1 && steps < 2 ** 32))
    throw new UserError(
      `The duration is ${duration}; it must be at least one step (${dt} ms) and less than 2³² steps.`,
    );
  return steps;
}
