/** The synapses of several networks as those of one (see `Fanout`). */
import type { Procedural } from '../program/procedural.ts';
import type { Fanout, Inlet, Program } from '../program/program.ts';
import type { Part } from './member.ts';

interface JoinedFanouts {
  readonly fanout: Fanout;
  readonly procedural: readonly Procedural[];
  readonly inlets: readonly Inlet[];
  /** Per part: the numbers of its inlets. */
  readonly inletsOf: readonly (readonly number[])[];
}

export function joinFanouts(programs: readonly Program[], parts: readonly Part[]): JoinedFanouts {
  const inlets: Inlet[] = [];
  const offsets: number[] = [];
  /** Where accumulator r of a row of each member lies in a row of the whole. */
  const moved = programs.map((p) => new Uint32Array(p.fanout.width));
  let width = 0;
  const inletsOf = parts.map((part, population) => {
    const head = part.pieces[0]!;
    const count = programs[head.member]!.populations[head.population]!.inlets.length;
    return Array.from({ length: count }, (_, i) => {
      const own = programs[head.member]!;
      inlets.push({ population, label: own.inlets[own.populations[head.population]!.inlets[i]!]!.label });
      offsets.push(width);
      for (const piece of part.pieces) {
        const { fanout, populations } = programs[piece.member]!;
        const from = fanout.offsets[populations[piece.population]!.inlets[i]!]!;
        for (let k = 0; k < piece.size; k++) moved[piece.member]![from + k] = width + k;
        width += piece.size;
      }
      return inlets.length - 1;
    });
  });
  const cells = parts.reduce((n, part) => n + part.program.size, 0);
  const synapses = programs.reduce((n, p) => n + p.fanout.targets.length, 0);
  const rows = new Uint32Array(cells + 1);
  const targets = new Uint32Array(synapses);
  const weights = programs.some((p) => p.fanout.weights) ? new Int32Array(synapses).fill(1) : null;
  let cell = 0;
  let at = 0;
  for (const { pieces } of parts)
    for (const { member, population, size } of pieces) {
      const { fanout, populations } = programs[member]!;
      const { first } = populations[population]!;
      const start = fanout.rows[first]!;
      const end = fanout.rows[first + size]!;
      for (let k = 0; k < size; k++) rows[++cell] = at + fanout.rows[first + k + 1]! - start;
      const places = moved[member]!;
      for (let k = start; k < end; k++) {
        const entry = fanout.targets[k]!;
        const delay = Math.floor(entry / fanout.width);
        targets[at + k - start] = delay * width + places[entry - delay * fanout.width]!;
      }
      if (weights && fanout.weights) weights.set(fanout.weights.subarray(start, end), at);
      at += end - start;
    }
  const slots = Math.max(...programs.map((p) => p.fanout.slots));
  const procedural = joinProcedural(programs, parts, moved, width);
  return { fanout: { slots, width, offsets, rows, targets, weights }, procedural, inlets, inletsOf };
}

/** Sources and accumulators of one projection stay together wherever their populations go. */
function joinProcedural(
  programs: readonly Program[],
  parts: readonly Part[],
  moved: readonly Uint32Array[],
  width: number,
): Procedural[] {
  return parts.flatMap(({ program, pieces }) => {
    let first = program.first;
    return pieces.flatMap(({ member, population, size }) => {
      const { procedural = [], populations, fanout } = programs[member]!;
      const before = populations[population]!.first;
      const start = first;
      first += size;
      return procedural
        .filter((p) => p.synapses > 0 && p.firstSource >= before && p.firstSource < before + size)
        .map((p) => ({
          ...p,
          firstSource: start + p.firstSource - before,
          bases: p.bases.map((base) => {
            const delay = Math.floor(base / fanout.width);
            return delay * width + moved[member]![base - delay * fanout.width]!;
          }),
        }));
    });
  });
}
