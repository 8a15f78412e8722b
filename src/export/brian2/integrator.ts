/** Which of Brian2's methods comes nearest to an integrator of this library. */
import type { Model } from '../../equations/model.ts';
import { derivative } from '../../expression/derivative.ts';
import { some } from '../../expression/visit.ts';

export interface Method {
  readonly name: string;
  /** What differs, as a sentence; undefined where the rule is the same. */
  readonly differs: string | undefined;
}

const sameRule: Readonly<Record<string, string>> = { euler: 'euler', midpoint: 'rk2', heun2: 'heun', rk4: 'rk4' };

/** Whether each derivative is linear in its own variable, the others held: what 'exponential_euler' asks for. */
function ownLinear(model: Model): boolean {
  return model.states.every(({ name, derivative: slope }) => {
    try {
      return !some(derivative(slope, name), (e) => e.op === 'state' && e.name === name);
    } catch {
      return false;
    }
  });
}

/** Whether the equations are linear with coefficients and inputs that stay as they are during a step: what Brian2's 'exact' asks for. */
const timeless = (model: Model): boolean =>
  model.states.every(({ derivative: slope }) => !some(slope, (e) => e.op === 'time' || e.op === 'lookup'));

export function methodOf(model: Model, integrator: string): Method {
  const noisy = model.states.some((state) => state.noise.length > 0);
  if (noisy)
    return {
      name: 'euler',
      differs: `equations with noise are integrated by Euler–Maruyama, not by '${integrator}'; a smaller dt brings the two together.`,
    };
  if (integrator === 'exact' && timeless(model)) return { name: 'exact', differs: undefined };
  const same = sameRule[integrator];
  if (same !== undefined) return { name: same, differs: undefined };
  if (!ownLinear(model))
    return {
      name: 'rk4',
      differs: `'${integrator}' is replaced by 'rk4', since these equations are not linear each in its own variable.`,
    };
  if (integrator === 'ind_exp_euler') return { name: 'exponential_euler', differs: undefined };
  return {
    name: 'exponential_euler',
    differs: `'${integrator}' is replaced by 'exponential_euler', the nearest that Brian2 has.`,
  };
}
