/**
 * One workgroup runs up to 256 steps in one dispatch. For networks so small that the dispatch itself costs more than the step. It notes
 * probed values itself, after a barrier.
 */
import persistent from '../../../../shaders/persistent.wgsl?raw';
import ticks from '../../../../shaders/ticks.wgsl?raw';
import { cellsOf } from '../../../program/program.ts';
import { TICK_STRIDE } from '../bindings.ts';
import { computePipeline } from '../pipeline.ts';
import { refusalOfPathways, type Strategy } from './strategy.ts';

/** `window` in shaders/persistent.wgsl. */
const WINDOW = 256;
/** Beyond this, 256 threads have 16 cells each in turn, and the rest of a GPU has none. */
const MOST_CELLS = 4096;

export const persistentWorkgroup: Strategy = {
  name: 'persistent',
  form: 'plain',
  makesRows: true,
  window: WINDOW,
  probes: true,
  modules: [ticks, persistent],
  refusal({ program }) {
    const cells = cellsOf(program);
    if (cells > MOST_CELLS) return `takes networks of up to ${MOST_CELLS} cells, and this one has ${cells}`;
    return refusalOfPathways(program);
  },
  async prepare({ device, code, layout, software, threads = software ? 64 : 256 }) {
    const pipeline = await computePipeline(device, {
      code,
      entryPoint: 'run_steps',
      constants: { threads, always_clear: software ? 1 : 0 },
      layout,
    });
    return {
      dispatchesPerStep: 1 / WINDOW,
      batch: WINDOW,
      encode(pass, groups, steps) {
        pass.setPipeline(pipeline);
        pass.setBindGroup(0, groups.network);
        for (let s = 0; s < steps; s += WINDOW) {
          pass.setBindGroup(1, groups.tick, [s * TICK_STRIDE]);
          pass.dispatchWorkgroups(1);
        }
      },
    };
  },
};
