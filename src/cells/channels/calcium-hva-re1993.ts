import { channel } from '../channel.ts';

/** High-voltage-activated calcium of neocortical pyramidal cells. */
export const CaHT_Re1993 = channel({
  name: 'CaHT_Re1993',
  title: 'High-voltage-activated calcium of neocortical cells (Reuveni et al. 1993)',
  ion: 'Ca',
  label: 'CaHVA',
  source: 'Reuveni, Friedman, Amitai & Gutnick 1993, J. Neurosci. 13:4609',
  gates: [
    { name: 'm', power: 2, alpha: '0.209/exprel((-27 - u)/3.8)', beta: '0.94*exp((-75 - u)/17)' },
    { name: 'h', power: 1, alpha: '0.000457*exp((-13 - u)/50)', beta: '0.0065/(exp((-15 - u)/28) + 1)' },
  ],
  g: '1 mS/cm^2',
  E: '120 mV',
  V_sh: '0 mV',
  temperature: { q10: 2.3, reference: 23, default: 36 },
});
