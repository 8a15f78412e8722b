/** Short-term plasticity in a whole network on webgpu. */
import { afterAll, expect, it } from 'vitest';
import { createSimulation, releaseDevices, sameSpikes } from '../../src/index.ts';
import { depression } from '../statistics/pathways.ts';

afterAll(() => releaseDevices());

it('800 cells with depressing synapses: 15 ms as on the reference, spike by spike, and the same resources', async () => {
  const [judge, other] = await Promise.all(
    (['reference', 'webgpu'] as const).map(async (backend) => {
      const simulation = await createSimulation(depression.build(2), {
        dt: `${depression.dt} ms`,
        integrator: depression.integrator,
        backend,
      });
      const { spikes } = await simulation.run(150);
      const resources = await simulation.read('cells', 'x@E to all');
      simulation.dispose();
      return { spikes, resources };
    }),
  );
  expect(judge!.spikes.steps.length).toBeGreaterThan(100);
  expect(sameSpikes(judge!.spikes, other!.spikes, 800, { from: 0, to: 150 })).toBe(true);
  // x between 0 and 1, advanced 150 times in f32: half a unit in the last place of 1 for each of some ten operations.
  judge!.resources.forEach((x, i) => {
    if (Math.abs(other!.resources[i]! - x) > 150 * 10 * 2 ** -24)
      expect.fail(`cell ${i}: ${other!.resources[i]}, not ${x}`);
  });
});
