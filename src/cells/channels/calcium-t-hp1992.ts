import { channel } from '../channel.ts';

/** The T current of the thalamic reticular nucleus. */
export const CaT_HP1992 = channel({
  name: 'CaT_HP1992',
  title: 'Low-threshold T-type calcium of reticular cells (Huguenard & Prince 1992)',
  ion: 'Ca',
  label: 'CaTs',
  source:
    'Huguenard & Prince 1992, J. Neurosci. 12:3804, as in Destexhe et al. 1994, J. Neurophysiol. 72:803 with the 2 mV of screening charge in the constants',
  gates: [
    {
      name: 'p',
      power: 2,
      q10: 5,
      inf: '1/(1 + exp(-(u + 52)/7.4))',
      tau: '3 + 1/(exp((u + 27)/10) + exp(-(u + 102)/15))',
    },
    {
      name: 'q',
      power: 1,
      q10: 3,
      inf: '1/(1 + exp((u + 80)/5))',
      tau: '85 + 1/(exp((u + 48)/4) + exp(-(u + 407)/50))',
    },
  ],
  g: '1.75 mS/cm^2',
  E: '120 mV',
  V_sh: '-3 mV',
  temperature: { q10: 3, reference: 24, default: 36 },
  notes: 'V_sh −3 mV is a default of braincell; the published curves have 0.',
});
