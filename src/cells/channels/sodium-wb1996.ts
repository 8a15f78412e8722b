import { channel } from '../channel.ts';

/** Sodium of a fast-spiking hippocampal interneuron; m follows at once. */
export const Na_WB1996 = channel({
  name: 'Na_WB1996',
  title: 'Sodium of the fast-spiking interneuron (Wang & Buzsáki 1996)',
  ion: 'Na',
  source: 'Wang & Buzsáki 1996, J. Neurosci. 16:6402, eqs. 3.1–3.3',
  gates: [
    {
      name: 'm',
      power: 3,
      inf: '1/(1 + 4*exp(-(u + 60)/18)*exprel(-(u + 35)/10))',
    },
    { name: 'h', power: 1, alpha: 'phi*0.07*exp(-(u + 58)/20)', beta: 'phi/(1 + exp(-(u + 28)/10))' },
  ],
  g: '35 mS/cm^2',
  E: '55 mV',
  parameters: { phi: '5' },
});
