/**
 * Spike times (ms) of the tutorial's cell by linear interpolation at 0 mV, V(0) −65 mV, gates 0; the near-exact ones are 8.210, 41.901 and
 * 76.374 ms. rk4 at 0.1 ms blows up.
 */
export const spikeTable: readonly { integrator: string; dt: number; times: readonly number[] }[] = [
  { integrator: 'exp_euler', dt: 0.1, times: [8.215, 41.908, 76.375] },
  { integrator: 'ind_exp_euler', dt: 0.1, times: [8.679, 43.224, 78.528] },
  { integrator: 'staggered', dt: 0.1, times: [8.267, 42.007, 76.525] },
  { integrator: 'backward_euler', dt: 0.1, times: [7.945, 41.515, 75.863] },
  { integrator: 'exp_euler', dt: 0.05, times: [8.211, 41.903, 76.374] },
  { integrator: 'ind_exp_euler', dt: 0.05, times: [8.447, 42.565, 77.453] },
  { integrator: 'staggered', dt: 0.05, times: [8.233, 41.935, 76.42] },
  { integrator: 'backward_euler', dt: 0.05, times: [8.077, 41.711, 76.147] },
  { integrator: 'rk4', dt: 0.05, times: [8.21, 41.901, 76.373] },
];
