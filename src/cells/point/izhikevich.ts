/** The Izhikevich neuron and its named firing patterns. */
import { pointModel } from './kind.ts';

export const izhikevich = pointModel({
  name: 'izhikevich',
  title: 'Izhikevich neuron',
  source: 'Izhikevich 2003, IEEE Trans. Neural Netw. 14:1569, eqs. 1–3',
  equations: ['dv/dt = (0.04*(v/mV)**2 + 5*v/mV + 140)*mV/ms - u + I_total : mV', 'du/dt = a*(b*v - u) : mV/ms'].join(
    '\n',
  ),
  parameters: { a: '0.02 1/ms', b: '0.2 1/ms', c: '-65 mV', d: '8 mV/ms', v_peak: '30 mV', I: '0 mV/ms' },
  voltage: 'v',
  current: 'mV/ms',
  input: 'I',
  threshold: 'v >= v_peak',
  reset: 'v = c; u += d',
  integrator: 'rk4',
  initial: { v: 'c', u: 'b*c' },
  notes: "The paper's programs take forward Euler with steps of 1 ms (half a step for v); here the step is the user's.",
});

export interface IzhikevichPattern {
  /** 'rs' */
  readonly name: string;
  readonly title: string;
  /** a and b in 1/ms, c in mV, d in mV/ms. */
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  /** Constant current that shows the pattern, mV/ms. */
  readonly I: number;
  /** Current before it is switched on, mV/ms, where the pattern needs one. */
  readonly I_before: number;
}

/** Izhikevich 2003, section III and figure 2. */
export const izhikevichPatterns: readonly IzhikevichPattern[] = [
  { name: 'rs', title: 'regular spiking', a: 0.02, b: 0.2, c: -65, d: 8, I: 10, I_before: 0 },
  { name: 'ib', title: 'intrinsically bursting', a: 0.02, b: 0.2, c: -55, d: 4, I: 10, I_before: 0 },
  { name: 'ch', title: 'chattering', a: 0.02, b: 0.2, c: -50, d: 2, I: 10, I_before: 0 },
  { name: 'fs', title: 'fast spiking', a: 0.1, b: 0.2, c: -65, d: 2, I: 10, I_before: 0 },
  { name: 'lts', title: 'low-threshold spiking', a: 0.02, b: 0.25, c: -65, d: 2, I: 10, I_before: 0 },
  { name: 'tc', title: 'thalamo-cortical, rebound burst', a: 0.02, b: 0.25, c: -65, d: 0.05, I: 0, I_before: -10 },
  { name: 'rz', title: 'resonator', a: 0.1, b: 0.26, c: -65, d: 2, I: 0.2, I_before: 0 },
];
