import { expect, it } from 'vitest';
import { assemble } from '../../src/compile/assemble.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';
import { stepCost } from '../../src/program/cost.ts';

it('counts the benchmark network', () => {
  const preset = presetByName('ei-brette2007');
  const { program } = assemble(preset.build(presetValues(preset), 1), 0.1, preset.integrator);
  const cost = stepCost(program);
  // Seven columns (V, m, h, n, g_e, g_i, refractory countdown) read and written, two accumulators taken and cleared: 4·(7 + 7 + 4).
  expect(cost.bytes_per_cell).toBe(72);
  // Six rates and four exponential steps.
  expect(cost.transcendentals_per_cell).toBe(10);
  expect(cost.bytes_per_event).toBe(12);
  expect(cost.synapses_per_cell).toBeCloseTo(80, 0);
});
