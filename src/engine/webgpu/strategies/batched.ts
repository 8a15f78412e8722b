/**
 * One dispatch for as many steps as the shortest delay has, each thread taking its cells through them without meeting another (NEST's
 * communication interval: Morrison et al. 2005, Neural Comput. 17:1776). For networks in which every delay is of several steps: what a
 * dispatch costs is shared by all of these.
 */

import batched from '../../../../shaders/batched.wgsl?raw';
import ticks from '../../../../shaders/ticks.wgsl?raw';
import { labelOf } from '../../../program/phases.ts';
import { cellsOf } from '../../../program/program.ts';
import type { GroupKind } from '../../../program/synapses.ts';
import { inBytes } from '../../../program/target/refusals.ts';
import type { NetworkFacts } from '../facts.ts';
import { gridOf } from '../kernel.ts';
import { bindingLimit } from '../limits.ts';
import { computePipeline } from '../pipeline.ts';
import type { Strategy } from './strategy.ts';

/** `window` in shaders/batched.wgsl. More would save little: a sixteenth of a dispatch per step is left. */
const WINDOW = 16;

const batchOf = ({ leastDelay }: NetworkFacts): number => Math.min(WINDOW, leastDelay);

/** One row for each step of the batch, and those that the longest delay reaches from the last of them. */
const slotsOf = (facts: NetworkFacts): number => facts.program.ring.slots - 1 + batchOf(facts);

const phases = labelOf('gather', 'integrate', 'detect', 'deliver', 'record');

export const batchedSteps: Strategy = {
  name: 'batched',
  form: 'plain',
  takes: new Set<GroupKind>(['stored', 'made']),
  window: WINDOW,
  probes: true,
  modules: [ticks, batched],
  refusal(facts) {
    const least = facts.leastDelay;
    if (least < 2) return `takes networks whose shortest delay is of 2 steps or more, and here it is ${least}`;
    const ring = 4 * slotsOf(facts) * facts.program.ring.width;
    const allowed = bindingLimit(facts.limits);
    if (ring <= allowed) return undefined;
    return `needs ${inBytes(ring)} for synaptic sums, and this GPU adapter allows ${inBytes(allowed)} in one buffer`;
  },
  slots: slotsOf,
  async prepare({ device, code, layout, facts, tuning, threads = tuning.threads }) {
    const { program, limits } = facts;
    const cells = cellsOf(program);
    const cellsPerThread = tuning.cellsPerThread(cells, threads);
    const batch = batchOf(facts);
    const pipeline = await computePipeline(device, {
      code,
      entryPoint: 'step_batch',
      constants: { threads, cells_per_thread: cellsPerThread, batch, always_clear: tuning.alwaysClear },
      layout,
    });
    const grid = gridOf(cells, threads * cellsPerThread, limits.maxComputeWorkgroupsPerDimension);
    return { dispatches: [{ phases, pipeline, grid }], batch };
  },
};
