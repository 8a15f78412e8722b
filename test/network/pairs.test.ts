/**
 * Connection, weights and delays by expressions over pairs of cells. All draws are seeded; alpha is the chance that a right seed would
 * fail.
 */
import { describe, expect, test } from 'vitest';
import { resolveNetwork } from '../../src/compile/resolve.ts';
import {
  allToAll,
  cell,
  fixedProbability,
  grid,
  Network,
  probability,
  projectionCensus,
  simulate,
} from '../../src/index.ts';
import { parseQuantity } from '../../src/quantity/quantity.ts';
import { fanoutOf, pathwaysOf } from '../fixtures/programs/parts.ts';

const model = cell({ equations: 'dv/dt = -v/ms : 1\ndg/dt = -g/ms : nS', threshold: 'v > 1', reset: 'v = 0' });
const kernel = 'exp(-((x_pre - x_post)**2 + (y_pre - y_post)**2)/18)';

function sheet(seed: number, options: Partial<Parameters<Network['project']>[2]> = {}): Network {
  const net = new Network({ seed });
  const cells = net.population(model, 400, {}, { positions: grid(20, 20, 1) });
  net.project(cells, cells, {
    name: 'lateral',
    connect: probability(kernel, { condition: 'i != j' }),
    onSpike: 'v += 0.1',
    ...options,
  });
  return net;
}

const place = (cell: number): [x: number, y: number] => [cell % 20, Math.floor(cell / 20)];
const distance2 = (i: number, j: number): number => {
  const [[a, b], [c, d]] = [place(i), place(j)];
  return (a - c) ** 2 + (b - d) ** 2;
};

/** Source, target and delay in steps of every synapse. */
function synapses(net: Network): { i: number; j: number; delay: number; weight: number | undefined }[] {
  const fanout = fanoutOf(resolveNetwork(net, 0.1));
  return Array.from(fanout.targets, (entry, s) => {
    let i = 0;
    while (fanout.rows[i + 1]! <= s) i++;
    return {
      i,
      j: entry % fanout.width,
      delay: Math.floor(entry / fanout.width),
      weight: fanout.weights?.[s],
    };
  });
}

describe('a probability of each pair', () => {
  test('the number of synapses: the sum of the probabilities, and its variance', () => {
    // Σp over ordered pairs is a product of two sums over lines, less the diagonal: (Σ e^(−k²/18))² − 400.
    const line = Array.from({ length: 20 }, (_, a) => a);
    const sum = line.reduce((s, a) => s + line.reduce((t, b) => t + Math.exp(-((a - b) ** 2) / 18), 0), 0);
    const expected = sum ** 2 - 400;
    const squares = line.reduce((s, a) => s + line.reduce((t, b) => t + Math.exp(-((a - b) ** 2) / 9), 0), 0);
    // Σp(1 − p); a pair at distance 0 is only the diagonal.
    const variance = sum ** 2 - squares ** 2;
    const seeds = [1, 2, 3, 4, 5];
    const counts = seeds.map((seed) => projectionCensus(sheet(seed))[0]!.synapses);
    const mean = counts.reduce((a, n) => a + n, 0) / seeds.length;
    // Normal by the central limit theorem over 160 000 pairs: alpha = 10⁻⁶ beyond 4.89 standard deviations.
    expect(Math.abs(mean - expected)).toBeLessThan(4.89 * Math.sqrt(variance / seeds.length));
    expect(new Set(counts).size).toBeGreaterThan(1);
    const { rule, source, target } = sheet(1).projections[0]!;
    const task = { sources: source.size, targets: target.size, shift: 0, seed: 1, stream: 0 };
    expect(rule.estimate(task)).toBeCloseTo(expected, 6);
  });

  test('by distance: as many as the kernel says, no cell onto itself, no pair twice', () => {
    const all = synapses(sheet(3));
    expect(all.some(({ i, j }) => i === j)).toBe(false);
    expect(new Set(all.map(({ i, j }) => 400 * i + j)).size).toBe(all.length);
    const pairs = new Map<number, [pairs: number, joined: number]>();
    for (let i = 0; i < 400; i++)
      for (let j = 0; j < 400; j++) {
        const d = distance2(i, j);
        if (i === j || d > 60) continue;
        const entry = pairs.get(d) ?? [0, 0];
        entry[0]++;
        pairs.set(d, entry);
      }
    for (const { i, j } of all) {
      const entry = pairs.get(distance2(i, j));
      if (entry) entry[1]++;
    }
    expect(pairs.size).toBeGreaterThan(25);
    // At most 36 classes, each two-sided beyond 5.5 standard deviations: alpha below 36·3.8·10⁻⁸ < 2·10⁻⁶.
    for (const [d, [n, joined]] of pairs) {
      const p = Math.exp(-d / 18);
      expect(Math.abs(joined - n * p)).toBeLessThan(5.5 * Math.sqrt(n * p * (1 - p)) + 0.5);
    }
  });

  test('depends on seed and name alone, and on the whole population where there are slices', () => {
    expect(synapses(sheet(5))).toEqual(synapses(sheet(5)));
    expect(synapses(sheet(5))).not.toEqual(synapses(sheet(6)));
    const net = new Network({ seed: 1 });
    const cells = net.population(model, 10);
    net.project(cells.slice(2, 6), cells.slice(4, 9), {
      connect: probability(1, { condition: 'i == j' }),
      onSpike: 'v += 1',
    });
    expect(synapses(net).map(({ i, j }) => [i, j])).toEqual([
      [4, 4],
      [5, 5],
    ]);
  });

  test('parameters of the cells serve too, random ones as they are drawn, in their units', () => {
    const placed = cell({ equations: 'dv/dt = -v/ms : 1\nx : um', threshold: 'v > 1', reset: 'v = 0' });
    const net = new Network({ seed: 4 });
    const cells = net.population(placed, 60, { x: 'uniform(0 um, 1 mm)' });
    const source = net.poisson(5, { rate: '10 Hz', positions: { x: ['0 um', '250 um', '500 um', '750 um', '1 mm'] } });
    net.project(source, cells, { connect: probability('int(abs(x_pre - x_post) < 0.1 mm)'), onSpike: 'v += 1' });
    const resolved = resolveNetwork(net, 0.1);
    const { populations } = resolved;
    const fanout = fanoutOf(resolved);
    const x = populations[0]!.parameters[0]!.value as Float64Array;
    const rows = Array.from({ length: 5 }, (_, k) =>
      Array.from(fanout.targets.slice(fanout.rows[60 + k], fanout.rows[61 + k]), (e) => e % 60),
    );
    const mm = parseQuantity('1 mm').value;
    rows.forEach((row, k) => {
      expect(row).toEqual([...x.keys()].filter((j) => Math.abs(x[j]! / mm - k / 4) < 0.1));
    });
    expect(rows.flat().length).toBeGreaterThan(20);
  });

  test('the same synapses and spikes on every backend and any number of threads', async () => {
    // Weights are powers of two and nothing decays, so that single and double precision agree to the bit.
    const flat = cell({ equations: 'dv/dt = 0/ms : 1', threshold: 'v >= 1', reset: 'v = 0' });
    const run = async (backend: 'reference' | 'wasm', threads: number): Promise<string> => {
      const net = new Network({ seed: 7 });
      const cells = net.population(flat, 400, { v: '0.125*floor(16*rand())' }, { positions: grid(20, 20, 1) });
      net.project(cells, cells, {
        connect: probability(kernel, { condition: 'i != j' }),
        onSpike: 'v += 0.03125*(-1)',
        delay: '0.5 ms + 0.2 ms*sqrt((x_pre - x_post)**2 + (y_pre - y_post)**2)',
      });
      const drive = net.poisson(400, { rate: '500 Hz' });
      net.project(drive, cells, { connect: probability(1, { condition: 'i == j' }), onSpike: 'v += 0.5' });
      const { summary } = await simulate(net, { duration: '50 ms', backend, threads });
      expect(summary.spikes).toBeGreaterThan(400);
      return summary.spike_hash;
    };
    const expected = await run('reference', 1);
    expect(await run('wasm', 1)).toBe(expected);
    expect(await run('wasm', 2)).toBe(expected);
    expect(await run('wasm', 3)).toBe(expected);
  });

  test('what does not fit is refused in words', () => {
    expect(() => sheet(1, { connect: probability('x_pre') })).not.toThrow();
    expect(() => synapses(sheet(1, { connect: probability('x_pre') }))).toThrow(
      /probability\('x_pre'\) is 2 from cell 2 to cell 0; a probability lies from 0 to 1/,
    );
    expect(() => sheet(1, { connect: probability('x_pre*ms') })).toThrow(/unit/);
    expect(() => sheet(1, { connect: probability('z_pre') })).toThrow(/'z_pre' is not known/);
    expect(() => sheet(1, { connect: probability('rand()') })).toThrow(/not random numbers/);
    expect(() => sheet(1, { connect: probability('0.5', { condition: 'i - j' }) })).toThrow(/condition/);
    expect(() => sheet(1, { connectivity: 'procedural' })).toThrow(/do not follow from the cell alone/);
    expect(() => new Network().population(model, 9, {}, { positions: grid(2, 3) })).toThrow(/6 entries for 9 cells/);
    expect(() => new Network().population(model, 6, {}, { positions: { v: [0, 1, 2, 3, 4, 5] } })).toThrow(
      /has a 'v' already/,
    );
  });
});

describe('weights and delays of each pair', () => {
  test('a delay by distance', () => {
    const all = synapses(sheet(2, { delay: '0.5 ms + 0.2 ms*sqrt((x_pre - x_post)**2 + (y_pre - y_post)**2)' }));
    expect(all.length).toBeGreaterThan(10_000);
    for (const { i, j, delay } of all) expect(delay).toBe(Math.round((0.5 + 0.2 * Math.sqrt(distance2(i, j))) / 0.1));
  });

  test('a weight by number, in stored synapses, in slices, and in plastic ones', () => {
    const net = new Network({ seed: 2 });
    const cells = net.population(model, 8);
    const weight = '1 nS*(1 + i) + 100 nS*j';
    net.project(cells.slice(1, 4), cells.slice(5, 8), { name: 'a', connect: allToAll(), onSpike: 'g += w', weight });
    net.project(cells.slice(1, 4), cells.slice(5, 8), {
      name: 'b',
      connect: allToAll(),
      onSpike: 'g += w',
      weight,
      plasticity: { range: ['0 nS', '2000 nS'] },
    });
    const resolved = resolveNetwork(net, 0.1);
    const { inlets } = resolved;
    const [fanout, pathways] = [fanoutOf(resolved), pathwaysOf(resolved)];
    const { quantum } = inlets[0]!;
    const expected = [1, 2, 3].flatMap((i) => [5, 6, 7].map((j) => 1 + i + 100 * j));
    // Quanta of the largest weight: within 2⁻²⁴ of 705 nS.
    Array.from(fanout.weights!.slice(0, 9), (w) => w * quantum).forEach((w, s) => {
      expect(Math.abs(w - expected[s]!)).toBeLessThan(705 * 2 ** -24);
    });
    expect([...pathways[0]!.plasticity!.initial]).toEqual(expected);
    expect([...projectionCensus(net)[0]!.weights!]).toEqual(expected);
  });

  test('draws stay where they were: an expression of the pair does not move random weights', () => {
    const of = (weight: string): number[] => {
      const net = new Network({ seed: 8 });
      const cells = net.population(model, 20);
      net.project(cells, cells, { connect: fixedProbability(0.5), onSpike: 'g += w', weight });
      return [...projectionCensus(net)[0]!.weights!];
    };
    const plain = of('1 nS + 1 nS*rand()');
    expect(of('uniform(1 nS, 2 nS) + 0 nS*j')).toEqual(plain);
  });
});
