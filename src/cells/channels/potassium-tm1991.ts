import { channel } from '../channel.ts';

/** Delayed-rectifier potassium of Traub & Miles. */
export const K_TM1991 = channel({
  name: 'K_TM1991',
  title: 'Delayed-rectifier potassium (Traub & Miles 1991)',
  ion: 'K',
  source:
    'Traub & Miles 1991, Neuronal Networks of the Hippocampus; as in Brette et al. 2007, J. Comput. Neurosci. 23:349, appendix B',
  gates: [{ name: 'n', power: 4, alpha: '0.16/exprel((15 - u)/5)', beta: '0.5*exp((10 - u)/40)' }],
  g: '30 mS/cm^2',
  E: '-90 mV',
  V_sh: '-63 mV',
  notes: "The network sets V_sh = −63 mV for both channels; braincell's class default for this one is −60 mV.",
});
