import { channel } from '../channel.ts';

/** Rates, 1/ms. */
const ALPHA = '150*exp(u/20)';
const BETA = '3*exp(-u/20)';
const [CON, COFF] = [0.005, 0.5];
/** Microscopic reversibility: (O_on/C_on)^¼ and (O_off/C_off)^¼ with O_on 0.75 and O_off 0.005. */
const A = '(0.75/0.005)**0.25';
const B = '(0.005/0.5)**0.25';

const steps = [1, 2, 3, 4] as const;

/** Resurgent sodium: four sensors, an opening, inactivation from every state, and a blocking particle that only the open channel takes. */
export const Na_Rsg = channel({
  name: 'Na_Rsg',
  title: 'Resurgent sodium of Purkinje and Golgi cells (Raman & Bean 2001)',
  ion: 'Na',
  label: 'NaRsg',
  source:
    'Raman & Bean 2001, Biophys. J. 80:729 (scheme); Khaliq, Gouwens & Raman 2003, J. Neurosci. 23:4899 (rates); Akemann & Knöpfel 2006, J. Neurosci. 26:4602 (temperature); Masoli et al. 2020, PLoS Comput. Biol. 16:e1007937',
  gates: [],
  scheme: {
    states: ['c1', 'c2', 'c3', 'c4', 'c5', 'o', 'b', 'i1', 'i2', 'i3', 'i4', 'i5', 'i6'],
    transitions: [
      ...steps.map((n) => [`c${n}`, `c${n + 1}`, `${5 - n}*${ALPHA}`, `${n}*${BETA}`] as const),
      ['c5', 'o', '150', '40'],
      ['o', 'b', '1.75', '0.03*exp(-u/25)'],
      ['o', 'i6', '0.75', '0.005'],
      ...steps.map((n) => [`i${n}`, `i${n + 1}`, `${5 - n}*${ALPHA}*${A}`, `${n}*${BETA}*${B}`] as const),
      ['i5', 'i6', '150', '40'],
      ...[0, 1, 2, 3, 4].map((n) => [`c${n + 1}`, `i${n + 1}`, `${CON}*(${A})**${n}`, `${COFF}*(${B})**${n}`] as const),
    ],
    open: 'o',
  },
  g: '15 mS/cm^2',
  E: '60 mV',
  temperature: { q10: 3, reference: 22, default: 22 },
});
