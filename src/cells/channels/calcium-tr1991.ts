import { channel } from '../channel.ts';

/** High-threshold calcium of the CA3 pyramidal cell with dendrites of Traub et al. 1991. */
export const Ca_Tr1991 = channel({
  name: 'Ca_Tr1991',
  title: 'High-threshold calcium of CA3 pyramidal cells (Traub et al. 1991)',
  ion: 'Ca',
  label: 'CaHVA',
  source: 'Traub, Wong, Miles & Michelson 1991, J. Neurophysiol. 66:635',
  gates: [
    { name: 's', power: 2, alpha: '1.6/(1 + exp(-0.072*(u - 65)))', beta: '0.1/exprel((u - 51.1)/5)' },
    {
      name: 'r',
      power: 1,
      alpha: 'select(u <= 0, 0.005, 0.005*exp(-u/20))',
      beta: 'select(u <= 0, 0, 0.005 - 0.005*exp(-u/20))',
    },
  ],
  g: '4 mS/cm^2',
  E: '80 mV',
  V_sh: '-60 mV',
});
