import { channel } from '../channel.ts';

/** A current of the CA3 pyramidal cell with dendrites of Traub et al. 1991. */
export const KA_Tr1991 = channel({
  name: 'KA_Tr1991',
  title: 'A-type potassium of CA3 pyramidal cells (Traub et al. 1991)',
  ion: 'K',
  label: 'KA',
  source: 'Traub, Wong, Miles & Michelson 1991, J. Neurophysiol. 66:635',
  gates: [
    { name: 'a', power: 1, alpha: '0.2/exprel((13.1 - u)/10)', beta: '0.175/exprel((u - 40.1)/10)' },
    { name: 'b', power: 1, alpha: '0.0016*exp((-13 - u)/18)', beta: '0.05/(1 + exp((10.1 - u)/5))' },
  ],
  g: '5 mS/cm^2',
  E: '-75 mV',
  V_sh: '-60 mV',
});
