/** Steady states of gates, on the host in f64. */
import type { Model } from '../equations/model.ts';
import { derivative } from '../expression/derivative.ts';
import { evaluate } from '../expression/evaluate.ts';

/**
 * Where every variable that is linear in itself would settle with the voltage clamped at `V` (mV), all else as given in `values`
 * (internal units; default: zero). The voltage variable and purely decaying ones are left out.
 */
export function steadyState(
  model: Model,
  voltage: string,
  V: number,
  values: Readonly<Record<string, number>> = {},
): Record<string, number> {
  const constants = new Map(
    model.parameters.map((p) => [p.name, typeof p.value === 'number' ? p.value : (p.value?.[0] ?? Number.NaN)]),
  );
  const result: Record<string, number> = {};
  for (const variable of model.states) {
    if (variable.name === voltage) continue;
    const at = (own: number) => (leaf: { op: string; name: string }) => {
      if (leaf.op === 'parameter') return values[leaf.name] ?? constants.get(leaf.name);
      if (leaf.op !== 'state') return 0;
      if (leaf.name === voltage) return V;
      return leaf.name === variable.name ? own : (values[leaf.name] ?? 0);
    };
    const rate = -evaluate(derivative(variable.derivative, variable.name), at(0));
    if (rate > 0) result[variable.name] = evaluate(variable.derivative, at(0)) / rate + 0;
  }
  return result;
}
