import { channel } from '../channel.ts';

/** Component 1 of the transient potassium current of thalamic relay cells. */
export const KA1_HM1992 = channel({
  name: 'KA1_HM1992',
  title: 'Transient potassium, component 1 (Huguenard & McCormick 1992)',
  ion: 'K',
  label: 'A1',
  source:
    'Huguenard & McCormick 1992, J. Neurophysiol. 68:1373; constants as in Ermentrout & Terman 2010, Mathematical Foundations of Neuroscience, accompanying model of these currents',
  gates: [
    {
      name: 'm',
      power: 4,
      inf: '1/(1 + exp(-(u + 60)/8.5))',
      tau: '1/(exp((u + 35.8)/19.7) + exp(-(u + 79.7)/12.7)) + 0.37',
    },
    {
      name: 'h',
      power: 1,
      inf: '1/(1 + exp((u + 78)/6))',
      tau: 'select(u < -63, 1/(exp((u + 46)/5) + exp(-(u + 238)/37.5)), 19)',
    },
  ],
  g: '30 mS/cm^2',
  E: '-105 mV',
  V_sh: '0 mV',
  temperature: { q10: 3, reference: 23.5, default: 23.5 },
  notes: "The faster inactivating of the paper's two components, which carries 60 % of I_A. Default g as in braincell.",
});
