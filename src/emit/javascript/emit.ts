/**
 * Third of the three emitters in age, first in authority: a program as plain double-precision JavaScript, the code of the `reference`
 * backend. Straight from the graph, one constant per shared node, no reordering. Only numbers and fixed words reach the text.
 */

import type { Expr } from '../../expression/node.ts';
import { topological } from '../../expression/visit.ts';
import { type Layout, layoutOf } from '../../program/layout.ts';
import type { PopulationProgram, Program } from '../../program/program.ts';
import { drawAddress } from '../../random/philox.ts';

export interface EmittedJavascript {
  /**
   * Body of a function of one argument `support` (see `engine/reference/support.ts`) that returns an array with one function per
   * population.
   */
  readonly source: string;
  readonly layout: Layout;
}

export function emitJavascript(program: Program): EmittedJavascript {
  const layout = layoutOf(program);
  const functions = program.populations.map((p, index) => emitPopulation(program, layout, p, index));
  return {
    layout,
    source: `'use strict';\nconst { exprel, phi1Action, philox, normals, words } = support;\nreturn [\n${functions.join(',\n')}\n];\n`,
  };
}

/** A literal that reads back to the same f64. */
function literal(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '(-Infinity)';
  return value < 0 || Object.is(value, -0) ? `(${Object.is(value, -0) ? '-0' : value})` : String(value);
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
    const at = program.fanout.offsets[inlet]!;
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
    ...head.map((line) => `  ${line}`),
    `  for (let i = 0; i < ${p.size}; i++) {`,
    ...body.map((line) => `    ${line}`),
    '  }',
    '  return count;',
    '}',
  ].join('\n');
}

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
      body.push(`philox(i, step, ${block}, 2, ${program.seed >>> 0}, ${p.stream >>> 0}, words);`);
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

const infix: Partial<Record<Expr['op'], string>> = {
  add: '+',
  sub: '-',
  mul: '*',
  div: '/',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
  eq: '===',
  ne: '!==',
  and: '&&',
  or: '||',
};

function expressionText(
  node: Expr,
  operand: (e: Expr) => string,
  columnOf: (name: string) => number,
  tables: readonly number[],
  p: PopulationProgram,
): string | undefined {
  const args = node.args.map(operand);
  const [x, y, z] = args;
  const sign = infix[node.op];
  if (sign) return `${x} ${sign} ${y}`;
  switch (node.op) {
    case 'number':
      return literal(node.value);
    case 'uniform':
      return undefined;
    case 'state':
    case 'parameter':
      return `c${columnOf(node.name)}`;
    case 'inlet':
      return `a${node.index}`;
    case 'time':
      return 'time';
    case 'step':
      return 'step';
    case 'dt':
      return 'dt';
    case 'cell':
      return 'i';
    case 'random': {
      const { block, word } = drawAddress(node.name === 'normal' ? 'normal' : 'uniform', node.index);
      return node.name === 'normal'
        ? `z${node.index >> 1}[${node.index & 1}]`
        : `((w${block}_${word} >>> 8) * ${2 ** -24})`;
    }
    case 'neg':
      return `-${x}`;
    case 'exprel':
      return `exprel(${x})`;
    case 'exp':
    case 'log':
    case 'sqrt':
    case 'sin':
    case 'cos':
    case 'tan':
    case 'tanh':
    case 'abs':
    case 'sign':
    case 'floor':
    case 'ceil':
      return `Math.${node.op}(${x})`;
    case 'pow':
      return `Math.pow(${x}, ${y})`;
    case 'min':
    case 'max':
      return `Math.${node.op}(${x}, ${y})`;
    case 'mod':
      return `${x} - ${y} * Math.floor(${x} / ${y})`;
    case 'not':
      return `!${x}`;
    case 'select':
      return `${x} ? ${y} : ${z}`;
    case 'lookup': {
      const last = p.tables[node.index]!.length - 1;
      return `tables[${tables[node.index]!} + Math.max(0, Math.min(${last}, Math.floor(${x})))]`;
    }
    case 'phi1': {
      const n = node.index;
      return `phi1Action([${args.slice(0, n * n).join(', ')}], [${args.slice(n * n).join(', ')}])`;
    }
    case 'component':
      return `${x}[${node.index}]`;
    default:
      throw new Error(`internal: no JavaScript for '${node.op}'.`);
  }
}
