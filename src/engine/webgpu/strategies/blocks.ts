/**
 * Two dispatches per step: one advances the cells and notes spikes in the record; in the next each workgroup owns a block of the ring,
 * sums in its own memory what the spikes bring to it, and adds that to the ring. For GPUs and dense networks, where many synapses meet on
 * few sums and atomics on memory that all workgroups share would wait for each other.
 */
import blocks from '../../../../shaders/blocks.wgsl?raw';
import tick from '../../../../shaders/tick.wgsl?raw';
import update from '../../../../shaders/update.wgsl?raw';
import { cellsOf } from '../../../program/program.ts';
import { planBlocks, refusalOfBlocks } from '../connections/block-plan.ts';
import { computePipeline } from '../pipeline.ts';
import { gridOf, kernelOf, type Strategy, shareOf } from './strategy.ts';

/** Most threads that share a segment: those that run in step on most GPUs. */
const MOST_TEAM = 32;

export const ownedBlocks: Strategy = {
  name: 'blocks',
  form: 'blocks',
  window: 1,
  probes: false,
  modules: [tick, update, blocks],
  refusal: ({ program, limits }) => refusalOfBlocks(planBlocks(program.fanout, limits)),
  async prepare({ device, code, layout, program, limits, software, threads = software ? 32 : undefined }) {
    const cells = cellsOf(program);
    const { blocks, segment } = planBlocks(program.fanout, limits);
    const cellsPerThread = software ? shareOf(cells, threads ?? 64) : 1;
    const blockThreads = threads ?? 256;
    const team = Math.min(blockThreads, MOST_TEAM, 2 ** Math.floor(Math.log2(Math.max(1, segment))));
    const of = (entryPoint: string, constants: Record<string, number>): Promise<GPUComputePipeline> =>
      computePipeline(device, { code, entryPoint, constants, layout });
    const [updating, delivering] = await Promise.all([
      of('update_cells', {
        threads: threads ?? 64,
        cells_per_thread: cellsPerThread,
        always_clear: software ? 1 : 0,
      }),
      of('deliver_blocks', { block_threads: blockThreads, team }),
    ]);
    const most = limits.maxComputeWorkgroupsPerDimension;
    const updates = { pipeline: updating, grid: gridOf(cells, (threads ?? 64) * cellsPerThread, most) };
    const deliveries = { pipeline: delivering, grid: gridOf(blocks.length, 1, most) };
    return kernelOf(blocks.length > 0 ? [updates, deliveries] : [updates]);
  },
};
