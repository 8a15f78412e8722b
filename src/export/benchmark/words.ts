/** Figures of a benchmark's rows that are counted or written in one way everywhere. */
import type { BenchmarkPhases, ProfileMeans } from '../../index.ts';
import type { ResultRow } from './results.ts';

/** Memory moved, by count and not by measurement, GB/s; undefined where the file has no counts. */
export function gigabytesPerSecond({
  cost,
  events_per_step: events,
  cells,
  ms_per_step,
}: ResultRow): number | undefined {
  if (cost === undefined || events === undefined) return undefined;
  return (cells * cost.bytes_per_cell + events * cost.bytes_per_event) / (ms_per_step.median * 1e6);
}

/** '3 + 1/256': as many dispatches in every step, and one more in every 256 steps; '–' where nothing is dispatched. */
export function dispatchesText(perStep: number): string {
  if (perStep === 0) return '–';
  const whole = Math.floor(perStep);
  const rest = perStep - whole;
  if (rest === 0) return `${whole}`;
  // Runs go in chunks of a power of two.
  for (let steps = 2; steps <= 65_536; steps *= 2) {
    if (Number.isInteger(rest * steps)) return `${whole === 0 ? '' : `${whole} + `}${rest * steps}/${steps}`;
  }
  return perStep.toPrecision(3);
}

/** What the phases of a step were timed by. */
export const meansText: Readonly<Record<ProfileMeans, string>> = {
  clock: 'timed by a clock',
  'thread clocks': 'timed by clocks in the threads, means over them',
  timestamps: 'timed by timestamps of the device',
  fences: 'timed by waiting for each dispatch, with the cost of a submit in each: the device has no timestamps',
};

/** Where a step goes, ms: its phases in their order, then the waiting of threads for each other, then what none of these has. */
export const stepParts = (
  phases: BenchmarkPhases,
): { readonly name: string; readonly ms: number; readonly dispatches?: number }[] => [
  ...phases.rows.map((r) => ({ name: r.phase, ms: r.ms_per_step, dispatches: r.dispatches_per_step })),
  ...(phases.waiting_ms_per_step > 0 ? [{ name: 'threads waiting', ms: phases.waiting_ms_per_step }] : []),
  { name: 'rest', ms: phases.rest_ms_per_step },
];
