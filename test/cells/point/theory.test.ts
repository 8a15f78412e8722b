import { describe, expect, it } from 'vitest';
import {
  adaptiveInterval,
  cornerFrequency,
  dimensionless,
  dimensionlessInterval,
  erfcx,
  firstSpikeJitter,
  impedance,
  leastInterval,
  lifInterval,
  lifPhaseResponse,
  lifRate,
  ornsteinUhlenbeckVariance,
  qifInterval,
  rheobase,
  saturationRate,
  siegertRate,
  slopeAtThreshold,
  stepResponse,
  thetaInterval,
  timeToThreshold,
} from '../../../src/index.ts';

const cell = { C: 200, g_L: 10, E_L: -65, V_th: -50, V_r: -65, T_ref: 2 };

describe('closed forms', () => {
  it('the RC curve starts at V_0, has gone 1 − 1/e of the way after τ, and ends at V_∞', () => {
    expect(stepResponse(cell, 100, -80, 0)).toBe(-80);
    expect(stepResponse(cell, 100, -80, 20)).toBeCloseTo(-55 - 25 / Math.E, 12);
    expect(stepResponse(cell, 100, -80, 1e4)).toBe(-55);
  });

  it('T_ISI is T_ref + τ·ln 4 at 200 pA, infinite up to the rheobase, and goes to T_ref', () => {
    // V_∞ = −45: (−45 + 65)/(−45 + 50) = 4.
    expect(lifInterval(cell, 200)).toBeCloseTo(2 + 20 * Math.log(4), 12);
    expect(rheobase(cell)).toBe(150);
    expect(lifRate(cell, 150)).toBe(0);
    expect(lifRate(cell, 149)).toBe(0);
    expect(lifRate(cell, 1e10)).toBeCloseTo(saturationRate(cell), 3);
  });

  it('the climb to the threshold is what is left of the interval, and nothing from there on', () => {
    expect(timeToThreshold(cell, 200, cell.V_r)).toBeCloseTo(20 * Math.log(4), 12);
    expect(timeToThreshold(cell, 200, stepResponse(cell, 200, -65, 12))).toBeCloseTo(20 * Math.log(4) - 12, 12);
    expect([timeToThreshold(cell, 200, -50), timeToThreshold(cell, 100, -40)]).toEqual([0, 0]);
    expect(timeToThreshold(cell, 150, -51)).toBe(Number.POSITIVE_INFINITY);
    // A reset above the threshold: a spike at the end of each refractory period.
    expect(lifInterval({ ...cell, V_r: -45 }, 300)).toBe(2);
  });

  it('a kick cuts the interval in two: none while V is held, the rest of it at the threshold', () => {
    const T = lifInterval(cell, 200);
    expect(lifPhaseResponse(cell, 200, 5, 1.9 / T)).toBe(0);
    expect(lifPhaseResponse(cell, 200, 0, 0.5)).toBeCloseTo(0, 14);
    // Over the threshold: the spike comes at once.
    expect(lifPhaseResponse(cell, 200, 15, 0.25)).toBe(0.75);
    // A small kick at V is worth kick ÷ (dV/dt) ms, dV/dt = (V_∞ − V)/τ; at the middle of the climb V_∞ − V = 20·e^(−(T/2 − 2)/τ).
    const slope = Math.exp(-(T / 2 - 2) / 20);
    expect(lifPhaseResponse(cell, 200, 1e-4, 0.5) / (1e-4 / slope / T)).toBeCloseTo(1, 4);
    // Back to the reset at the end of the refractory period: an interval of its own from there on.
    const V = stepResponse(cell, 200, cell.V_r, T / 2 - 2);
    expect(lifPhaseResponse(cell, 200, cell.V_r - V, 0.5)).toBeCloseTo(1 - (T / 2 + T - 2) / T, 12);
    expect(lifPhaseResponse(cell, 150, 5, 0.5)).toBeNaN();
  });

  it('the dimensionless pair gives the same interval in units of τ', () => {
    const { i, v_r, tau } = dimensionless({ ...cell, V_r: -60, T_ref: 0 }, 200);
    expect([i, v_r, tau]).toEqual([20 / 15, 5 / 15, 20]);
    expect(tau * dimensionlessInterval(i, v_r)).toBeCloseTo(lifInterval({ ...cell, V_r: -60, T_ref: 0 }, 200), 12);
  });

  it('the impedance has fallen to R/√2 and −45° at the corner', () => {
    const { amplitude, phase } = impedance(cell, cornerFrequency(cell));
    expect(amplitude).toBeCloseTo(0.1 / Math.SQRT2, 14);
    expect(phase).toBeCloseTo(-45, 12);
    expect(impedance(cell, 0)).toEqual({ amplitude: 0.1, phase: -0 });
  });

  it('adaptation without a jump is no adaptation; with one the fixed point satisfies both equations', () => {
    const adaptive = { ...cell, theta_0: -50, alpha: 0, tau_theta: 100 };
    expect(adaptiveInterval(adaptive, 250)).toBeCloseTo(lifInterval(cell, 250), 9);
    const T = adaptiveInterval({ ...adaptive, alpha: 2 }, 250);
    const V = -40 - 25 * Math.exp(-(T - 2) / 20);
    const before = V + 2;
    expect(-50 + (before + 50) * Math.exp(-T / 100)).toBeCloseTo(V, 9);
  });

  it('the least interval lies below the interval of every current up to its bound, and above zero', () => {
    for (const I of [151, 200, 1000, 1e5, 1e7]) {
      expect(leastInterval(cell, I)).toBeGreaterThan(cell.T_ref);
      expect(leastInterval(cell, I)).toBeLessThan(lifInterval(cell, I));
    }
  });

  it('the quadratic cell’s interval is the integral of 1/(dV/dt), the theta neuron’s πτ/√i', () => {
    const quadratic = { C: 200, g_L: 10, Delta_T: 3.48, V_T: -60, I_T: 150, V_th: 30, V_r: -65 };
    const n = 400_000;
    let sum = 0;
    for (let k = 0; k < n; k++) {
      const V = -65 + ((k + 0.5) / n) * 95;
      sum += (95 / n) * (200 / ((10 / 6.96) * (V + 60) ** 2 + 50));
    }
    expect(qifInterval(quadratic, 200)).toBeCloseTo(sum, 6);
    expect(qifInterval(quadratic, 150)).toBe(Number.POSITIVE_INFINITY);
    expect(thetaInterval(0.25, 10)).toBeCloseTo(20 * Math.PI, 12);
  });

  it('erfcx agrees with tabulated values', () => {
    // Abramowitz & Stegun, table 7.1 and the asymptotic series; 12 digits by mpmath.
    expect(erfcx(0)).toBe(1);
    expect(erfcx(0.5)).toBeCloseTo(0.615690344192926, 12);
    expect(erfcx(1)).toBeCloseTo(0.427583576155807, 12);
    expect(erfcx(2)).toBeCloseTo(0.255395676310506, 12);
    expect(erfcx(10)).toBeCloseTo(0.0561409927438226, 14);
    expect(erfcx(-1)).toBeCloseTo(5.00898008076228, 11);
  });

  it('the Siegert rate goes to the noise-free rate, and vanishes far below the threshold', () => {
    expect(siegertRate(cell, 0.01, 250)).toBeCloseTo(lifRate(cell, 250), 3);
    expect(siegertRate(cell, 1, 0)).toBeLessThan(1e-30);
    // The threshold seen once per step lies higher, so the rate is lower.
    expect(siegertRate(cell, 3, 120, 0.1)).toBeLessThan(siegertRate(cell, 3, 120));
  });

  it('the jitter is the spread over the slope', () => {
    const spread = Math.sqrt(ornsteinUhlenbeckVariance(0.5, 20, 20 * Math.log(4)));
    expect(spread).toBeCloseTo(0.5 * Math.sqrt(1 - 1 / 16), 12);
    expect(firstSpikeJitter(cell, 0.5, 200)).toBeCloseTo(spread / slopeAtThreshold(cell, 200), 12);
    expect(slopeAtThreshold(cell, 200)).toBe(0.25);
    for (const I of [100, 150]) expect(firstSpikeJitter(cell, 0.5, I)).toBeNaN();
  });
});
