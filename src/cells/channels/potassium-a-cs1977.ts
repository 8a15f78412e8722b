import { channel } from '../channel.ts';

/** The A current: it lets a cell fire as slowly as it likes. */
export const A_CS1977 = channel({
  name: 'A_CS1977',
  title: 'Transient potassium, the A current (Connor, Walter & McKown 1977)',
  ion: 'K',
  label: 'A',
  source: 'Connor, Walter & McKown 1977, Biophys. J. 18:81',
  gates: [
    {
      name: 'a',
      power: 3,
      inf: 'min((0.0761*exp((u + 94.22)/31.84)/(1 + exp((u + 1.17)/28.93)))**(1/3), 1)',
      tau: '0.3632 + 1.158/(1 + exp((u + 55.96)/20.12))',
    },
    {
      name: 'b',
      power: 1,
      inf: '1/(1 + exp((u + 53.3)/14.54))**4',
      tau: '1.24 + 2.678/(1 + exp((u + 50)/16.027))',
    },
  ],
  g: '47.7 mS/cm^2',
  E: '-75 mV',
  notes: 'The fit of a∞ exceeds 1 by up to 1.4 % above 30 mV; it is held at 1.',
});
