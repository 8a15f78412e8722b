/** The theta neuron: the quadratic integrate-and-fire neuron on a circle, which needs no reset of a voltage. */
import { pointModel } from './kind.ts';

export const thetaNeuron = pointModel({
  name: 'theta',
  title: 'theta neuron',
  source: 'Ermentrout & Kopell 1986, SIAM J. Appl. Math. 46:233, eq. 4.2; Ermentrout 1996, Neural Comput. 8:979',
  equations: 'dtheta/dt = (1 - cos(theta) + (1 + cos(theta))*I_total)/tau : 1',
  parameters: { i: 0.1, tau: '10 ms' },
  voltage: 'theta',
  current: '1',
  input: 'i',
  threshold: 'theta > pi',
  reset: 'theta -= 2*pi',
  integrator: 'rk4',
  initial: {},
  notes: 'With v = tan(θ/2) it is τ·dv/dt = v² + i; a spike is the passage of θ through π, where v is infinite.',
});
