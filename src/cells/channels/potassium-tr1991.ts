import { channel } from '../channel.ts';

/** Delayed rectifier of the CA3 pyramidal cell with dendrites of Traub et al. 1991. */
export const KDR_Tr1991 = channel({
  name: 'KDR_Tr1991',
  title: 'Delayed-rectifier potassium of CA3 pyramidal cells (Traub et al. 1991)',
  ion: 'K',
  label: 'KDR',
  source: 'Traub, Wong, Miles & Michelson 1991, J. Neurophysiol. 66:635',
  gates: [{ name: 'n', power: 1, alpha: '0.08/exprel((35.1 - u)/5)', beta: '0.25*exp((20 - u)/40)' }],
  g: '15 mS/cm^2',
  E: '-75 mV',
  V_sh: '-60 mV',
});
