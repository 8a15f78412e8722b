/** The membrane as a filter: sinusoidal currents of many frequencies at once. */

import { UserError } from '../../../errors.ts';
import {
  cornerFrequency,
  impedance,
  lifRefractory,
  Network,
  type PointMembrane,
  timeConstant,
} from '../../../index.ts';
import { runNetwork, textsFor } from '../../run.ts';
import type { Control } from '../../study.ts';
import { checkReach } from './check.ts';

/** Populations, each with its own step. */
const BANDS = 4;
/** pA; the membrane is linear, so any will do. */
const AMPLITUDE = 100;
/** A threshold far out of reach, mV. */
const OUT_OF_REACH = 1000;

export interface ImpedanceResult {
  /** Hz */
  readonly frequencies: Float64Array;
  /** |Z|, MΩ. */
  readonly amplitude: Float64Array;
  /** Of V against the current, degrees. */
  readonly phase: Float64Array;
  /** Largest distances from the closed form: of |Z| as a share of it, of the phase in degrees. */
  readonly errors: { readonly amplitude: number; readonly phase: number };
  /** Corner by the closed form, Hz. */
  readonly corner: number;
}

export interface ImpedanceValues extends PointMembrane {
  /** Lowest and highest frequency, Hz. */
  readonly f_low: number;
  readonly f_high: number;
  /** Number of frequencies, in equal ratios. */
  readonly count: number;
  readonly seed: number;
}

/**
 * Four populations, each with a quarter of the frequencies and its own step: at least 32 steps to the shortest period, which a slow
 * sine needs no more of than a fast one.
 */
export async function measureImpedance(values: ImpedanceValues, { signal }: Control = {}): Promise<ImpedanceResult> {
  const { g_L, E_L, f_low, f_high, count: all } = values;
  checkReach(E_L + AMPLITUDE / g_L, OUT_OF_REACH);
  if (!(f_low < f_high))
    throw new UserError(`f_low is ${f_low} Hz and f_high ${f_high} Hz; f_low must be below f_high.`);
  const frequencies = Float64Array.from({ length: all }, (_, i) => f_low * (f_high / f_low) ** (i / (all - 1)));
  const amplitude = new Float64Array(all);
  const phase = new Float64Array(all);
  for (let band = 0; band < BANDS; band++) {
    if (signal?.aborted) break;
    const from = Math.round((band * all) / BANDS);
    const own = frequencies.subarray(from, Math.round(((band + 1) * all) / BANDS));
    const found = await responses(values, own, signal);
    amplitude.set(found.amplitude, from);
    phase.set(found.phase, from);
  }
  const errors = errorsOf(values, frequencies, amplitude, phase);
  return { frequencies, amplitude, phase, errors, corner: cornerFrequency(values) };
}

async function responses(values: ImpedanceValues, frequencies: Float64Array, signal: AbortSignal | undefined) {
  const { C, g_L, E_L, seed } = values;
  const tau = timeConstant(values);
  const periods = frequencies.map((f) => 1000 / f);
  const shortest = Math.min(...periods);
  // The rule takes a step's input at its middle, where a fast membrane weighs its end: a phase of f·dt²/12τ turns, here below 0.1°.
  const dt = Math.min(shortest / 32, Math.sqrt((shortest * tau) / 300));
  const settle = 9 * tau;
  const network = new Network({ seed });
  const model = lifRefractory({
    ...textsFor(lifRefractory, { C, g_L, E_L }),
    V_th: `${OUT_OF_REACH} mV`,
    stimulus: 'A*sin(2*pi*mod(t, period)/period)',
    equations: 'period : ms',
    parameters: { A: `${AMPLITUDE} pA` },
  });
  network.population(model, periods.length, { V: 'E_L', period: periods }, { name: 'cells' });
  const longest = Math.max(...periods);
  const duration = Math.ceil((settle + longest) / dt) * dt;
  const ran = await runNetwork(network, periods.length, {
    dt,
    duration,
    signal,
    record: { variables: ['V'], cells: Array.from(periods, (_, i) => i) },
  });
  const amplitude = new Float64Array(periods.length);
  const phase = new Float64Array(periods.length);
  periods.forEach((period, i) => {
    const { a, b } = fitSine(ran.traces[i]?.[0] ?? new Float64Array(0), dt, period, E_L, settle);
    // mV per pA is GΩ.
    amplitude[i] = (1000 * Math.hypot(a, b)) / AMPLITUDE;
    phase[i] = (Math.atan2(b, a) * 180) / Math.PI;
  });
  return { amplitude, phase };
}

/** Least squares of V − E_L = a·sin ωt + b·cos ωt over what follows `settle`. */
function fitSine(V: Float64Array, dt: number, period: number, E_L: number, settle: number): { a: number; b: number } {
  let [ss, sc, cc, sv, cv] = [0, 0, 0, 0, 0];
  const first = Math.ceil(settle / dt);
  // At most forty periods: more would only take time.
  const last = Math.min(V.length, first + Math.ceil((40 * period) / dt));
  for (let k = first; k < last; k++) {
    const angle = (2 * Math.PI * (k + 1) * dt) / period;
    const [s, c, v] = [Math.sin(angle), Math.cos(angle), V[k]! - E_L];
    ss += s * s;
    sc += s * c;
    cc += c * c;
    sv += s * v;
    cv += c * v;
  }
  const det = ss * cc - sc * sc;
  return { a: (sv * cc - cv * sc) / det, b: (cv * ss - sv * sc) / det };
}

function errorsOf(
  membrane: ImpedanceValues,
  frequencies: Float64Array,
  amplitude: Float64Array,
  phase: Float64Array,
): ImpedanceResult['errors'] {
  const worst = { amplitude: 0, phase: 0 };
  frequencies.forEach((f, k) => {
    const z = impedance(membrane, f);
    worst.amplitude = Math.max(worst.amplitude, Math.abs(amplitude[k]! / (1000 * z.amplitude) - 1));
    worst.phase = Math.max(worst.phase, Math.abs(phase[k]! - z.phase));
  });
  return worst;
}
