/**
 * One dispatch per step; the spikes of a workgroup are gathered in its memory and scattered by all its threads together, with reads of
 * neighbouring synapses side by side. For GPUs, where its one barrier costs next to nothing.
 */
import gathered from '../../../../shaders/gathered.wgsl?raw';
import tick from '../../../../shaders/tick.wgsl?raw';
import { cellsOf } from '../../../program/program.ts';
import { computePipeline } from '../pipeline.ts';
import { gridOf, kernelOf, type Strategy } from './strategy.ts';

export const gatheredSpikes: Strategy = {
  name: 'gathered',
  form: 'plain',
  makesRows: true,
  window: 1,
  probes: false,
  modules: [tick, gathered],
  refusal: () => undefined,
  async prepare({ device, code, layout, program, limits, software, threads = 64 }) {
    const cells = cellsOf(program);
    const pipeline = await computePipeline(device, {
      code,
      entryPoint: 'step_gathered',
      constants: { threads, always_clear: software ? 1 : 0 },
      layout,
    });
    return kernelOf([{ pipeline, grid: gridOf(cells, threads, limits.maxComputeWorkgroupsPerDimension) }]);
  },
};
