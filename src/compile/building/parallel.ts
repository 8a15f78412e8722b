/** Builds a fan-out over several threads, or in parts that let the event loop in between. */

import { isPageThread, sharesMemory } from '../../environment.ts';
import { InternalError } from '../../errors.ts';
import type { MergedFanout } from '../../network/kept-synapses.ts';
import { sendable } from '../../network/rules/described.ts';
import { turn } from '../../run/turn.ts';
import { FanoutBuild, type SynapseArrays, type WeightBytes } from './build.ts';
import { drawValues } from './draws.ts';
import type { BuildPass } from './messages.ts';
import { progressOver } from './progress.ts';
import type { InletPlan, ProjectionPlan } from './projection-plan.ts';
import { type CountJob, countUnits, type FillJob, fillUnits } from './rule-passes.ts';
import { type BuildThread, NoThreadError, startBuildThread } from './threads.ts';

export interface ParallelOptions {
  /** Threads that work, the calling one among them unless it is the main thread of a page, which only waits. */
  readonly threads: number;
  readonly onProgress?: (fraction: number) => void;
  /** Makes the arrays of synapses in shared memory; not asked where there is none. */
  readonly synapses?: (length: number, weightBytes: WeightBytes) => SynapseArrays;
  /** Starts a helping thread; undefined where there is none to be had. */
  readonly start?: () => BuildThread | undefined;
}

/** The same as `mergeFanout`, to the bit. Where threads cannot be loaded it is done without them. */
export async function mergeFanoutInParallel(
  cells: number,
  inlets: readonly InletPlan[],
  projections: readonly ProjectionPlan[],
  options: ParallelOptions,
): Promise<MergedFanout> {
  try {
    return await mergeOnThreads(cells, inlets, projections, options);
  } catch (thrown) {
    if (!(thrown instanceof NoThreadError)) throw thrown;
    return mergeOnThreads(cells, inlets, projections, { ...options, threads: 1, start: () => undefined });
  }
}

async function mergeOnThreads(
  cells: number,
  inlets: readonly InletPlan[],
  projections: readonly ProjectionPlan[],
  { threads, onProgress = () => {}, synapses, start = startBuildThread }: ParallelOptions,
): Promise<MergedFanout> {
  const wanted = sharesMemory() && projections.some((p) => sendable(p.rule)) ? threads : 1;
  const spareFirst = isPageThread() && wanted > 1;
  const helpers = startHelpers(spareFirst ? wanted : wanted - 1, start);
  try {
    const build = new FanoutBuild(cells, inlets, projections, {
      count: helpers.length + 1,
      spareFirst,
      synapses: sharesMemory() ? synapses : undefined,
      array: helpers.length > 0 ? sharedArray : (length) => new Uint32Array(length),
    });
    const progress = progressOver(build.work, onProgress);
    await pass(helpers, progress, {
      jobs: (part) => build.countJobs(part),
      work: countUnits,
      send: (jobs) => ({ kind: 'count', jobs: jobs.map(sent) }),
    });
    build.layRows();
    await pass(helpers, progress, {
      jobs: (part) => build.fillJobs(part),
      work: fillUnits,
      send: (jobs) => ({ kind: 'fill', jobs: jobs.map(sent) }),
    });
    await pass(helpers, progress, {
      jobs: (part) => build.drawJobs(part),
      work: drawValues,
      send: (jobs) => ({ kind: 'draw', jobs }),
    });
    const merged = build.finish();
    onProgress(1);
    return merged;
  } finally {
    for (const helper of helpers) helper.end();
  }
}

function startHelpers(count: number, start: () => BuildThread | undefined): BuildThread[] {
  const helpers: BuildThread[] = [];
  for (let i = 0; i < count; i++) {
    const helper = start();
    if (!helper) break;
    helpers.push(helper);
  }
  return helpers;
}

const sharedArray = (length: number): Uint32Array => new Uint32Array(new SharedArrayBuffer(4 * length));

interface PassOf<Job> {
  readonly jobs: (part: number) => Job[];
  readonly work: (job: Job) => Generator<number>;
  readonly send: (jobs: Job[]) => BuildPass;
}

/** Part 0 here, the others on the helpers. */
async function pass<Job extends { readonly from: number; readonly to: number }>(
  helpers: readonly BuildThread[],
  progress: (synapses: number) => void,
  { jobs, work, send }: PassOf<Job>,
): Promise<void> {
  const running = helpers.map((helper, h) => {
    const own = jobs(h + 1).filter(({ from, to }) => from < to);
    return helper.run(send(own), progress);
  });
  const here = async (): Promise<void> => {
    for (const job of jobs(0))
      for (const synapses of work(job)) {
        progress(synapses);
        await turn();
      }
  };
  await Promise.all([here(), ...running]);
}

/** Jobs of the helpers hold rules that can be sent: others are cut to nothing and left out. */
function sent<Job extends CountJob | FillJob>({ rule, ...job }: Job) {
  const description = sendable(rule);
  if (!description) throw new InternalError('A rule without a description cannot be sent to a thread.');
  return { ...job, description };
}
