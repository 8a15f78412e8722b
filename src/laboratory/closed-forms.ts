/**
 * Closed forms of the laboratory beyond those of the models: how adaptation gets to its steady interval, the jitter that a finite number
 * of channels makes, and a chirp's envelope. Units: mV, ms, pA, nS, pF; frequencies in Hz.
 */
import {
  type AdaptiveLif,
  impedance,
  type Lif,
  type PointMembrane,
  restingVoltage,
  slopeAtThreshold,
  timeConstant,
  timeToThreshold,
} from '../cells/index.ts';

/**
 * The first `count` intervals (ms) of a cell with an adaptive threshold under a constant current (pA), by the spike-to-spike map itself:
 * from V_0 (mV) and θ_0 to the first spike, then from V_r and θ + α, with θ falling to θ_0 and V held for T_ref. The first number is the
 * latency. Ends early where the cell falls silent.
 */
export function adaptiveIntervals(cell: AdaptiveLif, I: number, count: number, V_0 = cell.E_L): number[] {
  const { theta_0, alpha, tau_theta, T_ref, V_r } = cell;
  const limit = restingVoltage(cell, I);
  const tau = timeConstant(cell);
  if (!(limit > theta_0)) return [];
  const intervals: number[] = [];
  let theta = theta_0;
  let V = V_0;
  let hold = 0;
  for (let k = 0; k < count; k++) {
    const threshold = (t: number): number => theta_0 + (theta - theta_0) * Math.exp(-t / tau_theta);
    const above = (t: number): boolean => limit + (V - limit) * Math.exp(-(t - hold) / tau) >= threshold(t);
    const T = firstTrue(above, hold);
    intervals.push(T);
    theta = threshold(T) + alpha;
    V = V_r;
    hold = T_ref;
  }
  return intervals;
}

/** Channels of a leak that open and close. */
export interface LeakChannels {
  /** Their number. */
  readonly N: number;
  /** Probability that one is open. */
  readonly p: number;
  /** Correlation time of a channel, ms. */
  readonly tau_c: number;
}

/**
 * Variance of V (mV²) a time t (ms) after a step to the current I (pA) from rest, to first order in the fluctuation of the leak: with
 * u = V − E_L of the noise-free membrane and s = √((1 − p)/(Np)), the fluctuation x of the open fraction (variance 1, time constant τ_c)
 * drives δ by τ·dδ/dt = −δ − s·u(t)·x, and the second moments ⟨δx⟩ and ⟨δ²⟩ follow linear equations (Gardiner 2009, Stochastic Methods,
 * §4.5), of which the first is solved by hand and the second by Simpson's rule.
 */
export function channelVariance(membrane: PointMembrane, channels: LeakChannels, I: number, t: number): number {
  const { N, p, tau_c } = channels;
  const tau = timeConstant(membrane);
  const s = Math.sqrt((1 - p) / (N * p));
  const U = restingVoltage(membrane, I) - membrane.E_L;
  const k = 1 / tau + 1 / tau_c;
  const u = (r: number): number => -U * Math.expm1(-r / tau);
  // ⟨δx⟩ with ∫ e^(−k(t − r))(1 − e^(−r/τ)) dr; k − 1/τ = 1/τ_c.
  const shared = (r: number): number =>
    ((-s * U) / tau) * (-Math.expm1(-k * r) / k - tau_c * (Math.exp(-r / tau) - Math.exp(-k * r)));
  const parts = 400;
  const h = t / parts;
  let sum = 0;
  for (let i = 0; i <= parts; i++) {
    const r = i * h;
    const weight = i === 0 || i === parts ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * Math.exp((-2 * (t - r)) / tau) * u(r) * shared(r);
  }
  return ((-2 * s) / tau) * ((sum * h) / 3);
}

/**
 * Standard deviation (ms) of the time of the first spike after a step to I (pA) from rest, by channel noise: spread of V at the noise-free
 * spike time ÷ slope there. NaN where the noise-free cell stays silent.
 */
export function channelJitter(cell: Lif, channels: LeakChannels, I: number): number {
  const time = timeToThreshold(cell, I, cell.E_L);
  if (time === Number.POSITIVE_INFINITY) return Number.NaN;
  return Math.sqrt(channelVariance(cell, channels, I, time)) / slopeAtThreshold(cell, I);
}

/** Frequency (Hz) of a chirp at t (ms) whose frequency rises in equal ratios from `from` to `to` within `duration` (ms). */
export const chirpFrequency = (from: number, to: number, duration: number, t: number): number =>
  from * (to / from) ** (t / duration);

/** |V − E_L| (mV) that a chirp of amplitude A (pA) reaches near t: A·|Z(f(t))|, as long as f changes little within a period and a τ_m. */
export const chirpEnvelope = (
  membrane: PointMembrane,
  { A, from, to, duration }: { A: number; from: number; to: number; duration: number },
  t: number,
): number => A * impedance(membrane, chirpFrequency(from, to, duration, t)).amplitude;

/** The least T ≥ low at which a condition that stays true once it is turns true, to rounding. */
function firstTrue(condition: (T: number) => boolean, low: number): number {
  if (condition(low)) return low;
  let from = low;
  let step = 1;
  while (!condition(from + step)) {
    from += step;
    step *= 2;
    if (!Number.isFinite(step)) return Number.POSITIVE_INFINITY;
  }
  let high = from + step;
  for (let n = 0; n < 200; n++) {
    const middle = 0.5 * (from + high);
    if (middle === from || middle === high) break;
    if (condition(middle)) high = middle;
    else from = middle;
  }
  return high;
}
