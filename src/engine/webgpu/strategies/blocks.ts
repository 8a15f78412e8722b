/**
 * Two dispatches per step: one advances the cells and notes spikes in the record; in the next each workgroup owns a block of the ring,
 * sums in its own memory what the spikes bring to it, and adds that to the ring. For GPUs and dense networks, where many synapses meet on
 * few sums and atomics on memory that all workgroups share would wait for each other.
 */
import blocks from '../../../../shaders/blocks.wgsl?raw';
import tick from '../../../../shaders/tick.wgsl?raw';
import update from '../../../../shaders/update.wgsl?raw';
import { ADVANCE } from '../../../program/phases.ts';
import { cellsOf } from '../../../program/program.ts';
import type { GroupKind } from '../../../program/synapses.ts';
import { refusalOfBlocks } from '../delivery/stored/block-plan.ts';
import { type Dispatch, gridOf } from '../kernel.ts';
import { computePipeline } from '../pipeline.ts';
import type { Strategy } from './strategy.ts';

/** Most threads that share a segment: those that run in step on most GPUs. */
const MOST_TEAM = 32;

export const ownedBlocks: Strategy = {
  name: 'blocks',
  form: 'blocks',
  takes: new Set<GroupKind>(['stored', 'pathway']),
  window: 1,
  probes: false,
  modules: [tick, update, blocks],
  refusal: ({ blockPlan }) => refusalOfBlocks(blockPlan),
  async prepare({ device, code, layout, facts, tuning, threads }) {
    const { program, limits } = facts;
    const cells = cellsOf(program);
    const { blocks, segment } = facts.blockPlan;
    const updateThreads = threads ?? tuning.threads;
    const cellsPerThread = tuning.cellsPerThread(cells, updateThreads);
    const blockThreads = threads ?? tuning.blockThreads;
    const team = Math.min(blockThreads, MOST_TEAM, 2 ** Math.floor(Math.log2(Math.max(1, segment))));
    const of = (entryPoint: string, constants: Record<string, number>): Promise<GPUComputePipeline> =>
      computePipeline(device, { code, entryPoint, constants, layout });
    const [updating, delivering] = await Promise.all([
      of('update_cells', {
        threads: updateThreads,
        cells_per_thread: cellsPerThread,
        always_clear: tuning.alwaysClear,
      }),
      of('deliver_blocks', { block_threads: blockThreads, team }),
    ]);
    const most = limits.maxComputeWorkgroupsPerDimension;
    const grid = gridOf(cells, updateThreads * cellsPerThread, most);
    const updates: Dispatch = { phases: ADVANCE, pipeline: updating, grid };
    const deliveries: Dispatch = { phases: 'deliver', pipeline: delivering, grid: gridOf(blocks.length, 1, most) };
    return { dispatches: blocks.length > 0 ? [updates, deliveries] : [updates], batch: 1 };
  },
};
