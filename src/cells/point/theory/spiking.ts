/** Closed forms of neurons that spike regularly under a constant current. Units: mV, ms, pA, nS, pF; rates in Hz. */
import { bisect } from '../../../analysis/bisect.ts';
import { type PointMembrane, restingVoltage, stepResponse, timeConstant } from './membrane.ts';

export interface Lif extends PointMembrane {
  /** Threshold, mV. */
  readonly V_th: number;
  /** Reset, mV. */
  readonly V_r: number;
  /** Absolute refractory period, ms. */
  readonly T_ref: number;
}

/**
 * τ_m·ln((V_∞ − V)/(V_∞ − V_th)): how long (ms) the voltage climbs from V (mV) to the threshold under a constant current (pA). 0 from the
 * threshold on; Infinity from below it up to the rheobase.
 */
export function timeToThreshold(cell: Omit<Lif, 'V_r' | 'T_ref'>, I: number, V: number): number {
  if (V >= cell.V_th) return 0;
  const limit = restingVoltage(cell, I);
  if (!(limit > cell.V_th)) return Number.POSITIVE_INFINITY;
  return timeConstant(cell) * Math.log((limit - V) / (limit - cell.V_th));
}

/** T_ref + τ_m·ln((V_∞ − V_r)/(V_∞ − V_th)): the interval (ms) under a constant current (pA); Infinity up to the rheobase. */
export const lifInterval = (cell: Lif, I: number): number => cell.T_ref + timeToThreshold(cell, I, cell.V_r);

/** 1/interval, Hz; 0 up to the rheobase. */
export const lifRate = (cell: Lif, I: number): number => 1000 / lifInterval(cell, I);

/**
 * How much earlier its next spike comes, in intervals, when V jumps by `kick` (mV) `phase` (0 to 1) of the interval after a spike, under a
 * constant current (pA): the interval is cut in two at the jump. A kick to the threshold makes the spike at once; while V is held it does
 * nothing. Negative where the spike comes later; NaN up to the rheobase.
 */
export function lifPhaseResponse(cell: Lif, I: number, kick: number, phase: number): number {
  const T = lifInterval(cell, I);
  const time = phase * T;
  if (time < cell.T_ref) return 0;
  const V = stepResponse(cell, I, cell.V_r, time - cell.T_ref) + kick;
  return 1 - (time + timeToThreshold(cell, I, V)) / T;
}

/** The current (pA) above which the cell spikes: g_L·(V_th − E_L). */
export const rheobase = (cell: Lif): number => cell.g_L * (cell.V_th - cell.E_L);

/** The rate (Hz) that no current exceeds: 1/T_ref; Infinity without a refractory period. */
export const saturationRate = (cell: Pick<Lif, 'T_ref'>): number => 1000 / cell.T_ref;

/**
 * A lower bound (ms) of every interval under currents that never exceed I_max (pA): T_ref plus the time to cross from V_r to V_th at the
 * greatest slope that the membrane can have, g_L·(E_L − V_r) + I_max over C. Above zero for every finite current, so a bounded input
 * cannot make infinitely many spikes in a finite time.
 */
export function leastInterval(cell: Lif, I_max: number): number {
  const drive = cell.g_L * (cell.E_L - cell.V_r) + I_max;
  return drive > 0 ? cell.T_ref + (cell.C * (cell.V_th - cell.V_r)) / drive : Number.POSITIVE_INFINITY;
}

/** ln((i − v_r)/(i − 1)): the interval of the dimensionless cell, in units of τ_m. Infinity for i ≤ 1. */
export const dimensionlessInterval = (i: number, v_r: number): number =>
  i > 1 ? Math.log((i - v_r) / (i - 1)) : Number.POSITIVE_INFINITY;

/** The pair (i, v_r) that a cell under a constant current (pA) collapses on, and what one unit of time is (ms). */
export function dimensionless(
  cell: Lif,
  I: number,
): { readonly i: number; readonly v_r: number; readonly tau: number } {
  const range = cell.V_th - cell.E_L;
  return { i: I / cell.g_L / range, v_r: (cell.V_r - cell.E_L) / range, tau: timeConstant(cell) };
}

export interface AdaptiveLif extends PointMembrane {
  readonly V_r: number;
  readonly T_ref: number;
  /** Threshold at rest, mV. */
  readonly theta_0: number;
  /** Jump of the threshold at a spike, mV. */
  readonly alpha: number;
  /** Time constant with which it relaxes, ms. */
  readonly tau_theta: number;
}

/**
 * Steady interval (ms) of the adaptive threshold: the fixed point of the spike-to-spike map. Between two spikes the threshold falls from
 * θ + α to θ, so at the fixed point θ = θ_0 + α/(e^(T/τ_θ) − 1), and V reaches it at T: V_∞ + (V_r − V_∞)e^(−(T − T_ref)/τ_m) = θ.
 * The left side rises and the right side falls with T: one solution, found by bisection. Infinity where the cell never spikes.
 */
export function adaptiveInterval(cell: AdaptiveLif, I: number): number {
  const limit = restingVoltage(cell, I);
  if (!(limit > cell.theta_0)) return Number.POSITIVE_INFINITY;
  const tau = timeConstant(cell);
  const below = (T: number): boolean =>
    limit + (cell.V_r - limit) * Math.exp(-(T - cell.T_ref) / tau) <
    cell.theta_0 + cell.alpha / Math.expm1(T / cell.tau_theta);
  return turning(below, cell.T_ref);
}

export interface Qif {
  readonly C: number;
  readonly g_L: number;
  readonly Delta_T: number;
  readonly V_T: number;
  readonly I_T: number;
  readonly V_th: number;
  readonly V_r: number;
}

/** Interval (ms) of the quadratic cell: ∫ dV over C·dV/dt = k(V − V_T)² + I − I_T with k = g_L/2Δ_T. Infinity up to I_T. */
export function qifInterval(cell: Qif, I: number): number {
  const k = cell.g_L / (2 * cell.Delta_T);
  const J = I - cell.I_T;
  if (!(J > 0)) return Number.POSITIVE_INFINITY;
  const s = Math.sqrt(k / J);
  return (cell.C / Math.sqrt(k * J)) * (Math.atan(s * (cell.V_th - cell.V_T)) - Math.atan(s * (cell.V_r - cell.V_T)));
}

/** Interval (ms) of the theta neuron: πτ/√i; Infinity for i ≤ 0. */
export const thetaInterval = (i: number, tau: number): number =>
  i > 0 ? (Math.PI * tau) / Math.sqrt(i) : Number.POSITIVE_INFINITY;

/** The least T above `low` at which `below` turns false. */
function turning(below: (T: number) => boolean, low: number): number {
  let high = Math.max(2 * low, 1);
  let from = low;
  while (below(high)) {
    from = high;
    high *= 2;
    if (!Number.isFinite(high)) return Number.POSITIVE_INFINITY;
  }
  return bisect(from, high, (T) => !below(T));
}
