/** Numbers of cells and synapses that the networks after Vogels & Abbott 2005 share. */
import { count, logarithmic, rebuild } from './define.ts';

export const networkSize = {
  n_exc: count(3200, 'excitatory cells', [0, 1_000_000], logarithmic),
  n_inh: count(800, 'inhibitory cells', [0, 1_000_000], logarithmic),
  p: rebuild(0.02, '', 'connection probability', [0, 1], logarithmic),
};
