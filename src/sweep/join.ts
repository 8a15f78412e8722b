/**
 * Several networks as one program: their disjoint union. Every network was compiled alone before, so its initial values, its synapses and
 * the keys of its random streams are those it has alone; joining only moves them to other places in memory.
 */

import { InternalError } from '../errors.ts';
import { number, parameter, uniform } from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import { topological, transform } from '../expression/visit.ts';
import type { Column, PopulationProgram, Program } from '../program/program.ts';
import { ownRoots } from '../program/program.ts';
import { pointCells } from '../program/space.ts';
import { isJoinable, joinSynapses } from './join-synapses.ts';
import { type JoinedPart, type Member, memberUniforms } from './member.ts';

/** A range of network-wide cells of the joined program that is a range of cells of one member. */
export interface MemberRange {
  /** Number of the member within the batch. */
  readonly member: number;
  readonly first: number;
  readonly count: number;
  /** First cell in the member's own network-wide numbering. */
  readonly own: number;
}

export interface Joined {
  readonly program: Program;
  /** In order of `first`; of one member, in order of `own`. */
  readonly places: readonly MemberRange[];
  /** Which member a population's cell belongs to. */
  memberOf(population: number, cell: number): number;
}

/**
 * `stack` lays populations with the same equations into one, so that a graphics card runs them in one stretch of code; the parameters in
 * which they differ become values per cell. All members need one seed and one dt.
 */
export function join(members: readonly Member[], stack: boolean): Joined {
  const programs = members.map((m) => m.compiled.program);
  const head = programs[0];
  if (!head) throw new InternalError('A batch without networks.');
  if (programs.some((p) => p.seed !== head.seed || p.dt !== head.dt))
    throw new InternalError('The networks of a batch share their seed and dt.');
  if (programs.length > 1 && !programs.every(isJoinable))
    throw new InternalError('Networks with synapses that change with use, or with couplings, are not joined.');
  const parts: JoinedPart[] = [];
  let first = 0;
  const add = (part: JoinedPart): void => {
    parts.push({ ...part, program: { ...part.program, first } });
    first += part.program.size;
  };
  const most = Math.max(...programs.map((p) => p.populations.length));
  // Position by position, so that the cells of a member keep their order.
  for (let p = 0; p < most; p++) {
    const together = stack ? stacked(members, p) : undefined;
    const separate = together ? [] : members.entries();
    if (together) add(together);
    for (const [m, member] of separate) if (member.compiled.program.populations[p]) add(alone(member, m, p));
  }
  const { ring, synapses, inlets, inletsOf } = joinSynapses(programs, parts);
  const program: Program = {
    seed: head.seed,
    dt: head.dt,
    populations: parts.map((part, i) => ({ ...part.program, inlets: inletsOf[i]! })),
    inlets,
    ring,
    synapses,
    // Of one network alone, whose populations stay as they are numbered.
    sums: head.sums,
    links: head.links,
  };
  const places = parts.flatMap((part) => {
    let at = part.program.first;
    return part.pieces.map(({ member, population, size }): MemberRange => {
      const place = { member, first: at, count: size, own: programs[member]!.populations[population]!.first };
      at += size;
      return place;
    });
  });
  return {
    program,
    places,
    memberOf(population, cell) {
      let left = cell;
      for (const piece of parts[population]!.pieces) {
        if (left < piece.size) return piece.member;
        left -= piece.size;
      }
      throw new InternalError(`Population ${population} has no cell ${cell}.`);
    },
  };
}

/** A member's population as it is, with its own uniforms as numbers. */
function alone(member: Member, m: number, p: number): JoinedPart {
  const own = member.compiled.program.populations[p]!;
  return {
    program: {
      ...own,
      name: `${own.name} of ${m}`,
      parameters: [],
      uniforms: [...memberUniforms(member, own)].map((value) => number(value)),
    },
    pieces: [{ member: m, population: p, size: own.size }],
  };
}

/** Population p of all members as one, or undefined where they are not of one kind or use the number of the cell. */
function stacked(members: readonly Member[], p: number): JoinedPart | undefined {
  const own = members.map((m) => m.compiled.program.populations[p]);
  const head = own[0];
  if (!head || !own.every((q) => q !== undefined && sameKind(head, q))) return undefined;
  // Random numbers are drawn by the number of the cell, which stacking would change.
  if (topological(ownRoots(head)).some((e) => e.op === 'draw' || e.op === 'cell')) return undefined;
  const populations = own as PopulationProgram[];
  const values = populations.map((q, m) => memberUniforms(members[m]!, q));
  const size = populations.reduce((n, q) => n + q.size, 0);
  const uniforms: Expr[] = [];
  const added: Column[] = [];
  const leaves = head.uniforms.map((_, u): Expr => {
    const first = values[0]![u]!;
    if (values.every((v) => v[u] === first)) {
      uniforms.push(number(first));
      return uniform(uniforms.length - 1);
    }
    const name = `uniform ${u}`;
    const initial = new Float64Array(size);
    let at = 0;
    populations.forEach((q, m) => {
      initial.fill(values[m]![u]!, at, at + q.size);
      at += q.size;
    });
    added.push({ name, role: 'hidden', unit: '', initial, limit: UNLIMITED });
    return parameter(name);
  });
  const roots = transform(ownRoots(head), (e) => (e.op === 'uniform' ? leaves[e.index]! : undefined));
  const columns = head.columns.map((column, c): Column => ({ ...column, initial: joinedColumn(populations, c, size) }));
  return {
    program: {
      ...head,
      size,
      space: pointCells(size),
      columns: [...columns, ...added],
      parameters: [],
      uniforms,
      next: roots.slice(0, head.states),
      spike: head.spike ? roots[head.states] : undefined,
    },
    pieces: populations.map((q, member) => ({ member, population: p, size: q.size })),
  };
}

/** Values that no step changes cannot blow up. */
const UNLIMITED = 3e38;

function sameKind(a: PopulationProgram, b: PopulationProgram): boolean {
  return (
    a.space.sites === undefined &&
    b.space.sites === undefined &&
    a.states === b.states &&
    a.uniforms.length === b.uniforms.length &&
    a.inlets.length === b.inlets.length &&
    a.spike === b.spike &&
    a.next.length === b.next.length &&
    a.next.every((e, i) => e === b.next[i]) &&
    a.columns.length === b.columns.length &&
    a.columns.every((c, i) => c.name === b.columns[i]!.name && c.limit === b.columns[i]!.limit) &&
    a.tables.length === b.tables.length &&
    a.tables.every((t, i) => t.length === b.tables[i]!.length && t.every((v, k) => v === b.tables[i]![k]))
  );
}

function joinedColumn(populations: readonly PopulationProgram[], c: number, size: number): Float64Array | number {
  const first = populations[0]!.columns[c]!.initial;
  if (typeof first === 'number' && populations.every((q) => q.columns[c]!.initial === first)) return first;
  const out = new Float64Array(size);
  let at = 0;
  for (const q of populations) {
    const { initial } = q.columns[c]!;
    if (typeof initial === 'number') out.fill(initial, at, at + q.size);
    else out.set(initial, at);
    at += q.size;
  }
  return out;
}
