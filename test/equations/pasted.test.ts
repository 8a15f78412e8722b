/** Published models written as people paste them: each is read, runs, and fires as often as it should. */
import { expect, it } from 'vitest';
import { cell, createSimulation, Network } from '../../src/index.ts';
import { pasted } from './pasted.ts';

it.each(pasted.map((model) => [model.name, model] as const))('%s', async (_, model) => {
  const { name: __, source: ___, initial, run, spikes, ...description } = model;
  const [duration, dt] = run;
  const network = new Network({ seed: 1 });
  network.population(cell(description), 1, initial);
  const simulation = await createSimulation(network, { dt: `${dt} ms`, backend: 'reference' });
  const counted = (await simulation.run(Math.round(duration / dt))).spikes.steps.length;
  simulation.dispose();
  expect(counted).toBeGreaterThanOrEqual(spikes[0]);
  expect(counted).toBeLessThanOrEqual(spikes[1]);
});
