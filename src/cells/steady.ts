/** Steady states of gates, on the host in f64. */

import type { Model, StateVariable } from '../equations/model.ts';
import { derivative } from '../expression/derivative.ts';
import { type Environment, evaluate } from '../expression/evaluate.ts';
import { statesOf } from '../expression/visit.ts';
import { noMore } from '../no-more.ts';

type ModelValues = Readonly<Record<string, number>>;

/**
 * Where every variable that is linear in itself would settle with the voltage clamped at `V` (mV), all else as given in `values`
 * (internal units; default: zero). Variables that are linear in one another, as the states of a Markov scheme are, settle together. The
 * voltage variable and purely decaying ones are left out.
 */
export function steadyState(
  model: Model,
  voltage: string,
  V: number,
  values: ModelValues = {},
  ...more: undefined[]
): Record<string, number> {
  noMore('steadyState', 'a model, its voltage, a value of that and other values', more);
  const constants = new Map(
    model.parameters.map((p) => [p.name, typeof p.value === 'number' ? p.value : (p.value?.[0] ?? Number.NaN)]),
  );
  const at =
    (own: ModelValues): Environment =>
    (leaf) => {
      if (leaf.op === 'parameter') return values[leaf.name] ?? constants.get(leaf.name);
      if (leaf.op !== 'state' && leaf.op !== 'previous') return 0;
      return leaf.name === voltage ? V : (own[leaf.name] ?? values[leaf.name] ?? 0);
    };
  const result: Record<string, number> = {};
  const free = model.states.filter((s) => s.name !== voltage);
  for (const group of schemes(free)) {
    const zeros = Object.fromEntries(group.map((s) => [s.name, 0]));
    const slopes = (row: StateVariable, column: StateVariable): number =>
      evaluate(derivative(row.derivative, column.name), at(zeros));
    if (group.length === 1) {
      const [variable] = group as [StateVariable];
      const rate = -slopes(variable, variable);
      if (rate > 0) result[variable.name] = evaluate(variable.derivative, at(zeros)) / rate + 0;
      continue;
    }
    const settled = solveDense(
      group.map((row) => group.map((column) => slopes(row, column))),
      group.map((row) => -evaluate(row.derivative, at(zeros))),
    );
    group.forEach(({ name }, k) => {
      result[name] = settled[k]! + 0;
    });
  }
  return result;
}

/** Variables that see one another and are linear in each other go together; all others alone. */
function schemes(states: readonly StateVariable[]): StateVariable[][] {
  const sees = new Map(states.map((s) => [s, statesOf(s.derivative)]));
  const left = new Set(states);
  const groups: StateVariable[][] = [];
  for (const first of states) {
    if (!left.delete(first)) continue;
    const group = [first];
    for (const member of group)
      for (const other of left)
        if (sees.get(member)!.has(other.name) && sees.get(other)!.has(member.name)) {
          left.delete(other);
          group.push(other);
        }
    const names = new Set(group.map((s) => s.name));
    if (group.length === 1 || linear(group, names)) groups.push(group);
    else groups.push(...group.map((s) => [s]));
  }
  return groups;
}

const linear = (group: readonly StateVariable[], names: ReadonlySet<string>): boolean =>
  group.every(({ derivative: slope }) => {
    try {
      return [...names].every((name) => ![...statesOf(derivative(slope, name))].some((other) => names.has(other)));
    } catch {
      return false;
    }
  });

/** Gaussian elimination with row pivots; not finite where the matrix is singular. */
export function solveDense(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const n = right.length;
  const rows = matrix.map((row, k) => [...row, right[k]!]);
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(rows[i]![k]!) > Math.abs(rows[pivot]![k]!)) pivot = i;
    [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
    for (let i = k + 1; i < n; i++) {
      const factor = rows[i]![k]! / rows[k]![k]!;
      for (let j = k; j <= n; j++) rows[i]![j]! -= factor * rows[k]![j]!;
    }
  }
  const out = new Array<number>(n).fill(0);
  for (let k = n - 1; k >= 0; k--) {
    let sum = rows[k]![n]!;
    for (let j = k + 1; j < n; j++) sum -= rows[k]![j]! * out[j]!;
    out[k] = sum / rows[k]![k]!;
  }
  return out;
}
