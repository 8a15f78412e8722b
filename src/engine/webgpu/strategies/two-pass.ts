/**
 * Two dispatches per step: one advances the cells and notes spikes in the record, the next delivers them, a whole workgroup per spike. The
 * work of delivery is spread evenly however the spikes cluster, and neither dispatch has a barrier.
 */
import tick from '../../../../shaders/tick.wgsl?raw';
import twoPass from '../../../../shaders/two-pass.wgsl?raw';
import update from '../../../../shaders/update.wgsl?raw';
import { ADVANCE } from '../../../program/phases.ts';
import { cellsOf } from '../../../program/program.ts';
import { everyKind } from '../../../program/synapses.ts';
import { deliverers, gridOf } from '../kernel.ts';
import { computePipeline } from '../pipeline.ts';
import type { Strategy } from './strategy.ts';

export const twoPasses: Strategy = {
  name: 'two-pass',
  form: 'plain',
  takes: everyKind,
  window: 1,
  probes: false,
  modules: [tick, update, twoPass],
  async prepare({ device, code, layout, facts, tuning, threads = tuning.threads }) {
    const { program, limits } = facts;
    const cells = cellsOf(program);
    const cellsPerThread = tuning.cellsPerThread(cells, threads);
    const prepared = (entryPoint: string, constants: Record<string, number>): Promise<GPUComputePipeline> =>
      computePipeline(device, { code, entryPoint, constants, layout });
    const [updating, delivering] = await Promise.all([
      prepared('update_cells', { threads, cells_per_thread: cellsPerThread, always_clear: tuning.alwaysClear }),
      prepared('deliver_spikes', { threads: Math.min(threads, tuning.mostDeliveryThreads) }),
    ]);
    const updates = gridOf(cells, threads * cellsPerThread, limits.maxComputeWorkgroupsPerDimension);
    return {
      dispatches: [
        { phases: ADVANCE, pipeline: updating, grid: updates },
        { phases: 'deliver', pipeline: delivering, grid: deliverers(cells, tuning.deliverers) },
      ],
      batch: 1,
    };
  },
};
