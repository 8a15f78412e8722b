/** The adaptive exponential integrate-and-fire neuron and the firing patterns of Naud et al. */
import { pointModel } from './kind.ts';

export const adex = pointModel({
  name: 'adex',
  title: 'adaptive exponential integrate-and-fire (AdEx)',
  source: 'Brette & Gerstner 2005, J. Neurophysiol. 94:3637, eqs. 2–3',
  // The voltage that w and the exponential see is held at the cut-off, so that the step that makes the spike stays finite.
  equations: [
    'V_c = min(V, V_peak) : mV',
    'dV/dt = (g_L*(E_L - V) + g_L*Delta_T*exp((V_c - V_T)/Delta_T) - w + I_total)/C : mV',
    'dw/dt = (a*(V_c - E_L) - w)/tau_w : pA',
  ].join('\n'),
  parameters: {
    C: '281 pF',
    g_L: '30 nS',
    E_L: '-70.6 mV',
    V_T: '-50.4 mV',
    Delta_T: '2 mV',
    a: '4 nS',
    tau_w: '144 ms',
    b: '80.5 pA',
    V_r: '-70.6 mV',
    V_peak: '0 mV',
    I: '0 pA',
  },
  voltage: 'V',
  current: 'pA',
  input: 'I',
  threshold: 'V >= V_peak',
  reset: 'V = V_r; w += b',
  integrator: 'rk4',
  initial: { V: 'E_L' },
});

type AdexParameter = keyof (typeof adex)['kind']['parameters'];

export interface AdexPattern {
  /** 'regular-bursting' */
  readonly name: string;
  readonly title: string;
  readonly parameters: Readonly<Record<Exclude<AdexParameter, 'V_peak'>, string>>;
}

type Row = readonly [
  name: string,
  title: string,
  C: number,
  g_L: number,
  E_L: number,
  V_T: number,
  Delta_T: number,
  a: number,
  tau_w: number,
  b: number,
  V_r: number,
  I: number,
];

/** Naud, Marcille, Clopath & Gerstner 2008, Biol. Cybern. 99:335, table 1: pF, nS, mV, mV, mV, nS, ms, pA, mV, pA. */
const rows: readonly Row[] = [
  ['tonic', 'tonic spiking', 200, 10, -70, -50, 2, 2, 30, 0, -58, 500],
  ['adapting', 'adaptation', 200, 12, -70, -50, 2, 2, 300, 60, -58, 500],
  ['initial-burst', 'initial burst', 130, 18, -58, -50, 2, 4, 150, 120, -50, 400],
  ['regular-bursting', 'regular bursting', 200, 10, -58, -50, 2, 2, 120, 100, -46, 210],
  ['delayed-accelerating', 'delayed accelerating', 200, 12, -70, -50, 2, -10, 300, 0, -58, 300],
  ['delayed-bursting', 'delayed regular bursting', 100, 10, -65, -50, 2, -10, 90, 30, -47, 110],
  ['transient', 'transient spiking', 100, 10, -65, -50, 2, 10, 90, 100, -47, 180],
  ['irregular', 'irregular spiking', 100, 12, -60, -50, 2, -11, 130, 30, -48, 160],
];

/** The eight firing patterns, each under its constant current. */
export const adexPatterns: readonly AdexPattern[] = rows.map(
  ([name, title, C, g_L, E_L, V_T, Delta_T, a, tau_w, b, V_r, I]) => ({
    name,
    title,
    parameters: {
      C: `${C} pF`,
      g_L: `${g_L} nS`,
      E_L: `${E_L} mV`,
      V_T: `${V_T} mV`,
      Delta_T: `${Delta_T} mV`,
      a: `${a} nS`,
      tau_w: `${tau_w} ms`,
      b: `${b} pA`,
      V_r: `${V_r} mV`,
      I: `${I} pA`,
    },
  }),
);
