/** Program → WGSL: `advance` and `fault_place` per population, and over network-wide cells. */

import { InternalError } from '../../errors.ts';
import type { Expr } from '../../expression/node.ts';
import { some, topological } from '../../expression/visit.ts';
import { type Layout, layoutOf } from '../../program/layout.ts';
import { passesOf, rootsOf as rootsOfPass } from '../../program/pathway.ts';
import { advanceOf, arrivalOf, type PopulationProgram, type Program } from '../../program/program.ts';
import { checkPoints } from '../../program/space.ts';
import { groupsOf } from '../../program/synapses.ts';
import type { EmittedWgsl } from '../../program/target/wgsl.ts';
import { keptTails } from '../../random/poisson.ts';
import { leafReader, type StepLeafOp } from '../leaves.ts';
import { emitSums } from './couple.ts';
import { emitMade } from './delivery/made.ts';
import { emitPathways } from './delivery/pathway.ts';
import { emitExpressions } from './expressions.ts';
import { f32Bits, f32Literal, u32Literal } from './literal.ts';

/** Largest uniform buffer that every adapter offers, in f32 values. */
const UNIFORM_BUFFER_VALUES = 65536 / 4;

/**
 * The model's part of the kernels. Code comes from the expression graphs alone; populations, columns, inlets and intermediate values go
 * by number, so no text of a user reaches it.
 */
export function emitWgsl(program: Program): EmittedWgsl {
  checkPoints(program);
  const layout = layoutOf(program);
  const uniforms =
    layout.uniformLength === 0 ? 'none' : layout.uniformLength <= UNIFORM_BUFFER_VALUES ? 'buffer' : 'tables';
  const places = Math.max(1, ...program.populations.map((p) => p.columns.length));
  const phi1Size = Math.max(0, ...[...program.populations.flatMap(rootsOf), ...rulesOf(program)].flatMap(phi1Sizes));
  const uniform = (at: number): string => uniformText(at, uniforms);
  const lines: string[] = [];
  if (uniforms === 'buffer')
    lines.push(`const uniform_vectors: u32 = ${u32Literal(Math.ceil(layout.uniformLength / 4))};`);
  if (phi1Size > 0) lines.push(`const phi1_size: u32 = ${u32Literal(phi1Size)};`);
  const poisson = program.populations.flatMap(rootsOf).some((root) => some(root, (e) => e.op === 'poisson'));
  if (poisson) lines.push(poissonTails());
  program.populations.forEach((population, p) => {
    const choices: Choices = { uniforms, uniform, phi1Size };
    lines.push('', ...advancePopulation(program, advanceOf(population), p, layout, choices));
    const arrival = arrivalOf(population);
    if (arrival) lines.push('', ...advancePopulation(program, arrival, p, layout, choices, 'arrive'));
    lines.push('', ...faultPlace(population, p, layout, places));
  });
  lines.push('', ...overPopulations('advance', program), '', ...overPopulations('fault_place', program));
  return {
    code: `${lines.join('\n')}\n`,
    places,
    uniforms,
    tables: layout.tableLength > 0 || uniforms === 'tables',
    phi1: phi1Size > 0,
    poisson,
    pathways: emitPathways(program, { layout, uniform, phi1Size }),
    sums: emitSums({
      program,
      layout,
      uniform: (population, index) => uniformText(layout.uniforms[population]! + index, uniforms),
    }),
    made: emitMade(program),
  };
}

const rootsOf = ({ arrive = [], next, spike }: PopulationProgram): Expr[] => [
  ...next,
  ...(spike ? [spike] : []),
  ...arrive,
];

/** The expressions of the passes over pathways. */
const rulesOf = (program: Program): Expr[] =>
  groupsOf(program, 'pathway').flatMap((pathway) => passesOf(pathway).flatMap((pass) => rootsOfPass(pathway, pass)));

/** Constants of shaders/poisson.wgsl. */
function poissonTails(): string {
  const tails = keptTails.map((tail) => `vec2u(${tail.map(u32Literal).join(', ')})`);
  return `const poisson_tails = array<vec2u, ${tails.length}>(${tails.join(', ')});`;
}

const phi1Sizes = (root: Expr): number[] => topological([root]).flatMap((e) => (e.op === 'phi1' ? [e.size] : []));

/** A function over network-wide cells. Populations follow one another, so a cell belongs to the first one that ends after it. */
function overPopulations(name: string, program: Program): string[] {
  const last = program.populations.length - 1;
  const lines = [`fn ${name}(cell: u32) -> u32 {`];
  program.populations.forEach((population, p) => {
    const call = `return ${name}_${p}(cell - ${u32Literal(population.first)});`;
    lines.push(
      p === last ? `  ${call}` : `  if (cell < ${u32Literal(population.first + population.size)}) { ${call} }`,
    );
  });
  if (last < 0) lines.push('  return 0u;');
  lines.push('}');
  return lines;
}

/** An entry of the flat array of uniforms. */
const uniformText = (at: number, place: EmittedWgsl['uniforms']): string =>
  place === 'tables' ? `tables[${u32Literal(at)}]` : `uniforms[${u32Literal(Math.floor(at / 4))}].${'xyzw'[at % 4]}`;

interface Choices {
  readonly uniforms: EmittedWgsl['uniforms'];
  /** Text of a uniform by its place in all of them. */
  readonly uniform: (at: number) => string;
  readonly phi1Size: number;
}

function advancePopulation(
  program: Program,
  population: PopulationProgram,
  p: number,
  layout: Layout,
  choices: Choices,
  name = 'advance',
): string[] {
  const columns = layout.columns[p]!;
  const numbers = new Map(population.columns.map((column, c) => [column.name, c]));
  const firstUniform = layout.uniforms[p]!;
  const tableBase = choices.uniforms === 'tables' ? layout.uniformLength : 0;
  const roots = population.spike ? [...population.next, population.spike] : population.next;
  const read = new Set<number>();
  const column = ({ op, name }: { readonly op: string; readonly name: string }): string => {
    const c = numbers.get(name);
    if (c === undefined) throw new InternalError(`The program has no column for the ${op} '${name}'.`);
    read.add(c);
    return `s${c}`;
  };
  const leaf = leafReader<Exclude<StepLeafOp, 'draw'>, string>({
    state: column,
    parameter: column,
    uniform: (e) => choices.uniform(firstUniform + e.index),
    inlet: (e) => `i${e.index}`,
    time: () => 'tick.time',
    step: (e) => ({ whole: 'f32(tick.step)', high: 'f32(tick.step >> 16u)', low: 'f32(tick.step & 0xffffu)' })[e.part],
    dt: () => f32Literal(program.dt),
    cell: () => 'f32(cell)',
  });
  const emitted = emitExpressions(roots, {
    leaf,
    table: (index) => {
      const table = population.tables[index];
      const first = layout.tables[p]?.[index];
      if (!table || first === undefined) throw new InternalError(`The population has no table ${index}.`);
      return { first: tableBase + first, length: table.length };
    },
    stream: population.stream,
    cell: 'cell',
    phi1Size: choices.phi1Size,
  });
  const body: string[] = [];
  // A sum that no expression reads is gathered too: it must be cleared.
  population.inlets.forEach((inlet, i) => {
    body.push(`let i${i} = gather(${u32Literal(program.ring.offsets[inlet]!)} + cell);`);
  });
  for (const c of [...read].sort((a, b) => a - b)) body.push(`let s${c} = state[${u32Literal(columns[c]!)} + cell];`);
  body.push(...emitted.lines);
  const next = emitted.roots.slice(0, population.states);
  next.forEach((text, c) => {
    body.push(`let x${c} = ${text};`);
    if (text !== `s${c}`) body.push(`state[${u32Literal(columns[c]!)} + cell] = x${c};`);
  });
  const faults = faultTests(population, (c) => `x${c}`);
  const flags: string[] = [];
  if (population.spike) flags.push(`select(0u, 1u, ${emitted.roots[population.states]!})`);
  if (faults.length > 0) flags.push(`select(0u, 2u, ${anyOf(faults)})`);
  body.push(`return ${flags.join(' | ') || '0u'};`);
  return [`fn ${name}_${p}(cell: u32) -> u32 {`, ...body.map((line) => `  ${line}`), '}'];
}

/** Conditions joined by 'or', in a tree: compilers bound how deep expressions may nest, and a chain nests once per term. */
function anyOf(conditions: readonly string[]): string {
  if (conditions.length <= 2) return conditions.join(' | ');
  const half = conditions.length >> 1;
  return `(${anyOf(conditions.slice(0, half))}) | (${anyOf(conditions.slice(half))})`;
}

/** Whether a next value is out of its column's limit. */
function faultTests(population: PopulationProgram, text: (column: number) => string): string[] {
  return population.next.map((_, c) => `exceeds(${text(c)}, ${u32Literal(f32Bits(population.columns[c]!.limit))})`);
}

/** Where a fault of a cell is recorded: its lowest column out of the limit, found in the stored state. */
function faultPlace(population: PopulationProgram, p: number, layout: Layout, places: number): string[] {
  const tests = faultTests(population, (c) => `state[${u32Literal(layout.columns[p]![c]!)} + cell]`);
  const lines = ['  var column = 0u;'];
  // From the last to the first, so that the lowest stays.
  for (let c = tests.length - 1; c >= 0; c--) lines.push(`  if (${tests[c]}) { column = ${c}u; }`);
  lines.push(`  return (cell + ${u32Literal(population.first)}) * ${u32Literal(places)} + column;`);
  return [`fn fault_place_${p}(cell: u32) -> u32 {`, ...lines, '}'];
}
