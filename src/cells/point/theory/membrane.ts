/** Closed forms of the passive membrane: the RC circuit in time and in frequency. Units: mV, ms, pA, nS, pF, GΩ. */

export interface PointMembrane {
  /** Capacitance, pF. */
  readonly C: number;
  /** Leak conductance, nS. */
  readonly g_L: number;
  /** Resting potential, mV. */
  readonly E_L: number;
}

/** Membrane time constant, ms. */
export const timeConstant = ({ C, g_L }: PointMembrane): number => C / g_L;

/** Input resistance, GΩ (mV per pA). */
export const resistance = ({ g_L }: PointMembrane): number => 1 / g_L;

/** Where the voltage settles under a constant current (pA), mV. */
export const restingVoltage = (membrane: PointMembrane, I: number): number => membrane.E_L + I / membrane.g_L;

/** V_∞ + (V_0 − V_∞)e^(−t/τ_m): the voltage (mV) t ms after a step to the current I (pA) from V_0 (mV). */
export function stepResponse(membrane: PointMembrane, I: number, V_0: number, t: number): number {
  const limit = restingVoltage(membrane, I);
  return limit + (V_0 - limit) * Math.exp(-t / timeConstant(membrane));
}

/** Z(ω) = R/√(1 + (ωτ)²) at phase −atan(ωτ). */
export interface Impedance {
  /** GΩ (mV per pA). */
  readonly amplitude: number;
  /** Degrees; negative where the voltage lags. */
  readonly phase: number;
}

/** Impedance of the passive membrane at a frequency in Hz. */
export function impedance(membrane: PointMembrane, frequency: number): Impedance {
  const wt = 2 * Math.PI * (frequency / 1000) * timeConstant(membrane);
  return { amplitude: resistance(membrane) / Math.hypot(1, wt), phase: (-Math.atan(wt) * 180) / Math.PI };
}

/** Frequency (Hz) at which the amplitude has fallen to R/√2: 1/(2πτ_m). */
export const cornerFrequency = (membrane: PointMembrane): number => 1000 / (2 * Math.PI * timeConstant(membrane));
