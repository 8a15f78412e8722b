import { channel } from '../channel.ts';

/** A potassium conductance without gates. */
export const K_leak = channel({
  name: 'K_leak',
  title: 'Potassium leak',
  ion: 'K',
  label: 'KL',
  source:
    "Ohm's law; default g as in braincell 0.0.6, reversal of Li, Henriquez & Fröhlich 2017, PLoS Comput. Biol. 13:e1005797",
  gates: [],
  g: '0.005 mS/cm^2',
  E: '-90 mV',
  notes: 'In thalamic cells it is what acetylcholine and noradrenaline turn down.',
});
