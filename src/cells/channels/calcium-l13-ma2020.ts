import { channel } from '../channel.ts';

/** Cav1.3: an L current with a low threshold, inactivated by voltage and by calcium. */
export const Cav13_Ma2020 = channel({
  name: 'Cav13_Ma2020',
  title: 'L-type calcium, Cav1.3 of the Golgi cell model (Masoli et al. 2020)',
  ion: 'Ca',
  label: 'Cav13',
  source:
    'Evans et al. 2013, J. Neurophysiol. 110:1631 (model); Beining et al. 2017, eLife 6:e26517 (calcium-dependent inactivation); Masoli et al. 2020, PLoS Comput. Biol. 16:e1007937',
  gates: [
    { name: 'm', power: 1, inf: '1/(1 + exp(-(u + 40)/5))' },
    { name: 'h', power: 1, inf: '1/(1 + exp((u + 37)/5))', tau: '44.3' },
    { name: 'n', power: 1, inf: '0.0005/(0.0005 + Ca)', tau: '0.5' },
  ],
  g: '1 mS/cm^2',
  E: '129.33 mV',
  notes:
    'The source gives defaults for neither g nor E. m follows at once: the program prints its rates as 39800·(u + 67.24)/(e^((u + 67.24)/15.005) − 1) + 3500·e^(u/31.4) per ms, a time constant below 0.0003 ms (10⁶ times those that seem to be meant).',
});
