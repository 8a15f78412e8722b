import { channel } from '../channel.ts';

/** The T current shifted by 28 mV, as a high-threshold current of some relay cells. */
export const CaHT_HM1992 = channel({
  name: 'CaHT_HM1992',
  title: 'High-threshold T-type calcium (after Huguenard & McCormick 1992)',
  ion: 'Ca',
  label: 'CaHT',
  source:
    'Li, Henriquez & Fröhlich 2017, PLoS Comput. Biol. 13:e1005797: kinetics of CaT_HM1992 shifted by 28 mV; as braincell 0.0.6 has it',
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
  V_sh: '25 mV',
  temperature: { q10: 3, reference: 24, default: 36 },
  notes: 'The 1992 paper itself has no such current.',
});
