/** The fan-out of a network, built at once on this thread. See `building/` for how, and for other ways. */
import type { MergedFanout } from '../network/kept-synapses.ts';
import { FanoutBuild } from './building/build.ts';
import { drawValues } from './building/draws.ts';
import { progressOver } from './building/progress.ts';
import type { InletPlan, ProjectionPlan } from './building/projection-plan.ts';
import { countUnits, fillUnits } from './building/rule-passes.ts';

export type { InletPlan, ProjectionPlan } from './building/projection-plan.ts';

/**
 * Builds the CSR. Within a row, synapses lie by projection, then by statement, then as the rule makes them. Throws a UserError where the
 * network has more synapses than 32-bit row pointers or this machine's memory hold.
 */
export function mergeFanout(
  cells: number,
  inlets: readonly InletPlan[],
  projections: readonly ProjectionPlan[],
  onProgress: (fraction: number) => void = () => {},
): MergedFanout {
  const build = new FanoutBuild(cells, inlets, projections);
  const progress = progressOver(build.work, onProgress);
  for (const job of build.countJobs(0)) for (const share of countUnits(job)) progress(share);
  build.layRows();
  for (const job of build.fillJobs(0)) for (const share of fillUnits(job)) progress(share);
  for (const job of build.drawJobs(0)) for (const share of drawValues(job)) progress(share);
  const merged = build.finish();
  onProgress(1);
  return merged;
}
