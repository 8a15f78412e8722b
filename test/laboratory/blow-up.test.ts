import { describe, expect, it } from 'vitest';
import { cell, Network, simulate } from '../../src/index.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';

const tutorial = (integrator: string, dt = '0.1 ms') => {
  const preset = presetByName('hh-tutorial');
  const network = preset.build(presetValues(preset, { V_spread: '0 mV' }), 1);
  return simulate(network, { integrator, dt, duration: '100 ms', backend: 'reference' });
};

describe('a run that blows up', () => {
  it.each(['rk4', 'rk2', 'euler'])(
    '%s at 0.1 ms: says what, where, when, which step is stable and what to use',
    async (name) => {
      await expect(tutorial(name)).rejects.toThrow(
        new RegExp(
          `V of cell 0 of cell .* at t = [\\d.]+ ms\\. '${name}' is an explicit method and unstable at dt = 0\\.1 ms here\\. ` +
            "The largest stable step tried is 0\\.05 ms: use it, or keep dt = 0\\.1 ms and use 'exp_euler', 'staggered' or 'ind_exp_euler'\\.",
        ),
      );
    },
  );

  it('tries on until a step is stable', async () => {
    await expect(tutorial('rk4', '0.4 ms')).rejects.toThrow(/largest stable step tried is 0\.05 ms/);
  });

  it('says so where the model itself runs away', async () => {
    const network = new Network();
    network.population(cell({ equations: 'dv/dt = v**2/(mV*ms) : mV' }), 1, { v: '1 mV' });
    const run = simulate(network, { integrator: 'rk4', dt: '0.1 ms', duration: '5 ms', backend: 'reference' });
    await expect(run).rejects.toThrow(/No step tried, down to 0\.00156 ms, stays finite/);
  });

  it('gives general advice where trying would take long', async () => {
    const network = new Network();
    network.population(cell({ equations: 'dv/dt = -v/(0.01*ms) : mV' }), 100_000, { v: '1 mV' });
    const run = simulate(network, { integrator: 'euler', dt: '0.1 ms', duration: '10 ms', backend: 'reference' });
    await expect(run).rejects.toThrow(
      /unstable at dt = 0\.1 ms here\. Use 'staggered' or 'ind_exp_euler', or a smaller dt such as 0\.05 ms/,
    );
  });
});
