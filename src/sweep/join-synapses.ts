/** The synapses of several networks as those of one. */
import type { Made } from '../program/made.ts';
import type { Inlet, Program } from '../program/program.ts';
import { plainWeights } from '../program/stored-weights.ts';
import { type GroupKind, groupsOf, type Ring, type SynapseGroup, storedOf, synapsesOf } from '../program/synapses.ts';
import type { JoinedPart } from './member.ts';

/** Synapses of other kinds, which keep their own arrays, are not joined. */
const JOINED: ReadonlySet<GroupKind> = new Set<GroupKind>(['stored', 'made']);

/** Whether programs can be joined with others: those whose cells are coupled run alone, too. */
export const isJoinable = ({ synapses, sums, links }: Program): boolean =>
  sums.length === 0 && links.length === 0 && synapses.every(({ kind }) => JOINED.has(kind));

interface JoinedSynapses {
  readonly ring: Ring;
  readonly synapses: readonly SynapseGroup[];
  readonly inlets: readonly Inlet[];
  /** Per part: the numbers of its inlets. */
  readonly inletsOf: readonly (readonly number[])[];
}

/** All of them joinable, or one alone. */
export function joinSynapses(programs: readonly Program[], parts: readonly JoinedPart[]): JoinedSynapses {
  const all = programs.map(storedOf);
  const inlets: Inlet[] = [];
  const offsets: number[] = [];
  /** Where accumulator r of a row of each member lies in a row of the whole. */
  const moved = programs.map((p) => new Uint32Array(p.ring.width));
  let width = 0;
  const inletsOf = parts.map((part, population) => {
    const head = part.pieces[0]!;
    const count = programs[head.member]!.populations[head.population]!.inlets.length;
    return Array.from({ length: count }, (_, i) => {
      const own = programs[head.member]!;
      inlets.push({ population, label: own.inlets[own.populations[head.population]!.inlets[i]!]!.label });
      offsets.push(width);
      for (const piece of part.pieces) {
        const { ring, populations } = programs[piece.member]!;
        const from = ring.offsets[populations[piece.population]!.inlets[i]!]!;
        for (let k = 0; k < piece.size; k++) moved[piece.member]![from + k] = width + k;
        width += piece.size;
      }
      return inlets.length - 1;
    });
  });
  const cells = parts.reduce((n, part) => n + part.program.size, 0);
  const synapses = programs.reduce((n, p) => n + synapsesOf(p, ['stored']), 0);
  const rows = new Uint32Array(cells + 1);
  const targets = new Uint32Array(synapses);
  const own = all.map((stored) => plainWeights(stored.weights));
  const weights = own.some((values) => values) ? new Int32Array(synapses).fill(1) : null;
  let cell = 0;
  let at = 0;
  for (const { pieces } of parts)
    for (const { member, population, size } of pieces) {
      const { ring, populations } = programs[member]!;
      const stored = all[member]!;
      const { first } = populations[population]!;
      const start = stored.rows[first]!;
      const end = stored.rows[first + size]!;
      for (let k = 0; k < size; k++) rows[++cell] = at + stored.rows[first + k + 1]! - start;
      const places = moved[member]!;
      for (let k = start; k < end; k++) {
        const entry = stored.targets[k]!;
        const delay = Math.floor(entry / ring.width);
        targets[at + k - start] = delay * width + places[entry - delay * ring.width]!;
      }
      if (weights && own[member]) weights.set(own[member]!.subarray(start, end), at);
      at += end - start;
    }
  const slots = Math.max(...programs.map((p) => p.ring.slots));
  return {
    ring: { slots, width, offsets },
    synapses: [{ kind: 'stored', rows, targets, weights }, ...joinMade(programs, parts, moved, width)],
    inlets,
    inletsOf,
  };
}

/** Sources and accumulators of one projection stay together wherever their populations go. */
function joinMade(
  programs: readonly Program[],
  parts: readonly JoinedPart[],
  moved: readonly Uint32Array[],
  width: number,
): Made[] {
  return parts.flatMap(({ program, pieces }) => {
    let first = program.first;
    return pieces.flatMap(({ member, population, size }) => {
      const { populations, ring } = programs[member]!;
      const before = populations[population]!.first;
      const start = first;
      first += size;
      return groupsOf(programs[member]!, 'made')
        .filter((p) => p.synapses > 0 && p.firstSource >= before && p.firstSource < before + size)
        .map((p) => ({
          ...p,
          firstSource: start + p.firstSource - before,
          bases: p.bases.map((base) => {
            const delay = Math.floor(base / ring.width);
            return delay * width + moved[member]![base - delay * ring.width]!;
          }),
        }));
    });
  });
}
