/**
 * One workgroup runs up to 256 steps in one dispatch. For networks so small that the dispatch itself costs more than the step. It notes
 * probed values itself, after a barrier.
 */
import persistent from '../../../../shaders/persistent.wgsl?raw';
import ticks from '../../../../shaders/ticks.wgsl?raw';
import { labelOf } from '../../../program/phases.ts';
import { cellsOf } from '../../../program/program.ts';
import type { GroupKind } from '../../../program/synapses.ts';
import { computePipeline } from '../pipeline.ts';
import type { Strategy } from './strategy.ts';

/** `window` in shaders/persistent.wgsl. */
const WINDOW = 256;
/** Beyond this, 256 threads have 16 cells each in turn, and the rest of a GPU has none. */
const MOST_CELLS = 4096;

const phases = labelOf('gather', 'integrate', 'detect', 'deliver', 'record');

export const persistentWorkgroup: Strategy = {
  name: 'persistent',
  form: 'plain',
  takes: new Set<GroupKind>(['stored', 'made']),
  window: WINDOW,
  probes: true,
  modules: [ticks, persistent],
  refusal({ program }) {
    const cells = cellsOf(program);
    if (cells > MOST_CELLS) return `takes networks of up to ${MOST_CELLS} cells, and this one has ${cells}`;
    return undefined;
  },
  async prepare({ device, code, layout, tuning, threads = tuning.persistentThreads }) {
    const pipeline = await computePipeline(device, {
      code,
      entryPoint: 'run_steps',
      constants: { threads, always_clear: tuning.alwaysClear },
      layout,
    });
    return { dispatches: [{ phases, pipeline, grid: [1, 1] }], batch: WINDOW };
  },
};
