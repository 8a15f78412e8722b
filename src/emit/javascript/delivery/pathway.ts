/** Rules of the passes of pathways as JavaScript: one function per pass. */

import { InternalError } from '../../../errors.ts';
import type { Expr } from '../../../expression/node.ts';
import { topological } from '../../../expression/visit.ts';
import type { Layout } from '../../../program/layout.ts';
import { type Pass, type Pathway, passesOf, rootsOf } from '../../../program/pathway.ts';
import type { Program } from '../../../program/program.ts';
import { groupsOf } from '../../../program/synapses.ts';
import { leafReader, type RuleLeafOp } from '../../leaves.ts';
import { type ExpressionContext, expressionText } from '../expressions.ts';

/** See `EmittedJavascript.pathways`. */
export function emitPathways(program: Program, layout: Layout): string {
  const entries = groupsOf(program, 'pathway').map((pathway) => {
    const rules = passesOf(pathway).map((pass) => ruleFunction(program, layout, pathway, pass));
    return `[${rules.join(', ')}]`;
  });
  return `'use strict';\nconst { exprel, phi1Action } = support;\nreturn [\n${entries.join(',\n')}\n];\n`;
}

function ruleFunction(program: Program, layout: Layout, pathway: Pathway, pass: Pass): string {
  const roots = rootsOf(pathway, pass);
  if (roots.length === 0) return 'null';
  const { population } = program.inlets[pathway.inlet]!;
  const reader =
    (of: number, cell: string) =>
    ({ name }: { readonly name: string }): string => {
      const { columns, name: title } = program.populations[of]!;
      const c = columns.findIndex((one) => one.name === name);
      if (c < 0) throw new InternalError(`A rule for synapses reads a column that ${title} has not.`);
      return `state[${layout.columns[of]![c]!} + ${cell}]`;
    };
  const synapses = pathway.targets.length;
  const context: ExpressionContext = {
    leaf: leafReader<RuleLeafOp, string>({
      synapse: ({ index }) => (index === 0 ? 'values[s]' : `values[${index * synapses} + s]`),
      pre: reader(pathway.source, 'i'),
      post: reader(pathway.target, 'j'),
      source: reader(pathway.sourceCells, 'i'),
      target: reader(population, 'j'),
      uniform: ({ index }) => `uniforms[${layout.uniforms[population]! + index}]`,
      step: (e) => ({ whole: 'step', high: '(step >>> 16)', low: '(step & 0xffff)' })[e.part],
      dt: () => `${program.dt}`,
    }),
    table: () => {
      throw new InternalError('A rule for synapses reads a table.');
    },
  };
  const names = new Map<Expr, string>();
  const body: string[] = [];
  for (const node of topological(roots)) {
    const text = expressionText(node, (e) => names.get(e)!, context);
    // A leaf that is read after a change of what it reads would be another one.
    if (node.op === 'number') names.set(node, text);
    else {
      names.set(node, `x${node.id}`);
      body.push(`const x${node.id} = ${text};`);
    }
  }
  const { amount, low, high } = { amount: undefined, low: 0, high: 0, ...pathway.plasticity };
  const given = pass.delivers && amount ? names.get(amount) : '1';
  for (const { variable, value } of pass.changes) {
    const next = names.get(value)!;
    body.push(
      variable === 0
        ? `values[s] = Math.min(Math.max(${next}, ${low}), ${high});`
        : `values[${variable * synapses} + s] = ${next};`,
    );
  }
  return `function (state, uniforms, values, step, s, i, j) { ${body.join(' ')} return ${given}; }`;
}
