/** The membrane by itself and its spikes: bucket, threshold, f–I curve, one cell for all, low-pass filter. */
import { cornerFrequency, impedance, lifInterval, lifRate, rheobase, stepResponse } from '../../../../../index.ts';
import {
  fiCurrents,
  impedancePeriods,
  physicalCells,
  presetByName,
  presetValues,
} from '../../../../../presets/index.ts';
import { differences, mean, runPreset, timeAxis } from '../bench.ts';
import type { Line, Outcome } from '../tasks.ts';
import { own } from './cell.ts';

export async function bucket(): Promise<Outcome> {
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

export async function fire(): Promise<Outcome> {
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

export async function fi(): Promise<Outcome> {
  const values = presetValues(presetByName('lif-fi'));
  const currents = fiCurrents(values);
  const run = await runPreset('lif-fi', { backend: 'auto', dt: 0.01, duration: 600 });
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
    dt: 0.01,
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

export async function dimensionless(): Promise<Outcome> {
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
        // As long as the slowest of them runs.
        x: { title: 't/τ', low: 0, high: Math.ceil(Math.min(...trains.map((t) => t.at(-1) ?? 1))) },
        y: { title: '', low: 0.5, high: 4.5, bare: true },
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

export async function filter(): Promise<Outcome> {
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
