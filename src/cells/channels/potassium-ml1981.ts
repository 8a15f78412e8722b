import { channel } from '../channel.ts';

/** Potassium of the barnacle muscle fibre. */
export const K_ML1981 = channel({
  name: 'K_ML1981',
  title: 'Potassium of the barnacle muscle (Morris & Lecar 1981)',
  ion: 'K',
  source:
    'Morris & Lecar 1981, Biophys. J. 35:193; parameters of Rinzel & Ermentrout 1998, in Koch & Segev (eds.), Methods in Neuronal Modeling, ch. 7',
  gates: [
    {
      name: 'w',
      power: 1,
      inf: '0.5*(1 + tanh((u - V3/mV)/(V4/mV)))',
      tau: '1/(phi*ms*cosh((u - V3/mV)/(2*V4/mV)))',
    },
  ],
  g: '8 mS/cm^2',
  E: '-84 mV',
  parameters: { V3: '2 mV', V4: '30 mV', phi: '0.04/ms' },
});
