/** Which part of the run a view is of. */

import type { Extent } from '../../../run/extent.ts';
import type { Session } from '../../../run/session.ts';

/** Most spikes that a view looks at: those of the end, where there are more. */
const mostSpikes = 4e6;

export interface StepSpan {
  /** Steps from ≤ k < to. */
  readonly from: number;
  readonly to: number;
  /** Whether the start was left out for the number of its spikes. */
  readonly cut: boolean;
}

export function stepSpan(session: Session, extent: Extent): StepSpan | undefined {
  const record = session.record.peek();
  if (record === undefined || record.steps === 0) return undefined;
  const { from, to } = session.view.span.peek();
  const step = (ms: number) => Math.max(0, Math.min(record.steps, Math.round(ms / record.dt)));
  const wanted = extent === 'all' ? { from: 0, to: record.steps } : { from: step(from), to: step(to) };
  const end = record.spikes.place(wanted.to);
  const start = record.spikes.place(wanted.from);
  if (end - start <= mostSpikes) return { ...wanted, cut: false };
  const first = record.spikes.spikes(end - mostSpikes, end).steps[0]!;
  return { from: first + 1, to: wanted.to, cut: true };
}
