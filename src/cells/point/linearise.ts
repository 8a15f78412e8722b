/** The leaky integrate-and-fire neuron that stands for any cell near an operating point. */

import type { Model } from '../../equations/model.ts';
import { UserError } from '../../errors.ts';
import { derivative } from '../../expression/derivative.ts';
import { evaluate } from '../../expression/evaluate.ts';
import type { Expr } from '../../expression/node.ts';
import { noMore } from '../../no-more.ts';
import { steadyState } from '../steady.ts';

export interface Linearised {
  /** The operating point, mV. */
  readonly V: number;
  /** Injected current that holds the cell there, in the current's internal unit (pA, or µA/cm²). */
  readonly I: number;
  /** Capacitance, pF or µF/cm². */
  readonly C: number;
  /** Slope of the steady I–V curve, nS or mS/cm²: gates follow the voltage. Negative where the curve is unstable. */
  readonly g: number;
  /** Slope with the gates held: what a fast change meets. */
  readonly g_instant: number;
  /** 1/g: GΩ or kΩ·cm². */
  readonly R: number;
  /** C/g_instant, ms: how fast the voltage relaxes before the gates move. */
  readonly tau: number;
  /** C/g, ms: the time constant of the leaky cell with this steady I–V curve. */
  readonly tau_steady: number;
  /** Where the tangent of the steady I–V curve crosses zero injected current: the E_L of the leaky cell, mV. */
  readonly E: number;
}

/**
 * The steady I–V curve: the injected current at which the cell rests at V (mV), all gates at their steady values. `voltage` and `current`
 * name the model's variable and its injected current.
 */
export function steadyCurrent(model: Model, V: number, voltage = 'V', current = 'I', ...more: undefined[]): number {
  noMore('steadyCurrent', 'a model, a voltage and the names of voltage and current', more);
  const { slope, rest } = dynamics(model, voltage, current);
  return -rest(V, steadyState(model, voltage, V, { [voltage]: V })) / slope;
}

/** Linearises a cell at a voltage (mV). Throws a UserError where the model has no such variable or current. */
export function linearise(model: Model, V: number, voltage = 'V', current = 'I', ...more: undefined[]): Linearised {
  noMore('linearise', 'a model, a voltage and the names of voltage and current', more);
  const { slope, instant } = dynamics(model, voltage, current);
  const C = 1 / slope;
  const I = steadyCurrent(model, V, voltage, current);
  // Central differences extrapolated once (Richardson): the error is of fourth order in h.
  const difference = (h: number): number =>
    (steadyCurrent(model, V + h, voltage, current) - steadyCurrent(model, V - h, voltage, current)) / (2 * h);
  const h = 1e-2;
  const g = (4 * difference(h / 2) - difference(h)) / 3;
  const g_instant = -C * instant(V, steadyState(model, voltage, V, { [voltage]: V }));
  return { V, I, C, g, g_instant, R: 1 / g, tau: C / g_instant, tau_steady: C / g, E: V - I / g };
}

interface Dynamics {
  /** ∂(dV/dt)/∂I, which is 1/C. */
  readonly slope: number;
  /** dV/dt at zero injected current. */
  readonly rest: (V: number, gates: Readonly<Record<string, number>>) => number;
  /** ∂(dV/dt)/∂V with the gates held. */
  readonly instant: (V: number, gates: Readonly<Record<string, number>>) => number;
}

function dynamics(model: Model, voltage: string, current: string): Dynamics {
  const variable = model.states.find((s) => s.name === voltage);
  if (!variable || !model.parameters.some((p) => p.name === current))
    throw new UserError(
      `The model has no ${variable ? `parameter '${current}' for the injected current` : `variable '${voltage}' for the voltage`}; it has the variables ${model.states.map((s) => s.name).join(', ')} and the parameters ${model.parameters.map((p) => p.name).join(', ')}.`,
    );
  const constants = new Map(
    model.parameters.map((p) => [p.name, typeof p.value === 'number' ? p.value : p.value?.[0]]),
  );
  const at = (root: Expr, V: number, gates: Readonly<Record<string, number>>, I: number): number =>
    evaluate(root, (leaf) => {
      if (leaf.op === 'parameter') return leaf.name === current ? I : constants.get(leaf.name);
      if (leaf.op !== 'state' && leaf.op !== 'previous') return 0;
      return leaf.name === voltage ? V : (gates[leaf.name] ?? 0);
    });
  const partial = derivative(variable.derivative, voltage);
  const slope = at(variable.derivative, -60, {}, 1) - at(variable.derivative, -60, {}, 0);
  return {
    slope,
    rest: (V, gates) => at(variable.derivative, V, gates, 0),
    instant: (V, gates) => at(partial, V, gates, 0),
  };
}
