/** Currents, conductances and other named subexpressions of a cell along a recorded trace. */

import { UserError } from '../errors.ts';
import { Tape } from '../expression/tape.ts';
import { topological } from '../expression/visit.ts';
import { noMore } from '../no-more.ts';
import { current, type Dimension, divideDimensions, sameDimension } from '../quantity/dimension.ts';
import { toUnit } from '../quantity/quantity.ts';
import { unitOf } from '../quantity/units.ts';
import type { Specimen } from './specimen.ts';

export interface DerivedTraces {
  /** In each variable's own unit. */
  readonly values: Readonly<Record<string, Float64Array>>;
  readonly units: Readonly<Record<string, string>>;
}

/**
 * Values of the model's subexpressions (all, or those named) at each point of a trace. Throws a UserError for other names. `states`: one
 * array per state variable in the model's order, internal units; `times` in ms.
 */
export function derivedTraces(
  subject: Specimen,
  times: ArrayLike<number>,
  states: readonly ArrayLike<number>[],
  names?: readonly string[],
  ...more: undefined[]
): DerivedTraces {
  noMore('derivedTraces', 'a specimen, times, states and names', more);
  const { model } = subject;
  const unknown = names?.find((name) => !model.derived.some((d) => d.name === name));
  if (unknown !== undefined)
    throw new UserError(
      `derivedTraces: the model has no subexpression '${unknown}'. It has ${model.derived.map((d) => d.name).join(', ') || 'none'}.`,
    );
  const wanted = model.derived.filter((d) => names === undefined || names.includes(d.name));
  const tape = new Tape(
    wanted.map((d) => d.value),
    model,
  );
  tape.setParameters(subject.parameters);
  const y = new Float64Array(model.states.length);
  const out = new Float64Array(wanted.length);
  const columns = wanted.map(() => new Float64Array(times.length));
  for (let t = 0; t < times.length; t++) {
    for (let s = 0; s < y.length; s++) y[s] = states[s]![t]!;
    tape.run(times[t]!, y, out);
    for (let d = 0; d < out.length; d++) columns[d]![t] = toUnit(out[d]!, wanted[d]!.unit);
  }
  return {
    values: Object.fromEntries(wanted.map((d, i) => [d.name, columns[i]!])),
    units: Object.fromEntries(wanted.map((d) => [d.name, d.unit])),
  };
}

const density: Dimension = divideDimensions(current, unitOf('um^2').dimension);

/** Names of the subexpressions that are currents or current densities: one per channel, inward positive. */
export const currentNames = (subject: Specimen, ...more: undefined[]): string[] => {
  noMore('currentNames', 'a specimen', more);
  return subject.model.derived
    .filter((d) => sameDimension(d.dimension, current) || sameDimension(d.dimension, density))
    .map((d) => d.name);
};

/**
 * Names of the gates: state variables that are pure numbers and do not leave 0 to 1, as far as their slopes there say, at some voltages,
 * all other variables at a half. A concentration without a unit is not a gate.
 */
export const gateNames = ({ model, parameters, voltage }: Specimen, ...more: undefined[]): string[] => {
  noMore('gateNames', 'a specimen', more);
  return model.states
    .filter(({ name, unit, derivative }) => {
      if (unit !== '' && unit !== '1') return false;
      if (topological([derivative]).some((e) => e.op === 'dt' || e.op === 'draw')) return true;
      const tape = new Tape([derivative], model);
      tape.setParameters(parameters);
      const slope = new Float64Array(1);
      const slopeAt = (value: number, V: number): number => {
        const y = model.states.map((s) => (s.name === name ? value : s.name === voltage ? V : 0.5));
        tape.run(0, Float64Array.from(y), slope);
        return slope[0]!;
      };
      return [-80, -40, 0, 40].every((V) => !(slopeAt(0, V) < 0) && !(slopeAt(1, V) > 0));
    })
    .map((s) => s.name);
};
