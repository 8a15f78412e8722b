import { channel } from '../channel.ts';

/** A conductance without gates. */
export const leak = channel({
  name: 'leak',
  title: 'Leak',
  ion: 'L',
  source: "Ohm's law",
  gates: [],
  g: '0.05 mS/cm^2',
  E: '-60 mV',
});
