/** Probes as shaders/record.wgsl reads them. */
import type { Layout } from '../../program/layout.ts';
import type { Program } from '../../program/program.ts';
import type { Probe } from '../engine.ts';

export interface ProbePlan {
  readonly probes: readonly Probe[];
  /** Values noted per step, over all probes; those of one probe lie together, by cell, then column. */
  readonly entries: number;
  /** Contents of the buffer `probes`. */
  readonly words: Uint32Array<ArrayBuffer>;
}

/** `wordsPerStep`: 32-bit words of spike bits per step. Throws a RangeError for a population, column or cell that does not exist. */
export function planProbes(
  program: Program,
  layout: Layout,
  wordsPerStep: number,
  probes: readonly Probe[],
): ProbePlan {
  /** Pairs (index into the state, place in the step's values) by network-wide cell. */
  const byCell = new Map<number, number[]>();
  let entries = 0;
  for (const probe of probes) {
    const population = program.populations[probe.population];
    if (!population) throw new RangeError(`There is no population ${probe.population} to probe.`);
    for (const cell of probe.cells) {
      if (!Number.isInteger(cell) || cell < 0 || cell >= population.size)
        throw new RangeError(
          `Cell ${cell} cannot be probed: '${population.name}' has cells 0 to ${population.size - 1}.`,
        );
      const pairs = byCell.get(population.first + cell) ?? [];
      byCell.set(population.first + cell, pairs);
      for (const column of probe.columns) {
        const offset = layout.columns[probe.population]![column];
        if (offset === undefined)
          throw new RangeError(`Column ${column} cannot be probed: there are ${population.columns.length}.`);
        pairs.push(offset + cell, entries++);
      }
    }
  }
  if (entries === 0) return { probes, entries, words: new Uint32Array(4) };
  const cells = [...byCell.keys()].sort((a, b) => a - b);
  const firstEnd = 2 * wordsPerStep;
  const firstPair = firstEnd + cells.length + 1;
  const words = new Uint32Array(firstPair + 2 * entries);
  for (const cell of cells) words[cell >>> 5] = (words[cell >>> 5]! | (1 << (cell & 31))) >>> 0;
  let rank = 0;
  for (let w = 0; w < wordsPerStep; w++) {
    words[wordsPerStep + w] = rank;
    while (rank < cells.length && cells[rank]! >>> 5 === w) rank++;
  }
  let at = firstPair;
  cells.forEach((cell, i) => {
    words[firstEnd + i] = at;
    const pairs = byCell.get(cell)!;
    words.set(pairs, at);
    at += pairs.length;
  });
  words[firstEnd + cells.length] = at;
  return { probes, entries, words };
}

/** One step-major array per probe from several pieces of the record; each piece holds `steps` × `entries` values. */
export function splitTraces(
  plan: ProbePlan,
  pieces: readonly { readonly steps: number; readonly values: Float32Array }[],
): Float64Array[] {
  const steps = pieces.reduce((n, piece) => n + piece.steps, 0);
  let first = 0;
  return plan.probes.map((probe) => {
    const size = probe.cells.length * probe.columns.length;
    const trace = new Float64Array(steps * size);
    let at = 0;
    for (const piece of pieces)
      for (let s = 0; s < piece.steps; s++) {
        const from = s * plan.entries + first;
        trace.set(piece.values.subarray(from, from + size), at);
        at += size;
      }
    first += size;
    return trace;
  });
}
