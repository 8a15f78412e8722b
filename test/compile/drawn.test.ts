/** Weights and delays from a distribution: their laws over the whole range, their rounding, and what is refused. */
import { describe, expect, test } from 'vitest';
import { partitionPoint } from '../../src/analysis/partition-point.ts';
import { projectionCensus } from '../../src/compile/census.ts';
import { resolveNetwork } from '../../src/compile/resolve.ts';
import { cell, erfcx } from '../../src/index.ts';
import { Network } from '../../src/network/network.ts';
import type { ProjectionOptions } from '../../src/network/projection.ts';
import {
  allToAll,
  type ConnectionRule,
  fixedInDegree,
  fixedTotalNumber,
  probability,
  synapseList,
} from '../../src/network/rules/index.ts';
import { logarithmicBounds } from '../../src/random/distribution.ts';
import { pairStdp } from '../../src/synapses/index.ts';
import { fanoutOf } from '../fixtures/programs/parts.ts';
import { chiSquare } from '../statistics/chi-square.ts';

/** 20 p-values here: together they miss a right program with probability 2e-4. */
const ALPHA = 1e-5;
const SIZE = 300;

/** P(Z > x) to full relative precision: erfc(z) = e^(−z²)·erfcx(z). */
const above = (x: number): number => {
  if (Math.abs(x) > 38) return x < 0 ? 1 : 0;
  const tail = 0.5 * Math.exp((-x * x) / 2) * erfcx(Math.abs(x) / Math.SQRT2);
  return x < 0 ? 1 - tail : tail;
};

function built(options: Partial<ProjectionOptions>, dt = 0.1, size = SIZE) {
  const net = new Network({ seed: 24 });
  const cells = net.population(cell({ equations: 'dg/dt = -g/(5*ms) : nS' }), size);
  net.project(cells, cells, { connect: allToAll(), onSpike: 'g += w', weight: '1 nS', ...options });
  const resolved = resolveNetwork(net, dt);
  const { inlets } = resolved;
  const fanout = fanoutOf(resolved);
  const { quantum } = inlets[0]!;
  return {
    net,
    quantum,
    weights: Array.from(fanout.weights ?? [], (w) => w * quantum),
    delays: Array.from(fanout.targets, (t) => Math.floor(t / fanout.width)),
  };
}

/** p-value of values that are multiples of `step`, `count` multiples to a bin from `least` on; `beyond(x)`: share of the law above x. */
function onLattice(
  values: readonly number[],
  step: number,
  least: number,
  count: number,
  beyond: (x: number) => number,
) {
  const first = Math.round(least / step);
  const bins = values.map((v) => Math.floor((Math.round(v / step) - first) / count));
  expect(Math.min(...bins)).toBeGreaterThanOrEqual(0);
  const edge = (bin: number): number => (first + bin * count - 0.5) * step;
  return chiSquare(bins, (bin) => beyond(edge(bin)) - beyond(edge(bin + 1)));
}

describe('weights follow their law, each a multiple of a power of two', () => {
  const within = (low: number, high: number, tail: (x: number) => number) => (x: number) =>
    (tail(Math.min(high, Math.max(low, x))) - tail(high)) / (tail(low) - tail(high));
  const normal = (mean: number, sd: number) => (x: number) => above((x - mean) / sd);
  const lognormal = (mean: number, sd: number) => {
    const square = Math.log1p((sd / mean) ** 2);
    return (x: number) => (x <= 0 ? 1 : above((Math.log(x) - Math.log(mean) + square / 2) / Math.sqrt(square)));
  };
  const [no, all] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  test.each<[string, number, (x: number) => number]>([
    ['normal(10 nS, 1 nS)', 4, within(no, all, normal(10, 1))],
    ['normal(10 nS, 1 nS, 9.5 nS)', 9.5, within(9.5, all, normal(10, 1))],
    ['normal(-351 nS, 35 nS, -inf, -300 nS)', -600, within(no, -300, normal(-351, 35))],
    ['normal(0 nS, 1 nS, 2 nS, 5 nS)', 2, within(2, 5, normal(0, 1))],
    ['uniform(5 nS, 2 nS)', 2, within(2, 5, (x) => (5 - x) / 3)],
  ])('%s', (weight, least, beyond) => {
    const { weights, quantum, net } = built({ weight });
    expect(Number.isInteger(Math.log2(quantum))).toBe(true);
    // 4096 values over the whole range, of which 90 000 draws see a third at least.
    expect((Math.max(...weights) - Math.min(...weights)) / quantum).toBeGreaterThan(4096 / 3);
    expect(onLattice(weights, quantum, least, 16, beyond)).toBeGreaterThan(ALPHA);
    expect([...projectionCensus(net)[0]!.weights!]).toEqual(weights);
  });

  test.each([
    ['lognormal(2 nS, 3 nS)', 2, 3, no, all],
    ['lognormal(2 nS, 0.3 nS, 1.9 nS, 2.5 nS)', 2, 0.3, 1.9, 2.5],
  ])('%s', (weight, mean, deviation, low, high) => {
    const { weights, net } = built({ weight });
    // Values stand for cells, 4096 of them: bins of 64.
    const bounds = logarithmicBounds({ kind: 'lognormal', mean, deviation, low, high }, 4096);
    const bins = weights.map((w) => Math.floor((partitionPoint(4097, (k) => bounds[k]! <= w) - 1) / 64));
    const beyond = within(low, high, lognormal(mean, deviation));
    expect(
      chiSquare(bins, (k) => (k < 64 ? beyond(bounds[64 * k]!) - beyond(bounds[64 * k + 64]!) : 0)),
    ).toBeGreaterThan(ALPHA);
    expect([...projectionCensus(net)[0]!.weights!]).toEqual(weights);
  });

  test('neighbours in a row, and rows, are independent', () => {
    const { weights } = built({ weight: 'uniform(0 nS, 1 nS)' });
    const eighth = (k: number): number => Math.min(7, Math.floor(8 * weights[k]!));
    const pairs = (apart: number) => weights.slice(0, -apart).map((_, k) => 8 * eighth(k) + eighth(k + apart));
    for (const apart of [1, SIZE]) expect(chiSquare(pairs(apart), (k) => (k < 64 ? 1 / 64 : 0))).toBeGreaterThan(ALPHA);
  });
});

describe('delays in steps', () => {
  test.each<[string, number, (x: number) => number]>([
    ['normal(1.6 ms, 0.75 ms, 0.15 ms)', 0.1, (x) => above((Math.max(x, 0.15) - 1.6) / 0.75) / above(-1.45 / 0.75)],
    ['uniform(1 ms, 3 ms)', 0.1, (x) => Math.min(1, Math.max(0, (3 - x) / 2))],
    ['normal(2 ms, 0.1 ms)', 0.02, (x) => above((x - 2) / 0.1)],
  ])('%s', (delay, dt, beyond) => {
    const { delays } = built({ delay }, dt);
    const share = (k: number): number => beyond((k - 0.5) * dt) - beyond((k + 0.5) * dt);
    expect(chiSquare(delays, share, 1)).toBeGreaterThan(ALPHA);
  });

  test('weights and delays of one synapse are independent', () => {
    const { weights, delays } = built({ weight: 'uniform(0 nS, 1 nS)', delay: 'uniform(0.05 ms, 0.85 ms)' });
    const cells = weights.map((w, k) => 8 * Math.min(7, Math.floor(8 * w)) + delays[k]! - 1);
    expect(chiSquare(cells, (k) => (k < 64 ? 1 / 64 : 0))).toBeGreaterThan(ALPHA);
  });

  test('a lower bound of half a step gives one step at least', () => {
    const { delays } = built({ delay: 'normal(0.2 ms, 0.2 ms, 0.05 ms)' });
    expect(Math.min(...delays)).toBe(1);
  });
});

describe('inlets', () => {
  const sum = (net: Network, j: number): number => {
    const resolved = resolveNetwork(net, 0.1);
    const { inlets } = resolved;
    const fanout = fanoutOf(resolved);
    let total = 0;
    fanout.targets.forEach((t, s) => {
      if (t % fanout.width === j) total += Math.abs(fanout.weights![s]!) * inlets[0]!.quantum;
    });
    return total;
  };
  test('projections of different spread share one, in the finest quantum', () => {
    const net = new Network({ seed: 4 });
    const cells = net.population(cell({ equations: 'dg/dt = -g/(5*ms) : nS' }), 50);
    net.project(cells, cells, {
      connect: allToAll(),
      onSpike: 'g += w',
      weight: 'normal(1 nS, 0.01 nS)',
      name: 'fine',
    });
    net.project(cells, cells, { connect: allToAll(), onSpike: 'g += w', weight: 'normal(-40 nS, 4 nS)', name: 'wide' });
    const resolved = resolveNetwork(net, 0.1);
    const { inlets } = resolved;
    const fanout = fanoutOf(resolved);
    expect(inlets).toHaveLength(1);
    expect(inlets[0]!.quantum).toBe(2 ** -14);
    const [fine, wide] = projectionCensus(net).map((p) => p.weights!);
    const real = Array.from(fanout.weights!, (w) => w * 2 ** -14);
    // Row by row: the 50 of the first projection, then those of the second.
    expect(real).toEqual(
      Array.from({ length: 50 }, (_, i) => [
        ...fine!.slice(50 * i, 50 * i + 50),
        ...wide!.slice(50 * i, 50 * i + 50),
      ]).flat(),
    );
    expect(sum(net, 3)).toBeGreaterThan(50 * 38);
  });

  test.each<[string, ConnectionRule]>([
    ['one target of all', synapseList(Array.from({ length: 4000 }, (_, k) => [k % 50, 7] as [number, number]))],
    ['every pair', probability(1)],
    ['a fixed in-degree', fixedInDegree(4000)],
    ['a total number onto few', fixedTotalNumber(200_000)],
  ])('the sum of a cell stays below 2³¹: %s', (_, connect) => {
    const net = new Network({ seed: 4 });
    const cells = net.population(cell({ equations: 'dg/dt = -g/(5*ms) : nS' }), 50);
    // A narrow law far from 0: 2²³ quanta and more each, were it not for the sum.
    net.project(cells, cells, { connect, onSpike: 'g += w', weight: 'normal(1000 nS, 0.001 nS)' });
    const { inlets } = resolveNetwork(net, 0.1);
    const heaviest = Math.max(...Array.from({ length: 50 }, (_, j) => sum(net, j))) / inlets[0]!.quantum;
    expect(heaviest).toBeLessThan(2 ** 31);
    expect(heaviest).toBeGreaterThan(2 ** 22);
  });
});

test('plastic weights start from a bounded distribution too', () => {
  const net = new Network({ seed: 4 });
  const cells = net.population(
    cell({ equations: 'dg/dt = -g/(5*ms) : nS', threshold: 'g > 9 nS', reset: 'g = 0 nS' }),
    40,
  );
  const plasticity = pairStdp({
    A_plus: 0.1,
    A_minus: 0.1,
    tau_plus: '20 ms',
    tau_minus: '20 ms',
    range: ['0 nS', '2 nS'],
  });
  const weight = 'normal(1 nS, 1 nS, 0 nS, 2 nS)';
  net.project(cells, cells, { connect: allToAll(), onSpike: 'g += w', weight, plasticity });
  const initial = resolveNetwork(net, 0.1).synapses.find((g) => g.kind === 'pathway')!.plasticity!.initial;
  expect([...initial]).toEqual([...projectionCensus(net)[0]!.weights!]);
  expect(initial.every((w) => w >= 0 && w <= 2)).toBe(true);
});

describe('refuses', () => {
  test.each<[string, string, RegExp]>([
    ['bounds in the wrong order', 'normal(1 nS, 1 nS, 3 nS, 2 nS)', /nothing lies above '3 nS' and below '2 nS'/],
    ['bounds that are one', 'normal(1 nS, 1 nS, 2 nS, 2 nS)', /nothing lies above '2 nS' and below '2 nS'/],
    ['bounds that nothing reaches', 'normal(1 nS, 0.1 nS, 2 nS)', /only .* of all draws lie within the bounds/],
    ['bounds at the wrong ends', 'normal(1 nS, 0.1 nS, inf)', /nothing lies above 'inf' and below inf/],
    ['no spread', 'normal(1 nS, 0 nS, 0 nS)', /standard deviation of normal is '0 nS'; it must be above 0/],
    ['a negative spread', 'normal(1 nS, -1 nS)', /standard deviation of normal is '-1 nS'/],
    ['a lognormal mean of 0', 'lognormal(0 nS, 1 nS)', /mean of lognormal is '0 nS'/],
    ['another unit', 'normal(1 nS, 1 nS, 0.1 mV)', /0.1 mV/],
    [
      'names of cells in bounds',
      'normal(1 nS, 1 nS, 0.1 nS*i)',
      /'0\.1 nS\*i' is no number with a unit.* same for all synapses/,
    ],
    ['one argument', 'lognormal(1 nS)', /lognormal takes a mean.*it got 1 argument\./],
    ['five arguments', 'normal(1 nS, 1 nS, 0 nS, 3 nS, 4 nS)', /normal takes a mean.*it got 5 arguments/],
    [
      'bounds within an expression',
      '1 nS + normal(1 nS, 1 nS, 0 nS)',
      /normal takes 2 arguments, not 3\. Bounds can be given where/,
    ],
    [
      'lognormal within an expression',
      '2*lognormal(1 nS, 1 nS)',
      /'lognormal' is no function here: a whole weight or delay can be/,
    ],
    ['what is infinite', 'normal(1e308*1e10 nS, 1 nS, 0 nS)', /finite/],
  ])('%s', (_, weight, message) => {
    expect(() => built({ weight })).toThrow(message);
    expect(() => built({ weight })).toThrow(
      expect.objectContaining({ name: expect.stringMatching(/UserError|TextError/) }),
    );
  });

  test.each<[string, string, RegExp]>([
    [
      'delays that may be shorter than half a step',
      'normal(1 ms, 0.5 ms)',
      /share of 0\.02\d* of delays that are shorter than half a step \(0\.1 ms\); give a lower bound of 0\.05 ms/,
    ],
    ['delays that are', 'uniform(0.01 ms, 0.02 ms)', /delays of less than half a step \(0\.1 ms\) only/],
    ['delays spread over too many steps', 'uniform(1 ms, 10 s)', /spread over more than 65536 steps, up to 100000/],
    ['delays in another unit', 'normal(1 mV, 0.1 mV)', /time/],
  ])('%s', (_, delay, message) => {
    expect(() => built({ delay })).toThrow(message);
  });
});
