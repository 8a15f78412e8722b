import { channel } from '../channel.ts';

/** Sodium of the squid giant axon. */
export const Na_HH1952 = channel({
  name: 'Na_HH1952',
  title: 'Sodium of the squid axon (Hodgkin & Huxley 1952)',
  ion: 'Na',
  source: 'Hodgkin & Huxley 1952, J. Physiol. 117:500, eqs. 20–24, with rest at −65 mV and voltage counted upwards',
  gates: [
    { name: 'm', power: 3, alpha: '1/exprel(-(u - 5)/10)', beta: '4*exp(-(u + 20)/18)' },
    { name: 'h', power: 1, alpha: '0.07*exp(-(u + 20)/20)', beta: '1/(1 + exp(-(u - 10)/10))' },
  ],
  g: '120 mS/cm^2',
  E: '50 mV',
  V_sh: '-45 mV',
  // The paper's φ = 3^((T − 6.3 °C)/10 °C).
  temperature: { q10: 3, reference: 6.3, default: 6.3, onDemand: true },
});
