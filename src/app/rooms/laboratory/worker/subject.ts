/** The cell on the bench, as studies take it. */
import type { Specimen } from '../../../../index.ts';
import { presetByName } from '../../../../presets/index.ts';
import { type SubjectValues, subjectOf } from '../../../../studies/measure.ts';
import type { PresetCell } from './laboratory-tasks.ts';

/** With all parameters of the preset as texts. */
export function cellOf({ preset: name, values, seed }: PresetCell): SubjectValues {
  const set = Object.fromEntries(
    presetByName(name).parameters.map((p) => [
      p.name,
      `${values[p.name] ?? p.value}${p.unit === '' ? '' : ` ${p.unit}`}`,
    ]),
  );
  return { preset: name, set, seed };
}

/** Cell `start` of the preset's first population. */
export const specimenAt = (input: PresetCell, start = 0): Specimen => subjectOf(cellOf(input), start);
