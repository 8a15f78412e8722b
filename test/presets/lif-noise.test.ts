/** Noise of the laboratory against its closed forms. Every bound states the probability with which a right program would miss it. */
import { describe, expect, it } from 'vitest';
import {
  type BackendName,
  cell,
  createSimulation,
  firstSpikeJitter,
  lifNoisy,
  type Model,
  Network,
  ornsteinUhlenbeckVariance,
  siegertRate,
} from '../../src/index.ts';
import { presetRun } from './preset-run.ts';

const leaky = { C: 200, g_L: 10, E_L: -65, V_th: -50, V_r: -65, T_ref: 2 };

/** A two-sided bound of 4.9 standard errors: a right program misses it with probability 1e-6. */
const Z = 4.9;

/** The named variables of all cells after each of the given times (ms). */
async function snapshots(
  model: Model,
  cells: number,
  initial: Readonly<Record<string, string>>,
  options: {
    dt: number;
    times: readonly number[];
    variables: readonly string[];
    backend?: BackendName;
    integrator?: string;
  },
): Promise<Float64Array[][]> {
  const network = new Network({ seed: 7 });
  network.population(model, cells, initial, { name: 'cells' });
  const { dt, integrator } = options;
  const simulation = await createSimulation(network, {
    dt: `${dt} ms`,
    backend: options.backend ?? 'reference',
    ...(integrator ? { integrator } : {}),
  });
  try {
    const all: Float64Array[][] = [];
    for (const time of options.times) {
      await simulation.run(Math.round(time / dt) - simulation.step);
      all.push(await Promise.all(options.variables.map((name) => simulation.read('cells', name))));
    }
    return all;
  } finally {
    simulation.dispose();
  }
}

const mean = (x: ArrayLike<number>): number => Array.from(x).reduce((sum, v) => sum + v, 0) / x.length;
const covariance = (x: ArrayLike<number>, y: ArrayLike<number>): number => {
  const [a, b] = [mean(x), mean(y)];
  return Array.from(x).reduce((sum, v, k) => sum + (v - a) * (y[k]! - b), 0) / (x.length - 1);
};

describe('Ornstein–Uhlenbeck variance', () => {
  const silent = { V_th: '1000 mV', sigma: '3 mV' };
  const cells = 20_000;

  it.each([
    { backend: 'reference', dt: 5 },
    { backend: 'reference', dt: 0.5 },
    { backend: 'wasm', dt: 0.5 },
  ] as const)('$backend, step $dt ms: σ²(1 − e^(−2t/τ)) at every time, whatever the step', async ({ backend, dt }) => {
    const times = [5, 20, 200];
    const all = await snapshots(lifNoisy(silent), cells, { V: 'E_L' }, { dt, times, variables: ['V'], backend });
    all.forEach(([V], k) => {
      const variance = ornsteinUhlenbeckVariance(3, 20, times[k]!);
      // The sample variance of n normals has the relative standard error √(2/(n − 1)) = 1 %, the mean σ/√n.
      expect(Math.abs(covariance(V!, V!) / variance - 1)).toBeLessThan(Z * Math.sqrt(2 / (cells - 1)));
      expect(Math.abs(mean(V!) + 65)).toBeLessThan(Z * Math.sqrt(variance / cells));
    });
  });

  it('rk4 and Euler–Maruyama come near it at a small step', async () => {
    for (const integrator of ['euler', 'rk4']) {
      const [last] = await snapshots(
        lifNoisy(silent),
        cells,
        { V: 'E_L' },
        { dt: 0.2, times: [100], variables: ['V'], integrator },
      );
      // Their variance is σ²/(1 − dt/2τ) to first order: 0.5 % too large here.
      expect(Math.abs(covariance(last![0]!, last![0]!) / 9 - 1)).toBeLessThan(Z * Math.sqrt(2 / (cells - 1)) + 0.006);
    }
  });
});

describe('independent sources', () => {
  const equations = [
    'dx/dt = -x/tau + sqrt(2/tau)*xi_1 : 1',
    'dy/dt = -y/tau + sqrt(2/tau)*xi_2 : 1',
    'dz/dt = -z/tau + sqrt(2/tau)*(0.6*xi_1 + 0.8*xi_2) : 1',
  ].join('\n');
  const cells = 10_000;

  it.each(['reference', 'wasm'] as const)(
    '%s: two sources are uncorrelated, a shared one correlates',
    async (backend) => {
      const model = cell({ equations, parameters: { tau: '5 ms' } });
      const [columns] = await snapshots(model, cells, {}, { dt: 1, times: [50], variables: ['x', 'y', 'z'], backend });
      const [x, y, z] = columns as [Float64Array, Float64Array, Float64Array];
      // The correlation of n pairs has the standard error (1 − ρ²)/√n.
      const error = 1 / Math.sqrt(cells);
      expect(Math.abs(covariance(x, y))).toBeLessThan(Z * error);
      const rho = covariance(x, z) / Math.sqrt(covariance(x, x) * covariance(z, z));
      expect(Math.abs(rho - 0.6)).toBeLessThan(Z * error * (1 - 0.36));
      expect(Math.abs(covariance(z, z) - 1)).toBeLessThan(Z * Math.sqrt(2 / cells));
    },
  );
});

describe('Siegert rate', () => {
  it.each([
    { I: '100 pA', sigma: 4 },
    { I: '140 pA', sigma: 2 },
    { I: '180 pA', sigma: 3 },
  ])(
    '$I, σ $sigma mV: the rate of 1000 cells',
    async ({ I, sigma }) => {
      const set = { I, sigma: `${sigma} mV` };
      const { spikes, dt } = await presetRun('lif-noisy', { set, backend: 'wasm', dt: 0.02, duration: 1200, seed: 3 });
      const from = 200;
      const count = spikes.steps.filter((step) => step * dt >= from).length;
      const time = 1000 * (1200 - from);
      const rate = (1000 * count) / time;
      const expected = siegertRate(leaky, sigma, Number.parseFloat(I), dt);
      // Counts of a renewal process vary by CV²·mean; CV ≤ 1 for this cell. The refractory period lasts one step less than T_ref (a rate of
      // up to 30 Hz changes by 0.06 %), and the correction for the step is of first order in √dt: what is left, of order dt/τ, is 0.1 %.
      expect(Math.abs(rate / expected - 1)).toBeLessThan(Z / Math.sqrt(count) + 0.002);
      // The correction itself is not lost in these bounds: at a step of 0.5 ms it is more than 3 %.
      expect(siegertRate(leaky, sigma, Number.parseFloat(I), 0.5) / expected - 1).toBeLessThan(-0.03);
    },
    60_000,
  );
});

describe('jitter of spike times', () => {
  const firstSpikes = async (name: string, set: Readonly<Record<string, string>>): Promise<number[]> => {
    const { spikes, dt, cells } = await presetRun(name, { set, backend: 'wasm', dt: 0.01, duration: 80 });
    const first = new Map<number, number>();
    spikes.cells.forEach((c, k) => {
      if (!first.has(c)) first.set(c, spikes.steps[k]! * dt);
    });
    expect(first.size).toBe(cells);
    return [...first.values()];
  };

  it.each([
    { I: '300 pA', sigma: 0.2 },
    { I: '300 pA', sigma: 0.4 },
    { I: '600 pA', sigma: 0.4 },
  ])('$I, σ $sigma mV: spread of V ÷ slope at the threshold', async ({ I, sigma }) => {
    const times = await firstSpikes('lif-noisy', { I, sigma: `${sigma} mV` });
    const expected = firstSpikeJitter(leaky, sigma, Number.parseFloat(I));
    // 1000 repeats: relative standard error 1/√2000; the formula is the first order in σ, whose next term is about 3 % here.
    expect(Math.abs(Math.sqrt(covariance(times, times)) / expected - 1)).toBeLessThan(Z / Math.sqrt(2000) + 0.03);
  });

  it('falls as 1/√N with the number of channels', async () => {
    const spread = async (N: number): Promise<number> => {
      const times = await firstSpikes('lif-channels', { N: `${N}`, I: '300 pA' });
      return Math.sqrt(covariance(times, times));
    };
    const [few, many] = [await spread(500), await spread(8000)];
    // √16 = 4; each spread has the relative standard error 1/√2000, their ratio √2 times that.
    expect(Math.abs(few / many / 4 - 1)).toBeLessThan((Z * Math.SQRT2) / Math.sqrt(2000) + 0.02);
  });
});

describe('noise and chunks', () => {
  it.each(['reference', 'wasm'] as const)('%s: the same spikes in one piece and in many', async (backend) => {
    const run = async (parts: readonly number[]): Promise<string> => {
      const network = new Network({ seed: 11 });
      network.population(lifNoisy({ I: '150 pA', sigma: '3 mV' }), 97, { V: 'E_L' });
      const simulation = await createSimulation(network, { backend });
      const steps: number[] = [];
      for (const part of parts) {
        const { spikes } = await simulation.run(part);
        spikes.steps.forEach((step, k) => {
          steps.push(step, spikes.cells[k]!);
        });
      }
      simulation.dispose();
      return steps.join(' ');
    };
    const whole = await run([3000]);
    expect(whole.length).toBeGreaterThan(1000);
    expect(await run([1, 999, 1337, 663])).toBe(whole);
  });
});
