/** What is drawn while a slider is dragged, and until the whole comparison has caught up with it. */
import type { IntegratorRow } from '../../../studies/measure.ts';
import type { Job } from '../../tasks/job.ts';
import { type ComparisonState, comparisonOf } from './comparison.ts';
import type { LaboratoryExperiment } from './experiment.ts';
import type { LaboratoryTasks } from './worker/laboratory-tasks.ts';

/** What the last glance that came to its end has shown. */
export interface Glanced {
  experiment: LaboratoryExperiment | undefined;
  rows: readonly IntegratorRow[];
}

/**
 * While dragging: the exact curve of the newest glance, with the rows of the last one that was finished, so that nothing flickers. After
 * it: the whole comparison, once it has begun to come (`stale` until then), with the glance's rows in the places that are still empty.
 * `seen` is kept from one call to the next.
 */
export function withGlance(
  whole: ComparisonState,
  stale: boolean,
  glance: Job<LaboratoryTasks, 'compare'>,
  experiment: LaboratoryExperiment,
  dragging: boolean,
  seen: Glanced,
): ComparisonState {
  const parts = glance.parts.value;
  const now = comparisonOf(parts, glance.output.value, glance.busy.value);
  if (dragging && now.rows.length === experiment.integrators.length) {
    seen.experiment = experiment;
    seen.rows = now.rows;
  }
  const glanced = seen.experiment === experiment;
  if (dragging || (stale && glanced))
    return now.exact.length === 0
      ? whole
      : { ...now, rows: seen.rows.length > 0 ? seen.rows : whole.rows, fraction: undefined };
  if (!glanced) return whole;
  const missing = seen.rows.filter(
    (row) => !whole.rows.some((other) => other.integrator === row.integrator && other.dt === row.dt),
  );
  return missing.length === 0 ? whole : { ...whole, rows: [...whole.rows, ...missing] };
}
