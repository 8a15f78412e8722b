/** Presets of one point neuron straight from its kind: every parameter of the model becomes one of the preset. */
import type { PointModel } from '../../cells/index.ts';
import { parseQuantity } from '../../quantity/quantity.ts';
import { unitOf } from '../../quantity/units.ts';
import { type DeclaredParameter, live } from '../define.ts';

const labels: Readonly<Record<string, string>> = {
  C: 'membrane capacitance',
  g_L: 'leak conductance',
  E_L: 'resting potential',
  V_T: 'threshold slope voltage',
  V_th: 'cut-off at which a spike is counted',
  V_peak: 'cut-off at which a spike is counted',
  v_peak: 'cut-off at which a spike is counted',
  Delta_T: 'sharpness of the spike’s onset',
  V_r: 'reset',
  T_ref: 'absolute refractory period',
  tau_w: 'time constant of adaptation',
  a: 'coupling of adaptation to the voltage',
  b: 'jump of adaptation at a spike',
  c: 'reset',
  d: 'jump of recovery at a spike',
  I_T: 'current at the bifurcation',
  I: 'injected current',
  i: 'drive',
  tau: 'time constant',
};

/** Wide, but enough to keep a slider from nonsense. */
export function rangeOf(value: number, unit: string): readonly [number, number] {
  if (unit === 'mV') return [-200, 200];
  if (unit === 'pF' || unit === 'ms') return [unit === 'ms' ? 0 : 1, 10_000];
  if (unit === 'pA') return [-1e5, 1e5];
  const size = Math.max(Math.abs(value) * 100, 100);
  return [-size, size];
}

/** `changes` gives other defaults: '500 pA'. */
export function pointParameters<Name extends string>(
  model: PointModel<Name>,
  changes: Readonly<Partial<Record<Name, string | number>>>,
): Readonly<Record<Name, DeclaredParameter>> {
  const entries = Object.entries(model.kind.parameters) as [Name, string | number][];
  return Object.fromEntries(
    entries.map(([name, standard]) => {
      const { value, unit } = parseQuantity(changes[name] ?? standard, undefined, name);
      const shown = value / unitOf(unit || '1').scale;
      return [name, live(shown, unit === '1' ? '' : unit, labels[name] ?? name, rangeOf(shown, unit))];
    }),
  ) as Record<Name, DeclaredParameter>;
}
