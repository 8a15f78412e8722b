/** Closed forms of noisy neurons. Units: mV, ms, pA, nS, pF; rates in Hz. */
import { restingVoltage, timeConstant } from './membrane.ts';
import { type Lif, timeToThreshold } from './spiking.ts';

/**
 * Rate (Hz) of the noisy leaky cell under a constant current (pA): 1/r = T_ref + τ√π·∫ e^(x²)(1 + erf x) dx from (V_r − V_∞)/√2σ to
 * (V_th − V_∞)/√2σ (Siegert 1951, Phys. Rev. 81:617; Ricciardi 1977; this form: Brunel 2000, J. Comput. Neurosci. 8:183, eq. 21).
 * σ (mV) is the standard deviation that V would have without a threshold.
 *
 * `dt` (ms) corrects for a threshold that is looked at once per step only, which noise can cross and leave unseen: in effect it lies
 * 0.5826 standard deviations of a step's noise higher (Broadie, Glasserman & Kou 1997, Math. Finance 7:325: −ζ(½)/√2π).
 */
export function siegertRate(cell: Lif, sigma: number, I: number, dt = 0): number {
  const tau = timeConstant(cell);
  const mean = restingVoltage(cell, I);
  const scale = Math.SQRT2 * sigma;
  const threshold = cell.V_th + CONTINUITY * sigma * Math.sqrt((2 * dt) / tau);
  const integral = simpson((x) => erfcx(-x), (cell.V_r - mean) / scale, (threshold - mean) / scale);
  return 1000 / (cell.T_ref + tau * Math.sqrt(Math.PI) * integral);
}

/** −ζ(½)/√(2π) */
const CONTINUITY = 0.5825971579390106;

/** Variance of V (mV²) a time t (ms) after it was known exactly: σ²(1 − e^(−2t/τ)) (Uhlenbeck & Ornstein 1930). */
export const ornsteinUhlenbeckVariance = (sigma: number, tau: number, t = Number.POSITIVE_INFINITY): number =>
  -sigma * sigma * Math.expm1((-2 * t) / tau);

/** Slope of the noise-free voltage where it reaches the threshold, mV/ms; 0 where it does not. */
export function slopeAtThreshold(cell: Lif, I: number): number {
  return Math.max(0, (restingVoltage(cell, I) - cell.V_th) / timeConstant(cell));
}

/**
 * Standard deviation (ms) of the time of the first spike after a start at V_0, to first order in the noise: the spread of V at the
 * noise-free spike time ÷ the slope there (Stein 1967, Biophys. J. 7:37; Gerstner et al. 2014, Neuronal Dynamics, §9.4). NaN where the
 * noise-free cell stays silent.
 */
export function firstSpikeJitter(cell: Lif, sigma: number, I: number, V_0 = cell.E_L): number {
  const time = timeToThreshold(cell, I, V_0);
  if (time === Number.POSITIVE_INFINITY) return Number.NaN;
  return Math.sqrt(ornsteinUhlenbeckVariance(sigma, timeConstant(cell), time)) / slopeAtThreshold(cell, I);
}

/** e^(x²)·erfc(x), without overflow or cancellation for x ≥ 0; for negative x it grows as 2e^(x²). */
export function erfcx(x: number): number {
  if (x < 0) return 2 * Math.exp(x * x) - erfcx(-x);
  if (x < 2) return Math.exp(x * x) * (1 - erf(x));
  // Continued fraction (Abramowitz & Stegun 7.1.14), from the far end; 80 terms are exact to rounding from x = 2 on.
  let fraction = x;
  for (let k = 80; k >= 1; k--) fraction = x + (0.5 * k) / fraction;
  return 1 / (Math.sqrt(Math.PI) * fraction);
}

/** Maclaurin series of the error function, for |x| ≤ 2. */
function erf(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

/** ∫ f by Simpson's rule, halved until the sum keeps to ten digits. */
function simpson(f: (x: number) => number, from: number, to: number): number {
  let parts = 64;
  let before = Number.NaN;
  for (;;) {
    const h = (to - from) / parts;
    let sum = f(from) + f(to);
    for (let k = 1; k < parts; k++) sum += (k & 1 ? 4 : 2) * f(from + k * h);
    const value = (sum * h) / 3;
    if (Math.abs(value - before) <= 1e-10 * Math.abs(value) || parts > 1 << 20) return value;
    before = value;
    parts *= 2;
  }
}
