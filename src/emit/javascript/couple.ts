/** Sums over other cells (`program/coupling.ts`) as JavaScript: one function per sum. */

import { InternalError } from '../../errors.ts';
import type { Expr } from '../../expression/node.ts';
import { topological } from '../../expression/visit.ts';
import { columnsRead, type Sum, type Term } from '../../program/coupling.ts';
import type { Layout } from '../../program/layout.ts';
import type { Program } from '../../program/program.ts';
import { leafReader, type TermLeafOp } from '../leaves.ts';
import { type ExpressionContext, expressionText } from './expressions.ts';

/** See `EmittedJavascript.sums`. */
export function emitSums(program: Program, layout: Layout): string {
  const functions = program.sums.map((sum) => sumFunction(program, layout, sum));
  return `'use strict';\nconst { exprel, phi1Action } = support;\nreturn [\n${functions.join(',\n')}\n];\n`;
}

function sumFunction(program: Program, layout: Layout, sum: Sum): string {
  const { population, column, firstRow, common, terms } = sum;
  const { size } = program.populations[population]!;
  const at = layout.columns[population]![column]! + firstRow;
  const loops = terms.map((term, t) => termLoop(program, layout, sum, term, t));
  const uniforms = new Set(terms.flatMap(({ value }) => uniformsOf(value)));
  const head = [...uniforms].map((u) => `const u${u} = uniforms[${layout.uniforms[population]! + u}];`);
  const body = common
    ? [
        'let total = 0;',
        'const j = 0;',
        ...loops.flat(),
        `for (let cell = 0; cell < ${size}; cell++) state[${at} + cell] = total;`,
      ]
    : [
        `for (let j = 0; j < ${size}; j++) {`,
        '  let total = 0;',
        ...loops.flat().map((line) => `  ${line}`),
        `  state[${at} + j] = total;`,
        '}',
      ];
  return ['function (state, uniforms, terms) {', ...[...head, ...body].map((line) => `  ${line}`), '}'].join('\n');
}

const uniformsOf = (value: Expr): number[] =>
  topological([value]).flatMap((e) => (e.op === 'uniform' ? [e.index] : []));

/** Adds what the junctions of a row contribute. */
function termLoop(program: Program, layout: Layout, { population, firstRow }: Sum, term: Term, t: number): string[] {
  const ends = { pre: term.source, post: population };
  const place = (end: 'pre' | 'post', name: string): number => {
    const c = program.populations[ends[end]]!.columns.findIndex((one) => one.name === name);
    return layout.columns[ends[end]]![c]!;
  };
  const load = (end: 'pre' | 'post', cell: string): string[] =>
    columnsRead(term, end, program.populations[ends[end]]!.columns).map(
      (c) => `const ${end}${c} = state[${layout.columns[ends[end]]![c]!} + ${cell}];`,
    );
  const named = (end: 'pre' | 'post', name: string): string => {
    const offset = place(end, name);
    return `${end}${layout.columns[ends[end]]!.indexOf(offset)}`;
  };
  const context: ExpressionContext = {
    leaf: leafReader<TermLeafOp, string>({
      weight: () => 'weights[s]',
      pre: ({ name }) => named('pre', name),
      post: ({ name }) => named('post', name),
      uniform: ({ index }) => `u${index}`,
    }),
    table: () => {
      throw new InternalError('A coupling reads a table.');
    },
  };
  const names = new Map<Expr, string>();
  const body: string[] = [];
  for (const node of topological([term.value])) {
    const text = expressionText(node, (e) => names.get(e)!, context);
    if (node.args.length === 0) names.set(node, text);
    else {
      names.set(node, `x${node.id}`);
      body.push(`const x${node.id} = ${text};`);
    }
  }
  return [
    '{',
    `  const { rows, sources, weights } = terms[${t}];`,
    ...load('post', `${firstRow} + j`).map((line) => `  ${line}`),
    '  for (let s = rows[j], end = rows[j + 1]; s < end; s++) {',
    '    const i = sources[s];',
    ...load('pre', 'i').map((line) => `    ${line}`),
    ...body.map((line) => `    ${line}`),
    `    total += ${names.get(term.value)};`,
    '  }',
    '}',
  ];
}
