import { channel } from '../channel.ts';

/** Sodium of the hippocampal pyramidal cell of Traub & Miles, as used in the network benchmarks. */
export const Na_TM1991 = channel({
  name: 'Na_TM1991',
  title: 'Fast sodium (Traub & Miles 1991)',
  ion: 'Na',
  source:
    'Traub & Miles 1991, Neuronal Networks of the Hippocampus; as in Brette et al. 2007, J. Comput. Neurosci. 23:349, appendix B',
  gates: [
    { name: 'm', power: 3, alpha: '1.28/exprel((13 - u)/4)', beta: '1.40/exprel((u - 40)/5)' },
    { name: 'h', power: 1, alpha: '0.128*exp((17 - u)/18)', beta: '4/(1 + exp(-(u - 40)/5))' },
  ],
  g: '100 mS/cm^2',
  E: '50 mV',
  V_sh: '-63 mV',
});
