/** `kuramoto`: oscillators of different frequencies that lock beyond a critical coupling. */
import { cell } from '../../cells/index.ts';
import { Network } from '../../network/network.ts';
import { allToAll } from '../../network/rules/index.ts';
import { count, live, logarithmic, preset } from '../define.ts';

export const kuramoto = preset({
  name: 'kuramoto',
  title: 'Kuramoto’s oscillators',
  summary:
    'Phases that all pull at one another by the sine of their differences; each fires when it passes π. ' +
    'Beyond K = 2γ a part of them locks, with an order of √(1 − 2γ/K): 0.77 here.',
  reference: 'Kuramoto 1975, Lect. Notes Phys. 39:420; Strogatz 2000, Physica D 143:1',
  parameters: {
    cells: count(200, 'number of oscillators', [2, 1e6], logarithmic),
    K: live(30, '1/s', 'coupling', [0, 10_000]),
    gamma: live(6, '1/s', 'half width of the frequencies', [0, 1000]),
    omega_0: live(63, '1/s', 'middle of the frequencies, radians per second', [0, 1000]),
  },
  duration: 3000,
  dt: 0.2,
  integrator: 'rk4',
  variables: ['theta', 'phase'],
  traced: 'phase',
  build({ cells: size, ...parameters }, seed) {
    const network = new Network({ seed });
    // All pull at all: K·r·sin(ψ − θ) with the means of sine and cosine, which are the same for every oscillator.
    const model = cell({
      equations: [
        'dtheta/dt = omega_0 + gamma*place + K*(y*cos(theta) - x*sin(theta)) : 1',
        'x : 1 (summed, shared)',
        'y : 1 (summed, shared)',
        // Those that turn backwards pass no threshold, and theta keeps falling.
        'phase = mod(theta, 2*pi) : 1',
        'order = sqrt(x*x + y*y) : 1',
        'place : 1',
      ].join('\n'),
      parameters,
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
});
