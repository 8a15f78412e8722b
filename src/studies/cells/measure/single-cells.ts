/** Presets of single cells whose voltage is continuous. */
import { specimenOf, UserError } from '../../../index.ts';
import { pointPresets, presetValues } from '../../../presets/index.ts';

/** Names and titles of those without a network, a reset or noise. */
export function singleCells(): { readonly name: string; readonly title: string }[] {
  return pointPresets
    .filter((preset) => {
      if (preset.parameters.some((p) => p.name === 'n_exc')) return false;
      try {
        const { model } = specimenOf(preset.build(presetValues(preset), 1));
        return model.reset.length === 0 && model.states.every((s) => s.noise.length === 0);
      } catch (thrown) {
        // A preset without a voltage is no single cell.
        if (thrown instanceof UserError) return false;
        throw thrown;
      }
    })
    .map(({ name, title }) => ({ name, title }));
}
