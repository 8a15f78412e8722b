/** `kuramoto`: oscillators of different frequencies that lock beyond a critical coupling. */
import { cell } from '../../cells/index.ts';
import { Network } from '../../network/network.ts';
import { allToAll } from '../../network/rules/index.ts';
import { formatQuantity } from '../../quantity/quantity.ts';
import { live } from '../networks/vogels.ts';
import type { Preset, PresetParameter } from '../preset.ts';

const parameters: readonly PresetParameter[] = [
  {
    name: 'cells',
    label: 'number of oscillators',
    unit: '',
    value: 200,
    range: [2, 1e6],
    whole: true,
    logarithmic: true,
    acts: 'rebuild',
  },
  live('K', 'coupling', '1/s', 30, [0, 10_000]),
  live('gamma', 'half width of the frequencies', '1/s', 6, [0, 1000]),
  live('omega_0', 'middle of the frequencies, radians per second', '1/s', 63, [0, 1000]),
];

export const kuramoto: Preset = {
  name: 'kuramoto',
  title: 'Kuramoto’s oscillators',
  summary:
    'Phases that all pull at one another by the sine of their differences; each fires when it passes π. ' +
    'Beyond K = 2γ a part of them locks, with an order of √(1 − 2γ/K): 0.77 here.',
  reference: 'Kuramoto 1975, Lect. Notes Phys. 39:420; Strogatz 2000, Physica D 143:1',
  parameters,
  duration: 3000,
  dt: 0.2,
  integrator: 'rk4',
  variables: ['theta', 'phase'],
  traced: 'phase',
  build(values, seed) {
    const network = new Network({ seed });
    const text = (name: string): string =>
      formatQuantity(values[name]!, parameters.find((p) => p.name === name)!.unit, 17);
    const size = values['cells']!;
    // All pull at all: K·r·sin(ψ − θ) with the means of sine and cosine, which are the same for every oscillator.
    const model = cell({
      equations: [
        'dtheta/dt = omega_0 + gamma*place + K*(y*cos(theta) - x*sin(theta)) : 1',
        'x : 1 (summed, shared)',
        'y : 1 (summed, shared)',
        // Those that turn backwards pass no threshold, and theta goes on falling.
        'phase = mod(theta, 2*pi) : 1',
        'order = sqrt(x*x + y*y) : 1',
        'place : 1',
      ].join('\n'),
      parameters: { K: text('K'), gamma: text('gamma'), omega_0: text('omega_0') },
      threshold: 'theta > pi',
      reset: 'theta -= 2*pi',
      integrator: 'rk4',
    });
    // Quantiles of the Lorentz distribution: tan(π(p − ½)) at p = (i + ½)/N.
    const angle = `(3.14159265358979*(i + 0.5)/${size})`;
    const cells = network.population(
      model,
      size,
      { theta: 'uniform(-3.14159, 3.14159)', place: `-cos${angle}/sin${angle}` },
      { name: 'cells' },
    );
    network.couple(cells, cells, {
      connect: allToAll(),
      into: 'x',
      value: 'cos(theta_pre)/N_pre',
      name: 'mean of cos',
    });
    network.couple(cells, cells, {
      connect: allToAll(),
      into: 'y',
      value: 'sin(theta_pre)/N_pre',
      name: 'mean of sin',
    });
    return network;
  },
};
