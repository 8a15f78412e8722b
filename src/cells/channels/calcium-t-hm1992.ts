import { channel } from '../channel.ts';

/** The T current of thalamic relay cells: low-threshold spikes and rebound bursts. */
export const CaT_HM1992 = channel({
  name: 'CaT_HM1992',
  title: 'Low-threshold T-type calcium of relay cells (Huguenard & McCormick 1992)',
  ion: 'Ca',
  label: 'CaT',
  source:
    'Huguenard & McCormick 1992, J. Neurophysiol. 68:1373, with an ohmic driving force; as Li, Henriquez & Fröhlich 2017, PLoS Comput. Biol. 13:e1005797 and braincell 0.0.6 have it',
  gates: [
    {
      name: 'p',
      power: 2,
      q10: 3.55,
      inf: '1/(1 + exp(-(u + 59)/6.2))',
      tau: '1/(exp(-(u + 132)/16.7) + exp((u + 16.8)/18.2)) + 0.612',
    },
    {
      name: 'q',
      power: 1,
      q10: 3,
      inf: '1/(1 + exp((u + 83)/4))',
      tau: 'select(u >= -80, exp(-(u + 22)/10.5) + 28, exp((u + 467)/66.6))',
    },
  ],
  g: '2 mS/cm^2',
  E: '120 mV',
  V_sh: '-3 mV',
  temperature: { q10: 3, reference: 24, default: 36 },
  notes: 'Midpoints hold the 2 mV of screening charge; the q10 of 3.55 is that of Li et al., not of the 1992 paper.',
});
