/**
 * A program as plain double-precision JavaScript, the code of the `reference` backend, which judges the other two. Straight from the graph,
 * one constant per shared node, no reordering. Only numbers and fixed words reach the text.
 */

import type { Expr } from '../../expression/node.ts';
import { topological } from '../../expression/visit.ts';
import { type Layout, layoutOf } from '../../program/layout.ts';
import type { PopulationProgram, Program } from '../../program/program.ts';
import { checkPoints } from '../../program/space.ts';
import { drawAddress, purpose } from '../../random/philox.ts';
import { poissonBlock } from '../../random/poisson.ts';
import { emitPathways } from './delivery/pathway.ts';
import { expressionText, literal } from './expressions.ts';

export interface EmittedJavascript {
  /**
   * Body of a function of one argument `support` (made in `engine/reference/engine.ts`) that returns an array with one function per
   * population.
   */
  readonly source: string;
  /** Body of a function of `support` that returns the weight rules of the pathways (see `emitPathways`). */
  readonly pathways: string;
  readonly layout: Layout;
}

export function emitJavascript(program: Program): EmittedJavascript {
  checkPoints(program);
  const layout = layoutOf(program);
  const functions = program.populations.map((p, index) => emitPopulation(program, layout, p, index));
  return {
    layout,
    pathways: emitPathways(program, layout),
    source: `'use strict';\nconst { exprel, phi1Action, philox, normals, poissonCount, words } = support;\nreturn [\n${functions.join(',\n')}\n];\n`,
  };
}

/**
 * function (state, uniforms, tables, accumulators, row, step, dt, spiked, count, fault): advances all cells of the population by one
 * step. `row`: first accumulator of this step's ring row; `spiked`: receives network-wide cells from index `count` on; returns the new
 * count. `fault`: [cell, column], written where a value leaves its limit and fault[0] is still −1.
 */
function emitPopulation(program: Program, layout: Layout, p: PopulationProgram, index: number): string {
  const columns = layout.columns[index]!;
  const roots = p.spike ? [...p.next, p.spike] : [...p.next];
  const nodes = topological(roots);
  const used = new Set(nodes);
  const head: string[] = [];
  const body: string[] = [];
  const names = new Map<Expr, string>();

  for (const node of nodes)
    if (node.op === 'uniform') {
      names.set(node, `u${node.index}`);
      head.push(`const u${node.index} = uniforms[${layout.uniforms[index]! + node.index}];`);
    }
  p.inlets.forEach((inlet, i) => {
    const at = program.ring.offsets[inlet]!;
    body.push(`const a${i} = accumulators[row + ${at} + i]; accumulators[row + ${at} + i] = 0;`);
  });
  p.columns.forEach((column, c) => {
    const isUsed = [...used].some((e) => (e.op === 'state' || e.op === 'parameter') && e.name === column.name);
    if (isUsed) body.push(`const c${c} = state[${columns[c]!} + i];`);
  });
  emitDraws(nodes, program, p, body);

  const columnOf = (name: string): number => {
    const c = p.columns.findIndex((column) => column.name === name);
    if (c < 0) throw new Error(`internal: the program of ${p.name} has no column for a symbol it uses.`);
    return c;
  };
  const operand = (e: Expr): string => {
    const name = names.get(e);
    if (name === undefined) throw new Error(`internal: '${e.op}' is used before it is computed.`);
    return name;
  };
  for (const node of nodes) {
    const text = expressionText(node, operand, columnOf, layout.tables[index]!, p);
    if (text === undefined) continue;
    if (node.args.length === 0) names.set(node, text);
    else {
      names.set(node, `x${node.id}`);
      body.push(`const x${node.id} = ${text};`);
    }
  }
  p.next.forEach((next, c) => {
    const value = operand(next);
    body.push(`state[${columns[c]!} + i] = ${value};`);
    body.push(
      `if (!(Math.abs(${value}) <= ${literal(p.columns[c]!.limit)}) && fault[0] < 0) { fault[0] = i; fault[1] = ${c}; }`,
    );
  });
  if (p.spike) body.push(`if (${operand(p.spike)}) spiked[count++] = ${p.first} + i;`);
  return [
    'function (state, uniforms, tables, accumulators, row, step, dt, spiked, count, fault) {',
    '  const time = step * dt;',
    ...(nodes.some((e) => e.op === 'poisson') ? [poissonFunction(program, p)] : []),
    ...head.map((line) => `  ${line}`),
    `  for (let i = 0; i < ${p.size}; i++) {`,
    ...body.map((line) => `    ${line}`),
    '  }',
    '  return count;',
    '}',
  ].join('\n');
}

/** Counts of the population's cells, by number of the draw. */
const poissonFunction = (program: Program, p: PopulationProgram): string =>
  `  const poisson = (mean, i, step, draw) => poissonCount(mean, (block) => philox(i, step, ${poissonBlock(0)} + ${poissonBlock(1) - poissonBlock(0)} * draw + block, ${purpose.run}, ${program.seed >>> 0}, ${p.stream >>> 0}, words));`;

/** One Philox block per group of draws, decoded to the draws that are used. */
function emitDraws(nodes: readonly Expr[], program: Program, p: PopulationProgram, body: string[]): void {
  const seen = new Set<string>();
  const blocks = new Set<number>();
  for (const node of nodes) {
    if (node.op !== 'random') continue;
    const normal = node.name === 'normal';
    const { block, word } = drawAddress(normal ? 'normal' : 'uniform', node.index);
    if (!blocks.has(block)) {
      blocks.add(block);
      body.push(`philox(i, step, ${block}, ${purpose.run}, ${program.seed >>> 0}, ${p.stream >>> 0}, words);`);
      for (let w = 0; w < 4; w++) body.push(`const w${block}_${w} = words[${w}];`);
    }
    if (normal) {
      const pair = `z${node.index >> 1}`;
      if (seen.has(pair)) continue;
      seen.add(pair);
      body.push(`const ${pair} = normals(w${block}_${word}, w${block}_${word + 1});`);
    }
  }
}
