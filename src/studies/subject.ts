/** The cell that a study looks at: of a preset with some of its parameters, or of any network. */
import { currentNames, type Model, type Network, type Specimen, specimenOf, toUnit, UserError } from '../index.ts';
import { type Preset, presetByName, presetValues } from '../presets/index.ts';
import { type Dimension, divideDimensions, multiplyDimensions, timeDimension, voltage } from '../quantity/dimension.ts';
import { exactUnit } from '../quantity/exact-unit.ts';

export interface SubjectValues {
  /** Name of the preset whose first population has the cell. */
  readonly preset: string;
  /** Some of its parameters, as texts with units. */
  readonly set: Readonly<Record<string, string>>;
  readonly seed: number;
  /** In the place of these: a network that has the cell. Synapses onto it are left out. */
  readonly network?: Network | undefined;
  /** The population of `network`; default: its first of cells. */
  readonly population?: string | undefined;
}

/**
 * Cell `start` of the population; where a preset draws its cells' starts, each begins elsewhere. The variables of a network's cell are in
 * mV, ms, pA or uA/cm^2, nS, pF, whatever units its equations name. Throws a UserError for settings that the preset does not take.
 */
export function subjectOf({ preset: name, set, seed, network, population }: SubjectValues, start = 0): Specimen {
  if (network !== undefined) return inExactUnits(specimenOf(network, start, population));
  if (population !== undefined)
    throw new UserError(
      `population is '${population}', which is of a network; presets have the cell in their first one.`,
    );
  const preset = presetByName(name);
  const settings = start > 0 ? { ...set, cells: `${start + 1}` } : set;
  return specimenOf(preset.build(presetValues(preset, settings), seed), start);
}

/** What is measured of any cell is then in units that go together. */
function inExactUnits(subject: Specimen): Specimen {
  const exact = <V extends { readonly dimension: Dimension; readonly unit: string }>(variables: readonly V[]): V[] =>
    variables.map((v) => ({ ...v, unit: exactUnit(v.dimension) }));
  const { states, parameters, derived } = subject.model;
  const model = { ...subject.model, states: exact(states), parameters: exact(parameters), derived: exact(derived) };
  return { ...subject, model };
}

/** The current that is injected where nothing else is asked for, in its unit; undefined for a cell that takes none. */
export function ownCurrent(
  values: Pick<SubjectValues, 'preset' | 'network' | 'population'>,
): { readonly unit: string; readonly value: number } | undefined {
  const { preset, network } = values;
  if (network === undefined) return presetByName(preset).parameters.find((p) => p.name === 'I');
  const { model, parameters } = subjectOf({ ...values, set: {}, seed: 1 });
  const own = model.parameters.find((p) => p.name === 'I');
  return own && { unit: own.unit, value: toUnit(parameters['I']!, own.unit) };
}

/** Values by name as settings of the preset, from numbers in its parameters' own units; names that it does not have are passed over. */
export const settingsOf = (
  preset: string | Pick<Preset, 'parameters'>,
  values: Readonly<Record<string, number>>,
): Record<string, string> =>
  Object.fromEntries(
    (typeof preset === 'string' ? presetByName(preset) : preset).parameters.flatMap(({ name, unit }) => {
      const value = values[name];
      return value === undefined ? [] : [[name, `${value}${unit === '' ? '' : ` ${unit}`}`]];
    }),
  );

/** Throws a UserError for a cell that takes no current. */
export function needsCurrent(subject: Specimen): void {
  if (subject.model.parameters.some((p) => p.name === 'I')) return;
  throw new UserError('This cell has no injected current I, so there is nothing to clamp or to vary.');
}

/**
 * The cell whose currents are told in one unit, by their own equations and, where `byVoltage`, by C·dV/dt too. Throws a UserError where a
 * network's cell has no such unit; a preset's always has.
 */
export function subjectWithCurrents(values: SubjectValues, byVoltage = false): Specimen {
  const subject = subjectOf(values);
  if (values.network === undefined) return subject;
  const { model } = subject;
  const named = currentNames(subject);
  const injected = model.parameters.filter((p) => byVoltage && p.name === 'I');
  const flow = byVoltage ? flowUnit(model) : undefined;
  if (byVoltage && flow === undefined)
    throw new UserError(
      'This cell has no parameter C, by which its currents follow from its voltage; give it its capacitance as one, such as C: 200 pF.',
    );
  const told = [...model.derived.filter((d) => named.includes(d.name)), ...injected];
  const unit = flow ?? told[0]?.unit;
  const other = told.find((current) => current.unit !== unit);
  if (other === undefined) return subject;
  throw new UserError(
    `${other.name} of this cell is in ${other.unit}, and ${flow === undefined ? told[0]!.name : 'C·dV/dt'} in ${unit}; all currents of a cell are to be currents, or all of them densities.`,
  );
}

/** Of C·dV/dt; undefined for a model without a parameter C. */
export function flowUnit({ parameters }: Model): string | undefined {
  const C = parameters.find((p) => p.name === 'C');
  return C && exactUnit(multiplyDimensions(C.dimension, divideDimensions(voltage, timeDimension)));
}
