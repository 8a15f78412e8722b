import { channel } from '../channel.ts';

/** Cav3.1: a T current through a permeability. */
export const Cav31_Ma2020 = channel({
  name: 'Cav31_Ma2020',
  title: 'T-type calcium, Cav3.1 of the Golgi cell model, after Goldman, Hodgkin and Katz (Masoli et al. 2020)',
  ion: 'Ca',
  label: 'Cav31',
  source:
    'Iftinca et al. 2006, Neuroscience 142:1031 (data); Anwar, Hong & De Schutter 2012, Cerebellum 11:681 (model); Masoli et al. 2020, PLoS Comput. Biol. 16:e1007937',
  gates: [
    {
      name: 'p',
      power: 2,
      inf: '1/(1 + exp(-(u + 52)/5))',
      tau: 'select(u <= -90, 1, 1 + 1/(exp((u + 40)/9) + exp(-(u + 102)/18)))',
    },
    { name: 'q', power: 1, inf: '1/(1 + exp((u + 72)/7))', tau: '15 + exp(-(u + 32)/7)' },
  ],
  permeation: { P: '2.5e-4 cm/s', valence: 2, outside: '2 mM' },
  temperature: { q10: 3, reference: 37, default: 22 },
  notes:
    'At −90 mV and below the authors’ program holds τ_p at 1 ms at every temperature; here, as in braincell 0.0.6, at 1 ms ÷ φ.',
});
