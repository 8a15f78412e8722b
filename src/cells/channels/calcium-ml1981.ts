import { channel } from '../channel.ts';

/** Calcium of the barnacle muscle fibre; it follows at once. */
export const Ca_ML1981 = channel({
  name: 'Ca_ML1981',
  title: 'Calcium of the barnacle muscle (Morris & Lecar 1981)',
  ion: 'Ca',
  source:
    'Morris & Lecar 1981, Biophys. J. 35:193; parameters of Rinzel & Ermentrout 1998, in Koch & Segev (eds.), Methods in Neuronal Modeling, ch. 7',
  gates: [{ name: 'm', power: 1, inf: '0.5*(1 + tanh((u - V1/mV)/(V2/mV)))' }],
  g: '4.4 mS/cm^2',
  E: '120 mV',
  parameters: { V1: '-1.2 mV', V2: '18 mV' },
});
