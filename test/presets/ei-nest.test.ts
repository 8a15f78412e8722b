import { expect, it } from 'vitest';
import { Network, oneToOne, simulate } from '../../src/index.ts';
import { valuesOf } from '../../src/presets/define.ts';
import { networkCell, networkParameters } from '../../src/presets/ei/cobahh.ts';
import { eiNest } from '../../src/presets/ei/nest.ts';
import { presetValues } from '../../src/presets/index.ts';

/**
 * NEST 3.10.0 (PyPI), hh_cond_exp_traub at steps of 0.1 ms: how far an event of 6 nS moves the voltage, mV, where it arrives with a delay
 * of 0.1 ms after a spike of time 1.7 ms, which is that of the step from 1.6 ms on. At 1.8 ms, 1.9 ms, … Measured 2026-11-29.
 */
const NEST = [0, 0.17674715523452278, 0.350232037393134, 0.5214492620218323, 0.69103398060102];

it('an event moves the voltage in the step in which NEST’s own model moves it, and as far', async () => {
  const values = presetValues(eiNest, {});
  const delays = new Set(eiNest.build(values, 1).projections.map((p) => p.given.delay));
  expect(delays.size).toBe(1);
  const net = new Network({ seed: 1 });
  const model = networkCell(valuesOf(networkParameters, values), {
    integrator: 'staggered',
    threshold: 'V >= -33 mV',
    refractory: '2 ms',
  });
  const cells = net.population(model, 2, { V: '-60 mV', m: '0', h: '1', n: '0' }, { name: 'cells' });
  const source = net.spikes(1, { times: [[1.6]] });
  net.project(source, cells.slice(0, 1), { connect: oneToOne(), onSpike: 'g_e += 6 nS', delay: [...delays][0] });
  const { traces } = await simulate(net, { duration: '2.2 ms', backend: 'reference', record: { V: [0, 1] } });
  const moved = NEST.map((_, k) => {
    const row = 17 + k;
    return traces[0]!.values[2 * row]! - traces[0]!.values[2 * row + 1]!;
  });
  expect(moved[0]).toBe(0);
  // The rule holds the conductance at its value of the step's beginning where NEST lets it decay: up to half of dt/τ = 2 % of the first
  // step's move, and the voltage's own time constant adds as much.
  for (const [k, by] of NEST.entries()) expect(Math.abs(moved[k]! - by)).toBeLessThanOrEqual(0.03 * NEST[k]!);
});
