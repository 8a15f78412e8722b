/**
 * Every generator's draws against their law over its whole range, by χ². Seeds are fixed, so a test always says the same; `ALPHA` is the
 * chance that a right generator would have been missed by one of them. Poisson counts: `poisson.test.ts`.
 */
import { describe, expect, test } from 'vitest';
import { resolveNetwork } from '../../src/compile/resolve.ts';
import { cell, createSimulation, erfcx } from '../../src/index.ts';
import { Network } from '../../src/network/network.ts';
import {
  allToAll,
  type ConnectionRule,
  fixedInDegree,
  fixedOutDegree,
  fixedProbability,
  fixedTotalNumber,
  probability,
} from '../../src/network/rules/index.ts';
import { gapOf } from '../../src/program/made.ts';
import { logComplement } from '../../src/random/logarithm.ts';
import { normals, philox, purpose, uniform24 } from '../../src/random/philox.ts';
import { fanoutOf } from '../fixtures/programs/parts.ts';
import { binomialShare, chiSquare } from '../statistics/chi-square.ts';

/** 50 or so p-values here: all of them together miss a right program with probability 5e-4. */
const ALPHA = 1e-5;

const words = new Uint32Array(4);

/** Φ(x) below and above 0 to full relative precision: erfc(z) = e^(−z²)·erfcx(z). */
const upperTail = (x: number): number => {
  const tail = 0.5 * Math.exp((-x * x) / 2) * erfcx(Math.abs(x) / Math.SQRT2);
  return x < 0 ? 1 - tail : tail;
};

/** p-value of values against bins between `edges`, which hold `share(low, high)` each; what lies outside is a bin at either end. */
function binned(values: readonly number[], edges: readonly number[], above: (x: number) => number): number {
  const bins = values.map((x) => {
    let [low, high] = [0, edges.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (edges[middle]! <= x) low = middle + 1;
      else high = middle;
    }
    return low;
  });
  return chiSquare(bins, (k) => (k === 0 ? 1 : above(edges[k - 1]!)) - (k === edges.length ? 0 : above(edges[k]!)));
}

describe('uniform numbers', () => {
  const n = 2 ** 19;
  const draws: number[] = [];
  for (let k = 0; k < n / 4; k++) {
    philox(k, 0, 0, purpose.run, 21, 5, words);
    for (const word of words) draws.push(word);
  }

  test.each([0, 8, 16])('bits from %i on are equally likely in all 256 patterns', (from) => {
    // Bits 8 to 31 of a word are the number; the three bytes are its whole 24 bits.
    expect(
      chiSquare(
        draws.map((w) => ((uniform24(w) * 2 ** 24) >>> from) & 255),
        (k) => (k < 256 ? 1 / 256 : 0),
      ),
    ).toBeGreaterThan(ALPHA);
  });

  test('are so near both ends', () => {
    // Halvings: floor(−log₂ u) is geometric with 1/2, down to what 2^19 draws reach; the same of 1 − u − 2⁻²⁴, the mirrored grid.
    const halvings = (u: number): number => (u === 0 ? 24 : Math.floor(-Math.log2(u + 2 ** -25)));
    const share = (k: number): number => (k < 24 ? 2 ** -(k + 1) : k === 24 ? 2 ** -24 : 0);
    for (const mirror of [false, true]) {
      const found = draws.map(uniform24).map((u) => halvings(mirror ? 1 - 2 ** -24 - u : u));
      expect(chiSquare(found, share)).toBeGreaterThan(ALPHA);
    }
  });

  test('of neighbouring words are independent', () => {
    const pairs = Array.from({ length: n / 2 }, (_, k) => (draws[2 * k]! >>> 28) * 16 + (draws[2 * k + 1]! >>> 28));
    expect(chiSquare(pairs, (k) => (k < 256 ? 1 / 256 : 0))).toBeGreaterThan(ALPHA);
  });
});

describe('normal numbers', () => {
  const pairs: [number, number][] = [];
  for (let k = 0; k < 250_000; k++) {
    philox(k, 0, 0x8000, purpose.run, 22, 6, words);
    pairs.push(normals(words[0]!, words[1]!));
  }

  test.each([0, 1] as const)('element %i follows the law, in 200 bins from −4 to 4 and in the tails', (element) => {
    const edges = Array.from({ length: 201 }, (_, k) => -4 + k * 0.04);
    expect(
      binned(
        pairs.map((p) => p[element]),
        edges,
        upperTail,
      ),
    ).toBeGreaterThan(ALPHA);
  });

  test('the tails follow it up to the last word: 5.77', () => {
    // The 256 words of the largest radii, √(32·ln 2) = 4.71 and more: one of 2¹⁶ pairs has one of them, more than draws can show.
    const radii = Array.from({ length: 256 }, (_, w) => normals(w << 8, 0)[0]);
    radii.forEach((r, w) => {
      expect(r).toBeCloseTo(Math.sqrt(-2 * Math.log((w + 1) / 2 ** 24)), 12);
    });
    // P(|z| > 5), exactly: the share of angles beyond, summed over these radii. Against 5.733e-7 of the normal law: 62 of the words have
    // r > 5, and the sum over a grid errs by one word at most, 1/62 of the tail.
    let share = 0;
    for (const r of radii) if (r > 5) share += (2 * Math.acos(5 / r)) / Math.PI / 2 ** 24;
    expect(Math.abs(share / (2 * upperTail(5)) - 1)).toBeLessThan(0.02);
  });

  test('angle and radius of a pair are independent', () => {
    const cells = pairs.map(([a, b]) => {
      const octant = Math.min(7, Math.floor(((Math.atan2(b, a) + Math.PI) / (2 * Math.PI)) * 8));
      return octant * 8 + Math.min(7, Math.floor(8 * Math.exp(-(a * a + b * b) / 2)));
    });
    // The grid of 2⁻²⁴ moves an edge by 2⁻²⁴ of all, 0.015 draws.
    expect(chiSquare(cells, (k) => (k < 64 ? 1 / 64 : 0))).toBeGreaterThan(ALPHA);
  });
});

describe('gaps of fixedProbability', () => {
  test.each([1e-4, 0.003, 0.02, 0.25, 0.26, 0.6, 0.97, 0.9999])('p = %f: geometric', (p) => {
    const perGap = 1 / logComplement(p);
    // Long gaps are pooled to widths of 1/50 of the mean.
    const width = Math.max(1, Math.floor(1 / p / 50));
    const gaps: number[] = [];
    for (let k = 0; k < 50_000; k++) {
      philox(k, 0, 0, purpose.connect, 23, 7, words);
      for (const word of words) gaps.push(Math.floor(gapOf(word, perGap) / width));
    }
    const beyond = (k: number): number => Math.exp(k * width * Math.log1p(-p));
    expect(chiSquare(gaps, (k) => beyond(k) - beyond(k + 1))).toBeGreaterThan(ALPHA);
  });
});

describe('values drawn by expressions, per synapse and per cell', () => {
  const SIZE = 300;
  /** Weights and delays (steps) of all 300 × 300 synapses. */
  function drawn(weight: string, delay: string): { weights: number[]; delays: number[] } {
    const net = new Network({ seed: 24 });
    const target = cell({ equations: 'dg/dt = -g/(5*ms) : 1' });
    const cells = net.population(target, SIZE);
    net.project(cells, cells, { connect: allToAll(), onSpike: 'g += w', weight, delay });
    const resolved = resolveNetwork(net, 0.1);
    const { inlets } = resolved;
    const fanout = fanoutOf(resolved);
    return {
      weights: Array.from(fanout.weights!, (w) => w * inlets[0]!.quantum),
      delays: Array.from(fanout.targets, (t) => Math.floor(t / fanout.width)),
    };
  }

  test('weights: uniform and normal', () => {
    const unit = Array.from({ length: 99 }, (_, k) => (k + 1) / 100);
    // Weights are rounded to 2⁻²⁴ of the largest or better, which moves no bin by more than 0.1 of a draw.
    const { weights, delays } = drawn('2 + 3*rand()', '1 ms + 2 ms*rand()');
    expect(
      binned(
        weights.map((w) => (w - 2) / 3),
        unit,
        (x) => 1 - x,
      ),
    ).toBeGreaterThan(ALPHA);
    // Rounded to the nearest of the steps 10 … 30: those at the ends have half of the others' share.
    const share = (k: number): number => (k < 10 || k > 30 ? 0 : k === 10 || k === 30 ? 1 / 40 : 1 / 20);
    expect(chiSquare(delays, share, 10)).toBeGreaterThan(ALPHA);
  });

  test('weights and delays: normal, clipped', () => {
    const { weights, delays } = drawn('10 + randn()', 'clip(normal(2 ms, 0.5 ms), 0.1 ms, 4 ms)');
    const edges = Array.from({ length: 71 }, (_, k) => -3.5 + k * 0.1);
    expect(
      binned(
        weights.map((w) => w - 10),
        edges,
        upperTail,
      ),
    ).toBeGreaterThan(ALPHA);
    const above = (k: number): number => (k <= 1 ? 1 : k > 40 ? 0 : upperTail((k - 0.5 - 20) / 5));
    expect(chiSquare(delays, (k) => above(k) - above(k + 1), 1)).toBeGreaterThan(ALPHA);
  });

  test('initial values: uniform and normal', () => {
    const net = new Network({ seed: 25 });
    const model = cell({ equations: 'dx/dt = -x/ms : 1\ndy/dt = -y/ms : 1' });
    net.population(model, 200_000, { x: 'uniform(-1, 1)', y: 'normal(3, 2)' });
    const [x, y] = resolveNetwork(net, 0.1).populations[0]!.initial.map((v) => Array.from(v as Float64Array));
    const unit = Array.from({ length: 199 }, (_, k) => -1 + (k + 1) / 100);
    expect(binned(x!, unit, (u) => (1 - u) / 2)).toBeGreaterThan(ALPHA);
    const edges = Array.from({ length: 81 }, (_, k) => -4 + k * 0.1);
    expect(
      binned(
        y!.map((v) => (v - 3) / 2),
        edges,
        upperTail,
      ),
    ).toBeGreaterThan(ALPHA);
  });
});

describe('connections', () => {
  const [SOURCES, TARGETS] = [1500, 800];
  /** Degrees of either end, and the targets in a row. */
  function degrees(connect: ConnectionRule): { out: number[]; into: number[]; targets: number[] } {
    const net = new Network({ seed: 26 });
    const source = net.spikes(SOURCES, { times: Array.from({ length: SOURCES }, () => []) });
    const target = net.population(cell({ equations: 'dg/dt = -g/(5*ms) : 1' }), TARGETS);
    net.project(source, target, { connect, onSpike: 'g += 1' });
    const resolved = resolveNetwork(net, 0.1);
    const { populations } = resolved;
    const fanout = fanoutOf(resolved);
    const { first } = populations.find((p) => p.role === 'source')!;
    const rows = fanout.rows.subarray(first, first + SOURCES + 1);
    const targets = Array.from(fanout.targets, (t) => (t % fanout.width) - fanout.offsets[0]!);
    const into = new Array<number>(TARGETS).fill(0);
    for (const j of targets) into[j]!++;
    return { out: Array.from({ length: SOURCES }, (_, i) => rows[i + 1]! - rows[i]!), into, targets };
  }
  /** Counts per target from all, against equal shares. */
  const uniform = (found: readonly number[], range: number): number =>
    chiSquare(found, (k) => (k < range ? 1 / range : 0));

  test.each([
    ['fixedProbability', 0.001, (p: number) => fixedProbability(p)],
    ['fixedProbability', 0.1, (p: number) => fixedProbability(p)],
    ['fixedProbability', 0.5, (p: number) => fixedProbability(p)],
    ['fixedProbability', 0.98, (p: number) => fixedProbability(p)],
    ['probability', 0.001, (p: number) => probability(p)],
    ['probability', 0.3, (p: number) => probability(p)],
  ])('%s(%f): degrees of both ends are binomial, targets equally likely', (_, p, rule) => {
    const { out, into, targets } = degrees(rule(p));
    expect(chiSquare(out, (k) => binomialShare(TARGETS, p, k))).toBeGreaterThan(ALPHA);
    expect(chiSquare(into, (k) => binomialShare(SOURCES, p, k))).toBeGreaterThan(ALPHA);
    // Of one source no target comes twice, so counts vary by 1 − p of the multinomial's variance: for p up to 0.1 that hides little.
    if (p <= 0.1) expect(uniform(targets, TARGETS)).toBeGreaterThan(ALPHA);
  });

  test('fixedTotalNumber: all there are, degrees of both ends binomial, targets equally likely', () => {
    for (const synapses of [900, 90_000]) {
      const { out, into, targets } = degrees(fixedTotalNumber(synapses));
      expect(targets).toHaveLength(synapses);
      expect(chiSquare(out, (k) => binomialShare(synapses, 1 / SOURCES, k))).toBeGreaterThan(ALPHA);
      expect(chiSquare(into, (k) => binomialShare(synapses, 1 / TARGETS, k))).toBeGreaterThan(ALPHA);
      expect(uniform(targets, TARGETS)).toBeGreaterThan(ALPHA);
      const sources = out.flatMap((n, i) => new Array<number>(n).fill(i));
      expect(uniform(sources, SOURCES)).toBeGreaterThan(ALPHA);
    }
  });

  test.each([
    ['with', true],
    ['without', false],
  ])('fixedOutDegree %s multapses: in-degrees are binomial', (_, multapses) => {
    const degree = 60;
    const { out, into, targets } = degrees(fixedOutDegree(degree, { multapses }));
    expect(out.every((n) => n === degree)).toBe(true);
    // In-degrees sum to a constant, which lowers their variance by 1/800.
    const share = (k: number): number =>
      multapses ? binomialShare(SOURCES * degree, 1 / TARGETS, k) : binomialShare(SOURCES, degree / TARGETS, k);
    expect(chiSquare(into, share)).toBeGreaterThan(ALPHA);
    if (multapses) expect(uniform(targets, TARGETS)).toBeGreaterThan(ALPHA);
  });

  test.each([
    ['with', true],
    ['without', false],
  ])('fixedInDegree %s multapses: out-degrees are binomial', (_, multapses) => {
    const degree = 60;
    const { out, into } = degrees(fixedInDegree(degree, { multapses }));
    expect(into.every((n) => n === degree)).toBe(true);
    const share = (k: number): number =>
      multapses ? binomialShare(TARGETS * degree, 1 / SOURCES, k) : binomialShare(TARGETS, degree / SOURCES, k);
    expect(chiSquare(out, share)).toBeGreaterThan(ALPHA);
    if (!multapses) return;
    const sources = out.flatMap((n, i) => new Array<number>(n).fill(i));
    expect(uniform(sources, SOURCES)).toBeGreaterThan(ALPHA);
  });
});

describe.each(['reference', 'wasm'] as const)('running networks on %s', (backend) => {
  test('rand() and randn() follow their laws', async () => {
    const [cells, steps] = [2000, 100];
    const net = new Network({ seed: 27 });
    net.population(
      cell({
        equations: 'u = rand() : 1\nz = randn() : 1\ndx/dt = 0/ms : 1\ndy/dt = 0/ms : 1',
        threshold: 'true',
        reset: 'x = u; y = z',
      }),
      cells,
    );
    const simulation = await createSimulation(net, { backend });
    const all = [...Array(cells).keys()];
    simulation.setTraces(['x', 'y'].map((name) => ({ variables: [name], cells: all })));
    const { traces } = await simulation.run(steps);
    simulation.dispose();
    const [x, y] = traces.map((t) => Array.from(t.values));
    expect(
      chiSquare(
        x!.map((u) => Math.floor(u * 1000)),
        (k) => (k < 1000 ? 1 / 1000 : 0),
      ),
    ).toBeGreaterThan(ALPHA);
    expect(
      binned(
        y!,
        Array.from({ length: 161 }, (_, k) => -4 + k * 0.05),
        upperTail,
      ),
    ).toBeGreaterThan(ALPHA);
  });

  test.each(['20 Hz', '1 kHz', '9 kHz'])('intervals of Poisson trains of %s are geometric', async (rate) => {
    const net = new Network({ seed: 28 });
    net.poisson(400, { rate });
    const simulation = await createSimulation(net, { backend });
    const steps = 5000;
    const { spikes } = await simulation.run(steps);
    simulation.dispose();
    const p = Number.parseFloat(rate) * (rate.includes('k') ? 1000 : 1) * 1e-4;
    // All waiting times that begin in the first half, up to half of the run: none of them is cut.
    const last = new Int32Array(400).fill(-1);
    const waits: number[] = [];
    const add = (cell: number, until: number): void => {
      if (last[cell]! < steps / 2) waits.push(Math.min(until - last[cell]! - 1, steps / 2));
      last[cell] = until;
    };
    for (const [k, step] of spikes.steps.entries()) add(spikes.cells[k]!, step);
    for (let i = 0; i < 400; i++) add(i, steps + 1);
    const width = Math.max(1, Math.floor(1 / p / 20));
    const beyond = (k: number): number => (k * width > steps / 2 ? 0 : Math.exp(k * width * Math.log1p(-p)));
    expect(
      chiSquare(
        waits.map((w) => Math.floor(w / width)),
        (k) => beyond(k) - beyond(k + 1),
      ),
    ).toBeGreaterThan(ALPHA);
  });
});
