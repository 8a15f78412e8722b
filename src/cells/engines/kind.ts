/** Point cells of NEST and NEURON under the names and with the parameters that they have there. */
import { buildModel } from '../../equations/cell-model.ts';
import type { CellDescription, Model } from '../../equations/model.ts';
import { UserError } from '../../errors.ts';
import { noMore } from '../../no-more.ts';
import { number, recordOf } from '../../options.ts';
import { nearest } from '../../suggest.ts';

export interface EngineCellKind {
  /** 'iaf_psc_alpha' */
  readonly name: string;
  readonly engine: 'NEST' | 'NEURON';
  readonly title: string;
  /** The paper, or the engine's own page, that has the equations. */
  readonly source: string;
  /** Defaults by the engine's names, in the engine's units. */
  readonly parameters: Readonly<Record<string, readonly [value: number, unit: string]>>;
  readonly equations: string;
  readonly threshold: string;
  readonly reset: string;
  readonly refractory: string;
  readonly integrator: string;
  /** Values at time 0, texts over the parameters, by variable. */
  readonly initial: Readonly<Record<string, string>>;
  /** What an arriving spike does, for positive and for negative weights `w`. Weights are plain numbers in the engine's unit. */
  readonly onSpike: { readonly positive: string; readonly negative: string };
  /**
   * Steps between a spike's arrival in the engine and here. NEST adds what arrives at the end of a step: that is the start of the next one
   * here, so a delay there is one of a step more here.
   */
  readonly lag: 0 | 1;
  /**
   * When a spike of step k is written: NEST's (k + 1)·dt, the end of the step; NEURON's k·dt, the moment of the arrival that made it.
   */
  readonly stamp: 0 | 1;
  /** A sentence on what is other here; undefined: each spike is the engine's. */
  readonly notes?: string;
  /** A sentence where these values are not what the equations hold for. */
  refuses?(values: Readonly<Record<string, number>>): string | undefined;
}

/** The cell with these parameters, in the engine's units, as text. Throws a UserError for names that it does not have. */
export function describeEngineCell(
  kind: EngineCellKind,
  given: Readonly<Record<string, number>> = {},
  ...more: undefined[]
): CellDescription {
  noMore('describeEngineCell', 'a kind and parameters', more);
  recordOf(number).check(given, kind.name);
  const names = Object.keys(kind.parameters);
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(kind.parameters, name)) continue;
    const guess = nearest(name, names);
    throw new UserError(
      `${kind.name} has no parameter '${name}' here.${guess === undefined ? '' : ` Did you mean '${guess}'?`} It has ${names.join(', ')}.`,
    );
  }
  const values = Object.fromEntries(names.map((name) => [name, given[name] ?? kind.parameters[name]![0]]));
  const refusal = kind.refuses?.(values);
  if (refusal !== undefined) throw new UserError(`${kind.name}: ${refusal}`);
  const { equations, threshold, reset, refractory, integrator } = kind;
  const parameters = Object.fromEntries(names.map((name) => [name, `${values[name]} ${kind.parameters[name]![1]}`]));
  return { equations, threshold, reset, refractory, integrator, parameters };
}

/** A cell of NEST or NEURON as a model: `engineCell(iafPscAlpha, { tau_m: 20 })`, parameters in the engine's units. */
export const engineCell = (
  kind: EngineCellKind,
  given: Readonly<Record<string, number>> = {},
  ...more: undefined[]
): Model => {
  noMore('engineCell', 'a kind and parameters', more);
  return buildModel(describeEngineCell(kind, given));
};
