/** One value for all cells: common noise, and what cannot be common. */
import { describe, expect, it } from 'vitest';
import { type BackendName, cell, createSimulation, Network, simulate } from '../../src/index.ts';

const common =
  'c = randn() : 1 (constant over dt, shared)\ndx/dt = (c - x)/ms : 1\nd = rand() : 1\ndy/dt = (d + 0*c - y)/ms : 1';

describe.each(['reference', 'wasm'] as readonly BackendName[])('common noise on %s', (backend) => {
  it('is the same for all cells and another in each step; noise of their own stays', async () => {
    const net = new Network({ seed: 4 });
    net.population(cell({ equations: common }), 37);
    const run = await simulate(net, {
      duration: '400 ms',
      backend,
      record: [{ population: 'cells', variables: ['x', 'y'], cells: 'all' }],
    });
    const { values } = run.traces[0]!;
    const x = Float64Array.from({ length: 4000 }, (_, k) => values[2 * 37 * k]!);
    expect(values.every((v, at) => at % 2 === 1 || v === x[Math.floor(at / 74)])).toBe(true);
    expect(new Set(Array.from({ length: 37 }, (_, i) => values[2 * i + 1])).size).toBe(37);
    // x' = a·x + (1 − a)·c, a = e^(−0.1): c is normal. Its mean is off by 1/√4000, its variance by √(2/4000); five of these each.
    const a = Math.exp(-0.1);
    const c = Array.from({ length: 3999 }, (_, k) => (x[k + 1]! - a * x[k]!) / (1 - a));
    const mean = c.reduce((n, v) => n + v, 0) / c.length;
    const variance = c.reduce((n, v) => n + (v - mean) ** 2, 0) / c.length;
    expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(4000));
    expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.sqrt(2 / 4000));
    // In f32 x is 6e-8 off, which the quotient makes 1e-6.
    expect(new Set(c.map((v) => v.toFixed(4))).size).toBeGreaterThan(3500);
  });

  it('depends on the seed and the population', async () => {
    const first = async (seed: number, name: string): Promise<number> => {
      const net = new Network({ seed });
      net.population(cell({ equations: common }), 3, {}, { name });
      const sim = await createSimulation(net, { backend });
      await sim.run(1);
      return (await sim.read(name, 'x'))[2]!;
    };
    const all = [await first(1, 'a'), await first(2, 'a'), await first(1, 'b')];
    expect(new Set(all).size).toBe(3);
  });
});

it('both backends draw the same', async () => {
  const values = await Promise.all(
    (['reference', 'wasm'] as const).map(async (backend) => {
      const net = new Network({ seed: 9 });
      net.population(cell({ equations: common }), 2);
      const sim = await createSimulation(net, { backend });
      await sim.run(20);
      return (await sim.read('cells', 'x'))[1]!;
    }),
  );
  // 20 steps of f32 at |x| < 2.
  expect(Math.abs(values[0]! - values[1]!)).toBeLessThan(20 * 2 ** -23);
});

it('what differs from cell to cell is refused in words', () => {
  expect(() => cell({ equations: 'a = randn() : 1\nc = a + 1 : 1 (shared)\ndx/dt = c/ms : 1' })).toThrow(
    /uses another part whose random numbers are drawn for each cell by itself; flag that one 'shared' too/,
  );
  expect(() => cell({ equations: 'c = x : 1 (shared)\ndx/dt = c/ms : 1' })).toThrow(/differs from cell to cell/);
  expect(() => cell({ equations: 'c = poisson(3) : 1 (shared)\ndx/dt = c/ms : 1' })).toThrow(
    /counts for each cell by itself/,
  );
  expect(() => cell({ equations: 's : 1 (summed)\nc = s : 1 (shared)\ndx/dt = c/ms : 1' })).toThrow(
    /differs from cell to cell/,
  );
  expect(cell({ equations: 's : 1 (summed, shared)\nc = s : 1 (shared)\ndx/dt = c/ms : 1' }).sums).toHaveLength(1);
});
