/** The leaky integrate-and-fire neuron in its own units: v = (V − E_L)/(V_th − E_L), i = R·I/(V_th − E_L), time in τ_m. */
import { pointModel } from './kind.ts';

export const lifDimensionless = pointModel({
  name: 'lif-dimensionless',
  title: 'leaky integrate-and-fire, dimensionless',
  source: 'Gerstner et al. 2014, Neuronal Dynamics, §1.3',
  equations: 'dv/dt = (-v + I_total)/tau : 1 (unless refractory)',
  // One unit of time is τ; with 1 ms the time axis reads in units of τ_m.
  parameters: { i: 1.5, v_r: 0, tau: '1 ms', T_ref: '0 ms' },
  voltage: 'v',
  current: '1',
  input: 'i',
  threshold: 'v >= 1',
  reset: 'v = v_r',
  refractory: 'T_ref',
  initial: {},
});
