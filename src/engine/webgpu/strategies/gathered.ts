/**
 * One dispatch per step; the spikes of a workgroup are gathered in its memory and scattered by all its threads together, with reads of
 * neighbouring synapses side by side. For GPUs, where its one barrier costs next to nothing.
 */
import gathered from '../../../../shaders/gathered.wgsl?raw';
import tick from '../../../../shaders/tick.wgsl?raw';
import { computePipeline } from '../pipeline.ts';
import { gridOf, kernelOf, type Strategy } from './strategy.ts';

export const gatheredSpikes: Strategy = {
  name: 'gathered',
  dispatchesPerStep: 1,
  mostCells: Number.POSITIVE_INFINITY,
  window: 1,
  probes: false,
  modules: [tick, gathered],
  async prepare({ device, code, layout, cells, software, threads = 64 }) {
    const pipeline = await computePipeline(device, {
      label: 'gathered step',
      code,
      entryPoint: 'step_gathered',
      constants: { threads, gather_by_exchange: software ? 1 : 0 },
      layout,
    });
    return kernelOf([{ pipeline, grid: gridOf(cells, threads, device.limits.maxComputeWorkgroupsPerDimension) }]);
  },
};
