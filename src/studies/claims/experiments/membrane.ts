/** The membrane by itself and its spikes: bucket, threshold, f–I curve, one cell for all, low-pass filter. */
import { lifInterval, lifRate, rheobase, stepResponse } from '../../../index.ts';
import { fiCurrents, physicalCells, presetByName, presetValues } from '../../../presets/index.ts';
import { largestIntervalError, measureFI } from '../../cells/measure/f-i.ts';
import { intervals } from '../../run.ts';
import { mean, runPreset, timeAxis } from '../run-preset.ts';
import type { Findings } from '../story.ts';
import { own } from './cell.ts';

export async function bucket(): Promise<Findings> {
  const run = await runPreset('lif', { set: { I: '100 pA', V_0: '-80 mV' }, duration: 120, variables: ['V'] });
  const x = timeAxis(run.steps, run.dt);
  const y = run.traces[0]![0]!;
  const exact = x.map((t) => stepResponse(own, 100, -80, t));
  const error = y.reduce((worst, v, k) => Math.max(worst, Math.abs(v - exact[k]!)), 0);
  // From −80 to −55 mV: after τ the part 1/e is still to go.
  const [start, end] = [-80, -55];
  const left = (t: number): number => (100 * (end - y[Math.round(t / run.dt) - 1]!)) / (end - start);
  const read = x[y.findIndex((v) => v >= end + (start - end) / Math.E)]!;
  return {
    lines: { formula: { x, y: exact }, simulated: { x, y } },
    facts: { tau: own.C / own.g_L, read, left1: left(20), left3: left(60), error: error * 1e12 },
  };
}

export async function fire(): Promise<Findings> {
  const run = await runPreset('lif', { set: { I: '200 pA' }, duration: 150, variables: ['V'], dt: 0.05 });
  const y = run.traces[0]![0]!;
  const spikes = run.spikes[0]!;
  return {
    lines: { simulated: { x: timeAxis(run.steps, run.dt), y } },
    trains: { spikes },
    facts: {
      spikes: spikes.length,
      interval: mean(intervals(spikes)),
      formula: lifInterval(own, 200),
      dt: run.dt,
      highest: Math.max(...y),
    },
  };
}

export async function fi(): Promise<Findings> {
  const dt = 0.01;
  const currents = fiCurrents(presetValues(presetByName('lif-fi')));
  const curve = await measureFI({
    ...{ preset: 'lif', set: {}, seed: 1, currents, duration: 600, settle: 0, dt },
    ...{ integrator: 'exact', backend: 'wasm' },
  });
  const { rates } = curve;
  const exact = currents.map((I) => lifRate(own, I));
  const firing = rates.findIndex((r) => r > 0);
  const worst = largestIntervalError(curve, (I) => lifInterval(own, I));
  const far = await runPreset('lif-fi', {
    set: { I_low: '1000 nA', I_high: '1000 nA', cells: '1' },
    duration: 500,
    dt,
  });
  // The slope falls all the way: the curve bends down everywhere above the rheobase.
  const slopes = Array.from(exact.slice(firing), (r, k) =>
    k === 0 ? Number.POSITIVE_INFINITY : r - exact[firing + k - 1]!,
  );
  return {
    lines: { formula: { x: currents, y: exact }, measured: { x: currents, y: rates } },
    facts: {
      rheobase: rheobase(own),
      silent: currents[firing - 1]!,
      firing: currents[firing]!,
      worst,
      dt,
      top: rates.at(-1)!,
      saturated: 1000 / mean(intervals(far.spikes[0]!)),
      limit: 1000 / own.T_ref,
      bends: slopes.every((s, k) => k === 0 || s < slopes[k - 1]!) ? 1 : 0,
    },
  };
}

export async function dimensionless(): Promise<Findings> {
  const run = await runPreset('lif-dimensionless');
  const taus = [...physicalCells.map(({ C, g_L }) => C / g_L), 20];
  const trains = taus.map((tau, c) => run.spikes[c]!.map((t) => t / tau));
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
    lines: Object.fromEntries(
      trains.map((x, c) => [c === 3 ? 'dimensionless' : `physical${c + 1}`, { x, y: x.map(() => c + 1) }]),
    ),
    facts: {
      formula,
      measured: mean(trains.map((t) => t.at(-1)! / t.length)),
      apart,
      slow: ratio(held),
      quick: ratio(quick),
    },
  };
}
