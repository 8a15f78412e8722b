import { channel } from '../channel.ts';

/** Fast calcium- and voltage-gated potassium of the CA3 pyramidal cell with dendrites of Traub et al. 1991. */
export const KC_Tr1991 = channel({
  name: 'KC_Tr1991',
  title: 'Calcium-gated C potassium of CA3 pyramidal cells (Traub et al. 1991)',
  ion: 'K',
  label: 'KC',
  source: 'Traub, Wong, Miles & Michelson 1991, J. Neurophysiol. 66:635',
  gates: [
    {
      name: 'c',
      power: 1,
      alpha: 'select(u <= 50, exp((u - 10)/11 - (u - 6.5)/27)/18.975, 2*exp((6.5 - u)/27))',
      beta: 'select(u <= 50, max(2*exp((6.5 - u)/27) - exp((u - 10)/11 - (u - 6.5)/27)/18.975, 0), 0)',
    },
    { name: 'bound', power: 1, inf: 'min(4*Ca, 1)' },
  ],
  g: '10 mS/cm^2',
  E: '-75 mV',
  V_sh: '-60 mV',
  notes:
    'The paper’s calcium has no unit; 1 of it is 1 µM here, so that the channel is saturated from 0.25 mM on. The printed rate of closing falls to −4e-5/ms at 50 mV above rest; it is 0 there.',
});
