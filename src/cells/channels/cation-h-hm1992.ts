import { channel } from '../channel.ts';

/** The h current of thalamic relay cells: opened by hyperpolarisation. */
export const h_HM1992 = channel({
  name: 'h_HM1992',
  title: 'Hyperpolarisation-activated cation current (Huguenard & McCormick 1992)',
  ion: 'H',
  source: 'Huguenard & McCormick 1992, J. Neurophysiol. 68:1373, eqs. 5 and 13',
  gates: [
    {
      name: 'p',
      power: 1,
      inf: '1/(1 + exp((u + 75)/5.5))',
      tau: '1/(exp(-0.086*u - 14.59) + exp(0.0701*u - 1.87))',
    },
  ],
  g: '0.01 mS/cm^2',
  E: '-43 mV',
  notes: 'g as in Li et al. 2017; braincell 0.0.6 defaults to 10 mS/cm² and to a reversal of +43 mV, a slip of sign.',
});
