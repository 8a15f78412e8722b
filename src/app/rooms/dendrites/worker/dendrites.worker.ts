/** The worker of the dendrites room: one cell at a time, which another takes the place of once it is made. */
import { InternalError } from '../../../../errors.ts';
import { serve } from '../../../tasks/serve.ts';
import { CellRun } from './cell-run.ts';
import type { DendriteTasks } from './dendrites-tasks.ts';
import { LayerError } from './model.ts';

let bench: CellRun | undefined;

serve<DendriteTasks>(self as unknown as DedicatedWorkerGlobalScope, {
  async cell(input) {
    try {
      const next = await CellRun.make(input);
      bench?.dispose();
      bench = next;
      return next.picture;
    } catch (thrown) {
      if (thrown instanceof LayerError) return { layer: thrown.layer, refused: thrown.message };
      throw thrown;
    }
  },
  measure({ at }) {
    if (bench === undefined) throw new InternalError('A measurement was asked for before there was a cell.');
    return bench.measure(at);
  },
  advance(input) {
    if (bench === undefined) throw new InternalError('A run was asked for before there was a cell.');
    return bench.advance(input);
  },
});
