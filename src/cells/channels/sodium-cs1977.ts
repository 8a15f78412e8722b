import { channel } from '../channel.ts';

/** Sodium of the crustacean walking-leg axon. */
export const Na_CS1977 = channel({
  name: 'Na_CS1977',
  title: 'Sodium of the crustacean axon (Connor, Walter & McKown 1977)',
  ion: 'Na',
  source: 'Connor, Walter & McKown 1977, Biophys. J. 18:81: Hodgkin & Huxley 1952 shifted, rates × 3.8',
  gates: [
    { name: 'm', power: 3, alpha: '3.8/exprel(-(u + 29.7)/10)', beta: '15.2*exp(-(u + 54.7)/18)' },
    { name: 'h', power: 1, alpha: '0.266*exp(-(u + 48)/20)', beta: '3.8/(1 + exp(-(u + 18)/10))' },
  ],
  g: '120 mS/cm^2',
  E: '55 mV',
});
