/** Numbers of cells and synapses that the networks after Vogels & Abbott 2005 share. */
import type { PresetParameter } from './preset.ts';

export const networkSize: readonly PresetParameter[] = [
  {
    name: 'n_exc',
    label: 'excitatory cells',
    unit: '',
    value: 3200,
    range: [0, 1_000_000],
    whole: true,
    logarithmic: true,
    acts: 'rebuild',
  },
  {
    name: 'n_inh',
    label: 'inhibitory cells',
    unit: '',
    value: 800,
    range: [0, 1_000_000],
    whole: true,
    logarithmic: true,
    acts: 'rebuild',
  },
  {
    name: 'p',
    label: 'connection probability',
    unit: '',
    value: 0.02,
    range: [0, 1],
    logarithmic: true,
    acts: 'rebuild',
  },
];
