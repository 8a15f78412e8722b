/** Steady states and time constants of a channel's gates against voltage. */

import type { Model } from '../equations/model.ts';
import { neg } from '../expression/build.ts';
import { derivative } from '../expression/derivative.ts';
import { evaluateAll } from '../expression/evaluate.ts';
import type { Expr } from '../expression/node.ts';
import { noMore } from '../no-more.ts';
import { fromUnit } from '../quantity/quantity.ts';
import { type ChannelKind, type ChannelOptions, channel } from './channel.ts';
import { compartment } from './compartment.ts';

export interface GateCurve {
  readonly gate: string;
  readonly power: number;
  /** Steady state at each voltage. */
  readonly inf: Float64Array;
  /** Time constant at each voltage, ms; 0 for a gate that follows at once. */
  readonly tau: Float64Array;
}

/**
 * x∞(V) and τ(V) of every gate. `voltages` in mV; `options` as for the channel itself: V_sh, T, Ca and its own parameters. Throws a
 * UserError for options that do not fit.
 */
export function channelCurves(
  kind: ChannelKind,
  voltages: ArrayLike<number>,
  options: Pick<ChannelOptions, 'V_sh' | 'T' | 'Ca' | 'parameters'> = {},
  ...more: undefined[]
): GateCurve[] {
  noMore('channelCurves', 'a kind, voltages and options', more);
  const model = compartment({ C: '1 uF/cm^2', channels: [channel(kind)(options)] });
  const parts = kind.gates.map((gate) => partsOf(model, gate.name));
  const constants = new Map(model.parameters.map((p) => [p.name, p.value as number]));
  const inf = kind.gates.map(() => new Float64Array(voltages.length));
  const tau = kind.gates.map(() => new Float64Array(voltages.length));
  const roots = parts.flatMap((p) => [p.start, p.rate]);
  for (let i = 0; i < voltages.length; i++) {
    const V = fromUnit(voltages[i]!, 'mV');
    const values = evaluateAll(roots, (leaf) => {
      if (leaf.op === 'parameter') return constants.get(leaf.name);
      return leaf.op === 'state' && leaf.name === 'V' ? V : 0;
    });
    parts.forEach(({ instant }, g) => {
      const [start, rate] = [values[2 * g]!, values[2 * g + 1]!];
      inf[g]![i] = instant ? start : start / rate;
      tau[g]![i] = instant ? 0 : 1 / rate;
    });
  }
  return kind.gates.map((gate, g) => ({ gate: gate.name, power: gate.power, inf: inf[g]!, tau: tau[g]! }));
}

/** Of a gate, dx/dt at x = 0 and the rate at which x relaxes; of one that follows at once, its value. */
function partsOf(model: Model, name: string): { start: Expr; rate: Expr; instant: boolean } {
  const state = model.states.find((s) => s.name === name);
  if (!state) {
    const { value } = model.derived.find((d) => d.name === name)!;
    return { start: value, rate: value, instant: true };
  }
  return { start: state.derivative, rate: neg(derivative(state.derivative, name)), instant: false };
}
