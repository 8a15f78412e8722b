import { channel } from '../channel.ts';

/** Potassium opened by calcium and voltage. */
export const Kca31_Ma2020 = channel({
  name: 'Kca31_Ma2020',
  title: 'Calcium-activated potassium, Kca3.1 of the Golgi cell model (Masoli et al. 2020)',
  ion: 'K',
  label: 'Kca31',
  source:
    'Bhalla & Bower 1993, J. Neurophysiol. 69:1948 (parameters); Rubin & Cleland 2006, J. Neurophysiol. 96:555 (implementation); Masoli et al. 2020, PLoS Comput. Biol. 16:e1007937',
  gates: [
    {
      name: 'y',
      power: 1,
      alpha: 'exp((u + 70)/27)*0.65/exprel(select(Ca < 0.01, (0.015 - Ca)/0.0013, 0.005/0.0013))',
      beta: '0.05',
    },
  ],
  g: '120 mS/cm^2',
  E: '-95 mV',
  temperature: { q10: 3, reference: 37, default: 22 },
});
