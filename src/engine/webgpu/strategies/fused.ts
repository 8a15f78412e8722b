/**
 * One dispatch per step; each thread advances its cells and scatters their spikes. No barrier, so it suits adapters on which a barrier is
 * dear (software ones) and networks in which few cells of a workgroup spike at once.
 */
import step from '../../../../shaders/step.wgsl?raw';
import tick from '../../../../shaders/tick.wgsl?raw';
import { cellsOf } from '../../../program/program.ts';
import { computePipeline } from '../pipeline.ts';
import { gridOf, kernelOf, type Strategy, shareOf } from './strategy.ts';

export const fused: Strategy = {
  name: 'fused',
  form: 'plain',
  makesRows: true,
  window: 1,
  probes: false,
  modules: [tick, step],
  refusal: () => undefined,
  async prepare({ device, code, layout, program, limits, software, threads = software ? 32 : 64 }) {
    const cells = cellsOf(program);
    const cellsPerThread = software ? shareOf(cells, threads) : 1;
    const pipeline = await computePipeline(device, {
      code,
      entryPoint: 'step_cells',
      constants: { threads, cells_per_thread: cellsPerThread, always_clear: software ? 1 : 0 },
      layout,
    });
    const grid = gridOf(cells, threads * cellsPerThread, limits.maxComputeWorkgroupsPerDimension);
    return kernelOf([{ pipeline, grid }]);
  },
};
