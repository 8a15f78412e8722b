/** Integrators side by side on one cell: what each makes of its voltage in steps of several lengths, measured against the exact curve. */
import {
  type Contestant,
  compareIntegrators,
  judge,
  type MeasuredOrder,
  type Peak,
  type Specimen,
  UserError,
  voltageTrace,
} from '../../../index.ts';
import { type Preset, presetByName } from '../../../presets/index.ts';
import { turn } from '../../../run/turn.ts';
import type { Control } from '../../study.ts';
import { type SubjectValues, subjectOf } from '../../subject.ts';

/** Whether all integrators start from one state, or each from its own voltage, as in the tutorial's figure. */
export type Starts = 'shared' | 'random';

export interface IntegratorsValues extends SubjectValues {
  readonly starts: Starts;
  readonly integrators: readonly string[];
  /** ms */
  readonly dts: readonly number[];
  /** ms */
  readonly duration: number;
  /** Only for the eye: the exact curve within a hundredth of a mV and with fewer points, and no orders. */
  readonly glance?: boolean;
}

export interface ExactCurve {
  /** Which start it belongs to; 0 where there is one. */
  readonly start: number;
  /** ms */
  readonly times: Float64Array;
  /** mV */
  readonly voltage: Float64Array;
  /** ms */
  readonly spikeTimes: readonly number[];
  readonly peaks: readonly Peak[];
  /** Accepted steps of the adaptive method. */
  readonly steps: number;
}

export interface IntegratorRow extends Omit<Contestant, 'trace'> {
  readonly start: number;
  /** mV; after step k at k·dt, k = 0 being the start; empty where it refused. */
  readonly voltage: Float64Array;
}

/** The exact curves come first, then the rows one by one. `fraction` of the work is done. */
export type IntegratorsPart =
  | { readonly kind: 'exact'; readonly exact: ExactCurve }
  | { readonly kind: 'row'; readonly row: IntegratorRow; readonly fraction: number };

export interface IntegratorsResult {
  /** One, or of random starts one for each integrator. */
  readonly exact: readonly ExactCurve[];
  /** By integrator, then step, as asked for. */
  readonly rows: readonly IntegratorRow[];
  /** By name of the integrator. */
  readonly orders: Readonly<Record<string, MeasuredOrder>>;
}

/** Bounds of a duration, ms. */
export const comparedDurations: readonly [number, number] = [1, 2000];
/** Bounds of a step, ms, and the most steps that are compared. */
export const stepRange: readonly [number, number] = [0.001, 1];
export const mostSteps = 10;
/** What is usually compared. */
export const usualIntegrators: readonly string[] = ['exp_euler', 'ind_exp_euler', 'staggered', 'backward_euler', 'rk4'];
export const usualSteps: readonly number[] = [0.1, 0.05, 0.025, 0.0125, 0.00625];

/** Steps of one run, so that traces stay within memory. */
const LONGEST_TRACE = 2_000_000;
/** Points of an exact curve as it is drawn. */
const POINTS = 20_000;
/** The same for a glance, with the local errors of the curve that is drawn and of the one that rows are measured against. */
const GLANCE = { points: 4000, drawn: 1e-6, measured: 1e-7 };

/** Steps (ms) that a comparison of this duration (ms) takes, each once and the longest first. Throws a UserError. */
export function settledSteps(dts: readonly number[], duration: number): number[] {
  if (dts.length === 0) throw new UserError('Give at least one step, for example 0.1 0.05 0.025.');
  if (dts.length > mostSteps) throw new UserError(`${dts.length} steps are too many; ${mostSteps} at most.`);
  const shortest = Math.min(...dts);
  if (duration / shortest > LONGEST_TRACE)
    throw new UserError(
      `${duration} ms at ${shortest} ms would be ${Math.round(duration / shortest)} steps; take a longer step.`,
    );
  return [...new Set(dts)].sort((a, b) => b - a);
}

/** What is compared of a cell where nobody says so. */
export function usualComparison(preset: Pick<Preset, 'duration'>) {
  const duration = Math.min(preset.duration, comparedDurations[1]);
  // Long runs at the shortest steps would take many seconds.
  const dts = duration > 300 ? usualSteps.slice(0, 3) : usualSteps;
  return { starts: 'shared' as Starts, integrators: usualIntegrators, dts, duration };
}

/** Whether the preset draws its cells' first voltages, so that cells start apart. */
export const drawsStarts = ({ parameters }: Pick<Preset, 'parameters'>): boolean =>
  parameters.some((p) => p.name === 'V_spread');

/** Throws a UserError for a cell that has no exact curve, and for random starts of one that draws none. */
export async function measureIntegrators(
  { starts, integrators, dts, duration, glance = false, ...cell }: IntegratorsValues,
  { signal, onPart }: Control<IntegratorsPart> = {},
): Promise<IntegratorsResult> {
  const steps = settledSteps(dts, duration);
  if (starts === 'random' && cell.network !== undefined)
    throw new UserError('Random starts are of presets that draw them; take shared ones for a network of your own.');
  if (starts === 'random' && !drawsStarts(presetByName(cell.preset)))
    throw new UserError(`Cells of '${cell.preset}' all start alike, so there are no random starts; take shared ones.`);
  // With random starts every integrator has its own cell.
  const rounds = starts === 'shared' ? [integrators] : integrators.map((name) => [name]);
  const subjects = rounds.map((_, start) => subjectOf(cell, start));
  const exact = subjects.map((subject, start) => {
    const curve = exactCurve(subject, duration, start, glance);
    onPart?.({ kind: 'exact', exact: curve });
    return curve;
  });
  const rows: IntegratorRow[] = [];
  const orders: Record<string, MeasuredOrder> = {};
  // A glance is of one integrator after the other, with turns between in which a newer question can stop this one.
  const parts = rounds.flatMap((names, start) =>
    (glance ? names.map((name) => [name]) : [names]).map((part) => ({ part, start })),
  );
  for (const [k, { part, start }] of parts.entries()) {
    if (glance) await turn();
    if (signal?.aborted) break;
    const subject = subjects[start]!;
    const comparison = await compareIntegrators({
      subject,
      duration,
      integrators: part,
      dts: steps,
      ...(glance ? { tolerance: GLANCE.measured } : {}),
      ...(signal ? { signal } : {}),
      onResult: (result, fraction) => {
        const row = rowOf(subject, result, start);
        rows.push(row);
        onPart?.({ kind: 'row', row, fraction: (k + fraction) / parts.length });
      },
    });
    if (!glance) Object.assign(orders, comparison.orders);
  }
  return { exact, rows, orders };
}

function exactCurve(subject: Specimen, duration: number, start: number, glance: boolean): ExactCurve {
  const verdict = judge(subject, { duration, ...(glance ? { tolerance: GLANCE.drawn } : {}) });
  const points = glance ? GLANCE.points : POINTS;
  const times = Float64Array.from({ length: points + 1 }, (_, i) => (i / points) * duration);
  const { spikeTimes, peaks, steps } = verdict;
  return { start, times, voltage: verdict.sample(times)[subject.voltage]!, spikeTimes, peaks, steps };
}

function rowOf(subject: Specimen, result: Contestant, start: number): IntegratorRow {
  const { trace, ...rest } = result;
  return { ...rest, start, voltage: trace ? voltageTrace(subject, trace) : new Float64Array(0) };
}
