import type { Program } from '../../program/program.ts';

const known = new WeakMap<Program['fanout'], number>();

/** The shortest delay of a program's synapses, steps; those that change with use are not looked at. Infinity without synapses. */
export function leastDelay({ fanout, procedural = [] }: Program): number {
  const { targets, width } = fanout;
  let stored = known.get(fanout);
  if (stored === undefined) {
    let least = Number.POSITIVE_INFINITY;
    for (let s = 0; s < targets.length; s++) if (targets[s]! < least) least = targets[s]!;
    // Entries are ordered by delay first.
    stored = Math.floor(least / width);
    known.set(fanout, stored);
  }
  return Math.min(stored, ...procedural.flatMap((p) => p.bases.map((base) => Math.floor(base / width))));
}
