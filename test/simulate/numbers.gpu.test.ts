/** Slow variables, and rates that cannot be, on webgpu. */
import { expect, test } from 'vitest';
import { cell, createSimulation, Network } from '../../src/index.ts';

test('a time constant of 2·10⁷ steps', async () => {
  const net = new Network();
  const start = [20, 15, 5, 1];
  net.population(cell({ equations: 'dtheta/dt = -theta/tc : mV', parameters: { tc: '1e7 ms' } }), 4, { theta: start });
  const s = await createSimulation(net, { dt: '0.5 ms', backend: 'webgpu' });
  await s.run(20_000);
  const left = Array.from(await s.read('cells', 'theta'), (x, i) => x / start[i]!);
  s.dispose();
  // exp(−0.001). Half a unit in the last place of the value, and of the rate's f32 value; a plain product of 20 000 factors errs by 10⁻³
  // there.
  for (const factor of left) expect(Math.abs(factor - Math.exp(-0.001))).toBeLessThan(1e-7);
});

test.each([
  ['beyond one spike per step', '9 kHz + 1 kHz*t/(0.5 ms)', 0.7],
  ['without a value', '10 kHz*sqrt(1 - t/(1 ms))', 1.2],
])('a Poisson rate %s stops the run', async (_, rate, at) => {
  const net = new Network();
  net.poisson(2, { rate });
  const s = await createSimulation(net, { backend: 'webgpu' });
  await expect(s.run(30)).rejects.toThrow(new RegExp(`rate\\*dt of cell 0 of poisson left .* at t = ${at} ms`));
  s.dispose();
});
