/** Tables of courses, positions and delays counted by plasticity on webgpu, against wasm: both keep single precision. */
import { expect, test } from 'vitest';
import { cell, grid, Network, probability, simulate } from '../../src/index.ts';

test('Poisson trains with a course each, and synapses by position: the same spikes', async () => {
  const flat = cell({ equations: 'dv/dt = 0/ms : 1', threshold: 'v >= 1', reset: 'v = 0' });
  const net = new Network({ seed: 7 });
  const cells = net.population(flat, 100, {}, { positions: grid(10, 10, 1) });
  const values = Array.from({ length: 100 }, (_, i) => [`${i} Hz`, `${1000 - i} Hz`, '0 Hz']);
  const drive = net.poisson(100, { rate: 'rates(t, i)', tables: { rates: { values, dt: '20 ms' } } });
  net.project(drive, cells, { connect: probability(1, { condition: 'i == j' }), onSpike: 'v += 0.25' });
  net.project(cells, cells, {
    connect: probability('exp(-((x_pre - x_post)**2 + (y_pre - y_post)**2)/18)', { condition: 'i != j' }),
    onSpike: 'v += 0.015625',
    delay: '0.5 ms + 0.2 ms*abs(x_pre - x_post)',
  });
  const [a, b] = await Promise.all(
    (['wasm', 'webgpu'] as const).map((backend) => simulate(net, { duration: '60 ms', backend })),
  );
  expect(a!.summary.spikes).toBeGreaterThan(200);
  expect(b!.summary.spike_hash).toBe(a!.summary.spike_hash);
  expect([...b!.spikes.steps]).toEqual([...a!.spikes.steps]);
});
