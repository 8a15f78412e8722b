/** Numbers of a network's run that the claims are judged by. */
import {
  type Group,
  meanCv,
  meanRate,
  median,
  medianInterval,
  populationCounts,
  type SpikeBlock,
  silentFraction,
  spikeCounts,
  synchrony,
} from '../../index.ts';
import type { PublishedRates } from '../../presets/preset.ts';
import type { Facts } from '../study.ts';

/** Of the first `steps` steps of `dt` ms of a network, with `rateFacts` where its rates are published. */
export function networkFacts(
  spikes: SpikeBlock,
  { cells, groups }: { readonly cells: number; readonly groups: readonly Group[] },
  steps: number,
  dt: number,
  published: PublishedRates | undefined,
): Facts {
  const facts = activityFacts(spikes, cells, steps, dt);
  return published === undefined ? facts : { ...facts, ...rateFacts(spikes, groups, steps, dt, published) };
}

/** Of all `cells` cells. Rates per cell in Hz, times in ms. */
function activityFacts(spikes: SpikeBlock, cells: number, steps: number, dt: number): Facts {
  const all = { first: 0, count: cells };
  const end = steps * dt;
  const window = (from: number, to: number) => ({
    from: Math.round(from / dt),
    to: Math.round(Math.min(to, end) / dt),
  });
  const rate = (from: number, to: number): number => meanRate(spikes, all, window(from, to), dt) ?? Number.NaN;
  const whole = window(0, end);
  const perMs = Math.max(1, Math.round(1 / dt));
  const start = populationCounts(spikes, all, window(0, 30), perMs);
  const peak = Math.max(0, ...start);
  const late = populationCounts(spikes, all, window(50, 100), perMs);
  const counts = Float64Array.from(spikeCounts(spikes, all, whole));
  const gap = medianInterval(spikes, all, whole, dt) ?? Number.NaN;
  const volley = populationCounts(spikes, all, window(15, 20), perMs).reduce((a, b) => a + b, 0);
  return {
    end,
    spikes: spikes.steps.length,
    first: spikes.steps.length === 0 ? Number.NaN : spikes.steps[0]! * dt,
    volley,
    peak,
    peakAt: start.indexOf(peak),
    busiest: Math.max(0, ...late),
    usual: late.reduce((a, b) => a + b, 0) / Math.max(1, late.length),
    late: rate(50, 100),
    silent: 100 * (silentFraction(spikes, all, whole) ?? Number.NaN),
    median: median(counts) ?? Number.NaN,
    most: counts.length === 0 ? Number.NaN : counts.reduce((a, b) => Math.max(a, b)),
    gap,
    burst: 1000 / gap,
    settled: end > 150 ? rate(100, end) : Number.NaN,
    early: rate(100, 300),
    final: rate(end - 200, end),
    chi: synchrony(spikes, all, window(Math.min(100, end / 2), end), dt) ?? 0,
    cv: meanCv(spikes, all, window(Math.min(100, end / 2), end)) ?? Number.NaN,
  };
}

/**
 * Mean rate of every group of cells, Hz per cell, as `rate_NAME`, from 100 ms on or, of shorter runs, from their half; and as `off` how far
 * the one that is farthest from its published rate is from it, %.
 */
function rateFacts(
  spikes: SpikeBlock,
  groups: readonly Group[],
  steps: number,
  dt: number,
  published: PublishedRates,
): Facts {
  const window = { from: Math.min(Math.round(100 / dt), steps >> 1), to: steps };
  const rates = new Map(groups.map((g) => [g.name, meanRate(spikes, g, window, dt) ?? Number.NaN]));
  const off = published.groups.map(({ name, rate }) => 100 * Math.abs((rates.get(name) ?? Number.NaN) / rate - 1));
  const named = published.groups.map(({ name }) => [`rate_${name}`, rates.get(name) ?? Number.NaN]);
  return { ...Object.fromEntries(named), off: Math.max(...off) };
}
