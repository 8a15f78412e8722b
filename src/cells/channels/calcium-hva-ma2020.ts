import { channel } from '../channel.ts';

/** High-voltage-activated calcium of cerebellar granule cells. */
export const CaGrc_Ma2020 = channel({
  name: 'CaGrc_Ma2020',
  title: 'High-voltage-activated calcium of the granule cell (Masoli et al. 2020)',
  ion: 'Ca',
  label: 'CaGrc',
  source: "D'Angelo et al. 2001, J. Neurosci. 21:759 (kinetics); Masoli et al. 2020, PLoS Comput. Biol. 16:e1007937",
  gates: [
    { name: 's', power: 2, alpha: '0.04944*exp((u + 29.06)/15.87301587302)', beta: '0.08298*exp(-(u + 18.66)/25.641)' },
    { name: 'w', power: 1, alpha: '0.0013*exp(-(u + 48)/18.183)', beta: '0.0013*exp((u + 48)/83.33)' },
  ],
  g: '0.46 mS/cm^2',
  E: '129.33 mV',
  V_sh: '0 mV',
  temperature: { q10: 3, reference: 20, default: 22 },
});
