/**
 * A program as plain double-precision JavaScript, the code of the `reference` backend, which judges the other two. Straight from the graph,
 * one constant per shared node, no reordering. Only numbers and fixed words reach the text.
 */

import { InternalError } from '../../errors.ts';
import type { Expr } from '../../expression/node.ts';
import { topological } from '../../expression/visit.ts';
import { type Layout, layoutOf } from '../../program/layout.ts';
import { linkedPopulations } from '../../program/links.ts';
import { advanceOf, arrivalOf, type PopulationProgram, type Program } from '../../program/program.ts';
import { checkPoints } from '../../program/space.ts';
import type { EmittedJavascript } from '../../program/target/javascript.ts';
import { isStretch, type SiteKernel, type Tree } from '../../program/tree.ts';
import { drawAddress, EVERY_CELL, purpose } from '../../random/philox.ts';
import { poissonBlock } from '../../random/poisson.ts';
import { leafReader, type StepLeafOp } from '../leaves.ts';
import { emitSums } from './couple.ts';
import { emitPathways } from './delivery/pathway.ts';
import { type ExpressionContext, expressionText, javascriptNumber } from './expressions.ts';

export function emitJavascript(program: Program): EmittedJavascript {
  checkPoints({ populations: program.populations.filter((p) => !p.tree) });
  const layout = layoutOf(program);
  const linked = linkedPopulations(program);
  const functions = program.populations.map((p, index) =>
    p.tree
      ? emitTree(program, layout, p, p.tree, index, linked.has(index) ? 'rest' : 'all')
      : emitPopulation(program, layout, advanceOf(p), index),
  );
  const beginning = [...linked].sort((a, b) => a - b);
  const arriving = program.populations.flatMap((p, index) => {
    const arrival = arrivalOf(p);
    if (!arrival) return [];
    functions.push(emitPopulation(program, layout, arrival, index));
    return [index];
  });
  for (const index of beginning) {
    const population = program.populations[index]!;
    functions.push(emitTree(program, layout, population, population.tree!, index, 'beginning'));
  }
  return {
    layout,
    arriving,
    beginning,
    sums: emitSums(program, layout),
    pathways: emitPathways(program, layout),
    source: `'use strict';\nconst { exprel, phi1Action, philox, normals, poissonCount, words, eliminate, substitute } = support;\nreturn [\n${functions.join(',\n')}\n];\n`,
  };
}

/** Names of the loops' counters: of the row in columns, and of the one in inlets. */
interface Rows {
  readonly column: string;
  readonly inlet: string;
}

/** Statements that compute the roots from one row of columns. */
function computed(
  program: Program,
  layout: Layout,
  p: PopulationProgram,
  index: number,
  roots: readonly Expr[],
  rows: Rows,
): {
  readonly head: string[];
  readonly body: string[];
  readonly operand: (e: Expr) => string;
  readonly nodes: readonly Expr[];
} {
  const columns = layout.columns[index]!;
  const nodes = topological(roots);
  const used = new Set(nodes);
  const head: string[] = [];
  const body: string[] = [];
  const names = new Map<Expr, string>();

  for (const node of nodes)
    if (node.op === 'uniform') head.push(`const u${node.index} = uniforms[${layout.uniforms[index]! + node.index}];`);
  p.inlets.forEach((inlet, i) => {
    if (p.tree && ![...used].some((e) => e.op === 'inlet' && e.index === i)) return;
    const at = program.ring.offsets[inlet]!;
    body.push(
      `const a${i} = accumulators[row + ${at} + ${rows.inlet}]; accumulators[row + ${at} + ${rows.inlet}] = 0;`,
    );
  });
  p.columns.forEach((column, c) => {
    const isUsed = [...used].some((e) => (e.op === 'state' || e.op === 'parameter') && e.name === column.name);
    if (isUsed) body.push(`const c${c} = state[${columns[c]!} + ${rows.column}];`);
  });
  emitDraws(nodes, program, p, body);

  const column = ({ name }: { readonly name: string }): string => {
    const c = p.columns.findIndex((one) => one.name === name);
    if (c < 0) throw new InternalError(`The program of ${p.name} has no column for a symbol it uses.`);
    return `c${c}`;
  };
  const context: ExpressionContext = {
    leaf: leafReader<StepLeafOp, string>({
      state: column,
      parameter: column,
      uniform: (e) => `u${e.index}`,
      inlet: (e) => `a${e.index}`,
      time: () => 'time',
      step: (e) => ({ whole: 'step', high: '(step >>> 16)', low: '(step & 0xffff)' })[e.part],
      dt: () => 'dt',
      cell: () => 'i',
      draw: (e) => {
        const { block, word } = drawAddress(e.kind, e.index);
        const of = e.shared ? 'c' : '';
        return e.kind === 'normal'
          ? `${of}z${e.index >> 1}[${e.index & 1}]`
          : `((${of}w${block}_${word} >>> 8) * ${2 ** -24})`;
      },
    }),
    table: (t) => ({ first: layout.tables[index]![t]!, length: p.tables[t]!.length }),
  };
  const operand = (e: Expr): string => {
    const name = names.get(e);
    if (name === undefined) throw new InternalError(`'${e.op}' is used before it is computed.`);
    return name;
  };
  for (const node of nodes) {
    const text = expressionText(node, operand, context);
    if (node.args.length === 0) names.set(node, text);
    else {
      names.set(node, `x${node.id}`);
      body.push(`const x${node.id} = ${text};`);
    }
  }
  return { head, body, operand, nodes };
}

/** Writes a value to a row of a column, and notes where it leaves its limit. */
const written = (
  layout: Layout,
  p: PopulationProgram,
  index: number,
  c: number,
  value: string,
  row: string,
): string[] => [
  `state[${layout.columns[index]![c]!} + ${row}] = ${value};`,
  `if (!(Math.abs(${value}) <= ${javascriptNumber(p.columns[c]!.limit)}) && fault[0] < 0) { fault[0] = ${row}; fault[1] = ${c}; }`,
];

const HEAD =
  'function (state, uniforms, tables, accumulators, row, step, dt, spiked, count, fault) {\n  const time = step * dt;';

/** Text of the population's `Advance`. */
function emitPopulation(program: Program, layout: Layout, p: PopulationProgram, index: number): string {
  const roots = p.spike ? [...p.next, p.spike] : [...p.next];
  const { head, body, operand, nodes } = computed(program, layout, p, index, roots, { column: 'i', inlet: 'i' });
  p.next.forEach((next, c) => void body.push(...written(layout, p, index, c, operand(next), 'i')));
  if (p.spike) body.push(`if (${operand(p.spike)}) spiked[count++] = ${p.first} + i;`);
  return [
    HEAD,
    ...(nodes.some((e) => e.op === 'poisson') ? [poissonFunction(program, p)] : []),
    ...head.map((line) => `  ${line}`),
    `  for (let i = 0; i < ${p.size}; i++) {`,
    ...body.map((line) => `    ${line}`),
    '  }',
    '  return count;',
    '}',
  ].join('\n');
}

/**
 * Text of the `Advance` of cells with dendrites: kernels before the solution, the solution, kernels after, the condition. `part`: all of
 * it, up to the elimination, or what is left.
 */
function emitTree(
  program: Program,
  layout: Layout,
  p: PopulationProgram,
  tree: Tree,
  index: number,
  part: 'all' | 'beginning' | 'rest',
): string {
  const loops = (kernels: readonly SiteKernel[]): string[] =>
    kernels.flatMap((kernel) => {
      const { sites, writes } = kernel;
      const rows = { column: 'q', inlet: 'r' };
      const roots = writes.map((w) => w.value);
      const { head, body, operand } = computed(program, layout, p, index, roots, rows);
      for (const { column, value } of writes) body.push(...written(layout, p, index, column, operand(value), 'q'));
      const first = sites[0] ?? 0;
      return [
        '{',
        ...head,
        ...(isStretch(kernel) ? [] : [`const sites = [${sites.join(', ')}];`]),
        isStretch(kernel)
          ? `for (let r = 0, q = ${first * p.size}; r < ${sites.length * p.size}; r++, q++) {`
          : `for (let r = 0, k = 0; k < ${sites.length}; k++) for (let i = 0, q = sites[k] * ${p.size}; i < ${p.size}; i++, r++, q++) {`,
        ...body,
        '} }',
      ];
    });
  const beginning = part === 'rest' ? [] : [...loops(tree.before), `eliminate[${index}](state);`];
  if (part === 'beginning') return [HEAD, ...beginning, 'return count;', '}'].join('\n');
  const spike = computed(program, layout, p, index, [tree.spike.condition], { column: 'q', inlet: 'r' });
  return [
    HEAD,
    ...beginning,
    `substitute[${index}](state, fault);`,
    ...loops(tree.after),
    '{',
    ...spike.head,
    `for (let i = 0; i < ${p.size}; i++) { const q = ${tree.spike.site * p.size} + i;`,
    ...spike.body,
    `if (${spike.operand(tree.spike.condition)}) spiked[count++] = ${p.first} + i; } }`,
    'return count;',
    '}',
  ].join('\n');
}

/** Counts of the population's cells, by number of the draw. */
const poissonFunction = (program: Program, p: PopulationProgram): string =>
  `  const poisson = (mean, i, step, draw) => poissonCount(mean, (block) => philox(i, step, ${poissonBlock(0)} + ${poissonBlock(1) - poissonBlock(0)} * draw + block, ${purpose.run}, ${program.seed >>> 0}, ${p.stream >>> 0}, words));`;

/** One Philox block per group of draws, decoded to the draws that are used. */
function emitDraws(nodes: readonly Expr[], program: Program, p: PopulationProgram, body: string[]): void {
  const seen = new Set<string>();
  const blocks = new Set<string>();
  for (const node of nodes) {
    if (node.op !== 'draw') continue;
    const { block, word } = drawAddress(node.kind, node.index);
    const of = node.shared ? 'c' : '';
    const words = `${of}w${block}`;
    if (!blocks.has(words)) {
      blocks.add(words);
      const cell = node.shared ? EVERY_CELL : 'i';
      body.push(`philox(${cell}, step, ${block}, ${purpose.run}, ${program.seed >>> 0}, ${p.stream >>> 0}, words);`);
      for (let w = 0; w < 4; w++) body.push(`const ${words}_${w} = words[${w}];`);
    }
    if (node.kind === 'normal') {
      const pair = `${of}z${node.index >> 1}`;
      if (seen.has(pair)) continue;
      seen.add(pair);
      body.push(`const ${pair} = normals(${words}_${word}, ${words}_${word + 1});`);
    }
  }
}
