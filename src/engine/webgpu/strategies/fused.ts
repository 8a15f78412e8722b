/**
 * One dispatch per step, one thread per cell, each thread scatters its own spike. No barrier, so it suits adapters on which a barrier is
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
  async prepare({ device, code, layout, cells, threads }) {
    const pipeline = await computePipeline(device, {
      label: 'step',
      code,
      entryPoint: 'step_cells',
      constants: { threads },
      layout,
    });
    const [x, y] = gridOf(cells, threads, device.limits.maxComputeWorkgroupsPerDimension);
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
