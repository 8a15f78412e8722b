/** Currents, conductances and other named subexpressions of a cell along a recorded trace. */

import { Tape } from '../expression/tape.ts';
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
 * Values of the model's subexpressions (all, or those named) at each point of a trace. `states`: one array per state variable in the
 * model's order, internal units; `times` in ms.
 */
export function derivedTraces(
  subject: Specimen,
  times: ArrayLike<number>,
  states: readonly ArrayLike<number>[],
  names?: readonly string[],
): DerivedTraces {
  const { model } = subject;
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
export const currentNames = (subject: Specimen): string[] =>
  subject.model.derived
    .filter((d) => sameDimension(d.dimension, current) || sameDimension(d.dimension, density))
    .map((d) => d.name);

/** Names of the state variables that are pure numbers: the gates. */
export const gateNames = (subject: Specimen): string[] =>
  subject.model.states.filter((s) => s.unit === '' || s.unit === '1').map((s) => s.name);
