import { channel } from '../channel.ts';

/** SK2: opened by calcium alone, four closed and two open states. */
export const Kca22_Ma2020 = channel({
  name: 'Kca22_Ma2020',
  title: 'Calcium-activated potassium, SK2 (Kca2.2) of the Golgi cell model (Masoli et al. 2020)',
  ion: 'K',
  label: 'Kca22',
  source:
    'Hirschberg, Maylie, Adelman & Marrion 1998, J. Gen. Physiol. 111:565 (scheme and rates); Solinas et al. 2007, Front. Cell. Neurosci. 1:2 (model); Masoli et al. 2020, PLoS Comput. Biol. 16:e1007937',
  gates: [],
  scheme: {
    states: ['c1', 'c2', 'c3', 'c4', 'o1', 'o2'],
    transitions: [
      ['c1', 'c2', '200*Ca/diffusion', '0.08'],
      ['c2', 'c3', '160*Ca/diffusion', '0.08'],
      ['c3', 'c4', '80*Ca/diffusion', '0.2'],
      ['c3', 'o1', '0.16', '1'],
      ['c4', 'o2', '1.2', '0.1'],
    ],
    open: 'o1 + o2',
  },
  g: '38 mS/cm^2',
  E: '-84.69 mV',
  temperature: { q10: 3, reference: 23, default: 22 },
  parameters: { diffusion: '3' },
  notes: 'Calcium at the channel is that of the pool ÷ diffusion.',
});
