import { channel } from '../channel.ts';

/** Cav1.2: a high-threshold L current that voltage inactivates in part and calcium in full. */
export const Cav12_Ma2020 = channel({
  name: 'Cav12_Ma2020',
  title: 'L-type calcium, Cav1.2 of the Golgi cell model (Masoli et al. 2020)',
  ion: 'Ca',
  label: 'Cav12',
  source:
    'Evans et al. 2013, J. Neurophysiol. 110:1631 (model); Beining et al. 2017, eLife 6:e26517 (calcium-dependent inactivation); Masoli et al. 2020, PLoS Comput. Biol. 16:e1007937',
  gates: [
    { name: 'm', power: 1, inf: '1/(1 + exp(-(u + 8.9)/6.7))' },
    { name: 'h', power: 1, inf: '0.17/(1 + exp((u + 55)/8)) + 0.83', tau: '44.3' },
    { name: 'n', power: 1, inf: '0.0005/(0.0005 + Ca)', tau: '0.5' },
  ],
  g: '1 mS/cm^2',
  E: '129.33 mV',
  notes:
    'The source gives defaults for neither g nor E. m follows at once: the program prints its rates as 39800·(u + 8.124)/(e^((u + 8.124)/9.005) − 1) + 990·e^(u/31.4) per ms, a time constant below 0.0003 ms (10⁶ times those of Wolf et al. 2005, J. Neurosci. 25:9080, which seem to be meant).',
});
