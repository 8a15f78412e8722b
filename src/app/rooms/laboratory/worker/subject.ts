/** The cell on the bench: from a preset and its parameters to a specimen. */
import { derivedTraces, gateNames, type Specimen, specimenOf, UserError } from '../../../../index.ts';
import { pointPresets, presetByName, presetValues } from '../../../../presets/index.ts';
import type { CellInput, Choice } from './tasks.ts';

/** Cell `start` of the preset's first population. */
export function subjectOf(input: CellInput, start = 0): Specimen {
  const preset = presetByName(input.preset);
  const settings = Object.fromEntries(
    preset.parameters.map((p) => [p.name, `${input.values[p.name] ?? p.value}${p.unit === '' ? '' : ` ${p.unit}`}`]),
  );
  if (start > 0) settings['cells'] = `${start + 1}`;
  return specimenOf(preset.build(presetValues(preset, settings), input.seed), start);
}

/** Presets of single cells whose voltage is continuous: no network, no reset, no noise. */
export function singleCells(): Choice[] {
  return pointPresets.filter((preset) => {
    if (preset.parameters.some((p) => p.name === 'n_exc')) return false;
    try {
      const { model } = specimenOf(preset.build(presetValues(preset), 1));
      return model.reset.length === 0 && model.states.every((s) => s.noise.length === 0);
    } catch (thrown) {
      // A preset without a voltage is no subject of this room.
      if (thrown instanceof UserError) return false;
      throw thrown;
    }
  });
}

/** Which current each gate controls: the one that changes when the gate alone does. */
export function gateCurrents(subject: Specimen, currents: readonly string[]): ReadonlyMap<string, string | undefined> {
  const { states } = subject.model;
  const at = (gate: string, value: number) =>
    derivedTraces(
      subject,
      [0],
      states.map((s) => [s.name === subject.voltage ? -30 : s.name === gate ? value : 0.5]),
      currents,
    ).values;
  return new Map(
    gateNames(subject).map((gate) => {
      const [low, high] = [at(gate, 0.25), at(gate, 0.75)];
      return [gate, currents.find((name) => low[name]![0] !== high[name]![0])];
    }),
  );
}
