/** Experiments of the story on the leaky integrate-and-fire neuron, each beside its closed form. */
import {
  adaptiveInterval,
  cornerFrequency,
  firstSpikeJitter,
  impedance,
  leastInterval,
  lifInterval,
  lifRate,
  linearise,
  rheobase,
  siegertRate,
  stepResponse,
} from '../../../../index.ts';
import { fiCurrents, impedancePeriods, physicalCells, presetByName, presetValues } from '../../../../presets/index.ts';
import { deviation, differences, mean, runPreset, thinned, timeAxis } from './bench.ts';
import type { Line, Outcome } from './tasks.ts';

/** The cell of the presets. pF, nS, mV, ms. */
const own = { C: 200, g_L: 10, E_L: -65, V_th: -50, V_r: -65, T_ref: 2 };

async function bucket(): Promise<Outcome> {
  const run = await runPreset('lif', { set: { I: '100 pA', V_0: '-80 mV' }, duration: 120, variables: ['V'] });
  const x = timeAxis(run.steps, run.dt);
  const y = run.trace(0, 0);
  const exact = x.map((t) => stepResponse(own, 100, -80, t));
  const error = y.reduce((worst, v, k) => Math.max(worst, Math.abs(v - exact[k]!)), 0);
  // From −80 to −55 mV: after τ the part 1/e is still to go.
  const [start, end] = [-80, -55];
  const left = (t: number): number => (100 * (end - y[Math.round(t / run.dt) - 1]!)) / (end - start);
  const read = x[y.findIndex((v) => v >= end + (start - end) / Math.E)]!;
  return {
    pictures: [
      {
        lines: [
          { name: 'formula', x, y: exact, hue: 0, ground: true },
          { name: 'simulated', x, y, hue: 1 },
        ],
        x: { title: 't (ms)', low: 0, high: 120 },
        y: { title: 'V (mV)', low: -82, high: -50 },
      },
    ],
    facts: { tau: own.C / own.g_L, read, left1: left(20), left3: left(60), error: error * 1e12 },
  };
}

async function fire(): Promise<Outcome> {
  const run = await runPreset('lif', { set: { I: '200 pA' }, duration: 150, variables: ['V'], dt: 0.05 });
  const x = timeAxis(run.steps, run.dt);
  const times = run.times(0);
  const gaps = differences(times);
  const ticks: Line = {
    name: 'spikes',
    x: Float64Array.from(times.flatMap((t) => [t, t, t])),
    y: Float64Array.from(times.flatMap(() => [-50, -38, Number.NaN])),
    hue: 2,
  };
  return {
    pictures: [
      {
        lines: [
          { name: 'threshold', x: Float64Array.of(0, 150), y: Float64Array.of(-50, -50), hue: 0, dash: '4 3' },
          { name: 'simulated', x, y: run.trace(0, 0), hue: 1 },
          ticks,
        ],
        x: { title: 't (ms)', low: 0, high: 150 },
        y: { title: 'V (mV)', low: -70, high: -35 },
      },
    ],
    facts: {
      spikes: times.length,
      interval: mean(gaps),
      formula: lifInterval(own, 200),
      dt: run.dt,
      highest: Math.max(...run.trace(0, 0)),
    },
  };
}

async function fi(): Promise<Outcome> {
  const values = presetValues(presetByName('lif-fi'));
  const currents = fiCurrents(values);
  const run = await runPreset('lif-fi', { backend: 'auto' });
  const steps: number[][] = Array.from(currents, () => []);
  run.spikes.cells.forEach((c, k) => {
    steps[c]!.push(run.spikes.steps[k]!);
  });
  const measured = steps.map((s) => (s.length < 2 ? 0 : (1000 * (s.length - 1)) / ((s.at(-1)! - s[0]!) * run.dt)));
  const exact = Array.from(currents, (I) => lifRate(own, I));
  const firing = measured.findIndex((r) => r > 0);
  const worst = measured.reduce(
    (w, r, k) => (exact[k]! > 0 ? Math.max(w, Math.abs(1000 / r - 1000 / exact[k]!)) : w),
    0,
  );
  const far = await runPreset('lif-fi', {
    set: { I_low: '1000 nA', I_high: '1000 nA', cells: '1' },
    duration: 500,
  });
  // The slope falls all the way: the curve bends down everywhere above the rheobase.
  const slopes = exact.slice(firing).map((r, k, all) => (k === 0 ? Number.POSITIVE_INFINITY : r - all[k - 1]!));
  return {
    pictures: [
      {
        lines: [
          { name: 'formula', x: currents, y: Float64Array.from(exact), hue: 0, ground: true },
          { name: 'measured', x: currents, y: Float64Array.from(measured), hue: 1, points: true },
        ],
        x: { title: 'I (pA)', low: 0, high: 2000 },
        y: { title: 'r (Hz)', low: 0, high: 300 },
      },
    ],
    facts: {
      rheobase: rheobase(own),
      silent: currents[firing - 1]!,
      firing: currents[firing]!,
      worst,
      dt: run.dt,
      top: measured.at(-1)!,
      saturated: 1000 / mean(differences(far.times(0))),
      limit: 1000 / own.T_ref,
      bends: slopes.every((s, k) => k === 0 || s < slopes[k - 1]!) ? 1 : 0,
    },
  };
}

async function dimensionless(): Promise<Outcome> {
  const run = await runPreset('lif-dimensionless');
  const taus = [...physicalCells.map(({ C, g_L }) => C / g_L), 20];
  const trains = taus.map((tau, c) => run.times(c).map((t) => t / tau));
  const formula = Math.log(1.5 / 0.5);
  const shared = Math.min(...trains.map((t) => t.length));
  let apart = 0;
  for (let k = 0; k < shared; k++) {
    const at = trains.map((t) => t[k]! / (k + 1));
    apart = Math.max(apart, Math.max(...at) - Math.min(...at));
  }
  const held = { ...own, I: 225, T_ref: 5 };
  const quick = { ...held, C: 40 };
  const ratio = (c: typeof held): number => lifInterval(c, c.I) / (c.C / c.g_L);
  return {
    pictures: [
      {
        lines: trains.map(
          (train, c): Line => ({
            name: c === 3 ? 'dimensionless' : `physical${c + 1}`,
            x: Float64Array.from(train),
            y: Float64Array.from(train, () => c + 1),
            hue: ([1, 2, 3, 0] as const)[c]!,
            points: true,
          }),
        ),
        x: { title: 't/τ', low: 0, high: Math.ceil(trains[0]!.at(-1) ?? 1) },
        y: { title: 'i = 1.5', low: 0, high: 5 },
      },
    ],
    facts: {
      formula,
      measured: mean(trains.map((t) => t.at(-1)! / t.length)),
      apart,
      slow: ratio(held),
      quick: ratio(quick),
    },
  };
}

async function filter(): Promise<Outcome> {
  const set = { cells: '40', f_low: '1 Hz' };
  const values = presetValues(presetByName('lif-impedance'), set);
  const periods = impedancePeriods(values);
  const [settle, duration] = [500, 2500];
  const n = periods.length;
  const sums = [new Float64Array(n), new Float64Array(n)];
  const lengths = periods.map((T) => Math.floor((duration - settle) / T) * T);
  const dt = presetByName('lif-impedance').dt;
  await runPreset('lif-impedance', {
    set,
    backend: 'auto',
    duration,
    variables: ['V'],
    cells: Array.from({ length: n }, (_, i) => i),
    onTrace: (firstStep, steps, V) => {
      for (let s = 0; s < steps; s++) {
        const t = (firstStep + s + 1) * dt;
        for (let i = 0; i < n; i++) {
          if (t <= duration - lengths[i]! + dt / 2) continue;
          const angle = (2 * Math.PI * (t % periods[i]!)) / periods[i]!;
          sums[0]![i]! += V[s * n + i]! * Math.sin(angle);
          sums[1]![i]! += V[s * n + i]! * Math.cos(angle);
        }
      }
    },
  });
  const f = periods.map((T) => 1000 / T);
  const amplitude = f.map((_, i) => (Math.hypot(sums[0]![i]!, sums[1]![i]!) * 2 * dt * 10) / lengths[i]!);
  const exact = f.map((hz) => 1000 * impedance(own, hz).amplitude);
  const at = (hz: number): number =>
    amplitude[
      f.reduce((best, v, i) => (Math.abs(Math.log(v / hz)) < Math.abs(Math.log(f[best]! / hz)) ? i : best), 0)
    ]!;
  return {
    pictures: [
      {
        lines: [
          { name: 'formula', x: f, y: exact, hue: 0, ground: true },
          { name: 'measured', x: f, y: amplitude, hue: 1, points: true },
        ],
        x: { title: 'f (Hz)', low: 0.9, high: 1100, log: true },
        y: { title: '|Z| (MΩ)', low: 0.5, high: 150, log: true },
      },
    ],
    facts: {
      corner: cornerFrequency(own),
      slow: at(1),
      fast: at(100),
      share: (100 * at(100)) / at(1),
      worst: 100 * amplitude.reduce((w, a, i) => Math.max(w, Math.abs(a / exact[i]! - 1)), 0),
    },
  };
}

async function adaptation(): Promise<Outcome> {
  const run = await runPreset('lif-adaptive', { variables: ['V', 'theta'], duration: 600 });
  const gaps = differences(run.times(0));
  const x = timeAxis(run.steps, run.dt);
  const phasic = await runPreset('lif-adaptive', {
    set: { I: '170 pA', alpha: '30 mV', tau_theta: '500 ms' },
    duration: 600,
  });
  const fixed = { ...own, theta_0: -50, alpha: 2, tau_theta: 100 };
  return {
    pictures: [
      {
        lines: [
          thinned({ name: 'threshold', x, y: run.trace(0, 1), hue: 2, dash: '5 3' }),
          thinned({ name: 'simulated', x, y: run.trace(0, 0), hue: 1 }),
        ],
        x: { title: 't (ms)', low: 0, high: 600 },
        y: { title: 'V, θ (mV)', low: -70, high: -40 },
      },
    ],
    facts: {
      first: gaps[0]!,
      last: gaps.at(-1)!,
      formula: adaptiveInterval(fixed, 250),
      phasic: phasic.times(0).length,
      tonic: run.times(0).length,
    },
  };
}

/** Spread of the first spikes of many repeats. */
async function jitter(name: string, set: Readonly<Record<string, string>>): Promise<{ sd: number; times: number[] }> {
  const run = await runPreset(name, { set, backend: 'auto', duration: 150 });
  const first = new Map<number, number>();
  run.spikes.cells.forEach((c, k) => {
    if (!first.has(c)) first.set(c, (run.spikes.steps[k]! + 1) * run.dt);
  });
  const times = [...first.values()];
  return { sd: deviation(times), times };
}

function histogram(times: readonly number[], name: string, hue: Line['hue'], bin: number): Line {
  const counts = new Map<number, number>();
  for (const t of times) counts.set(Math.floor(t / bin), (counts.get(Math.floor(t / bin)) ?? 0) + 1);
  const bins = [...counts.keys()].sort((a, b) => a - b);
  const all = Array.from({ length: bins.at(-1)! - bins[0]! + 3 }, (_, k) => bins[0]! - 1 + k);
  // Steps: every bin from its left to its right edge.
  return {
    name,
    x: Float64Array.from(all.flatMap((b) => [b * bin, (b + 1) * bin])),
    y: Float64Array.from(all.flatMap((b) => [counts.get(b) ?? 0, counts.get(b) ?? 0])),
    hue,
  };
}

async function noise(): Promise<Outcome> {
  const sigma = 0.3;
  const steep = await jitter('lif-noisy', { sigma: `${sigma} mV`, I: '300 pA' });
  const shallow = await jitter('lif-noisy', { sigma: `${sigma} mV`, I: '180 pA' });
  const many = await jitter('lif-channels', { N: '10000', I: '200 pA' });
  const few = await jitter('lif-channels', { N: '100', I: '200 pA' });
  const below = await runPreset('lif-noisy', { set: { sigma: '4 mV', I: '100 pA' }, backend: 'auto', duration: 1000 });
  return {
    pictures: [
      {
        lines: [histogram(steep.times, 'steep', 1, 0.25), histogram(shallow.times, 'shallow', 2, 0.25)],
        x: { title: 't₁ (ms)', low: 0, high: 50 },
        y: { title: 'n', low: 0, high: 1000 },
      },
    ],
    facts: {
      steep: steep.sd,
      shallow: shallow.sd,
      steepFormula: firstSpikeJitter(own, sigma, 300),
      shallowFormula: firstSpikeJitter(own, sigma, 180),
      ratio: shallow.sd / steep.sd,
      few: few.sd,
      many: many.sd,
      channels: few.sd / many.sd,
      below: below.spikes.steps.length / 1000,
      siegert: siegertRate(own, 4, 100, below.dt),
    },
  };
}

async function linear(): Promise<Outcome> {
  const preset = presetByName('hh-classic');
  const values = presetValues(preset, { I: '0 uA/cm^2' });
  const model = preset.build(values, 1).populations[0]!.blueprint.model(0.1);
  const near = await runPreset('hh-classic', { set: { I: '0.1 uA/cm^2' }, duration: 60, variables: ['V'], dt: 0.05 });
  const rest = await runPreset('hh-classic', { set: { I: '0 uA/cm^2' }, duration: 60, variables: ['V'], dt: 0.05 });
  const x = timeAxis(near.steps, near.dt);
  const y = near.trace(0, 0).map((v, k) => v - rest.trace(0, 0)[k]!);
  const lif = linearise(model, -65);
  // µA/cm² × kΩ·cm² = mV.
  const leaky = x.map((t) => 0.1 * lif.R * -Math.expm1(-t / lif.tau));
  const top = Math.max(...y);
  const tail = mean(y.subarray(y.length - 100));
  const spread = [-60, -50].map((V) => linearise(model, V));
  return {
    pictures: [
      {
        lines: [
          { name: 'leaky', x, y: leaky, hue: 2, dash: '5 3' },
          { name: 'axon', x, y, hue: 1 },
        ],
        x: { title: 't (ms)', low: 0, high: 60 },
        y: { title: 'ΔV (mV)', low: 0, high: Math.ceil(15 * top) / 10 },
      },
    ],
    facts: {
      R: lif.R,
      tau: lif.tau,
      tau60: spread[0]!.tau,
      tau50: spread[1]!.tau,
      top,
      tail,
      overshoot: 100 * (top / tail - 1),
    },
  };
}

async function zeno(): Promise<Outcome> {
  const currents = [300, 1000, 3000, 10_000, 30_000, 100_000];
  const bare = { ...own, T_ref: 0 };
  const gaps: number[] = [];
  for (const I of currents) {
    const dt = 0.005;
    const run = await runPreset('lif', { set: { I: `${I} pA`, T_ref: '0 ms' }, dt, duration: 60 });
    gaps.push(mean(differences(run.times(0))));
  }
  const bound = currents.map((I) => leastInterval(bare, I));
  return {
    pictures: [
      {
        lines: [
          { name: 'bound', x: Float64Array.from(currents), y: Float64Array.from(bound), hue: 0, ground: true },
          { name: 'measured', x: Float64Array.from(currents), y: Float64Array.from(gaps), hue: 1, points: true },
        ],
        x: { title: 'I (pA)', low: 200, high: 150_000, log: true },
        y: { title: 'T (ms)', low: 0.01, high: 50, log: true },
      },
    ],
    facts: {
      holds: gaps.every((g, k) => g >= bound[k]! - 1e-9) ? 1 : 0,
      least: gaps.at(-1)!,
      bound: bound.at(-1)!,
      top: currents.at(-1)! / 1000,
    },
  };
}

export const lifExperiments = { bucket, fire, fi, dimensionless, filter, adaptation, noise, linear, zeno };
