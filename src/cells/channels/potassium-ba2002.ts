import { channel } from '../channel.ts';

/** Delayed rectifier of thalamic cells. */
export const KDR_Ba2002 = channel({
  name: 'KDR_Ba2002',
  title: 'Delayed rectifier of thalamic cells (Bazhenov et al. 2002)',
  ion: 'K',
  source:
    'Bazhenov, Timofeev, Steriade & Sejnowski 2002, J. Neurosci. 22:8691 (g, reversal); rates of Traub & Miles 1991, as braincell 0.0.6 has them',
  gates: [{ name: 'n', power: 4, alpha: '0.16/exprel((15 - u)/5)', beta: '0.5*exp((10 - u)/40)' }],
  g: '10 mS/cm^2',
  E: '-95 mV',
  V_sh: '-50 mV',
  temperature: { q10: 3, reference: 36, default: 36 },
  notes: 'The rates of K_TM1991 with another shift and a temperature factor.',
});
