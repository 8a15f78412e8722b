import { channel } from '../channel.ts';

/** Potassium of the squid giant axon. */
export const K_HH1952 = channel({
  name: 'K_HH1952',
  title: 'Potassium of the squid axon (Hodgkin & Huxley 1952)',
  ion: 'K',
  source: 'Hodgkin & Huxley 1952, J. Physiol. 117:500, eqs. 12–13, with rest at −65 mV and voltage counted upwards',
  gates: [{ name: 'n', power: 4, alpha: '0.1/exprel(-(u + 10)/10)', beta: '0.125*exp(-(u + 20)/80)' }],
  g: '36 mS/cm^2',
  E: '-77 mV',
  V_sh: '-45 mV',
  // The paper's φ = 3^((T − 6.3 °C)/10 °C).
  temperature: { q10: 3, reference: 6.3, default: 6.3, onDemand: true },
  notes: "braincell's class default for g is 10 mS/cm², which the tutorial's cell uses.",
});
