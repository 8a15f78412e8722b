/** Exponential rules that treat each variable by itself. */
import * as b from '../expression/build.ts';
import { derivative } from '../expression/derivative.ts';
import type { Expr } from '../expression/node.ts';
import { substituteStates } from '../expression/visit.ts';
import { atTime, dependsOnState, type Integrator, isPositive, type System, type SystemVariable } from './system.ts';

/**
 * y + h·exprel(hλ)·f with λ = ∂f/∂y and all else frozen. Where f is linear in y and λ is certainly negative (every gate: λ = −(α + β))
 * the same step is written y∞ + (y − y∞)e^{hλ}, y∞ = −f(0)/λ, which needs no series near hλ = 0.
 */
function exponentialStep(variable: SystemVariable, h: Expr): Expr {
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
  exponential: true,
  containsRunaway: true,
  noise: 'additive',
  synapses: 'held',
  source: 'MacGregor 1987; Brian2 "exponential_euler"; braincell "ind_exp_euler"',
  advance: (system, h) => system.map((variable) => exponentialStep(variable, h)),
  noiseScale: exponentialNoise,
};

export const staggered: Integrator = {
  name: 'staggered',
  title: 'staggered exponential Euler: voltage with the old gates, then gates with the new voltage',
  order: 1,
  exponential: true,
  noise: 'additive',
  synapses: 'held',
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
 * A half step of `ind_exp_euler` finds the middle; a whole step then freezes all others there, and linear synapses at their mean. Second
 * order: each variable's own equation is solved exactly with inputs that are right to O(h²) in the middle of the step. Where only the
 * voltage is left to integrate (conductance synapses onto a leaky cell) the half step falls away, and it costs one exponential.
 */
export const exponentialMidpoint: Integrator = {
  name: 'exp_midpoint',
  title: 'exponential midpoint: each variable exact with the others frozen at the middle of the step',
  order: 2,
  exponential: true,
  noise: 'additive',
  synapses: 'moving',
  source: 'Börgers & Nectow 2013, SIAM J. Sci. Comput. 35:B623',
  stages: true,
  advance(system, h, course) {
    const half = b.mul(b.number(0.5), h);
    const middle = frozen(system, half, new Map(), course?.mean(half));
    return frozen(shifted(system, half), h, new Map(system.map((v, i) => [v.name, middle[i]!])), course?.mean(h));
  },
  noiseScale: exponentialNoise,
};

/** Exponential steps of each variable, from its own current value, with the others and the linear ones as given. */
function frozen(
  system: System,
  h: Expr,
  others: ReadonlyMap<string, Expr>,
  linear: ReadonlyMap<string, Expr> = new Map(),
): Expr[] {
  return system.map((variable) => {
    const seen = new Map([...others, ...linear]);
    seen.delete(variable.name);
    return substituteStates([exponentialStep(variable, h)], seen)[0]!;
  });
}

/** The system at a later time (ms). */
const shifted = (system: System, offset: Expr): System =>
  system.map((v) => ({ ...v, derivative: atTime([v.derivative], offset)[0]! }));

/**
 * Exact for an Ornstein–Uhlenbeck variable: ∫₀ʰ e^{2λs} ds = h·exprel(2hλ) (Gillespie 1996, Phys. Rev. E 54:2084, eq. 1.9b).
 * Falls back to √h where λ varies with the state.
 */
export function exponentialNoise(variable: SystemVariable, h: Expr): Expr {
  const lambda = derivative(variable.derivative, variable.name);
  if (lambda === b.zero || dependsOnState(lambda)) return b.unary('sqrt', h);
  return b.unary('sqrt', b.mul(h, b.exprel(b.mul(b.number(2), b.mul(h, lambda)))));
}
