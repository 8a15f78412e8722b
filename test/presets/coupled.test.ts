/** Presets of coupled cells do what their summaries say. */
import { describe, expect, it } from 'vitest';
import { build, documentOf } from '../../src/document/index.ts';
import { createSimulation, type Simulation } from '../../src/index.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';

const start = async (name: string, set: Readonly<Record<string, string>> = {}, seed = 1): Promise<Simulation> => {
  const preset = presetByName(name);
  const network = preset.build(presetValues(preset, set), seed);
  return createSimulation(network, { dt: `${preset.dt} ms`, integrator: preset.integrator, backend: 'wasm' });
};

/** Spikes of cells from ≤ c < to between two steps. */
const count = (
  spikes: { steps: Uint32Array; cells: Uint32Array },
  from: number,
  to: number,
  begin = 0,
  end = 2 ** 32,
): number =>
  spikes.cells.reduce(
    (n, c, k) => n + (c >= from && c < to && spikes.steps[k]! >= begin && spikes.steps[k]! < end ? 1 : 0),
    0,
  );

describe('gap-pair', () => {
  it('the second cell follows, and rests without the junction', async () => {
    const steps = 100 / 0.02;
    const { spikes } = await (await start('gap-pair')).run(steps);
    const [first, second] = [count(spikes, 0, 1), count(spikes, 1, 2)];
    expect(first).toBeGreaterThan(5);
    expect(second).toBe(first);
    const apart = (await (await start('gap-pair', { g_gap: '0 mS/cm^2' })).run(steps)).spikes;
    expect(count(apart, 0, 1)).toBeGreaterThan(5);
    expect(count(apart, 1, 2)).toBe(0);
  });
});

describe('gap-interneurons', () => {
  /** Variance of the number of spikes in bins of 2 ms over that of independent cells, and the rate in Hz, from 500 to 1000 ms. */
  const rhythm = async (g: string): Promise<{ volleys: number; rate: number }> => {
    const simulation = await start('gap-interneurons', { g_gap: g });
    const { spikes } = await simulation.run(20_000);
    const bins = new Float64Array(250);
    spikes.steps.forEach((step) => {
      if (step >= 10_000) bins[Math.floor((step - 10_000) / 40)]!++;
    });
    const mean = bins.reduce((n, x) => n + x, 0) / bins.length;
    const variance = bins.reduce((n, x) => n + (x - mean) ** 2, 0) / bins.length;
    return { volleys: variance / mean, rate: (mean / 200) * 500 };
  };

  it('the rhythm is there with gap junctions and not without', async () => {
    const [coupled, apart] = [await rhythm('0.01 mS/cm^2'), await rhythm('0 mS/cm^2')];
    expect(coupled.rate).toBeGreaterThan(25);
    expect(coupled.rate).toBeLessThan(60);
    // Independent cells give 1; 200 in one bin of 2 ms give about 150.
    expect(coupled.volleys).toBeGreaterThan(10);
    expect(coupled.volleys).toBeGreaterThan(3 * apart.volleys);
  });
});

describe('kuramoto', () => {
  it.each([
    ['30 1/s', Math.sqrt(1 - 12 / 30), 0.03],
    // Below the critical coupling only fluctuations of the order of 1/√200 are left.
    ['6 1/s', 0, 0.2],
  ])('with K = %s the order is that of the mean field', async (K, right, close) => {
    const simulation = await start('kuramoto', { K });
    await simulation.run(5000);
    let sum = 0;
    for (let k = 0; k < 50; k++) {
      await simulation.run(100);
      sum += (await simulation.read('cells', 'order'))[0]!;
    }
    expect(Math.abs(sum / 50 - right)).toBeLessThan(close);
  });
});

describe('kuramoto, those that turn backwards', () => {
  it('have a phase from 0 to 2 pi, as those that turn forwards', async () => {
    const simulation = await start('kuramoto');
    // The ends of the Lorentz distribution: 1/s, cell 0 at about -760 and the last at about 760, around 63.
    simulation.setTraces([{ population: 'cells', variables: ['phase', 'theta'], cells: [0, 199] }]);
    const { traces } = await simulation.run(500);
    const values = (variable: number, cell: number) =>
      traces[0]!.values.filter((_, k) => k % 2 === variable && Math.floor((k % 4) / 2) === cell);
    const theta = values(1, 0);
    expect(theta.at(-1)!).toBeLessThan(-50);
    for (const cell of [0, 1]) {
      const phase = values(0, cell);
      expect(Math.min(...phase)).toBeGreaterThanOrEqual(0);
      // It is rounded to single precision.
      expect(Math.max(...phase)).toBeLessThanOrEqual(Math.fround(2 * Math.PI));
      expect(Math.max(...phase)).toBeGreaterThan(6);
      values(1, cell).forEach((x, k) => {
        // The remainder of a phase of about 76 in f32: half an ulp of it, and of the multiple of 2 pi.
        expect(Math.abs(Math.cos(x) - Math.cos(phase[k]!))).toBeLessThan(2e-5);
      });
    }
  });

  it('spike as they do without it', async () => {
    const preset = presetByName('kuramoto');
    const { document } = documentOf(preset.build(presetValues(preset, {}), 1), {
      run: { duration: '1 ms' },
      longest: Number.POSITIVE_INFINITY,
    });
    const { equations } = document.models!['cells'] as { equations: string };
    const without = equations.replace(/^phase = .*\n/m, '');
    expect(without).not.toContain('phase');
    const spikes = async (text: string) => {
      const { network } = build({
        ...document,
        models: { cells: { ...document.models!['cells'], equations: text } },
      } as never);
      const simulation = await createSimulation(network, { dt: '0.2 ms', integrator: 'rk4', backend: 'wasm' });
      return (await simulation.run(2000)).spikes;
    };
    const [bare, full] = [await spikes(without), await spikes(equations)];
    expect(bare.steps.length).toBeGreaterThan(500);
    expect(full).toEqual(bare);
  });
});

describe('wang-2002', () => {
  it.each([
    ['0.512', 0],
    ['-0.512', 1],
  ])(
    'with a coherence of %s the group that is favoured wins, and goes on firing after its input',
    async (coherence, winner) => {
      const simulation = await start('wang-2002', { coherence });
      const { spikes } = await simulation.run(25_000);
      const rate = (group: number, from: number, to: number): number =>
        count(spikes, 240 * group, 240 * (group + 1), from * 10, to * 10) / 240 / ((to - from) / 1000);
      const loser = 1 - winner;
      // Before the inputs all cells fire at some Hz.
      expect(rate(winner, 200, 500)).toBeLessThan(10);
      expect(rate(winner, 2000, 2500)).toBeGreaterThan(15);
      expect(rate(loser, 2000, 2500)).toBeLessThan(8);
    },
  );
});
