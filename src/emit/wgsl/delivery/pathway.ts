/**
 * Graded and plastic synapses (`program/pathway.ts`) as WGSL: `first_of_spike` and `second_of_spike` over network-wide cells, called by
 * shaders/pathways.wgsl, whose arrays they index as `program/pathway-layout.ts` says.
 */

import { InternalError } from '../../../errors.ts';
import type { Expr } from '../../../expression/node.ts';
import type { Layout } from '../../../program/layout.ts';
import { halvesOf, type Pathway, type Plasticity } from '../../../program/pathway.ts';
import { type PathwayPlace, pathwayLayoutOf } from '../../../program/pathway-layout.ts';
import type { Program } from '../../../program/program.ts';
import { groupsOf } from '../../../program/synapses.ts';
import type { EmittedPathways } from '../../../program/target/wgsl.ts';
import { leafReader, type RuleLeafOp } from '../../leaves.ts';
import { emitExpressions } from '../expressions.ts';
import { f32Literal, u32Literal } from '../literal.ts';

/** What the functions of one pathway share. */
interface Task {
  readonly program: Program;
  readonly layout: Layout;
  readonly pathway: Pathway;
  readonly place: PathwayPlace;
}

/** Undefined for a program without pathways. */
export function emitPathways(program: Program, layout: Layout): EmittedPathways | undefined {
  const pathways = groupsOf(program, 'pathway');
  if (pathways.length === 0) return undefined;
  const { places } = pathwayLayoutOf(program);
  const halves: [string[], string[]] = [[], []];
  const lines = pathways.flatMap((pathway, p) => {
    const task: Task = { program, layout, pathway, place: places[p]! };
    const { plasticity } = pathway;
    const order = halvesOf(pathway);
    halves[order.indexOf('pre')]!.push(callWithin(program, pathway.source, `source_spike_${p}`));
    const source = [`fn source_spike_${p}(i: u32, lane: u32, share: u32) {`, ...indented(sourceSpike(task)), '}', ''];
    if (!plasticity?.onPost) return source;
    halves[order.indexOf('post')]!.push(callWithin(program, pathway.target, `target_spike_${p}`));
    const body = targetSpike(task, plasticity, plasticity.onPost);
    return [...source, `fn target_spike_${p}(j: u32, lane: u32, share: u32) {`, ...indented(body), '}', ''];
  });
  const [first, second] = halves;
  lines.push('fn first_of_spike(cell: u32, lane: u32, share: u32) {', ...indented(first), '}', '');
  lines.push('fn second_of_spike(cell: u32, lane: u32, share: u32) {', ...indented(second), '}');
  return { code: `${lines.join('\n')}\n`, hasSecond: second.length > 0 };
}

const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

/** Calls a function over a population's cells where the network-wide cell is one of them; below its first the difference wraps. */
function callWithin(program: Program, population: number, name: string): string {
  const { first, size } = program.populations[population]!;
  const cell = `cell - ${u32Literal(first)}`;
  return `if (${cell} < ${u32Literal(size)}) { ${name}(${cell}, lane, share); }`;
}

/** Delivers a row, and changes its weights by the source's rule. */
function sourceSpike({ program, layout, pathway, place }: Task): string[] {
  const { source, inlet, amplitude, plasticity } = pathway;
  const { offsets, width } = program.ring;
  const lines: string[] = [];
  const loop: string[] = [];
  let amount = '1';
  if (plasticity) {
    loop.push('let w = bitcast<f32>(pathway_weights[synapse]);');
    amount = `whole(w * ${f32Literal(1 / plasticity.quantum)})`;
  } else if (pathway.weights) amount = 'bitcast<i32>(pathway_weights[synapse])';
  if (amplitude !== undefined) {
    lines.push(`let amplitude = i32(state[${u32Literal(layout.columns[source]![amplitude]!)} + i]);`);
    amount = amount === '1' ? 'amplitude' : `${amount} * amplitude`;
  }
  loop.push(`push_pathway(synapse, ${amount});`);
  if (plasticity?.onPre) {
    const rule = emitRule(program, layout, pathway, plasticity, plasticity.onPre);
    lines.push(...rule.source);
    if (rule.target.length > 0)
      loop.push(`let j = pathway_targets[synapse] % ${u32Literal(width)} - ${u32Literal(offsets[inlet]!)};`);
    loop.push(...rule.target, ...rule.change);
  }
  return [
    ...lines,
    `let end = pathway_pointers[${u32Literal(place.rows + 1)} + i];`,
    `for (var synapse = pathway_pointers[${u32Literal(place.rows)} + i] + lane; synapse < end; synapse += share) {`,
    ...indented(loop),
    '}',
  ];
}

/** Changes the weights of a column by the target's rule. */
function targetSpike({ program, layout, pathway, place }: Task, plasticity: Plasticity, onPost: Expr): string[] {
  const rule = emitRule(program, layout, pathway, plasticity, onPost);
  const loop = ['let synapse = pathway_columns[entry].x;'];
  if (rule.source.length > 0) loop.push('let i = pathway_columns[entry].y;', ...rule.source);
  loop.push('let w = bitcast<f32>(pathway_weights[synapse]);', ...rule.change);
  return [
    ...rule.target,
    `let end = pathway_pointers[${u32Literal(place.columns + 1)} + j];`,
    `for (var entry = pathway_pointers[${u32Literal(place.columns)} + j] + lane; entry < end; entry += share) {`,
    ...indented(loop),
    '}',
  ];
}

interface Rule {
  /** Statements that load what it reads of source cell i, and of target cell j. */
  readonly source: readonly string[];
  readonly target: readonly string[];
  /** Statements that replace the weight `w` of `synapse`. */
  readonly change: readonly string[];
}

function emitRule(program: Program, layout: Layout, pathway: Pathway, plasticity: Plasticity, root: Expr): Rule {
  const pre = endOf(program, layout, pathway.source, 'pre', 'i');
  const post = endOf(program, layout, pathway.target, 'post', 'j');
  const emitted = emitExpressions([root], {
    leaf: leafReader<RuleLeafOp, string>({ weight: () => 'w', pre: pre.read, post: post.read }),
    table: () => {
      throw new InternalError('A weight rule reads a table.');
    },
    stream: 0,
    cell: 'i',
    phi1Size: 0,
  });
  const clipped = `lesser(greater(${emitted.roots[0]}, ${f32Literal(plasticity.low)}), ${f32Literal(plasticity.high)})`;
  return {
    source: pre.loads(),
    target: post.loads(),
    change: [...emitted.lines, `pathway_weights[synapse] = bitcast<u32>(${clipped});`],
  };
}

/** Names for the columns of one end, and the statements that load those which have been read. */
function endOf(program: Program, layout: Layout, population: number, prefix: 'pre' | 'post', cell: string) {
  const numbers = new Map(program.populations[population]!.columns.map(({ name }, c) => [name, c]));
  const used = new Set<number>();
  return {
    read({ name }: { readonly name: string }): string {
      const column = numbers.get(name);
      if (column === undefined)
        throw new InternalError(`A weight rule reads a column that its end '${prefix}' has not.`);
      used.add(column);
      return `${prefix}${column}`;
    },
    loads: (): string[] =>
      [...used]
        .sort((a, b) => a - b)
        .map((c) => `let ${prefix}${c} = state[${u32Literal(layout.columns[population]![c]!)} + ${cell}];`),
  };
}
