/** Studies of the leaky cell: what they measure lies on the closed forms, and is what it was. */
import { expect, test } from 'vitest';
import { leastInterval, lifInterval, ornsteinUhlenbeckVariance, siegertRate } from '../../src/index.ts';
import {
  adaptationStudy,
  chirpStudy,
  dimensionlessStudy,
  familyStudy,
  impedanceStudy,
  membraneStudy,
  type NoisePart,
  noiseStudy,
  spikingStudy,
  zenoStudy,
} from '../../src/studies/index.ts';

const cell = { C: 200, g_L: 10, E_L: -65, V_th: -50, V_r: -65, T_ref: 2 };

test('the membrane lies on its exponential but for rounding, at any step', async () => {
  for (const dt of [0.1, 20]) {
    const { tau, error, trace } = await membraneStudy.run({ dt });
    // Exact in binary64: some units in the last place of 80 mV (1.4e-14 each) after up to 1200 steps.
    expect(error).toBeLessThan(1e-11);
    expect(tau).toBeCloseTo(20, 9);
    expect(trace.x.at(-1)).toBeCloseTo(120, 9);
  }
});

test('a membrane that would reach the threshold put out of its way is refused', async () => {
  await expect(membraneStudy.run({ I: '3 nA' })).rejects.toThrow(/would come to 235 mV; .* below 200 mV/);
  await expect(chirpStudy.run({ A: 3000 })).rejects.toThrow(/below 200 mV/);
  await expect(impedanceStudy.run({ g_L: 0.1, E_L: 10 })).rejects.toThrow(/below 1000 mV/);
});

test('the interval is that of the closed form, to a step', async () => {
  const { interval, expected, spikes, dt } = await spikingStudy.run();
  expect(spikes.length).toBe(7);
  expect(expected).toBe(lifInterval(cell, 200));
  // A spike is seen at the end of its step.
  expect(Math.abs(interval - expected)).toBeLessThan(dt);
  expect(interval).toBeCloseTo(29.72, 9);
  expect((await spikingStudy.run({ I: '150 pA' })).spikes.length).toBe(0);
  await expect(spikingStudy.run({ V_r: -40 })).rejects.toThrow('the reset must lie below the threshold');
});

test('three unlike cells have one interval in units of their own', async () => {
  const { cells, expected } = await dimensionlessStudy.run();
  expect(expected).toBeCloseTo(Math.log(3), 12);
  for (const { spikes, tau } of cells) {
    expect(spikes.length).toBe(4);
    // A step of 0.02 ms, of the fastest 0.002 τ, and a spike at either end of the interval.
    expect(Math.abs((spikes[3]! - spikes[2]!) / tau - expected)).toBeLessThan(0.004);
  }
});

test('the impedance is that of a low-pass filter', async () => {
  const { frequencies, amplitude, phase, errors, corner } = await impedanceStudy.run({ count: 40 });
  expect(frequencies.length).toBe(40);
  // 32 steps to a period at least: an amplitude of sinc(π/32) = 0.9984, a phase of 0.1° (the bound that sets the step).
  expect(errors.amplitude).toBeLessThan(0.002);
  expect(errors.phase).toBeLessThan(0.11);
  expect(amplitude[0]).toBeCloseTo(100, 0);
  expect(phase.at(-1)).toBeCloseTo(-90, 0);
  expect(corner).toBeCloseTo(1000 / (2 * Math.PI * 20), 12);
  await expect(impedanceStudy.run({ f_low: '10 Hz', f_high: '5 Hz' })).rejects.toThrow('f_low must be below f_high');
});

test('a slow membrane that would fill the memory is refused with what to do', async () => {
  await expect(impedanceStudy.run({ C: '10 nF', g_L: '0.2 nS', f_low: '500 Hz' })).rejects.toThrow(
    /would note .* values.*shorter/,
  );
});

test('the peaks of a chirp fall as the impedance does', async () => {
  const { peaks } = await chirpStudy.run();
  expect(peaks.x.length).toBe(94);
  // R = 100 MΩ at 100 pA gives 10 mV at slow frequencies; at 100 Hz the impedance is 7.9 MΩ.
  expect(peaks.y[0]).toBeGreaterThan(9.8);
  expect(peaks.y.at(-1)).toBeLessThan(1);
});

test('intervals of an adapting cell lie on the map from spike to spike', async () => {
  const { spikes, map, steady, dt } = await adaptationStudy.run();
  expect(spikes.length).toBe(19);
  expect(map.length).toBe(18);
  map.forEach((T, k) => {
    // Each spike is seen at the end of its step, and a threshold that falls carries the shift on.
    expect(Math.abs(spikes[k + 1]! - spikes[k]! - T)).toBeLessThan(2 * dt);
  });
  expect(map.at(-1)! / steady).toBeCloseTo(1, 3);
  await expect(adaptationStudy.run({ theta_0: -70 })).rejects.toThrow('the reset must lie below');
});

test('noise: parts come one by one, on their closed forms', async () => {
  const kinds: string[] = [];
  const { parts } = await noiseStudy.run({}, { onPart: (part) => kinds.push(part.kind) });
  expect(kinds).toEqual(['jitter', 'variance', 'slopes', 'channels', 'rates']);
  expect(parts.map((part) => part.kind)).toEqual(kinds);
  const of = <K extends NoisePart['kind']>(kind: K) =>
    parts.find((part) => part.kind === kind) as NoisePart & { kind: K };
  const { histogram } = of('jitter');
  expect(histogram!.total).toBe(1000);
  expect(histogram!.mean).toBeCloseTo(27.47322, 9);
  expect(histogram!.deviation).toBeCloseTo(3.80748643918, 9);
  const { points } = of('variance');
  // The sample variance of n = 1000 normal numbers has the relative deviation √(2/999) = 0.0447; six of them.
  expect(points.y.at(-1)! / ornsteinUhlenbeckVariance(1, 20, points.x.at(-1)!)).toBeCloseTo(1, 0);
  expect(Math.abs(points.y.at(-1)! / ornsteinUhlenbeckVariance(1, 20, points.x.at(-1)!) - 1)).toBeLessThan(6 * 0.0447);
  // At 150 pA, between the tenth current and the eleventh, of whose mean rates the line is made: its error is theirs at most.
  const rates = of('rates');
  const error = Math.max(rates.errors[9]!, rates.errors[10]!);
  expect(Math.abs(rates.atRheobase - siegertRate(cell, 1, 150, rates.dt))).toBeLessThan(4 * error);
  await expect(noiseStudy.run({ E_L: -40 })).rejects.toThrow('rest must lie below the threshold');
});

test('a study that is stopped ends with what it has', async () => {
  const stop = new AbortController();
  const { parts } = await noiseStudy.run({}, { signal: stop.signal, onPart: () => stop.abort() });
  expect(parts.map((part) => part.kind)).toEqual(['jitter']);
});

test('no bounded input brings spikes nearer than the bound', async () => {
  const { margin, bound, largest, shortest } = await zenoStudy.run();
  expect(margin).toBeGreaterThanOrEqual(1);
  // A constant current of the size allowed comes close: above the bound by less than the bound of the leak, a tenth, at 33 rheobases.
  expect(shortest.constant.at(-1)! / bound.at(-1)!).toBeLessThan(1.1);
  largest.forEach((I, k) => {
    expect(bound[k]).toBe(leastInterval({ ...cell, T_ref: 0 }, I));
  });
});

test('members of the family spike as they did', async () => {
  const spikes = async (family: 'types' | 'adex' | 'izhikevich') =>
    (await familyStudy.run({ family })).flatMap((part) =>
      part.kind === 'member' ? [`${part.member.name} ${part.member.spikes.length}`] : [],
    );
  expect(await spikes('types')).toEqual(['lif 5', 'qif 2', 'eif 10']);
  expect((await spikes('adex')).slice(0, 3)).toEqual(['adex-tonic 41', 'adex-adapting 9', 'adex-initial-burst 9']);
  expect((await spikes('izhikevich')).slice(0, 3)).toEqual(['izhikevich-rs 8', 'izhikevich-ib 12', 'izhikevich-ch 28']);
});
