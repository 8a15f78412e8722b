/** Every row of the laboratory's table against its closed form, on the f64 reference and on the f32 engine of the CPU. */
import { describe, expect, it } from 'vitest';
import {
  adaptiveInterval,
  createSimulation,
  dimensionlessInterval,
  impedance,
  leastInterval,
  lifDimensionless,
  lifInterval,
  lifRefractory,
  Network,
  rheobase,
  stepResponse,
} from '../../src/index.ts';
import { fiCurrents, impedancePeriods, physicalCells, presetByName, presetValues } from '../../src/presets/index.ts';
import { trains } from '../cells/point/run.ts';
import { lockIn } from './lock-in.ts';
import { presetRun } from './preset-run.ts';

const cell = { C: 200, g_L: 10, E_L: -65, V_th: -50, V_r: -65, T_ref: 2 };

describe('RC membrane', () => {
  const largestError = async (backend: 'reference' | 'wasm', dt: number): Promise<number> => {
    const set = { I: '100 pA', V_0: '-80 mV' };
    const { traces } = await presetRun('lif', { set, backend, dt, duration: dt === 7 ? 301 : 300, record: [0] });
    return traces[0]!.values.reduce((worst, V, k) => {
      const exact = stepResponse(cell, 100, -80, (k + 1) * dt);
      return Math.max(worst, Math.abs(V / exact - 1));
    }, 0);
  };

  it.each([0.01, 0.1, 1, 7])('in f64 the curve is exact to 1e-12 at a step of %d ms', async (dt) => {
    expect(await largestError('reference', dt)).toBeLessThan(1e-12);
  });

  // One rounding to f32 is 6e-8; sums keep what they lose, or they would stop 10⁻⁵ to 10⁻⁴ short of rest at these steps.
  it.each([0.01, 0.1, 1, 7])('in f32 the curve is exact to 2e-6 at a step of %d ms', async (dt) => {
    expect(await largestError('wasm', dt)).toBeLessThan(2e-6);
  });
});

describe('f–I curve', () => {
  const preset = presetByName('lif-fi');
  const currents = fiCurrents(presetValues(preset));
  const table = [
    // A refractory period counts steps from the spike to the first that may spike again, so an interval lies in (T − dt, T].
    { backend: 'reference', slack: 1e-9 },
    // f32 moves the passage through the threshold by up to 4e-6 mV ÷ slope (0.036 mV/ms at the smallest current above the rheobase).
    { backend: 'wasm', slack: 2e-4 },
  ] as const;

  it.each(table)('$backend: 200 currents, every interval within one step of T_ISI', async ({ backend, slack }) => {
    expect(currents).toHaveLength(200);
    const { spikes, dt } = await presetRun('lif-fi', { backend });
    const rows = byCell(spikes, 200);
    let silent = 0;
    rows.forEach((steps, i) => {
      const T = lifInterval(cell, currents[i]!);
      if (T === Number.POSITIVE_INFINITY) {
        expect(steps).toEqual([]);
        silent++;
        return;
      }
      expect(steps.length).toBeGreaterThanOrEqual(Math.floor(2000 / (T + dt)) - 1);
      for (let k = 1; k < steps.length; k++)
        expect(Math.abs((steps[k]! - steps[k - 1]!) * dt - T)).toBeLessThanOrEqual(dt + slack);
    });
    // The rheobase: cells up to it are silent, the next one is not.
    expect(rheobase(cell)).toBe(150);
    expect(silent).toBe(currents.filter((I) => I <= 150).length);
    expect(silent).toBeGreaterThan(3);
  });

  it('saturates at 1/T_ref', async () => {
    const set = { I_low: '100 pA', I_high: '1000000 pA', cells: '20' };
    const { spikes, dt } = await presetRun('lif-fi', { set, backend: 'reference' });
    // Above 100 nA the membrane crosses from reset to threshold within one step.
    byCell(spikes, 20)
      .slice(3)
      .forEach((steps) => {
        const interval = (steps.at(-1)! - steps[0]!) / (steps.length - 1);
        expect(interval).toBe(Math.round(2 / dt));
      });
  });
});

describe('impedance', () => {
  const gigaohms = 100;
  it.each([
    { backend: 'reference', cells: 400 },
    { backend: 'wasm', cells: 40 },
  ] as const)(
    '$backend: $cells frequencies within 0.5 % and 0.5°',
    async ({ backend, cells }) => {
      const preset = presetByName('lif-impedance');
      const set = { cells: `${cells}` };
      const periods = impedancePeriods(presetValues(preset, set));
      expect([1000 / periods[0]!, 1000 / periods.at(-1)!]).toEqual([0.1, 1000]);
      const meter = lockIn(periods, preset.dt, 1000, preset.duration);
      const all = Array.from({ length: cells }, (_, i) => i);
      await presetRun('lif-impedance', { set, backend, record: all, onTrace: meter.add });
      meter.results().forEach(({ amplitude, phase }, i) => {
        const exact = impedance(cell, 1000 / periods[i]!);
        expect(Math.abs(amplitude / gigaohms / exact.amplitude - 1)).toBeLessThan(0.005);
        expect(Math.abs(phase - exact.phase)).toBeLessThan(0.5);
      });
    },
    120_000,
  );

  it('a chirp’s envelope falls with its frequency as the impedance does', async () => {
    const { traces, dt } = await presetRun('lif-chirp', { backend: 'reference', record: [0] });
    const V = traces[0]!.values;
    // f(t) = 0.5·200^(t/10 s); the envelope near t is the largest |V − E_L| within one period either side.
    for (const t of [3000, 5000, 7000, 9000]) {
      const f = 0.5 * 200 ** (t / 10_000);
      const half = 500 / f;
      const part = V.subarray(Math.round((t - half) / dt), Math.round((t + half) / dt));
      const envelope = part.reduce((most, v) => Math.max(most, Math.abs(v + 65)), 0);
      const ratio = envelope / (100 * impedance(cell, f).amplitude);
      // The frequency changes by up to ±26 % over the two half-periods at 3 s, and less later.
      expect(ratio).toBeGreaterThan(0.95);
      expect(ratio).toBeLessThan(1.12);
    }
  });
});

describe('adaptation', () => {
  const fixed = { C: 200, g_L: 10, E_L: -65, V_r: -65, T_ref: 2, theta_0: -50 };
  it.each([
    { I: 250, alpha: 2, tau: 100 },
    { I: 250, alpha: 5, tau: 50 },
    { I: 400, alpha: 1, tau: 300 },
    { I: 1000, alpha: 3, tau: 100 },
  ])('$I pA, α $alpha mV, τ_θ $tau ms: the steady interval within one step', async ({ I, alpha, tau }) => {
    const set = { I: `${I} pA`, alpha: `${alpha} mV`, tau_theta: `${tau} ms` };
    const T = adaptiveInterval({ ...fixed, alpha, tau_theta: tau }, I);
    const { spikes, dt } = await presetRun('lif-adaptive', { set, backend: 'reference', duration: 3000 });
    const gaps = Array.from(spikes.steps.subarray(1), (s, k) => (s - spikes.steps[k]!) * dt);
    const steady = gaps.slice(-20);
    expect(steady.length).toBe(20);
    for (const gap of steady) expect(Math.abs(gap - T)).toBeLessThanOrEqual(dt + 1e-9);
    // It adapts: intervals grow to the steady one.
    expect(gaps[0]!).toBeLessThan(T - 5 * dt);
    for (let k = 1; k < gaps.length; k++) expect(gaps[k]!).toBeGreaterThanOrEqual(gaps[k - 1]! - 1.5 * dt);
  });

  it('is phasic with a large slow jump: one spike, then silence until the threshold has come down', async () => {
    const set = { I: '170 pA', alpha: '30 mV', tau_theta: '500 ms' };
    const { spikes, dt } = await presetRun('lif-adaptive', { set, backend: 'reference', duration: 1000 });
    expect(spikes.steps.length).toBe(1);
    expect(spikes.steps[0]! * dt).toBeGreaterThan(20);
  });
});

describe('dimensionless form', () => {
  it.each([
    { i: 1.5, v_r: 0 },
    { i: 1.05, v_r: 0.3 },
    { i: 20, v_r: -2 },
  ])('i $i, v_r $v_r: cells of all sizes give one spike train in steps of τ/400', async ({ i, v_r }) => {
    const runs: number[][] = [];
    for (const { C, g_L, E_L, V_th } of physicalCells) {
      const model = lifRefractory({
        C: `${C} pF`,
        g_L: `${g_L} nS`,
        E_L: `${E_L} mV`,
        V_th: `${V_th} mV`,
        V_r: `${E_L + v_r * (V_th - E_L)} mV`,
        T_ref: '0 ms',
        I: `${i * g_L * (V_th - E_L)} pA`,
      });
      const tau = C / g_L;
      runs.push((await trains(model, 1, { V: 'E_L' }, tau / 400, 20 * tau))[0]!);
    }
    const own = (await trains(lifDimensionless({ i, v_r }), 1, {}, 1 / 400, 20))[0]!;
    for (const run of runs) expect(run).toEqual(own);
    expect(own.length).toBeGreaterThan(5);
    // And that train has the interval of the formula.
    for (let k = 1; k < own.length; k++) {
      const gap = (own[k]! - own[k - 1]!) / 400;
      expect(Math.abs(gap - dimensionlessInterval(i, v_r))).toBeLessThanOrEqual(1 / 400 + 1e-12);
    }
  });

  it('the preset’s four cells spike together when time is counted in τ', async () => {
    const { spikes, dt } = await presetRun('lif-dimensionless', { backend: 'reference' });
    const rows = byCell(spikes, 4);
    const taus = [...physicalCells.map(({ C, g_L }) => C / g_L), 20];
    const reference = rows[3]!.map((s) => ((s + 1) * dt) / taus[3]!);
    rows.forEach((steps, k) => {
      // Each passage is seen at the end of its step, up to dt late, and each reset adds up to one more.
      const times = steps.map((s) => ((s + 1) * dt) / taus[k]!);
      const shared = Math.min(times.length, reference.length);
      for (let n = 0; n < shared; n++)
        expect(Math.abs(times[n]! - reference[n]!)).toBeLessThan(((n + 1) * dt) / Math.min(taus[k]!, 20));
      expect(shared).toBeGreaterThan(8);
    });
  });
});

describe('Zeno question', () => {
  it('no input up to I_max brings two spikes nearer than the least interval', async () => {
    const I_max = 5000;
    const dt = 0.01;
    const base = { ...cell, T_ref: 0 };
    // Bounded in every way: noise that is cut off, pulses, and the bound itself all the time.
    const stimulus =
      'clip(normal(2000 pA, 3000 pA), -5000 pA, 5000 pA)*int(i == 0) + 5000 pA*int(i == 1 or mod(t, 1 ms) < 0.3 ms)';
    const model = lifRefractory({ T_ref: '0 ms', stimulus: `min(${stimulus}, 5000 pA)` });
    const rows = await trains(model, 3, { V: 'E_L' }, dt, 200);
    const bound = leastInterval(base, I_max);
    expect(bound).toBeGreaterThan(0.5);
    for (const steps of rows) {
      expect(steps.length).toBeGreaterThan(20);
      for (let k = 1; k < steps.length; k++)
        expect((steps[k]! - steps[k - 1]!) * dt).toBeGreaterThanOrEqual(bound - 1e-9);
    }
    // The bound is close: under the greatest current all along, the interval exceeds it by the leak alone.
    const constant = (rows[1]![1]! - rows[1]![0]!) * dt;
    expect(constant).toBeLessThan(1.1 * bound);
  });
});

describe('functions of time act at the step they name', () => {
  it('a step on a boundary of the grid starts in that very step', async () => {
    const network = new Network();
    network.population(lifRefractory({ stimulus: '100 pA*int(t >= 10 ms)' }), 1, { V: 'E_L' });
    const simulation = await createSimulation(network, { backend: 'reference' });
    simulation.setTraces([{ variables: ['V'], cells: [0] }]);
    const { traces } = await simulation.run(200);
    const V = traces[0]!.values;
    expect(V[99]).toBe(-65);
    for (const k of [100, 101, 150, 199]) expect(V[k]!).toBeCloseTo(stepResponse(cell, 100, -65, (k - 99) * 0.1), 12);
    simulation.dispose();
  });
});

function byCell(spikes: { steps: Uint32Array; cells: Uint32Array }, cells: number): number[][] {
  const rows: number[][] = Array.from({ length: cells }, () => []);
  spikes.cells.forEach((c, k) => {
    rows[c]!.push(spikes.steps[k]!);
  });
  return rows;
}
