import { channel } from '../channel.ts';

/** Fast sodium of thalamic cells. */
export const Na_Ba2002 = channel({
  name: 'Na_Ba2002',
  title: 'Fast sodium of thalamic cells (Bazhenov et al. 2002)',
  ion: 'Na',
  source:
    'Bazhenov, Timofeev, Steriade & Sejnowski 2002, J. Neurosci. 22:8691 (g, reversal); rates of Traub & Miles 1991, as braincell 0.0.6 has them',
  gates: [
    { name: 'm', power: 3, alpha: '1.28/exprel((13 - u)/4)', beta: '1.40/exprel((u - 40)/5)' },
    { name: 'h', power: 1, alpha: '0.128*exp((17 - u)/18)', beta: '4/(1 + exp(-(u - 40)/5))' },
  ],
  g: '90 mS/cm^2',
  E: '50 mV',
  V_sh: '-50 mV',
  temperature: { q10: 3, reference: 36, default: 36 },
  notes: 'The rates of Na_TM1991 with another shift and a temperature factor.',
});
