/** The figures of a run, for the page: since it was last changed, and whether the second half of that says the same. */
import { meanCv, meanRate, type Simulation, silentFraction, spikeHash, synchrony } from '../index.ts';
import type { Pace } from '../run/pace.ts';
import type { SpikeRecord } from './spike-record.ts';
import type { Statistics } from './types.ts';

export interface Measured {
  readonly simulation: Simulation;
  readonly record: SpikeRecord;
  readonly pace: Pace;
  /** Step from which the figures are taken; 0 where nothing was changed. */
  readonly changed: number;
}

/** A figure is settled when the second half of the run gives it within this share of the whole. */
const tolerance = 0.05;

export function passingStatistics({ simulation, record, pace, changed }: Measured): Statistics {
  const { groups, dt, cells, step } = simulation;
  const from = changed < step ? changed : 0;
  const spikes = record.spikes(record.place(from));
  const all = { first: 0, count: cells };
  const whole = { from, to: step };
  const late = { from: Math.floor((from + step) / 2), to: step };
  const lateSpikes = record.spikes(record.place(late.from));
  const rates = groups.map((g) => meanRate(spikes, g, whole, dt) ?? 0);
  const cv = meanCv(spikes, all, whole);
  // One cell is always as its mean.
  const chi = cells < 2 ? null : synchrony(spikes, all, whole, dt);
  return {
    steps: step,
    from,
    spikes: groups.some((g) => g.role === 'source')
      ? record.spikes().cells.reduce((n, c) => n + (c < cells ? 1 : 0), 0)
      : record.count,
    rates,
    cv: cv ?? Number.NaN,
    silent: silentFraction(spikes, all, whole) ?? 0,
    synchrony: chi ?? Number.NaN,
    settling: {
      rates: groups.map((g, k) => unsettled(rates[k]!, meanRate(lateSpikes, g, late, dt))),
      cv: unsettled(cv, meanCv(lateSpikes, all, late)),
      synchrony: unsettled(chi, synchrony(lateSpikes, all, late, dt)),
    },
    stepsPerSecond: pace.rate,
    final: false,
  };
}

/** At a halt: with the hash of the record. */
export async function finalStatistics(run: Measured): Promise<Statistics> {
  const hash = await spikeHash(run.record.spikes(), run.simulation.cells);
  return { ...passingStatistics(run), final: true, hash };
}

function unsettled(whole: number | null, late: number | null): boolean {
  if (whole === null || late === null) return whole !== null;
  return Math.abs(whole - late) > tolerance * Math.max(Math.abs(whole), Math.abs(late));
}
