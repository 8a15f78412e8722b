import { channel } from '../channel.ts';

/** TEA-sensitive fast potassium of Purkinje cells. */
export const Kv34_Ma2020 = channel({
  name: 'Kv34_Ma2020',
  title: 'Fast potassium, Kv3.4 of the Golgi cell model (Masoli et al. 2020)',
  ion: 'K',
  label: 'Kv34',
  source:
    'Khaliq, Gouwens & Raman 2003, J. Neurosci. 23:4899 (kinetics); Masoli et al. 2020, PLoS Comput. Biol. 16:e1007937',
  gates: [
    {
      name: 'm',
      power: 3,
      inf: '1/(1 + exp(-(u + 24)/15.4))',
      tau: '1000*select(u < -35, 3*(3.4225e-5 + 0.00498*exp(u/28.29)), 0.00012851 + 1/(exp((u + 100.7)/12.9) + exp(-(u - 56)/23.1)))',
    },
    {
      name: 'h',
      power: 1,
      inf: '0.31 + 0.69/(1 + exp((u + 5.802)/11.2))',
      tau: '1000*select(u > 0, 0.0012 + 0.0023*exp(-0.141*u), 1.2202e-5 + 0.012*exp(-((u + 56.3)/49.6)**2))',
    },
  ],
  g: '4 mS/cm^2',
  E: '-95 mV',
  V_sh: '-11 mV',
  temperature: { q10: 3, reference: 37, default: 22 },
  notes: 'The 2003 paper calls it K fast and names no Kv3 subunit. V_sh is the junction potential.',
});
