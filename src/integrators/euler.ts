/** Exponential rules that treat each variable by itself. */
import * as b from '../expression/build.ts';
import { derivative } from '../expression/derivative.ts';
import type { Expr } from '../expression/node.ts';
import { substituteStates } from '../expression/visit.ts';
import { dependsOnState, type Integrator, isPositive, type Variable } from './system.ts';

/**
 * y + h·exprel(hλ)·f with λ = ∂f/∂y and all else frozen. Where f is linear in y and λ is certainly negative (every gate: λ = −(α + β))
 * the same step is written y∞ + (y − y∞)e^{hλ}, y∞ = −f(0)/λ, which needs no series near hλ = 0.
 */
function exponentialStep(variable: Variable, h: Expr): Expr {
  const y = b.state(variable.name);
  const f = variable.derivative;
  const lambda = derivative(f, variable.name);
  if (lambda === b.zero) return b.add(y, b.mul(h, f));
  const linear = derivative(lambda, variable.name) === b.zero;
  if (linear) {
    const [constant] = substituteStates([f], new Map([[variable.name, b.zero]])) as [Expr];
    if (constant === b.zero) return b.mul(y, b.exp(b.mul(h, lambda)));
    const rate = b.neg(lambda);
    if (isPositive(rate)) {
      // The bound only matters where both rates underflow: then y∞ = 0/tiny = 0 and e^0 = 1 keep y as it is.
      const limit = b.div(constant, b.binary('max', rate, b.number(1e-30)));
      return b.add(limit, b.mul(b.sub(y, limit), b.exp(b.mul(h, lambda))));
    }
  }
  return b.add(y, b.mul(b.mul(h, b.exprel(b.mul(h, lambda))), f));
}

export const independentExponentialEuler: Integrator = {
  name: 'ind_exp_euler',
  aliases: ['exponential_euler'],
  title: 'independent exponential Euler: each variable exact with the others frozen',
  order: 1,
  source: 'MacGregor 1987; Brian2 "exponential_euler"; braincell "ind_exp_euler"',
  advance: (system, h) => system.map((variable) => exponentialStep(variable, h)),
  noiseScale: exponentialNoise,
};

export const staggered: Integrator = {
  name: 'staggered',
  title: 'staggered exponential Euler: voltage with the old gates, then gates with the new voltage',
  order: 1,
  source: 'after Hines 1984, Int. J. Biomed. Comput. 15:69, with exponential steps',
  stages: true,
  refuses: (system) =>
    system.some((v) => v.voltage)
      ? undefined
      : "'staggered' advances voltages first, and this model has no variable in volts; use 'ind_exp_euler'.",
  advance(system, h) {
    const fresh = new Map<string, Expr>();
    for (const variable of system) if (variable.voltage) fresh.set(variable.name, exponentialStep(variable, h));
    return system.map((variable) => {
      if (variable.voltage) return fresh.get(variable.name)!;
      // Its own old value stays: only the voltages in it are new.
      return substituteStates([exponentialStep(variable, h)], fresh)[0]!;
    });
  },
  noiseScale: exponentialNoise,
};

/**
 * Exact for an Ornstein–Uhlenbeck variable: ∫₀ʰ e^{2λs} ds = h·exprel(2hλ) (Gillespie 1996, Phys. Rev. E 54:2084, eq. 1.9b).
 * Falls back to √h where λ varies with the state.
 */
export function exponentialNoise(variable: Variable, h: Expr): Expr {
  const lambda = derivative(variable.derivative, variable.name);
  if (lambda === b.zero || dependsOnState(lambda)) return b.unary('sqrt', h);
  return b.unary('sqrt', b.mul(h, b.exprel(b.mul(b.number(2), b.mul(h, lambda)))));
}
