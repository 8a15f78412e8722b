import { channel } from '../channel.ts';

/** Sodium of the CA3 pyramidal cell with dendrites of Traub et al. 1991. */
export const Na_Tr1991 = channel({
  name: 'Na_Tr1991',
  title: 'Fast sodium of CA3 pyramidal cells (Traub et al. 1991)',
  ion: 'Na',
  source: 'Traub, Wong, Miles & Michelson 1991, J. Neurophysiol. 66:635',
  gates: [
    { name: 'm', power: 2, alpha: '1.28/exprel((13.1 - u)/4)', beta: '1.4/exprel((u - 40.1)/5)' },
    { name: 'h', power: 1, alpha: '0.128*exp((17 - u)/18)', beta: '4/(1 + exp((40 - u)/5))' },
  ],
  g: '30 mS/cm^2',
  E: '55 mV',
  V_sh: '-60 mV',
});
