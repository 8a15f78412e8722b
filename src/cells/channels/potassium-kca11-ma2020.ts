import { channel } from '../channel.ts';

/** Rates of opening at 0 mV and of closing, 1/ms, with 0 to 4 calcium ions bound (patch 1 of Cox et al. 1997). */
const opening = [0.00239, 0.007, 0.04, 0.295, 0.557];
const closing = [3.936, 1.152, 0.659, 0.486, 0.092];

/** e^(Q·F·V/(RT)): charges of 0.73 and −0.67 move as the channel opens and closes. */
const charge = (Q: number): string => `exp(${Q}*u/(0.08617333262*T))`;

const bound = [0, 1, 2, 3] as const;

/** BK (mSlo): four calcium ions bind to the closed and to the open channel, ten times more firmly to the open one. */
export const Kca11_Ma2020 = channel({
  name: 'Kca11_Ma2020',
  title: 'Large-conductance calcium-activated potassium, mSlo (Kca1.1) of the Golgi cell model (Masoli et al. 2020)',
  ion: 'K',
  label: 'Kca11',
  source:
    'Cox, Cui & Aldrich 1997, J. Gen. Physiol. 110:257 (patch 1); Anwar, Hong & De Schutter 2012, Cerebellum 11:681 (model); Masoli et al. 2020, PLoS Comput. Biol. 16:e1007937',
  gates: [],
  scheme: {
    states: ['c0', 'c1', 'c2', 'c3', 'c4', 'o0', 'o1', 'o2', 'o3', 'o4'],
    transitions: [
      // On-rate 1000/(mM·ms), dissociation constants 11 µM (closed) and 1.1 µM (open).
      ...bound.map((n) => [`c${n}`, `c${n + 1}`, `${4 - n}*1000*Ca`, `${n + 1}*11`] as const),
      ...bound.map((n) => [`o${n}`, `o${n + 1}`, `${4 - n}*1000*Ca`, `${n + 1}*1.1`] as const),
      ...opening.map(
        (rate, n) => [`c${n}`, `o${n}`, `${rate}*${charge(0.73)}`, `${closing[n]}*${charge(-0.67)}`] as const,
      ),
    ],
    open: 'o0 + o1 + o2 + o3 + o4',
  },
  g: '10 mS/cm^2',
  E: '-84.69 mV',
  temperature: { q10: 3, reference: 23, default: 22 },
});
