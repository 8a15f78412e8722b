/** Studies of any cell. */
import { expect, test } from 'vitest';
import { lifInterval } from '../../src/index.ts';
import { gateCurrents } from '../../src/studies/cells/measure/clamps.ts';
import { largestIntervalError } from '../../src/studies/cells/measure/f-i.ts';
import { singleCells } from '../../src/studies/cells/measure/single-cells.ts';
import {
  currentClampStudy,
  fiStudy,
  linearisationStudy,
  settlingStudy,
  steadyStateStudy,
  voltageClampStudy,
} from '../../src/studies/index.ts';
import { subjectOf } from '../../src/studies/subject.ts';

test('the f–I curve of the leaky cell lies on the closed form, to a step in each interval', async () => {
  const cell = { C: 200, g_L: 10, E_L: -65, V_th: -50, V_r: -65, T_ref: 2 };
  const dt = 0.01;
  const { currents, rates, rheobase, unit } = await fiStudy.run({
    preset: 'lif',
    from: '0.1 nA',
    to: 2000,
    count: 100,
    duration: 600,
    settle: 0,
    dt,
    integrator: 'exact',
  });
  expect(unit).toBe('pA');
  expect([currents[0], currents.at(-1)]).toEqual([100, 2000]);
  expect(rheobase).toBeGreaterThan(150);
  currents.forEach((I, k) => {
    const T = lifInterval(cell, I);
    if (rates[k]! === 0) expect(T).toBeGreaterThan(250);
    // 1.3 steps: the refractory period is rounded to steps in single precision.
    else expect(Math.abs(1000 / rates[k]! - T)).toBeLessThan(1.3 * dt);
  });
  const distances = Array.from(currents, (I, k) =>
    rates[k]! > 0 ? Math.abs(1000 / rates[k]! - lifInterval(cell, I)) : 0,
  );
  expect(largestIntervalError({ currents, rates }, (I) => lifInterval(cell, I), 250)).toBe(Math.max(...distances));
});

test('a cell that is silent where it should fire is infinitely far from the closed form', () => {
  const curve = { currents: Float64Array.of(1, 2, 3), rates: Float64Array.of(0, 0, 100) };
  expect(largestIntervalError(curve, (I) => (I === 1 ? Number.POSITIVE_INFINITY : 10))).toBe(Number.POSITIVE_INFINITY);
  expect(largestIntervalError(curve, (I) => (I === 3 ? 9 : 500), 250)).toBe(1);
});

test('a cell without a current has no f–I curve', async () => {
  await expect(fiStudy.run({ preset: 'theta' })).rejects.toThrow(/no injected current|no variable in volts/);
});

test('the squid axon near rest is a leaky cell of 1.2 mS/cm²', async () => {
  const { at, response, step, units } = await linearisationStudy.run();
  expect(units.g).toBe('mS/cm²');
  expect(at.g).toBeCloseTo(1.1662150292774511, 9);
  expect(at.gInstant).toBeCloseTo(0.6772536484457415, 9);
  // The step of the current brings the leaky cell 0.5 mV up, and the axon with it, once its ringing is over.
  expect(step / at.g).toBeCloseTo(0.5, 12);
  expect(response.y.at(-1)! + 65).toBeCloseTo(0.5, 1);
});

test('a leaky cell stands for itself', async () => {
  const { at, response, leaky } = await linearisationStudy.run({ preset: 'lif' });
  // Slopes by differences: half the digits and more.
  expect(at.g).toBeCloseTo(10, 7);
  expect(at.tau).toBeCloseTo(20, 9);
  // Its steps are exact; of the 0.5 mV that it goes, the slope's digits are those of the curve.
  response.y.forEach((V, k) => {
    expect(Math.abs(V - leaky.settled[k]!)).toBeLessThan(0.5e-8);
    expect(leaky.held[k]).toBeCloseTo(leaky.settled[k]!, 8);
  });
});

test('cells settle where the steady curve rises', async () => {
  expect((await settlingStudy.run()).points.x.length).toBe(31);
  expect((await settlingStudy.run({ preset: 'tm-cell' })).points.x.length).toBe(21);
  const { points } = await settlingStudy.run({ preset: 'lif' });
  expect(points.x.length).toBe(25);
  // I = g (V − E). The slowest is the one that spikes once, at the threshold, and climbs 15 mV in 198 ms: exp(−9.9) of it is left.
  points.x.forEach((V, k) => {
    expect(Math.abs(10 * (V + 65) - points.y[k]!)).toBeLessThan(10 * 15 * Math.exp(-9.9) * 1.01);
  });
});

test('the single cells are those without network, reset or noise', () => {
  const names = singleCells().map((c) => c.name);
  expect(names).toEqual(expect.arrayContaining(['hh-classic', 'hh-tutorial', 'tm-cell']));
  expect(names.filter((name) => /^(ei|lif|adex|izhikevich)/.test(name))).toEqual([]);
});

test('gates are found to belong to the current they control', () => {
  const owners = gateCurrents(subjectOf({ preset: 'hh-classic', set: {}, seed: 1 }), ['I_Na', 'I_K', 'I_L']);
  expect(Object.fromEntries(owners)).toEqual({ m: 'I_Na', h: 'I_Na', n: 'I_K' });
});

test('clamps of the squid axon: seven spikes in 100 ms at 10 µA/cm², and an inward current below 0 mV', async () => {
  const { spikeTimes, currents, stimulus } = await currentClampStudy.run();
  expect(spikeTimes.length).toBe(7);
  expect(currents.map(({ name }) => name)).toEqual(['I_Na', 'I_K', 'I_L']);
  expect(stimulus[0]).toBe(10);
  for (const I of [0, 10]) {
    const { sweeps, times } = await voltageClampStudy.run({ levels: '0 mV', set: { I: `${I} uA/cm^2` } });
    const [sweep] = sweeps;
    const at = times.findIndex((t) => t > 5);
    // What holds the voltage is what the channels carry, the other way, less what is injected.
    expect(sweep!.clamp[at]).toBeCloseTo(-sweep!.currents.reduce((sum, c) => sum + c.values[at]!, 0) - I, 6);
    expect(sweep!.peakInward).toBeLessThan(-500);
    expect(sweep!.atEnd).toBeGreaterThan(500);
  }
  await expect(currentClampStudy.run({ levels: '1 uA/cm^2, 2 uA/cm^2' })).rejects.toThrow('2 levels and 1 durations');
});

test('without a current the squid axon rests at one voltage', async () => {
  const { rests } = await steadyStateStudy.run({ set: { I: '0 uA/cm^2' } });
  expect(rests.length).toBe(1);
  expect(rests[0]).toMatchObject({ stable: true });
  expect(rests[0]!.voltage).toBeCloseTo(-65, 0);
});
