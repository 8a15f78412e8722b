/** How many steps a command runs. */

import { nearestSteps, stepsIn } from '../index.ts';
import { stepTime } from '../numbers/decimal.ts';
import { presetByName } from '../presets/index.ts';
import { note } from './messages.ts';
import type { RunSubject } from './subject.ts';

/** A preset's own duration need be no whole number of the command's steps: the nearest number is run, and told. */
export function stepsOf(subject: RunSubject, duration: string | undefined, dt: number): number {
  const own = subject.run.duration;
  if (duration !== undefined || subject.kind === 'document') return stepsIn(duration ?? own, dt);
  const wanted = presetByName(subject.name).duration;
  const steps = nearestSteps(wanted, dt);
  const lasting = stepTime(steps, dt);
  if (Math.abs(lasting - wanted) > 1e-6 * dt)
    note(`${own}, the duration of ${subject.name}, are no whole number of steps of ${dt} ms; ${lasting} ms are run.`);
  return steps;
}
