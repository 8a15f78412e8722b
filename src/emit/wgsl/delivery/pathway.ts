/**
 * Graded and plastic synapses (`program/pathway.ts`) as WGSL: an entry point per pass, over the arrays of shaders/pathways.wgsl as
 * `program/pathway-layout.ts` says.
 */

import { InternalError } from '../../../errors.ts';
import type { LeafOf } from '../../../expression/node.ts';
import { some } from '../../../expression/visit.ts';
import type { Layout } from '../../../program/layout.ts';
import { type Pass, type Pathway, passCount, passesOf, rootsOf } from '../../../program/pathway.ts';
import { type PathwayPlace, pathwayLayoutOf } from '../../../program/pathway-layout.ts';
import type { Program } from '../../../program/program.ts';
import { groupsOf } from '../../../program/synapses.ts';
import type { EmittedPathways } from '../../../program/target/wgsl.ts';
import { leafReader, type RuleLeafOp } from '../../leaves.ts';
import { emitExpressions } from '../expressions.ts';
import { f32Literal, u32Literal } from '../literal.ts';

/** What the code of all pathways shares. */
interface Choices {
  readonly layout: Layout;
  /** Text of a uniform by its place in all of them. */
  readonly uniform: (at: number) => string;
  readonly phi1Size: number;
}

/** What the functions of one pathway share. */
interface Task extends Choices {
  readonly program: Program;
  readonly pathway: Pathway;
  readonly place: PathwayPlace;
  /** Number of the pathway. */
  readonly number: number;
}

/** Undefined for a program without pathways. */
export function emitPathways(program: Program, choices: Choices): EmittedPathways | undefined {
  const pathways = groupsOf(program, 'pathway');
  if (pathways.length === 0) return undefined;
  const { places } = pathwayLayoutOf(program);
  const tasks = pathways.map(
    (pathway, number): Task => ({ ...choices, program, pathway, number, place: places[number]! }),
  );
  const passes = passCount(pathways);
  const code = Array.from({ length: passes }, (_, n) => passCode(tasks, n)).flat();
  const readsUniforms = pathways.some((pathway) =>
    passesOf(pathway).some((pass) => rootsOf(pathway, pass).some((root) => some(root, (e) => e.op === 'uniform'))),
  );
  return { code: `${code.join('\n')}\n`, passes, readsUniforms };
}

const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

/** Pass n of all pathways: a function for each of them, and the entry point. */
function passCode(tasks: readonly Task[], n: number): string[] {
  const own = tasks.flatMap((task) => {
    const pass = passesOf(task.pathway)[n];
    return pass ? [{ task, pass }] : [];
  });
  const everyCell = own.some(({ pass }) => pass.at.kind !== 'spikes');
  const functions = own.flatMap(({ task, pass }) => [
    `fn pass_${n}_of_${task.number}(cell: u32, lane: u32, share: u32) {`,
    ...indented(pass.over === 'source' ? row(task, pass) : column(task, pass)),
    '}',
    '',
  ]);
  const calls = own.map(({ task, pass }) => callWithin(task, pass, n, everyCell));
  return [
    ...functions,
    '@compute @workgroup_size(pathway_threads)',
    `fn pass_${n}(`,
    '  @builtin(workgroup_id) group: vec3u,',
    '  @builtin(num_workgroups) groups: vec3u,',
    '  @builtin(local_invocation_index) lane: u32,',
    ') {',
    '  for (var word = group.x; word < network.words; word += groups.x) {',
    ...(everyCell ? ['    let spikes = recorded_spikes(word);'] : []),
    `    for (var cells = ${everyCell ? '0xffffffffu' : 'recorded_spikes(word)'}; cells != 0u; cells &= cells - 1u) {`,
    '      let cell = word * 32u + countTrailingZeros(cells);',
    ...(everyCell ? ['      let spiked = (spikes & cells & (~cells + 1u)) != 0u;'] : []),
    ...calls.map((line) => `      ${line}`),
    '    }',
    '  }',
    '}',
    '',
  ];
}

/** Calls a pass for a cell that it applies to; below the first of its population the difference wraps. */
function callWithin(
  { program, layout, pathway, number }: Task,
  { over, at }: Pass,
  n: number,
  everyCell: boolean,
): string {
  const end = over === 'source' ? pathway.source : pathway.target;
  const population = at.kind === 'all' ? end : at.population;
  const { first, size, columns } = program.populations[population]!;
  const cell = `cell - ${u32Literal(first)}`;
  const call = `pass_${n}_of_${number}(${cell}, lane, pathway_threads);`;
  const flag =
    at.kind === 'flag'
      ? `if (state[${u32Literal(layout.columns[population]![columns.findIndex((c) => c.name === at.column)]!)} + ${cell}] > 0.5) { ${call} }`
      : call;
  const spiking = at.kind === 'spikes' && everyCell ? 'spiked && ' : '';
  return `if (${spiking}${cell} < ${u32Literal(size)}) { ${flag} }`;
}

/** Goes through a row: delivers, and changes the values of its synapses. */
function row(task: Task, pass: Pass): string[] {
  const { program, layout, pathway, place } = task;
  const { source, inlet, amplitude, plasticity } = pathway;
  const { offsets, width } = program.ring;
  const rule = emitRule(task, pass);
  const lines = [...rule.near];
  const loop: string[] = [];
  if (rule.far.length > 0)
    loop.push(`let j = pathway_targets[synapse] % ${u32Literal(width)} - ${u32Literal(offsets[inlet]!)};`, ...rule.far);
  loop.push(...rule.values, ...rule.lines);
  if (pass.delivers) {
    let amount = '1';
    if (plasticity) {
      const share = rule.amount === undefined ? '' : ` * ${rule.amount}`;
      amount = `whole(${rule.weight} * ${f32Literal(1 / plasticity.quantum)}${share})`;
    } else if (pathway.weights) amount = `bitcast<i32>(pathway_weights[${placeOf(task, 0)}])`;
    if (amplitude !== undefined) {
      lines.push(`let amplitude = i32(state[${u32Literal(layout.columns[source]![amplitude]!)} + cell]);`);
      amount = amount === '1' ? 'amplitude' : `${amount} * amplitude`;
    }
    loop.push(`push_pathway(synapse, ${amount});`);
  }
  loop.push(...rule.changes);
  return [
    ...lines,
    `let end = pathway_pointers[${u32Literal(place.rows + 1)} + cell];`,
    `for (var synapse = pathway_pointers[${u32Literal(place.rows)} + cell] + lane; synapse < end; synapse += share) {`,
    ...indented(loop),
    '}',
  ];
}

/** Goes through a column and changes the values of its synapses. */
function column(task: Task, pass: Pass): string[] {
  const { place } = task;
  const rule = emitRule(task, pass);
  const loop = ['let synapse = pathway_columns[entry].x;'];
  if (rule.far.length > 0) loop.push('let i = pathway_columns[entry].y;', ...rule.far);
  loop.push(...rule.values, ...rule.lines, ...rule.changes);
  return [
    ...rule.near,
    `let end = pathway_pointers[${u32Literal(place.columns + 1)} + cell];`,
    `for (var entry = pathway_pointers[${u32Literal(place.columns)} + cell] + lane; entry < end; entry += share) {`,
    ...indented(loop),
    '}',
  ];
}

interface Rule {
  /** Statements that load what it reads of the pass's own cell, of the cell at the other end, and of the synapse. */
  readonly near: readonly string[];
  readonly far: readonly string[];
  readonly values: readonly string[];
  /** Statements that compute; then those that store the new values. */
  readonly lines: readonly string[];
  readonly changes: readonly string[];
  /** Text of the weight, where the pass delivers it, and of the fraction of it that it delivers. */
  readonly weight: string;
  readonly amount: string | undefined;
}

/** Where a variable of `synapse` lies; below 0 the sum wraps. */
function placeOf({ pathway, place }: Task, variable: number): string {
  const shift = (place.weights + variable * pathway.targets.length - place.synapses) >>> 0;
  return shift === 0 ? 'synapse' : `synapse + ${u32Literal(shift)}`;
}

function emitRule(task: Task, pass: Pass): Rule {
  const { program, layout, pathway, uniform, phi1Size } = task;
  const { plasticity } = pathway;
  const { population } = program.inlets[pathway.inlet]!;
  const [atSource, atTarget] = pass.over === 'source' ? ['cell', 'j'] : ['i', 'cell'];
  const loads = { source: new Map<string, string>(), target: new Map<string, string>() };
  const columnReader =
    (of: number, end: 'source' | 'target') =>
    ({ op, name }: LeafOf<'pre' | 'post' | 'source' | 'target'>): string => {
      const c = program.populations[of]!.columns.findIndex((one) => one.name === name);
      if (c < 0) throw new InternalError(`A rule for synapses reads a column that its end '${op}' has not.`);
      const cell = end === 'source' ? atSource : atTarget;
      loads[end].set(`${op}${c}`, `let ${op}${c} = state[${u32Literal(layout.columns[of]![c]!)} + ${cell}];`);
      return `${op}${c}`;
    };
  const variables = new Set<number>();
  const synapse = (index: number): string => {
    variables.add(index);
    return `w${index}`;
  };
  const roots = rootsOf(pathway, pass);
  const weight = pass.delivers && plasticity ? synapse(0) : '';
  const emitted = emitExpressions(roots, {
    leaf: leafReader<RuleLeafOp, string>({
      synapse: ({ index }) => synapse(index),
      pre: columnReader(pathway.source, 'source'),
      post: columnReader(pathway.target, 'target'),
      source: columnReader(pathway.sourceCells, 'source'),
      target: columnReader(population, 'target'),
      uniform: ({ index }) => uniform(layout.uniforms[population]! + index),
      step: (e) =>
        ({ whole: 'f32(tick.step)', high: 'f32(tick.step >> 16u)', low: 'f32(tick.step & 0xffffu)' })[e.part],
      dt: () => f32Literal(program.dt),
    }),
    table: () => {
      throw new InternalError('A rule for synapses reads a table.');
    },
    stream: 0,
    cell: 'cell',
    phi1Size,
  });
  const delivered = pass.delivers && plasticity?.amount ? emitted.roots[0] : undefined;
  const first = delivered === undefined ? 0 : 1;
  const texts = pass.changes.map(({ variable }, k) => {
    const value = emitted.roots[first + k]!;
    if (variable !== 0) return value;
    return `lesser(greater(${value}, ${f32Literal(plasticity!.low)}), ${f32Literal(plasticity!.high)})`;
  });
  const [near, far] = pass.over === 'source' ? [loads.source, loads.target] : [loads.target, loads.source];
  return {
    near: [...near.values()],
    far: [...far.values()],
    values: [...variables].map((v) => `let w${v} = bitcast<f32>(pathway_weights[${placeOf(task, v)}]);`),
    lines: emitted.lines,
    // All values are read before the first is written.
    changes: pass.changes.map(
      ({ variable }, k) => `pathway_weights[${placeOf(task, variable)}] = bitcast<u32>(${texts[k]});`,
    ),
    weight,
    amount: delivered,
  };
}
