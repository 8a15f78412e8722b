/** The worker of the dendrites room: one cell at a time, which another takes the place of once it is made. */
import { InternalError } from '../../../../errors.ts';
import { CellRun, LayerError } from '../../../../studies/measure.ts';
import { serve } from '../../../tasks/serve.ts';
import type { DendriteTasks } from './dendrites-tasks.ts';

let cell: CellRun | undefined;

serve<DendriteTasks>(self as unknown as DedicatedWorkerGlobalScope, {
  async cell(input) {
    try {
      const next = await CellRun.make(input);
      cell?.dispose();
      cell = next;
      return next.picture;
    } catch (thrown) {
      if (thrown instanceof LayerError) return { layer: thrown.layer, refused: thrown.message };
      throw thrown;
    }
  },
  measure({ at }) {
    if (cell === undefined) throw new InternalError('A measurement was asked for before there was a cell.');
    return cell.measure(at);
  },
  advance(input) {
    if (cell === undefined) throw new InternalError('A run was asked for before there was a cell.');
    return cell.advance(input);
  },
});
