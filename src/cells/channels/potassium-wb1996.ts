import { channel } from '../channel.ts';

/** Delayed rectifier of a fast-spiking hippocampal interneuron. */
export const K_WB1996 = channel({
  name: 'K_WB1996',
  title: 'Delayed rectifier of the fast-spiking interneuron (Wang & Buzsáki 1996)',
  ion: 'K',
  source: 'Wang & Buzsáki 1996, J. Neurosci. 16:6402, eqs. 3.4–3.5',
  gates: [{ name: 'n', power: 4, alpha: 'phi*0.1/exprel(-(u + 34)/10)', beta: 'phi*0.125*exp(-(u + 44)/80)' }],
  g: '9 mS/cm^2',
  E: '-90 mV',
  parameters: { phi: '5' },
});
