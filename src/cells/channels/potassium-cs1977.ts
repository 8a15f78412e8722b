import { channel } from '../channel.ts';

/** Delayed rectifier of the crustacean walking-leg axon. */
export const K_CS1977 = channel({
  name: 'K_CS1977',
  title: 'Delayed rectifier of the crustacean axon (Connor, Walter & McKown 1977)',
  ion: 'K',
  source: 'Connor, Walter & McKown 1977, Biophys. J. 18:81: Hodgkin & Huxley 1952 shifted, rates × 3.8/2',
  gates: [{ name: 'n', power: 4, alpha: '0.19/exprel(-(u + 45.7)/10)', beta: '0.2375*exp(-(u + 55.7)/80)' }],
  g: '20 mS/cm^2',
  E: '-72 mV',
});
