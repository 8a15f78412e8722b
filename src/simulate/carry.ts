/** A state taken over by another program of the same network: what has the same name continues, the rest starts as that program starts. */

import type { Checkpoint } from '../engine/engine.ts';
import { noMore } from '../no-more.ts';
import type { Program } from '../program/program.ts';
import { weightedOf } from '../program/synapses.ts';

/** What the arrays of a checkpoint hold. */
export interface StateShape {
  readonly populations: readonly {
    readonly name: string;
    readonly size: number;
    /** Names of its columns, hidden ones included. */
    readonly columns: readonly string[];
  }[];
  /** Accumulators: name, first entry in a row, number of entries. */
  readonly inlets: readonly { readonly name: string; readonly offset: number; readonly size: number }[];
  readonly slots: number;
  readonly width: number;
  /** Pathways: name and number of synapses. */
  readonly pathways: readonly { readonly name: string; readonly synapses: number }[];
}

export function stateShape(program: Program): StateShape {
  const seen = new Map<string, number>();
  return {
    populations: program.populations.map((p) => ({
      name: p.name,
      size: p.size,
      columns: p.columns.map((c) => c.name),
    })),
    inlets: program.inlets.map(({ label, population, size }, i) => {
      const count = (seen.get(label) ?? 0) + 1;
      seen.set(label, count);
      return {
        name: `${label} ${count}`,
        offset: program.ring.offsets[i]!,
        size: size ?? program.populations[population]!.size,
      };
    }),
    slots: program.ring.slots,
    width: program.ring.width,
    pathways: weightedOf(program).map(({ name, synapses }) => ({ name, synapses })),
  };
}

export interface ShapedState {
  readonly shape: StateShape;
  readonly checkpoint: Checkpoint;
}

/**
 * The checkpoint of `to` with the step number of `from`, every column whose population and name both know, the spikes under way to inlets
 * that both know, and the weights of plastic projections that both know. Columns that only `to` has keep the values of its checkpoint.
 */
export function carryState(from: ShapedState, to: ShapedState, ...more: undefined[]): Checkpoint {
  noMore('carryState', 'two states', more);
  const { step } = from.checkpoint;
  const columns = to.shape.populations.map((population, p) => {
    const old = from.shape.populations.findIndex((q) => q.name === population.name && q.size === population.size);
    return population.columns.map((name, c) => {
      const place = old < 0 ? -1 : from.shape.populations[old]!.columns.indexOf(name);
      return place < 0 ? to.checkpoint.columns[p]![c]! : from.checkpoint.columns[old]![place]!;
    });
  });
  const accumulators = new Int32Array(to.shape.slots * to.shape.width);
  for (const inlet of to.shape.inlets) {
    const old = from.shape.inlets.find((i) => i.name === inlet.name && i.size === inlet.size);
    if (old === undefined) continue;
    // Row k mod slots is gathered in step k.
    for (let ahead = 0; ahead < Math.min(from.shape.slots, to.shape.slots); ahead++) {
      const source = ((step + ahead) % from.shape.slots) * from.shape.width + old.offset;
      const target = ((step + ahead) % to.shape.slots) * to.shape.width + inlet.offset;
      accumulators.set(from.checkpoint.accumulators.subarray(source, source + inlet.size), target);
    }
  }
  const weights = to.checkpoint.weights?.map((values, p) => {
    const { name, synapses } = to.shape.pathways[p]!;
    const old = from.shape.pathways.findIndex((q) => q.name === name && q.synapses === synapses);
    const kept = old < 0 ? undefined : from.checkpoint.weights?.[old];
    return kept?.length === values.length ? kept : values;
  });
  return { step, columns, accumulators, ...(weights ? { weights } : {}) };
}
