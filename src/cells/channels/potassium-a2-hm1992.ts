import { channel } from '../channel.ts';

/** Component 2 of the transient potassium current of thalamic relay cells. */
export const KA2_HM1992 = channel({
  name: 'KA2_HM1992',
  title: 'Transient potassium, component 2 (Huguenard & McCormick 1992)',
  ion: 'K',
  label: 'A2',
  source:
    'Huguenard & McCormick 1992, J. Neurophysiol. 68:1373; constants as in Ermentrout & Terman 2010, Mathematical Foundations of Neuroscience, accompanying model of these currents',
  gates: [
    {
      name: 'm',
      power: 4,
      inf: '1/(1 + exp(-(u + 36)/20))',
      tau: '1/(exp((u + 35.8)/19.7) + exp(-(u + 79.7)/12.7)) + 0.37',
    },
    {
      name: 'h',
      power: 1,
      inf: '1/(1 + exp((u + 78)/6))',
      tau: 'select(u < -73, 1/(exp((u + 46)/5) + exp(-(u + 238)/37.5)), 60)',
    },
  ],
  g: '20 mS/cm^2',
  E: '-105 mV',
  V_sh: '0 mV',
  temperature: { q10: 3, reference: 23.5, default: 23.5 },
  notes:
    "The slower inactivating of the paper's two components, which carries 40 % of I_A. braincell 0.0.6 gives it the inactivation of KA1 (19 ms above −63 mV) instead of its own. Default g as in braincell.",
});
