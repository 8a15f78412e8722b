/** Draws of running networks over 200 seeds: normals and Poisson counts against their laws. */
import { describe, expect, it } from 'vitest';
import { ksPValue } from '../../src/analysis/index.ts';
import { cell, createSimulation, erfcx, Network } from '../../src/index.ts';

const SEEDS = 200;
const CELLS = 500;
const STEPS = 4;
/** Mean of the Poisson counts: one literal, one parameter, which are built differently. */
const MEANS = [0.7, 6.5] as const;

const model = cell({
  equations: 'dx/dt = 0/ms : 1\nda/dt = 0/ms : 1\ndb/dt = 0/ms : 1',
  parameters: { m: MEANS[1] },
  threshold: 'true',
  reset: `x = randn(); a = poisson(${MEANS[0]}); b = poisson(m)`,
});

/** Draws of one seed: [normals, counts, counts]. */
async function draws(seed: number, backend: 'reference' | 'wasm'): Promise<number[][]> {
  const network = new Network({ seed });
  network.population(model, CELLS);
  const simulation = await createSimulation(network, { backend });
  const cells = Array.from({ length: CELLS }, (_, i) => i);
  simulation.setTraces(['x', 'a', 'b'].map((name) => ({ variables: [name], cells })));
  const { traces } = await simulation.run(STEPS);
  simulation.dispose();
  return traces.map((t) => [...t.values]);
}

/** Φ(x) by erfc(x) = e^(−x²)·erfcx(x). */
const normal = (x: number): number => {
  const z = Math.abs(x) / Math.SQRT2;
  const tail = 0.5 * Math.exp(-z * z) * erfcx(z);
  return x < 0 ? tail : 1 - tail;
};

/** P(K ≤ k) */
function poisson(mean: number, k: number): number {
  let term = Math.exp(-mean);
  let sum = k < 0 ? 0 : term;
  for (let j = 1; j <= k; j++) {
    term *= mean / j;
    sum += term;
  }
  return sum;
}

/** One-sample Kolmogorov–Smirnov p-value of values that should be uniform in (0, 1). */
function uniformity(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  let distance = 0;
  sorted.forEach((u, k) => {
    distance = Math.max(distance, (k + 1) / n - u, u - k / n);
  });
  return ksPValue(distance, n, 1e15);
}

/** A small generator for the test's own use: spreads a count over the probability that it takes. */
function* stream(seed: number): Generator<number, never> {
  let s = seed >>> 0;
  for (;;) {
    s = (s + 0x6d2b79f5) >>> 0;
    let t = Math.imul(s ^ (s >>> 15), 1 | s);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    yield ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }
}

describe.each(['reference', 'wasm'] as const)('draws of %s', (backend) => {
  it('normals and Poisson counts follow their laws in every seed', async () => {
    const p: number[][] = [[], [], []];
    for (let seed = 1; seed <= SEEDS; seed++) {
      const [x, a, b] = await draws(seed, backend);
      p[0]!.push(uniformity(x!.map(normal)));
      const own = stream(seed);
      [a!, b!].forEach((counts, which) => {
        const spread = counts.map((k) => {
          const [low, high] = [poisson(MEANS[which]!, k - 1), poisson(MEANS[which]!, k)];
          return low + (high - low) * own.next().value;
        });
        p[which + 1]!.push(uniformity(spread));
      });
    }
    for (const values of p) {
      // A right generator brings p-values uniform in (0, 1). Each of these 6 tests is missed with probability 1e-4.
      expect(uniformity(values)).toBeGreaterThan(1e-4);
      // The smallest of 200 lies below 5e-7 with probability 1e-4.
      expect(Math.min(...values)).toBeGreaterThan(5e-7);
    }
  });

  it('draws of neighbouring cells, steps and seeds are uncorrelated', async () => {
    const n = 60;
    const pools = await Promise.all(Array.from({ length: n }, (_, s) => draws(1000 + s, backend)));
    const x = pools.map((pool) => pool[0]!);
    const correlation = (pairs: readonly (readonly [number, number])[]): number =>
      pairs.reduce((sum, [a, b]) => sum + a * b, 0) / Math.sqrt(pairs.length);
    const cells = x.flatMap((v) => v.slice(1).map((b, k) => [v[k]!, b] as const));
    const steps = x.flatMap((v) => v.slice(CELLS).map((b, k) => [v[k]!, b] as const));
    const seeds = x.slice(1).flatMap((v, s) => v.map((b, k) => [x[s]![k]!, b] as const));
    // Σab/√n of independent normals is a standard normal: beyond 4.9 with probability 1e-6.
    for (const pairs of [cells, steps, seeds]) expect(Math.abs(correlation(pairs))).toBeLessThan(4.9);
  });
});
