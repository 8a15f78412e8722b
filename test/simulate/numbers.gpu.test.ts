/** Slow variables and far exponentials on webgpu. */
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
