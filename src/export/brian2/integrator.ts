/** Which of Brian2's methods comes nearest to an integrator of this library. */

import { linearVariables } from '../../compile/step.ts';
import type { Model } from '../../equations/model.ts';
import { derivative } from '../../expression/derivative.ts';
import { some, statesOf } from '../../expression/visit.ts';
import type { Integrator } from '../../integrators/index.ts';

export interface Method {
  readonly name: string;
  /** What differs, as a sentence; undefined where the rule is the same. */
  readonly differs: string | undefined;
}

/** Names of the same rules there. ('heun' there is Heun's for the noise, and the forward step for all else.) */
export const sameRule: Readonly<Record<string, string>> = {
  euler: 'euler',
  midpoint: 'rk2',
  rk4: 'rk4',
  exact: 'exact',
  ind_exp_euler: 'exponential_euler',
};

/** Whether each derivative is linear in its own variable, the others held: what 'exponential_euler' asks for. */
function ownLinear(model: Model): boolean {
  return model.states.every(({ name, derivative: slope }) => {
    try {
      return !statesOf(derivative(slope, name)).has(name);
    } catch {
      return false;
    }
  });
}

/** Whether the equations are linear with coefficients and inputs that stay as they are during a step: what Brian2's 'exact' asks for. */
const timeless = (model: Model): boolean =>
  model.states.every(({ derivative: slope }) => !some(slope, (e) => e.op === 'time' || e.op === 'lookup'));

/** What a method there asks of the equations. */
const asksFor: Readonly<Record<string, (model: Model) => boolean>> = { exact: timeless, exponential_euler: ownLinear };

export function methodOf(model: Model, integrator: Integrator): Method {
  const { name, order } = integrator;
  const noisy = model.states.some((state) => state.noise.length > 0);
  if (noisy)
    return {
      name: 'euler',
      differs: `equations with noise are integrated by Euler–Maruyama, not by '${name}'; a smaller dt brings the two together.`,
    };
  const linear = [...linearVariables(model)];
  const same = Object.hasOwn(sameRule, name) ? sameRule[name]! : undefined;
  if (same !== undefined && (asksFor[same]?.(model) ?? true))
    return {
      name: same,
      differs:
        integrator.synapses === 'moving' && linear.length > 0
          ? `linear variables (${linear.join(', ')}) follow their exact course here and are integrated by '${same}' there; the difference is as small as the rule's own error.`
          : undefined,
    };
  if (!ownLinear(model))
    return {
      name: 'rk4',
      differs: `'${name}' is replaced by 'rk4', since these equations are not linear each in its own variable.`,
    };
  const still =
    integrator.synapses === 'moving' && linear.length > 0
      ? `; ${linear.join(', ')} stand still within a step there, so that a response to an event with the decay time τ is about dt/(2τ) too high`
      : '';
  return {
    name: 'exponential_euler',
    differs: `'${name}'${order > 1 ? ', a rule of a higher order,' : ''} is replaced by 'exponential_euler' (first order), the nearest that Brian2 has${still}.`,
  };
}
