/**
 * Two dispatches per step: one advances the cells and notes spikes in the record, the next delivers them, a whole workgroup per spike. The
 * work of delivery is spread evenly however the spikes cluster, and neither dispatch has a barrier.
 */
import tick from '../../../../shaders/tick.wgsl?raw';
import twoPass from '../../../../shaders/two-pass.wgsl?raw';
import update from '../../../../shaders/update.wgsl?raw';
import { coreCount } from '../../../environment.ts';
import { cellsOf } from '../../../program/program.ts';
import { computePipeline } from '../pipeline.ts';
import { gridOf, kernelOf, type Strategy, shareOf } from './strategy.ts';

/** Most workgroups that deliver on a GPU: enough to fill a large one at 64 threads each, few enough that idle ones cost little. */
const MOST_DELIVERERS = 1024;

/**
 * Threads of a workgroup that delivers on a software adapter: one vector. More repeat the search for spikes in each of their vectors; 32
 * made a step of brunel-2000 a fifth longer.
 */
const SOFTWARE_DELIVERERS = 4;

export const twoPasses: Strategy = {
  name: 'two-pass',
  form: 'plain',
  makesRows: true,
  window: 1,
  probes: false,
  modules: [tick, update, twoPass],
  refusal: () => undefined,
  async prepare({ device, code, layout, program, limits, software, threads = software ? 32 : 64 }) {
    const cells = cellsOf(program);
    const cellsPerThread = software ? shareOf(cells, threads) : 1;
    const prepared = (entryPoint: string, constants: Record<string, number>): Promise<GPUComputePipeline> =>
      computePipeline(device, { code, entryPoint, constants, layout });
    const [updating, delivering] = await Promise.all([
      prepared('update_cells', { threads, cells_per_thread: cellsPerThread, always_clear: software ? 1 : 0 }),
      prepared('deliver_spikes', { threads: software ? Math.min(threads, SOFTWARE_DELIVERERS) : threads }),
    ]);
    return kernelOf([
      {
        pipeline: updating,
        grid: gridOf(cells, threads * cellsPerThread, limits.maxComputeWorkgroupsPerDimension),
      },
      { pipeline: delivering, grid: [deliverers(cells, software ? 2 * coreCount() : MOST_DELIVERERS), 1] },
    ]);
  },
};

/** Workgroups that deliver: one per word of 32 cells, at most so many. */
export const deliverers = (cells: number, most: number): number => Math.max(1, Math.min(most, Math.ceil(cells / 32)));
