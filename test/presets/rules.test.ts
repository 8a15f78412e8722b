/** Which rule each preset runs on. */
import { describe, expect, it } from 'vitest';
import { ruleFor } from '../../src/compile/rule.ts';
import { pointPresets, presetValues } from '../../src/presets/index.ts';

describe('presets', () => {
  it.each(pointPresets.filter((p) => p.name !== 'brunel-2000-plane').map((p) => [p.name, p] as const))(
    "%s: its cells run on the preset's rule without being told",
    (_, preset) => {
      const [first] = preset.build(presetValues(preset), 1).populations;
      expect(ruleFor(first!.blueprint.model(preset.dt), undefined).integrator.name).toBe(preset.integrator);
    },
  );
});
