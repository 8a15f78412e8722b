import { channel } from '../channel.ts';

/** Slow calcium-gated potassium of the CA3 pyramidal cell with dendrites of Traub et al. 1991. */
export const KAHP_Tr1991 = channel({
  name: 'KAHP_Tr1991',
  title: 'Afterhyperpolarising potassium of CA3 pyramidal cells (Traub et al. 1991)',
  ion: 'K',
  label: 'KAHP',
  source: 'Traub, Wong, Miles & Michelson 1991, J. Neurophysiol. 66:635',
  gates: [{ name: 'q', power: 1, alpha: 'min(0.02*Ca, 0.01)', beta: '0.001' }],
  g: '0.8 mS/cm^2',
  E: '-75 mV',
  notes: 'The paper’s calcium has no unit; 1 of it is 1 µM here.',
});
