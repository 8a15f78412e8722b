/** All integrators by name. */
import { UserError } from '../errors.ts';
import { text } from '../options.ts';
import { exponentialMidpoint, independentExponentialEuler, staggered } from './euler.ts';
import { exact } from './exact.ts';
import { backwardEuler, crankNicolson, exponentialEuler } from './rosenbrock.ts';
import { rungeKutta, tableaux } from './runge-kutta.ts';
import type { Integrator } from './system.ts';

export type { Integrator } from './system.ts';

export const integrators: readonly Integrator[] = [
  ...tableaux.map(rungeKutta),
  independentExponentialEuler,
  exponentialMidpoint,
  exponentialEuler,
  staggered,
  backwardEuler,
  crankNicolson,
  exact,
];

/** The integrator of that name or alias. Throws a UserError that lists the names. */
export function integratorByName(name: string): Integrator {
  text.check(name, 'integrator');
  const found = integrators.find((i) => i.name === name || i.aliases?.includes(name));
  if (found) return found;
  throw new UserError(`There is no integrator '${name}'. Known are ${integrators.map((i) => i.name).join(', ')}.`);
}
