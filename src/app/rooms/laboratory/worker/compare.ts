/** The comparison, sent as it comes: the exact curve first, then one row after the other. */
import {
  type Contestant,
  compareIntegrators,
  judge,
  type MeasuredOrder,
  type Specimen,
  voltageTrace,
} from '../../../../index.ts';
import type { ComparisonInput, ComparisonOutput, ComparisonPart, ExactCurve, Row } from './laboratory-tasks.ts';
import { specimenAt } from './subject.ts';

/** Points of an exact curve as it is drawn. */
const POINTS = 20_000;
/** The same for a glance, with the local errors of the curve that is drawn and of the one that rows are measured against. */
const GLANCE = { points: 4000, drawn: 1e-6, measured: 1e-7 };

interface Context {
  readonly part: (part: ComparisonPart) => void;
  readonly signal: AbortSignal;
}

export async function compare(input: ComparisonInput, { part, signal }: Context): Promise<ComparisonOutput> {
  const { cell, starts, integrators, dts, duration, glance = false } = input;
  const orders: Record<string, MeasuredOrder> = {};
  // With random starts every integrator has a cell of its own.
  const rounds = starts === 'shared' ? [integrators] : integrators.map((name) => [name]);
  const subjects = rounds.map((_, start) => specimenAt(cell, start));
  for (const [start, subject] of subjects.entries())
    part({ kind: 'exact', exact: exactCurve(subject, duration, start, glance) });
  if (glance) return glanceAt(input, subjects[0]!, { part, signal });
  for (const [start, names] of rounds.entries()) {
    if (signal.aborted) break;
    const subject = subjects[start]!;
    const comparison = await compareIntegrators({
      subject,
      duration,
      integrators: names,
      dts,
      signal,
      onResult: (result, fraction) =>
        part({ kind: 'row', row: rowOf(subject, result, start), fraction: (start + fraction) / rounds.length }),
    });
    Object.assign(orders, comparison.orders);
  }
  return { orders };
}

/** One integrator after the other, with turns between in which a newer question can stop this one. */
async function glanceAt(
  { integrators, dts, duration }: ComparisonInput,
  subject: Specimen,
  { part, signal }: Context,
): Promise<ComparisonOutput> {
  for (const [k, name] of integrators.entries()) {
    await new Promise((resolve) => setTimeout(resolve));
    if (signal.aborted) break;
    await compareIntegrators({
      subject,
      duration,
      integrators: [name],
      dts,
      tolerance: GLANCE.measured,
      onResult: (result) =>
        part({ kind: 'row', row: rowOf(subject, result, 0), fraction: (k + 1) / integrators.length }),
    });
  }
  return { orders: {} };
}

function exactCurve(subject: Specimen, duration: number, start: number, glance: boolean): ExactCurve {
  const verdict = judge(subject, { duration, ...(glance ? { tolerance: GLANCE.drawn } : {}) });
  const points = glance ? GLANCE.points : POINTS;
  const times = Float64Array.from({ length: points + 1 }, (_, i) => (i / points) * duration);
  const { spikeTimes, peaks, steps } = verdict;
  return { start, times, voltage: verdict.sample(times)[subject.voltage]!, spikeTimes, peaks, steps };
}

function rowOf(subject: Specimen, result: Contestant, start: number): Row {
  const { trace, ...rest } = result;
  return { ...rest, start, voltage: trace ? voltageTrace(subject, trace) : new Float64Array(0) };
}
