import { channel } from '../channel.ts';

/** The M current of cerebellar granule cells. */
export const KM_Ma2020 = channel({
  name: 'KM_Ma2020',
  title: 'M current of the granule cell (Masoli et al. 2020; KM_Grc in braincell)',
  ion: 'K',
  label: 'KM',
  source: "D'Angelo et al. 2001, J. Neurosci. 21:759 (kinetics); Masoli et al. 2020, PLoS Comput. Biol. 16:e1007937",
  gates: [
    {
      name: 'n',
      power: 1,
      inf: '1/(1 + exp(-(u + 35)/6))',
      tau: '1/(0.0033*exp((u + 30)/40) + 0.0033*exp(-(u + 30)/20))',
    },
  ],
  g: '0.25 mS/cm^2',
  E: '-84.69 mV',
  V_sh: '0 mV',
  temperature: { q10: 3, reference: 22, default: 22 },
});
