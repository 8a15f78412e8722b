/** Parameters that projections give to their targets. */
import { expect, it } from 'vitest';
import { allToAll, cell, createSimulation, Network } from '../../src/index.ts';

function joined(...weights: string[]): Network {
  const network = new Network();
  const model = cell({ equations: 'dg/dt = -g/(5 ms) : nS' });
  const target = network.population(model, 1, {}, { name: 'target' });
  weights.forEach((w, k) => {
    const source = network.spikes(1, { times: [[1]], name: `s${k}` });
    network.project(source, target, { connect: allToAll(), onSpike: 'g += w_e', parameters: { w_e: w } });
  });
  return network;
}

const names = (network: Network) => network.projections.map((p) => p.parameters.map(({ name }) => name).join());

it('share a name where they share the value', () => {
  expect(names(joined('1 nS', '1 nS', '0.001 uS'))).toEqual(['w_e', 'w_e', 'w_e']);
});

it('have a name each where values differ', () => {
  expect(names(joined('1 nS', '1 nS', '2 nS', '1 nS'))).toEqual([0, 1, 2, 3].map((k) => `w_e@s${k} to target`));
  expect(names(joined('1 nS', '2 nS').remodelled(() => undefined))).toEqual(['w_e@s0 to target', 'w_e@s1 to target']);
});

it.each(['reference', 'wasm'] as const)('act apart on the backend %s, and are set apart', async (backend) => {
  const simulation = await createSimulation(joined('1 nS', '2 nS', '4 nS'), { dt: '0.5 ms', backend, threads: 1 });
  try {
    expect(() => simulation.setParameter('target', 'w_e', '8 nS')).toThrow(/w_e@s0 to target/);
    simulation.setParameter('target', 'w_e@s1 to target', '16 nS');
    // All three spike in step 2, and what arrives decays over one step before it is seen; f32 rounds it by 10^-6.
    await simulation.run(3);
    const before = (await simulation.read('target', 'g'))[0]!;
    await simulation.run(1);
    const [after] = await simulation.read('target', 'g');
    expect(Math.max(before, after!)).toBeCloseTo(21 * Math.exp(-0.5 / 5), 5);
  } finally {
    simulation.dispose();
  }
});
