/** Rows of synapses as the program has them: 4 bytes for each target, and 4 for each weight where there are weights. */
import deliver from '../../../../shaders/deliver.wgsl?raw';
import deliverRow from '../../../../shaders/deliver-row.wgsl?raw';
import deliverWeighted from '../../../../shaders/deliver-weighted.wgsl?raw';
import type { Program } from '../../../program/program.ts';
import type { Limits } from '../limits.ts';
import { inPieces } from '../pieces.ts';
import type { Connections } from './connections.ts';

export function plainConnections({ fanout }: Program, limits: Limits): Connections {
  const { rows, targets, weights } = fanout;
  return {
    form: 'plain',
    arrays: [
      inPieces('rows', 'u32', rows.length, limits),
      inPieces('targets', 'u32', targets.length, limits),
      ...(weights ? [inPieces('weights', 'i32', weights.length, limits)] : []),
    ],
    modules: [weights ? deliverWeighted : deliver, deliverRow],
    content: () => [rows, targets, ...(weights ? [weights] : [])],
  };
}
