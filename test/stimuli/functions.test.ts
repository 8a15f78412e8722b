import { describe, expect, it } from 'vitest';
import { cell, createSimulation, Network } from '../../src/index.ts';
import { chirp, pulses, ramp, sine, stepFunction } from '../../src/stimuli/functions.ts';

/** Values of a function of time at the middle of each step, as the exact integrator takes them: dx/dt = f(t) − x at τ → 0. */
async function values(
  text: string,
  options: { dt: number; steps: number; parameters?: Record<string, string> },
): Promise<number[]> {
  const { dt, steps, parameters = {} } = options;
  const model = cell({ equations: `dx/dt = f/ms : 1\nf = ${text} : 1`, parameters, integrator: 'exact' });
  const network = new Network();
  network.population(model, 1);
  const simulation = await createSimulation(network, { dt: `${dt} ms`, backend: 'reference' });
  simulation.setTraces([{ variables: ['x'], cells: [0] }]);
  const x = [0, ...(await simulation.run(steps)).traces[0]!.values];
  simulation.dispose();
  return x.slice(1).map((value, k) => (value - x[k]!) / dt);
}

describe('functions of time', () => {
  it('a step acts from its first step to before its last', async () => {
    const f = await values(stepFunction({ amplitude: '3', from: '1 ms', to: '2 ms' }), { dt: 0.25, steps: 12 });
    expect(f).toEqual([0, 0, 0, 0, 3, 3, 3, 3, 0, 0, 0, 0].map((v) => expect.closeTo(v, 12)));
    const on = await values(stepFunction({ amplitude: 'a', from: '1 ms' }), {
      dt: 0.5,
      steps: 4,
      parameters: { a: '2' },
    });
    expect(on).toEqual([0, 0, 2, 2].map((v) => expect.closeTo(v, 12)));
  });

  it('a ramp rises in a straight line', async () => {
    const f = await values(ramp({ amplitude: '8', from: '1 ms', to: '3 ms' }), { dt: 0.5, steps: 8 });
    expect(f).toEqual([0, 0, 1, 3, 5, 7, 8, 8].map((v) => expect.closeTo(v, 12)));
  });

  it('a sine keeps its phase', async () => {
    const f = await values(sine({ amplitude: '2', period: '8 ms', from: '1 ms' }), { dt: 1, steps: 80 });
    f.forEach((v, k) => {
      expect(v).toBeCloseTo(2 * Math.sin((2 * Math.PI * (k - 0.5)) / 8), 9);
    });
  });

  it('a chirp sweeps by equal ratios: cycles up to t are the integral of its frequency', async () => {
    const text = chirp({ amplitude: '1', from: '10 Hz', to: '160 Hz', duration: '400 ms' });
    const f = await values(text, { dt: 0.1, steps: 4100 });
    // ∫ 10·16^(t/400) dt: rising zero crossings lie where it is whole.
    let cycles = 0;
    const rising: number[] = [];
    const expected: number[] = [];
    for (let k = 0; k < 4000; k++) {
      const before = Math.floor(cycles);
      cycles += 0.1e-3 * 10 * 16 ** ((k + 0.5) / 4000);
      if (Math.floor(cycles) > before) expected.push(k);
      if (k > 0 && f[k - 1]! < 0 && f[k]! >= 0) rising.push(k);
    }
    expect(rising.length).toBeGreaterThan(15);
    rising.forEach((k, n) => {
      expect(Math.abs(k - expected[n]!)).toBeLessThanOrEqual(1);
    });
    expect(f.slice(4001).every((v) => v === 0)).toBe(true);
  });

  it('pulses repeat', async () => {
    const f = await values(pulses({ amplitude: '1', period: '4 ms', width: '1 ms', from: '2 ms' }), {
      dt: 0.5,
      steps: 16,
    });
    expect(f).toEqual([0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0].map((v) => expect.closeTo(v, 12)));
  });

  it('an array is a table: one entry per width, the last one from then on', async () => {
    const model = cell({
      equations: 'dx/dt = f(t)/ms : 1',
      tables: { f: { values: [1, 5, -2], dt: '1 ms' } },
      integrator: 'exact',
    });
    const network = new Network();
    network.population(model, 1);
    const simulation = await createSimulation(network, { dt: '0.5 ms', backend: 'reference' });
    simulation.setTraces([{ variables: ['x'], cells: [0] }]);
    const x = [0, ...(await simulation.run(8)).traces[0]!.values];
    simulation.dispose();
    expect(x.slice(1).map((v, k) => (v - x[k]!) / 0.5)).toEqual([1, 1, 5, 5, -2, -2, -2, -2]);
  });

  it('parameters and tables may differ from cell to cell', async () => {
    const model = cell({
      equations: 'dx/dt = gain*f(t + shift)/ms : 1',
      parameters: { gain: [1, 10], shift: ['0 ms', '1 ms'] },
      tables: { f: { values: [1, 5, -2], dt: '1 ms' } },
      integrator: 'exact',
    });
    const network = new Network();
    network.population(model, 2);
    const simulation = await createSimulation(network, { dt: '1 ms', backend: 'reference' });
    simulation.setTraces([{ variables: ['x'], cells: [0, 1] }]);
    expect([...(await simulation.run(2)).traces[0]!.values]).toEqual([1, 50, 6, 30]);
    simulation.dispose();
  });
});
