/**
 * Cells with dendrites (`program/tree.ts`) as WGSL: kernels at their sites, around the solution of shaders/trees.wgsl. In two forms of the
 * same arithmetic: a cell by one thread, inside the population's `advance`, or by a workgroup in a dispatch before it.
 */
import { InternalError } from '../../errors.ts';
import { topological } from '../../expression/visit.ts';
import { branchesOf } from '../../program/branches.ts';
import type { PopulationProgram, Program } from '../../program/program.ts';
import { firstRowsOf } from '../../program/space.ts';
import type { EmittedTrees } from '../../program/target/wgsl.ts';
import { childrenOf, isStretch, type SiteKernel, type Tree } from '../../program/tree.ts';
import { indented } from './lines.ts';
import { emitLinks, joinedAlone } from './links.ts';
import { f32Bits, f32Literal, u32Literal } from './literal.ts';
import { anyOf, beyond, computed, type PopulationTask, stored } from './population.ts';

/** Whole numbers up to here are exact as f32. */
const LARGEST_WHOLE = 2 ** 24;

/** `taskOf`: of each population; `first`: entry of `tables` from which the trees' on lie; `places`: columns of the widest population. */
export function emitTrees(
  program: Program,
  taskOf: (p: number) => PopulationTask,
  first: number,
  places: number,
): EmittedTrees | undefined {
  const { populations } = program;
  const firstRows = firstRowsOf(populations);
  const tables: number[] = [];
  const shared: string[] = [];
  const alone: string[] = [];
  const together: string[] = [];
  const calls: Record<'step' | 'begin' | 'finish', string[]> = { step: [], begin: [], finish: [] };
  const links = emitLinks(program, tables, first);
  let cells = 0;
  populations.forEach(({ tree, size }, p) => {
    if (!tree) return;
    const parts = partsOf(taskOf(p), tree, tables, first);
    shared.push(...parts.shared, ...faultPlace(taskOf(p), tree, firstRows[p]!, places));
    alone.push(...advanceAlone(taskOf(p), tree, parts, tree.work === undefined ? [] : joinedAlone(p, cells)));
    together.push(...detect(taskOf(p), tree), ...stepTogether(taskOf(p), tree, parts, links !== undefined));
    const number = `number - ${u32Literal(cells)}`;
    const here = `if (${number} < ${u32Literal(size)}) {`;
    calls.step.push(`${here} step_tree_${p}(${number}, lane, share); }`);
    calls.begin.push(`${here} return begin_tree_${p}(${number}, lane, share); }`);
    calls.finish.push(`${here} finish_tree_${p}(${number}, lane, share, faulty); }`);
    cells += size;
  });
  if (cells === 0) return undefined;
  if (links) {
    shared.push(...links.shared);
    alone.push(...links.alone);
    together.push(...links.together(calls));
  } else together.push('fn step_tree(number: u32, lane: u32, share: u32) {', ...indented(calls.step), '}', '');
  return {
    tables: Float32Array.from(tables),
    alone: [...shared, ...alone].join('\n'),
    together: [...shared, ...together].join('\n'),
    cells,
    links: links !== undefined,
  };
}

interface Parts {
  readonly shared: string[];
  /** Names of the functions of kernels. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** Name of the constant of the tree. */
  readonly tree: string;
}

/** Kernels as functions and the tree as a constant; adds to `tables`. */
function partsOf(task: PopulationTask, tree: Tree, tables: number[], base: number): Parts {
  const { population: own, layout, p } = task;
  const add = (values: Iterable<number>): number => {
    const at = base + tables.length;
    for (const value of values) tables.push(value);
    return at;
  };
  const shared: string[] = [];
  const kernels = (list: readonly SiteKernel[], name: string): string[] =>
    list.map((kernel, k) => {
      const called = `${name}_${p}_${k}`;
      shared.push(...kernelFunction(task, kernel, called, add));
      return called;
    });
  const before = kernels(tree.before, 'before');
  const after = kernels(tree.after, 'after');
  const { entries, children, branches, levels } = treeTables(tree);
  if (Math.max(entries.length, children.length, own.space.rows / own.size) > LARGEST_WHOLE)
    throw new InternalError(`the numbers of the sites of '${own.name}' are not exact in single precision.`);
  const column = (c: number): string => u32Literal(layout.columns[p]![c]!);
  const fields = [
    u32Literal(own.size),
    u32Literal(branches.length - 1),
    column(tree.voltage),
    column(tree.diagonal),
    column(tree.right),
    f32Literal(tree.gain),
    u32Literal(f32Bits(own.columns[tree.voltage]!.limit)),
    u32Literal(add(entries)),
    u32Literal(add(children)),
    u32Literal(add(branches)),
    u32Literal(add(levels)),
    u32Literal(levels.length - 1),
    tree.work === undefined ? '0u' : column(tree.work),
  ];
  shared.push(`const tree_${p} = Tree(${fields.join(', ')});`, '');
  return { shared, before, after, tree: `tree_${p}` };
}

/** What shaders/trees.wgsl reads, level by level. */
function treeTables(tree: Tree): {
  readonly entries: number[];
  readonly children: number[];
  readonly branches: Uint32Array;
  readonly levels: Uint32Array;
} {
  const { order, parents, axial } = tree;
  const { places, firsts: branches, levels } = branchesOf(tree);
  const below = childrenOf(tree);
  const entries: number[] = [];
  const children: number[] = [];
  for (const k of places) {
    const parent = parents[k]!;
    entries.push(order[k]!, order[parent < 0 ? k : parent]!, axial[k]!, children.length / 2);
    // In the order of the sums.
    for (const child of below.places.subarray(below.firsts[k]!, below.firsts[k + 1]!))
      children.push(order[child]!, axial[child]!);
  }
  entries.push(0, 0, 0, children.length / 2);
  return { entries, children, branches, levels };
}

/** A function that does a kernel at every `share`-th of its sites from `lane` on, and tells whether a value left its limit. */
function kernelFunction(
  task: PopulationTask,
  { label, sites, writes }: SiteKernel,
  name: string,
  add: (values: Iterable<number>) => number,
): string[] {
  const cells = u32Literal(task.population.size);
  const roots = writes.map((w) => w.value);
  const inlets = new Set(topological(roots).flatMap((e) => (e.op === 'inlet' ? [e.index] : [])));
  const site = isStretch({ label, sites, writes })
    ? `${u32Literal(sites[0] ?? 0)} + k`
    : `u32(tables[${u32Literal(add(sites))} + k])`;
  const { lines, roots: texts } = computed(task, roots, inlets, { column: 'q', inlet: 'r' });
  const faults = writes.map(({ column }) => beyond(task, column, `x${column}`));
  return [
    `fn ${name}(cell: u32, lane: u32, share: u32) -> bool {`,
    '  var faulty = false;',
    `  for (var k = lane; k < ${u32Literal(sites.length)}; k += share) {`,
    `    let q = (${site}) * ${cells} + cell;`,
    ...(inlets.size > 0 ? [`    let r = k * ${cells} + cell;`] : []),
    ...indented(indented([...lines, ...writes.flatMap(({ column }, w) => stored(task, column, texts[w]!, 'q'))])),
    `    faulty = (${anyOf(faults)}) | faulty;`,
    '  }',
    '  return faulty;',
    '}',
    '',
  ];
}

/** Whether a cell spikes, as an expression after statements. */
function condition(task: PopulationTask, { spike }: Tree): { readonly lines: string[]; readonly text: string } {
  const { size } = task.population;
  const { lines, roots } = computed(task, [spike.condition], [], { column: 'q', inlet: 'r' });
  return { lines: [`let q = ${u32Literal(spike.site * size)} + cell;`, ...lines], text: roots[0]! };
}

/** `joined`: what is done between the two ways of the solution. */
function advanceAlone(
  task: PopulationTask,
  tree: Tree,
  { before, after, tree: name }: Parts,
  joined: readonly string[],
): string[] {
  const { lines, text } = condition(task, tree);
  const all = (kernels: readonly string[]): string[] =>
    kernels.map((kernel) => `faulty = ${kernel}(cell, 0u, 1u) | faulty;`);
  return [
    `fn advance_${task.p}(cell: u32) -> u32 {`,
    '  var faulty = false;',
    ...indented([
      ...all(before),
      `eliminate_alone(${name}, cell);`,
      ...joined,
      `faulty = substitute_alone(${name}, cell) | faulty;`,
      ...all(after),
      ...lines,
    ]),
    `  return select(0u, 1u, ${text}) | select(0u, 2u, faulty);`,
    '}',
    '',
  ];
}

/** The population's `advance` where the cells have been stepped. */
function detect(task: PopulationTask, tree: Tree): string[] {
  const { lines, text } = condition(task, tree);
  return [
    `fn advance_${task.p}(cell: u32) -> u32 {`,
    ...indented([...lines, `return select(0u, 1u, ${text});`]),
    '}',
    '',
  ];
}

/** `split`: in two functions, between which junctions are solved. */
function stepTogether(
  { p, population }: PopulationTask,
  tree: Tree,
  { before, after, tree: name }: Parts,
  split: boolean,
): string[] {
  const all = (kernels: readonly SiteKernel[], names: readonly string[]): string[] => {
    const lines: string[] = [];
    let met: SiteKernel[] = [];
    kernels.forEach((kernel, k) => {
      if (met.some((other) => meet(population, other, kernel))) {
        lines.push('storageBarrier();');
        met = [];
      }
      met.push(kernel);
      lines.push(`faulty = ${names[k]!}(cell, lane, share) | faulty;`);
    });
    return lines;
  };
  const begin = ['var faulty = false;', ...all(tree.before, before), `eliminate_together(${name}, cell, lane, share);`];
  const finish = [
    `faulty = substitute_together(${name}, cell, lane, share) | faulty;`,
    ...all(tree.after, after),
    'storageBarrier();',
    // A loop, because software adapters execute a branch that no thread takes.
    `for (; faulty; faulty = false) { record_fault(fault_place_${p}(cell)); }`,
  ];
  const parameters = 'cell: u32, lane: u32, share: u32';
  if (!split) return [`fn step_tree_${p}(${parameters}) {`, ...indented([...begin, ...finish]), '}', ''];
  return [
    `fn begin_tree_${p}(${parameters}) -> bool {`,
    ...indented([...begin, 'return faulty;']),
    '}',
    '',
    `fn finish_tree_${p}(${parameters}, found: bool) {`,
    ...indented(['var faulty = found;', ...finish]),
    '}',
    '',
  ];
}

/** Whether one of two kernels writes what the other reads or writes, at a site of both. */
function meet({ columns }: PopulationProgram, a: SiteKernel, b: SiteKernel): boolean {
  const sites = new Set(a.sites);
  if (!b.sites.some((site) => sites.has(site))) return false;
  const written = ({ writes }: SiteKernel): Set<string> => new Set(writes.map((w) => columns[w.column]!.name));
  const touched = (kernel: SiteKernel): Set<string> => {
    const nodes = topological(kernel.writes.map((w) => w.value));
    const read = nodes.flatMap((e) => (e.op === 'state' || e.op === 'parameter' ? [e.name] : []));
    return new Set([...written(kernel), ...read]);
  };
  const any = (one: Set<string>, other: Set<string>): boolean => [...one].some((name) => other.has(name));
  return any(written(a), touched(b)) || any(written(b), touched(a));
}

/** Where a fault of a cell is recorded: the lowest row and column out of the limit, found in the stored state. */
function faultPlace(task: PopulationTask, tree: Tree, firstRow: number, places: number): string[] {
  const { population, layout, p } = task;
  const columns = [
    ...new Set([...tree.before, ...tree.after].flatMap((k) => k.writes.map((w) => w.column))),
    tree.voltage,
  ];
  columns.sort((a, b) => b - a);
  const place = (column: string): string => `(${u32Literal(firstRow)} + q) * ${u32Literal(places)} + ${column}`;
  return [
    `fn fault_place_${p}(cell: u32) -> u32 {`,
    `  for (var q = cell; q < ${u32Literal(population.space.rows)}; q += ${u32Literal(population.size)}) {`,
    '    var column = 0xffffffffu;',
    // From the last to the first, so that the lowest stays.
    ...columns.map(
      (c) =>
        `    if (${beyond(task, c, `state[${u32Literal(layout.columns[p]![c]!)} + q]`)}) { column = ${u32Literal(c)}; }`,
    ),
    `    if (column != 0xffffffffu) { return ${place('column')}; }`,
    '  }',
    // It was overwritten within the step.
    '  let q = cell;',
    `  return ${place(u32Literal(tree.voltage))};`,
    '}',
    '',
  ];
}
