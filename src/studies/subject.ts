/** The cell that a study looks at: a preset with some of its parameters. */
import { type Specimen, specimenOf, UserError } from '../index.ts';
import { presetByName, presetValues } from '../presets/index.ts';

export interface SubjectValues {
  /** Name of the preset whose first population has the cell. */
  readonly preset: string;
  /** Some of its parameters, as texts with units. */
  readonly set: Readonly<Record<string, string>>;
  readonly seed: number;
}

/**
 * Cell `start` of the preset's first population; where the preset draws its cells' starts, each begins elsewhere. Throws a UserError for
 * settings that the preset does not take.
 */
export function subjectOf({ preset: name, set, seed }: SubjectValues, start = 0): Specimen {
  const preset = presetByName(name);
  const settings = start > 0 ? { ...set, cells: `${start + 1}` } : set;
  return specimenOf(preset.build(presetValues(preset, settings), seed), start);
}

/** Values by name as settings of the preset, from numbers in its parameters' own units; names that it does not have are passed over. */
export const settingsOf = (preset: string, values: Readonly<Record<string, number>>): Record<string, string> =>
  Object.fromEntries(
    presetByName(preset).parameters.flatMap(({ name, unit }) => {
      const value = values[name];
      return value === undefined ? [] : [[name, `${value}${unit === '' ? '' : ` ${unit}`}`]];
    }),
  );

/** Throws a UserError for a cell that takes no current. */
export function needsCurrent(subject: Specimen): void {
  if (subject.model.parameters.some((p) => p.name === 'I')) return;
  throw new UserError('This cell has no injected current I, so there is nothing to clamp or to vary.');
}
