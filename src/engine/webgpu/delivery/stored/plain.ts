/**
 * Rows of synapses as the program has them: 4 bytes for each target, and 4 for each weight where there are weights. Synapses that are made
 * anew at each spike have no arrays but the tables that make them, which follow the row pointers.
 */
import deliver from '../../../../../shaders/deliver.wgsl?raw';
import deliverRow from '../../../../../shaders/deliver-row.wgsl?raw';
import deliverWeighted from '../../../../../shaders/deliver-weighted.wgsl?raw';
import noStoredRows from '../../../../../shaders/no-stored-rows.wgsl?raw';
import { plainWeights } from '../../../../program/stored-weights.ts';
import { storedOf } from '../../../../program/synapses.ts';
import type { EmittedMade } from '../../../../program/target/wgsl.ts';
import type { NetworkFacts } from '../../facts.ts';
import { inPieces } from '../../pieces.ts';
import type { Connections } from './form.ts';

export function plainConnections({ program, limits }: NetworkFacts, made: EmittedMade | undefined): Connections {
  const words = made?.tables ?? new Uint32Array(0);
  const { rows, targets, weights } = storedOf(program);
  /** Words, whichever form they have. */
  const whole = () => {
    const plain = plainWeights(weights);
    return plain instanceof Int16Array ? new Int32Array(plain) : plain;
  };
  if (targets.length === 0 && made)
    return {
      form: 'plain',
      arrays: [inPieces('rows', 'u32', words.length, limits)],
      modules: [noStoredRows],
      tables: 0,
      content: () => [words],
    };
  return {
    form: 'plain',
    arrays: [
      inPieces('rows', 'u32', rows.length + words.length, limits),
      inPieces('targets', 'u32', targets.length, limits),
      ...(weights ? [inPieces('weights', 'i32', targets.length, limits)] : []),
    ],
    modules: [weights ? deliverWeighted : deliver, deliverRow],
    tables: rows.length,
    content: () => [joined(rows, words), targets, ...[whole()].filter((values) => values !== null)],
  };
}

function joined(a: Uint32Array, b: Uint32Array): Uint32Array {
  if (b.length === 0) return a;
  const both = new Uint32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
