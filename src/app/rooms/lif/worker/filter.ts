/** The membrane as a filter: 400 sinusoidal currents at once, and one current with all frequencies in turn. */
import { lifRefractory, Network, timeConstant } from '../../../../index.ts';
import { fromStart, presetNetwork, roundStep, runNetwork, textsFor } from './run.ts';
import { cellOf } from './single.ts';
import type { BodeOutput, ChirpOutput, Question, Values } from './tasks.ts';

const COUNT = 400;
const BANDS = 4;
/** Hz */
const LOWEST = 0.1;
const HIGHEST = 1000;
/** pA; the membrane is linear, so any will do. */
const AMPLITUDE = 100;

/**
 * Four populations of 100 cells, one per decade, each with a step of its own: at least 32 steps to the shortest period, which a slow sine
 * needs no more of than a fast one.
 */
export async function bode({ values, seed }: Question, { signal }: { signal: AbortSignal }): Promise<BodeOutput> {
  const began = performance.now();
  const frequencies = Float64Array.from({ length: COUNT }, (_, i) => LOWEST * (HIGHEST / LOWEST) ** (i / (COUNT - 1)));
  const amplitude = new Float64Array(COUNT);
  const phase = new Float64Array(COUNT);
  const each = COUNT / BANDS;
  for (let band = 0; band < BANDS; band++) {
    if (signal.aborted) break;
    const from = band * each;
    const own = frequencies.subarray(from, from + each);
    const found = await responses(values, seed, own, signal);
    amplitude.set(found.amplitude, from);
    phase.set(found.phase, from);
  }
  return { frequencies, amplitude, phase, seconds: (performance.now() - began) / 1000 };
}

async function responses(values: Values, seed: number, frequencies: Float64Array, signal: AbortSignal) {
  const cell = cellOf(values);
  const tau = timeConstant(cell);
  const periods = frequencies.map((f) => 1000 / f);
  const shortest = Math.min(...periods);
  // The rule takes a step's input at its middle, where a fast membrane weighs its end: a phase of f·dt²/12τ turns, here below 0.1°.
  const dt = Math.min(shortest / 32, Math.sqrt((shortest * tau) / 300));
  const settle = 9 * tau;
  const network = new Network({ seed });
  const model = lifRefractory({
    ...textsFor(lifRefractory, { C: values['C']!, g_L: values['g_L']!, E_L: values['E_L']! }),
    V_th: '1000 mV',
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
    const { a, b } = fitSine(ran.traces[i]?.[0] ?? new Float64Array(0), dt, period, cell.E_L, settle);
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
  // At most forty periods: more would bring nothing but time.
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

export async function chirpRun({ values, seed }: Question): Promise<ChirpOutput> {
  const { E_L = -65, f_low = 0.5, f_high = 100, T = 10_000, A = 100 } = values;
  const dt = roundStep(Math.min(0.5, 1000 / (32 * f_high)));
  const network = presetNetwork('lif-chirp', { ...values, V_th: 200, V_r: -100, I: 0, f_low, f_high, T, A }, seed);
  const ran = await runNetwork(network, 1, { dt, duration: T, record: { variables: ['V'], cells: [0] } });
  const trace = fromStart(ran.traces[0]![0]!, E_L, dt);
  const times: number[] = [];
  const heights: number[] = [];
  for (let k = 1; k < trace.y.length - 1; k++) {
    const [a, b, c] = [trace.y[k - 1]! - E_L, trace.y[k]! - E_L, trace.y[k + 1]! - E_L];
    if (b > 0 && b >= a && b > c) {
      times.push(k * dt);
      heights.push(b);
    }
  }
  return { trace, peaks: { x: Float64Array.from(times), y: Float64Array.from(heights) } };
}
