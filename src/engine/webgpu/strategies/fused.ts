/**
 * One dispatch per step; each thread advances its cells and scatters their spikes. No barrier, so it suits adapters on which a barrier is
 * dear (software ones) and networks in which few cells of a workgroup spike at once.
 */
import step from '../../../../shaders/step.wgsl?raw';
import { TICK_STRIDE } from '../bindings.ts';
import { computePipeline } from '../pipeline.ts';
import { gridOf, type Strategy } from './strategy.ts';

export const fused: Strategy = {
  name: 'fused',
  dispatchesPerStep: 1,
  modules: [step],
  async prepare({ device, code, layout, cells, software, threads = software ? 32 : 64 }) {
    const cellsPerThread = software ? shareOf(cells, threads) : 1;
    const pipeline = await computePipeline(device, {
      label: 'step',
      code,
      entryPoint: 'step_cells',
      constants: { threads, cells_per_thread: cellsPerThread, gather_by_exchange: software ? 1 : 0 },
      layout,
    });
    const [x, y] = gridOf(cells, threads * cellsPerThread, device.limits.maxComputeWorkgroupsPerDimension);
    return {
      encode(pass, groups, steps, probing) {
        pass.setPipeline(pipeline);
        pass.setBindGroup(0, groups.network);
        for (let s = 0; s < steps; s++) {
          pass.setBindGroup(1, groups.tick, [s * TICK_STRIDE]);
          pass.dispatchWorkgroups(x, y);
          if (!probing) continue;
          pass.setPipeline(probing.pipeline);
          pass.dispatchWorkgroups(probing.workgroups);
          pass.setPipeline(pipeline);
        }
      },
    };
  },
};

/**
 * Cells per thread on a software adapter: as many as leave two workgroups for each core. Few, large workgroups made a step of 4000 cells
 * a quarter faster on two cores than one cell per thread.
 */
export function shareOf(cells: number, threads: number, cores = coresHere()): number {
  return Math.max(1, Math.min(32, Math.ceil(cells / (threads * 2 * cores))));
}

const coresHere = (): number =>
  globalThis.navigator?.hardwareConcurrency ??
  globalThis.process?.getBuiltinModule?.('node:os').availableParallelism() ??
  4;
