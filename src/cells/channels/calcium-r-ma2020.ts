import { channel } from '../channel.ts';

/** R-type calcium with a medium threshold. */
export const Cav23_Ma2020 = channel({
  name: 'Cav23_Ma2020',
  title: 'R-type calcium, Cav2.3 of the Golgi cell model (Masoli et al. 2020)',
  ion: 'Ca',
  label: 'Cav23',
  source: 'Poirazi, Brannon & Mel 2003, Neuron 37:977 (kinetics); Masoli et al. 2020, PLoS Comput. Biol. 16:e1007937',
  gates: [
    { name: 'm', power: 3, inf: '1/(1 + exp(-(u + 48.5)/3))', tau: '50' },
    // Far from half inactivation the exponent is held, where single precision would overflow; the value there is below 1e-34.
    { name: 'h', power: 1, inf: '1/(1 + exp(min(u + 53, 80)))', tau: '5' },
  ],
  g: '1 mS/cm^2',
  E: '140 mV',
  V_sh: '0 mV',
  notes: 'The source gives no default for g.',
});
