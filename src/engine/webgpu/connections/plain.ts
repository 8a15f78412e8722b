/**
 * Rows of synapses as the program has them: 4 bytes for each target, and 4 for each weight where there are weights. Synapses that are made
 * anew at each spike have no arrays but the thresholds of gaps, which follow the row pointers.
 */
import deliver from '../../../../shaders/deliver.wgsl?raw';
import deliverRow from '../../../../shaders/deliver-row.wgsl?raw';
import deliverWeighted from '../../../../shaders/deliver-weighted.wgsl?raw';
import noStoredRows from '../../../../shaders/no-stored-rows.wgsl?raw';
import { gapTables } from '../../../program/gap-thresholds.ts';
import type { Program } from '../../../program/program.ts';
import type { Limits } from '../limits.ts';
import { inPieces } from '../pieces.ts';
import type { Connections } from './form.ts';

export function plainConnections({ fanout, procedural }: Program, limits: Limits): Connections {
  const { thresholds } = gapTables(procedural);
  const stored = fanout.targets.length > 0 || !procedural?.length;
  if (!stored)
    return {
      form: 'plain',
      arrays: [inPieces('rows', 'u32', thresholds.length, limits)],
      modules: [noStoredRows],
      gaps: 0,
      content: () => [thresholds],
    };
  const { rows, targets, weights } = fanout;
  return {
    form: 'plain',
    arrays: [
      inPieces('rows', 'u32', rows.length + thresholds.length, limits),
      inPieces('targets', 'u32', targets.length, limits),
      ...(weights ? [inPieces('weights', 'i32', weights.length, limits)] : []),
    ],
    modules: [weights ? deliverWeighted : deliver, deliverRow],
    gaps: rows.length,
    content: () => [joined(rows, thresholds), targets, ...(weights ? [weights] : [])],
  };
}

function joined(a: Uint32Array, b: Uint32Array): Uint32Array {
  if (b.length === 0) return a;
  const both = new Uint32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
