/**
 * Junctions in the solution (`program/links.ts`) for shaders/links.wgsl: tables, and the functions that call it. A thread that steps a cell
 * by itself solves those within it; a workgroup takes the two cells of a component together.
 */
import { componentsOf, joinsCells, type Links, stemOf } from '../../program/links.ts';
import type { Program } from '../../program/program.ts';
import { refusal } from '../../program/target/refusals.ts';
import { indented } from './lines.ts';
import { u32Literal } from './literal.ts';

/** Whole numbers up to here are exact as f32. */
const LARGEST_WHOLE = 2 ** 24;

/** In the table of cells: not joined with another; taken by the other's workgroup; from here on the number of the other. */
const BY_ITSELF = 0;
const TAKEN = 1;
const WITH = 2;

interface EmittedLinks {
  readonly shared: readonly string[];
  readonly alone: readonly string[];
  /** `calls`: lines that hand a cell, `number`, on to its population's function, for each. */
  readonly together: (calls: Readonly<Record<'begin' | 'finish', readonly string[]>>) => string[];
}

/** Adds to `tables`, whose first entry stands at `base`. Undefined where there are none. Throws a CapacityError. */
export function emitLinks(program: Program, tables: number[], base: number): EmittedLinks | undefined {
  const { links, populations } = program;
  if (links.length === 0) return undefined;
  let cells = 0;
  const firsts = populations.map(({ tree, size }) => {
    const first = cells;
    if (tree) cells += size;
    return first;
  });
  // Three numbers for each cell with dendrites: where the tables of its kind are, 0 without junctions; where 1/g is; the other.
  const ofCells = tables.length;
  for (let k = 0; k < 3 * cells; k++) tables.push(0);
  for (const group of links) {
    const kind = base + tables.length;
    for (const value of kindOf(program, group)) tables.push(value);
    /** Entries of 1/g that are the same. */
    const inverses = new Map<string, number>();
    for (let i = 0; i < componentsOf(group); i++) {
      const values = group.conductances.map((g) => 1 / g[i]!);
      const key = values.join(' ');
      let at = inverses.get(key);
      if (at === undefined) {
        at = base + tables.length;
        inverses.set(key, at);
        for (const value of values) tables.push(value);
      }
      const numbers = group.members.map((p, m) => firsts[p]! + group.cells[m]![i]!);
      const [own, other] = numbers as [number, number?];
      const put = (number: number, partner: number): void => {
        for (const [k, value] of [kind, at!, partner].entries()) tables[ofCells + 3 * number + k] = value;
      };
      put(own, other === undefined ? BY_ITSELF : WITH + other);
      if (other !== undefined) put(other, TAKEN);
    }
  }
  const needed = base + tables.length;
  if (needed > LARGEST_WHOLE) throw refusal('webgpu-junctions', { needed, allowed: LARGEST_WHOLE });
  const most = links.reduce((n, { ends }) => Math.max(n, ends.length), 0);
  return {
    shared: [
      `const most_links: u32 = ${u32Literal(most)};`,
      `const linked_cells: u32 = ${u32Literal(base + ofCells)};`,
      '',
    ],
    alone: [
      'fn join_alone(tree: Tree, cell: u32, number: u32) {',
      '  let kind = u32(tables[linked_cells + 3u * number]);',
      '  if (kind != 0u) {',
      '    join_cells(Component(tree, cell, tree, cell), kind, u32(tables[linked_cells + 3u * number + 1u]));',
      '  }',
      '}',
      '',
    ],
    together: (calls) => together(program, firsts, cells, calls),
  };
}

/** Between the two ways of the solution by one thread. `first`: number of the population's first cell among those with dendrites. */
export const joinedAlone = (p: number, first: number): string[] => [
  `join_alone(tree_${p}, cell, cell + ${u32Literal(first)});`,
];

function kindOf({ populations }: Program, group: Links): number[] {
  const { rows, ends } = stemOf(group, populations);
  return [
    rows.length,
    ends.length,
    ...rows.flatMap(({ member, site, parent, axial }) => [member, site, rows[parent]!.site, axial]),
    ...ends.flatMap((pair) => pair.flatMap((row) => [rows[row]!.member, rows[row]!.site])),
  ];
}

function together(
  { populations, links }: Program,
  firsts: readonly number[],
  cells: number,
  { begin, finish }: Readonly<Record<'begin' | 'finish', readonly string[]>>,
): string[] {
  const own = populations.flatMap(({ tree, size }, p) => (tree ? [{ p, first: firsts[p]!, size }] : []));
  const which = (body: (p: number, first: number) => string): string[] =>
    own.map(({ p, first, size }) => `if (number - ${u32Literal(first)} < ${u32Literal(size)}) { ${body(p, first)} }`);
  const functionOf = (head: string, lines: readonly string[]): string[] => [
    `fn ${head} {`,
    ...indented(lines),
    '}',
    '',
  ];
  const pairs = links.some(joinsCells);
  return [
    ...functionOf('tree_of(number: u32) -> Tree', [...which((p) => `return tree_${p};`), `return tree_${own[0]!.p};`]),
    ...functionOf('cell_of(number: u32) -> u32', [
      ...which((_, first) => `return number - ${u32Literal(first)};`),
      'return 0u;',
    ]),
    ...functionOf('begin_tree(number: u32, lane: u32, share: u32) -> bool', [...begin, 'return false;']),
    ...functionOf('finish_tree(number: u32, lane: u32, share: u32, faulty: bool)', finish),
    ...functionOf('step_tree(number: u32, lane: u32, share: u32)', [
      `if (number >= ${u32Literal(cells)}) { return; }`,
      'let entry = linked_cells + 3u * number;',
      'let kind = u32(tables[entry]);',
      'var other = number;',
      ...(pairs
        ? [
            'let partner = u32(tables[entry + 2u]);',
            `if (partner == ${u32Literal(TAKEN)}) { return; }`,
            `if (partner >= ${u32Literal(WITH)}) { other = partner - ${u32Literal(WITH)}; }`,
          ]
        : []),
      'let faulty = begin_tree(number, lane, share);',
      'var other_faulty = false;',
      ...(pairs ? ['if (other != number) { other_faulty = begin_tree(other, lane, share); }'] : []),
      'storageBarrier();',
      'if (lane == 0u && kind != 0u) {',
      '  let cells = Component(tree_of(number), cell_of(number), tree_of(other), cell_of(other));',
      '  join_cells(cells, kind, u32(tables[entry + 1u]));',
      '}',
      'finish_tree(number, lane, share, faulty);',
      ...(pairs ? ['if (other != number) { finish_tree(other, lane, share, other_faulty); }'] : []),
    ]),
  ];
}
