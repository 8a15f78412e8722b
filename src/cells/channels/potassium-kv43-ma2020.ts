import { channel } from '../channel.ts';

/** A-type potassium of cerebellar granule and Golgi cells. */
export const Kv43_Ma2020 = channel({
  name: 'Kv43_Ma2020',
  title: 'A-type potassium, Kv4.3 of the Golgi cell model (Masoli et al. 2020)',
  ion: 'K',
  label: 'Kv43',
  source: "D'Angelo et al. 2001, J. Neurosci. 21:759 (kinetics); Masoli et al. 2020, PLoS Comput. Biol. 16:e1007937",
  gates: [
    {
      name: 'a',
      power: 3,
      inf: '1/(1 + exp(-(u + 38)/17))',
      tau: '1/(0.8147/(exp(-(u + 9.17203)/23.32708) + 1) + 0.1655*exp(-(u + 18.27914)/19.47175))',
    },
    {
      name: 'b',
      power: 1,
      inf: '1/(1 + exp((u + 78.8)/8.4))',
      tau: '1/(0.0368/(exp((u + 111.33209)/12.8433) + 1) + 0.0345/(exp(-(u + 49.9537)/8.90123) + 1))',
    },
  ],
  g: '3.2 mS/cm^2',
  E: '-95 mV',
  V_sh: '0 mV',
  temperature: { q10: 3, reference: 25.5, default: 22 },
});
