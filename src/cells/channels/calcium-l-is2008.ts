import { channel } from '../channel.ts';

/** A high-threshold calcium current. */
export const CaL_IS2008 = channel({
  name: 'CaL_IS2008',
  title: 'High-threshold calcium (after Inoue & Strowbridge 2008)',
  ion: 'Ca',
  label: 'CaL',
  source:
    'Li, Henriquez & Fröhlich 2017, PLoS Comput. Biol. 13:e1005797 and braincell 0.0.6, which refer to Inoue & Strowbridge 2008, J. Neurophysiol. 99:187; that paper calls its high-threshold current P/N-type, not L-type',
  gates: [
    {
      name: 'p',
      power: 2,
      q10: 3.55,
      inf: '1/(1 + exp(-(u + 10)/4))',
      tau: '0.4 + 0.7/(exp(-(u + 5)/15) + exp((u + 5)/15))',
    },
    {
      name: 'q',
      power: 1,
      q10: 3,
      inf: '1/(1 + exp((u + 25)/2))',
      tau: '300 + 100/(exp((u + 40)/9.5) + exp(-(u + 40)/9.5))',
    },
  ],
  g: '1 mS/cm^2',
  E: '120 mV',
  V_sh: '0 mV',
  temperature: { q10: 3, reference: 24, default: 36 },
});
