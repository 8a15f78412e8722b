/**
 * One dispatch per step; the spikes of a workgroup are gathered in its memory and scattered by all its threads together, with reads of
 * neighbouring synapses side by side. For GPUs, where its one barrier costs next to nothing.
 */
import gathered from '../../../../shaders/gathered.wgsl?raw';
import tick from '../../../../shaders/tick.wgsl?raw';
import { labelOf } from '../../../program/phases.ts';
import { cellsOf } from '../../../program/program.ts';
import { everyKind } from '../../../program/synapses.ts';
import { gridOf } from '../kernel.ts';
import { computePipeline } from '../pipeline.ts';
import type { Strategy } from './strategy.ts';

const phases = labelOf('gather', 'integrate', 'detect', 'deliver');

export const gatheredSpikes: Strategy = {
  name: 'gathered',
  form: 'plain',
  takes: everyKind,
  window: 1,
  probes: false,
  modules: [tick, gathered],
  async prepare({ device, code, layout, facts, tuning, threads = tuning.gatheringThreads }) {
    const { program, limits } = facts;
    const cells = cellsOf(program);
    const pipeline = await computePipeline(device, {
      code,
      entryPoint: 'step_gathered',
      constants: { threads, always_clear: tuning.alwaysClear },
      layout,
    });
    const grid = gridOf(cells, threads, limits.maxComputeWorkgroupsPerDimension);
    return { dispatches: [{ phases, pipeline, grid }], batch: 1 };
  },
};
