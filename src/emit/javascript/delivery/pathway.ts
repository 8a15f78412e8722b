/** Weight rules of plastic pathways as JavaScript: one pair of functions per pathway. */
import type { Expr } from '../../../expression/node.ts';
import { topological } from '../../../expression/visit.ts';
import type { Layout } from '../../../program/layout.ts';
import { WEIGHT_LEAF } from '../../../program/pathway.ts';
import type { Program } from '../../../program/program.ts';
import { groupsOf } from '../../../program/synapses.ts';
import { expressionText } from '../expressions.ts';

/**
 * Body of a function of `support` that returns one entry per pathway: [onPre, onPost], each a function (state, w, i, j) of the flat state,
 * the weight, the source and the target cell, or null.
 */
export function emitPathways(program: Program, layout: Layout): string {
  const entries = groupsOf(program, 'pathway').map((pathway) => {
    const rule = (root: Expr | undefined): string =>
      root ? weightFunction(root, program, layout, pathway.source, pathway.target) : 'null';
    return `[${rule(pathway.plasticity?.onPre)}, ${rule(pathway.plasticity?.onPost)}]`;
  });
  return `'use strict';\nconst { exprel, phi1Action } = support;\nreturn [\n${entries.join(',\n')}\n];\n`;
}

function weightFunction(root: Expr, program: Program, layout: Layout, source: number, target: number): string {
  const place = (name: string): string => {
    if (name === WEIGHT_LEAF) return 'w';
    const isPre = name.startsWith('pre:');
    const population = isPre ? source : target;
    const column = program.populations[population]!.columns.findIndex(
      (c) => c.name === name.slice(name.indexOf(':') + 1),
    );
    if (column < 0)
      throw new Error(`internal: a weight rule reads a column that the ${isPre ? 'source' : 'target'} has not.`);
    return `state[${layout.columns[population]![column]!} + ${isPre ? 'i' : 'j'}]`;
  };
  const names = new Map<Expr, string>();
  const body: string[] = [];
  for (const node of topological([root])) {
    const text =
      node.op === 'state'
        ? place(node.name)
        : expressionText(
            node,
            (e) => names.get(e)!,
            () => Number.NaN,
            [],
            program.populations[source]!,
          );
    if (node.op === 'number') names.set(node, text!);
    else {
      names.set(node, `x${node.id}`);
      body.push(`const x${node.id} = ${text};`);
    }
  }
  return `function (state, w, i, j) { ${body.join(' ')} return ${names.get(root)}; }`;
}
