import { channel } from '../channel.ts';

/** Faster component of the slowly inactivating potassium current of thalamic relay cells. */
export const KK2A_HM1992 = channel({
  name: 'KK2A_HM1992',
  title: 'Slowly inactivating potassium, component A (Huguenard & McCormick 1992)',
  ion: 'K',
  label: 'K2A',
  source:
    'Huguenard & McCormick 1992, J. Neurophysiol. 68:1373; constants as in Ermentrout & Terman 2010, Mathematical Foundations of Neuroscience, accompanying model of these currents',
  gates: [
    {
      name: 'm',
      power: 1,
      inf: '1/(1 + exp(-(u + 43)/17))**4',
      tau: '1/(exp((u - 81)/25.6) + exp(-(u + 132)/18)) + 9.9',
    },
    {
      name: 'h',
      power: 1,
      inf: '1/(1 + exp((u + 58)/10.6))',
      tau: '1/(exp((u - 1329)/200) + exp(-(u + 130)/7.1)) + 120',
    },
  ],
  g: '10 mS/cm^2',
  E: '-105 mV',
  V_sh: '0 mV',
  temperature: { q10: 3, reference: 23.5, default: 23.5 },
  notes:
    'braincell 0.0.6 leaves out the fourth power of the steady state and the 120 ms of the inactivation, which its own documentation prints. Default g as in braincell.',
});
