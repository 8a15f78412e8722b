/** Closed forms of the LIF laboratory against independent ways to the same numbers. */
import { describe, expect, it } from 'vitest';
import {
  adaptiveInterval,
  adaptiveIntervals,
  channelJitter,
  channelVariance,
  chirpEnvelope,
  chirpFrequency,
  impedance,
  lifInterval,
} from '../../src/index.ts';

const cell = { C: 200, g_L: 10, E_L: -65, V_th: -50, V_r: -65, T_ref: 2 };

describe('adaptiveIntervals', () => {
  const adaptive = { ...cell, theta_0: -50, alpha: 2, tau_theta: 100 };

  it('without a jump is the interval of the leaky cell, after its latency', () => {
    const [latency, ...rest] = adaptiveIntervals({ ...adaptive, alpha: 0 }, 250, 5);
    expect(latency).toBeCloseTo(lifInterval(cell, 250) - cell.T_ref, 10);
    for (const T of rest) expect(T).toBeCloseTo(lifInterval(cell, 250), 10);
  });

  it('grows to the fixed point', () => {
    const intervals = adaptiveIntervals(adaptive, 250, 60);
    for (let k = 2; k < 60; k++) expect(intervals[k]!).toBeGreaterThanOrEqual(intervals[k - 1]! - 1e-12);
    expect(intervals.at(-1)).toBeCloseTo(adaptiveInterval(adaptive, 250), 9);
  });

  it('agrees with Euler’s rule in steps of 10 ns', () => {
    const h = 1e-5;
    const spikes: number[] = [];
    let [V, theta, held] = [cell.E_L, adaptive.theta_0, 0];
    for (let k = 1; spikes.length < 4; k++) {
      theta += (h * (adaptive.theta_0 - theta)) / adaptive.tau_theta;
      if (held > 0) held--;
      else V += (h * (-cell.g_L * (V - cell.E_L) + 250)) / cell.C;
      if (V < theta) continue;
      spikes.push(k * h);
      V = cell.V_r;
      theta += adaptive.alpha;
      held = Math.round(cell.T_ref / h);
    }
    const expected = adaptiveIntervals(adaptive, 250, 4);
    spikes.forEach((t, k) => {
      // Euler's first-order error: h·T/τ² and so on, below 1e-4 ms.
      expect(Math.abs(t - (spikes[k - 1] ?? 0) - expected[k]!)).toBeLessThan(1e-4);
    });
  });

  it('is empty below the threshold', () => {
    expect(adaptiveIntervals(adaptive, 149, 5)).toEqual([]);
  });
});

describe('channelVariance', () => {
  const channels = { N: 1000, p: 0.5, tau_c: 2 };

  it('agrees with the moment equations in small steps', () => {
    const I = 300;
    const tau = 20;
    const s = Math.sqrt((1 - channels.p) / (channels.N * channels.p));
    let [shared, square] = [0, 0];
    const h = 1e-4;
    const end = 13;
    for (let k = 0; k < end / h; k++) {
      const u = 30 * -Math.expm1((-(k + 0.5) * h) / tau);
      const middle = shared + (h / 2) * (-shared * (1 / tau + 1 / channels.tau_c) - (s * u) / tau);
      square += h * ((-2 * square) / tau - ((2 * s * u) / tau) * middle);
      shared += h * (-middle * (1 / tau + 1 / channels.tau_c) - (s * u) / tau);
    }
    expect(channelVariance(cell, channels, I, end) / square).toBeCloseTo(1, 4);
  });

  it('is that of white noise of the same strength where channels are fast', () => {
    // δ' = −δ/τ − s·u·x/τ with fast x: x is white with intensity 2τ_c, so the stationary variance is (sU)²·τ_c/τ.
    const fast = { N: 1000, p: 0.5, tau_c: 0.001 };
    const late = channelVariance(cell, fast, 300, 400);
    expect(late / (((1 / 1000) * 30 ** 2 * 0.001) / 20)).toBeCloseTo(1, 2);
  });

  it('makes a jitter that falls as 1/√N and is NaN below the rheobase', () => {
    const few = channelJitter(cell, channels, 300);
    expect(few / channelJitter(cell, { ...channels, N: 16_000 }, 300)).toBeCloseTo(4, 10);
    expect(channelJitter(cell, channels, 100)).toBeNaN();
  });
});

describe('chirp', () => {
  it('goes from one frequency to the other, in the middle through their geometric mean', () => {
    expect(chirpFrequency(0.5, 200, 5000, 0)).toBe(0.5);
    expect(chirpFrequency(0.5, 200, 5000, 2500)).toBeCloseTo(10, 12);
    expect(chirpFrequency(0.5, 200, 5000, 5000)).toBeCloseTo(200, 10);
  });

  it('has the impedance for its envelope', () => {
    const sweep = { A: 100, from: 0.5, to: 200, duration: 5000 };
    expect(chirpEnvelope(cell, sweep, 2500)).toBeCloseTo(100 * impedance(cell, 10).amplitude, 10);
  });
});
