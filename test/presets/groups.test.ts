/** What a preset is of, by the network that it builds. */
import { expect, it } from 'vitest';
import { type Preset, presetGroups, presets, presetValues } from '../../src/presets/index.ts';

const built = (preset: Preset) => preset.build(presetValues(preset), 1);

it('every preset stands in one group', () => {
  const grouped = Object.values(presetGroups).flat();
  expect(grouped.map((p) => p.name).sort()).toEqual(presets.map((p) => p.name).sort());
});

it('cells of networks are joined, single cells are not', () => {
  for (const [group, members] of Object.entries(presetGroups))
    for (const preset of members) {
      const { projections, couplings } = built(preset);
      const joined = projections.length + couplings.length;
      if (group === 'networks') expect(joined, preset.name).toBeGreaterThan(0);
      if (group === 'cells' || group === 'lif') expect(joined, preset.name).toBe(0);
    }
});

it('cells with dendrites, and no others, stand in the group of that name', () => {
  expect(presets.filter((p) => p.dendrites)).toEqual(presetGroups.dendrites);
});
