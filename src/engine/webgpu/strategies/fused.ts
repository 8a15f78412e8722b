/**
 * One dispatch per step; each thread advances its cells and scatters their spikes. No barrier, so it suits adapters on which a barrier is
 * dear (software ones) and networks in which few cells of a workgroup spike at once.
 */
import step from '../../../../shaders/step.wgsl?raw';
import tick from '../../../../shaders/tick.wgsl?raw';
import { labelOf } from '../../../program/phases.ts';
import { cellsOf } from '../../../program/program.ts';
import { everyKind } from '../../../program/synapses.ts';
import { gridOf } from '../kernel.ts';
import { computePipeline } from '../pipeline.ts';
import type { Strategy } from './strategy.ts';

const phases = labelOf('gather', 'integrate', 'detect', 'deliver');

export const fused: Strategy = {
  name: 'fused',
  form: 'plain',
  takes: everyKind,
  window: 1,
  probes: false,
  modules: [tick, step],
  async prepare({ device, code, layout, facts, tuning, threads = tuning.threads }) {
    const { program, limits } = facts;
    const cells = cellsOf(program);
    const cellsPerThread = tuning.cellsPerThread(cells, threads);
    const pipeline = await computePipeline(device, {
      code,
      entryPoint: 'step_cells',
      constants: { threads, cells_per_thread: cellsPerThread, always_clear: tuning.alwaysClear },
      layout,
    });
    const grid = gridOf(cells, threads * cellsPerThread, limits.maxComputeWorkgroupsPerDimension);
    return { dispatches: [{ phases, pipeline, grid }], batch: 1 };
  },
};
