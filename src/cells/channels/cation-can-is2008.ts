import { channel } from '../channel.ts';

/** Calcium-activated cation current. */
export const CaN_IS2008 = channel({
  name: 'CaN_IS2008',
  title: 'Calcium-activated non-selective cation current (Inoue & Strowbridge 2008)',
  ion: 'cation',
  label: 'CAN',
  source:
    'Inoue & Strowbridge 2008, J. Neurophysiol. 99:187, as Li, Henriquez & Fröhlich 2017, PLoS Comput. Biol. 13:e1005797 and braincell 0.0.6 have it; the 2008 paper prints the constants in a supplement that was not seen',
  gates: [
    { name: 'c', power: 1, inf: 'Ca/(Ca + 0.2)' },
    {
      name: 'p',
      power: 1,
      inf: '1/(1 + exp(-(u + 43)/5.2))',
      tau: '2.7/(exp(-(u + 55)/15) + exp((u + 55)/15)) + 1.6',
    },
  ],
  g: '1 mS/cm^2',
  E: '10 mV',
});
