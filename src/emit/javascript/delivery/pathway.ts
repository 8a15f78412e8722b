/** Weight rules of plastic pathways as JavaScript: one pair of functions per pathway. */

import { InternalError } from '../../../errors.ts';
import type { Expr } from '../../../expression/node.ts';
import { topological } from '../../../expression/visit.ts';
import type { Layout } from '../../../program/layout.ts';
import type { Program } from '../../../program/program.ts';
import { groupsOf } from '../../../program/synapses.ts';
import { leafReader, type RuleLeafOp } from '../../leaves.ts';
import { type ExpressionContext, expressionText } from '../expressions.ts';

/** See `EmittedJavascript.pathways`. */
export function emitPathways(program: Program, layout: Layout): string {
  const entries = groupsOf(program, 'pathway').map((pathway) => {
    const rule = (root: Expr | undefined): string =>
      root ? weightFunction(root, program, layout, pathway.source, pathway.target) : 'null';
    return `[${rule(pathway.plasticity?.onPre)}, ${rule(pathway.plasticity?.onPost)}]`;
  });
  return `'use strict';\nconst { exprel, phi1Action } = support;\nreturn [\n${entries.join(',\n')}\n];\n`;
}

function weightFunction(root: Expr, program: Program, layout: Layout, source: number, target: number): string {
  const column = (population: number, name: string, cell: string): string => {
    const { columns, name: of } = program.populations[population]!;
    const c = columns.findIndex((one) => one.name === name);
    if (c < 0) throw new InternalError(`A weight rule reads a column that ${of} has not.`);
    return `state[${layout.columns[population]![c]!} + ${cell}]`;
  };
  const context: ExpressionContext = {
    leaf: leafReader<RuleLeafOp, string>({
      weight: () => 'w',
      pre: ({ name }) => column(source, name, 'i'),
      post: ({ name }) => column(target, name, 'j'),
    }),
    table: () => {
      throw new InternalError('A weight rule reads a table.');
    },
  };
  const names = new Map<Expr, string>();
  const body: string[] = [];
  for (const node of topological([root])) {
    const text = expressionText(node, (e) => names.get(e)!, context);
    if (node.op === 'number') names.set(node, text);
    else {
      names.set(node, `x${node.id}`);
      body.push(`const x${node.id} = ${text};`);
    }
  }
  return `function (state, w, i, j) { ${body.join(' ')} return ${names.get(root)}; }`;
}
