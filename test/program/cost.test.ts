import { expect, it } from 'vitest';
import { assemble } from '../../src/compile/assemble.ts';
import { loadTrees } from '../../src/compile/trees.ts';
import { cable, leak, Network, neuron } from '../../src/index.ts';
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
  expect(cost.sites_per_cell).toBe(1);
});

it('counts the sites of cells with dendrites', async () => {
  const model = neuron({
    shape: cable({ dend: { L: '100 um', diameter: '1 um' } }),
    Ra: '100 ohm*cm',
    compartments: { each: 5 },
    paint: [{ on: 'all', channels: [leak({ g: '0.05 mS/cm^2', E: '-65 mV' })] }],
  });
  const net = new Network();
  net.population(model, 3, { V: '-65 mV' });
  await loadTrees(net);
  const { program } = assemble(net, 0.1, 'implicit');
  const cost = stepCost(program);
  // The root, five compartments, the end.
  expect(cost.sites_per_cell).toBe(7);
  expect(cost.bytes_kept_per_site).toBe(4 * program.populations[0]!.columns.length);
});
