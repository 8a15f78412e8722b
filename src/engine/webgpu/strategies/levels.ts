/**
 * Two dispatches per step: in the first a workgroup steps each cell with dendrites, its threads sharing the sites and the branches of each
 * level; the second is that of `fused` for all other cells, and finds who spikes. For few cells of many compartments, which leave a GPU
 * idle where a thread takes each.
 */
import levels from '../../../../shaders/levels.wgsl?raw';
import step from '../../../../shaders/step.wgsl?raw';
import tick from '../../../../shaders/tick.wgsl?raw';
import { labelOf } from '../../../program/phases.ts';
import { everyKind } from '../../../program/synapses.ts';
import { gridOf } from '../kernel.ts';
import { computePipeline } from '../pipeline.ts';
import { fused } from './fused.ts';
import type { Strategy } from './strategy.ts';

const phases = labelOf('gather', 'integrate', 'solve');

export const branchLevels: Strategy = {
  name: 'levels',
  form: 'plain',
  takes: everyKind,
  window: 1,
  probes: false,
  together: true,
  modules: [tick, step, levels],
  refusal({ treeCells }) {
    return treeCells > 0 ? undefined : 'has a workgroup for each cell with dendrites, and this network has none';
  },
  async prepare(build) {
    const { device, code, layout, facts, tuning, threads = tuning.treeThreads } = build;
    const [pipeline, others] = await Promise.all([
      computePipeline(device, {
        code,
        entryPoint: 'step_trees',
        constants: { tree_threads: threads, always_clear: tuning.alwaysClear },
        layout,
      }),
      fused.prepare(build),
    ]);
    const grid = gridOf(facts.treeCells, 1, facts.limits.maxComputeWorkgroupsPerDimension);
    return { dispatches: [{ phases, pipeline, grid }, ...others.dispatches], batch: 1 };
  },
};
