/** Program → WGSL: `advance` and `fault_place` per population, and over network-wide cells. */
import type { Expr } from '../../expression/node.ts';
import { some, topological } from '../../expression/visit.ts';
import { layoutOf } from '../../program/layout.ts';
import { passesOf, rootsOf as rootsOfPass } from '../../program/pathway.ts';
import { advanceOf, arrivalOf, type PopulationProgram, type Program } from '../../program/program.ts';
import { checkPoints, firstRowsOf } from '../../program/space.ts';
import { groupsOf } from '../../program/synapses.ts';
import type { EmittedWgsl } from '../../program/target/wgsl.ts';
import { rootsOfTree } from '../../program/tree.ts';
import { keptTails } from '../../random/poisson.ts';
import { emitSums } from './couple.ts';
import { emitMade } from './delivery/made.ts';
import { emitPathways } from './delivery/pathway.ts';
import { u32Literal } from './literal.ts';
import { anyOf, beyond, computed, type PopulationTask, stored } from './population.ts';
import { emitTrees } from './tree.ts';

/** Largest uniform buffer that every adapter offers, in f32 values. */
const UNIFORM_BUFFER_VALUES = 65536 / 4;

/**
 * The model's part of the kernels. Code comes from the expression graphs alone; populations, columns, inlets and intermediate values go
 * by number, so no text of a user reaches it.
 */
export function emitWgsl(program: Program): EmittedWgsl {
  checkPoints({ populations: program.populations.filter((p) => !p.tree) });
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
  const task = (population: PopulationProgram, p: number): PopulationTask => ({
    program,
    layout,
    population,
    p,
    uniforms,
    uniform,
    phi1Size,
  });
  const firstRows = firstRowsOf(program.populations);
  program.populations.forEach((population, p) => {
    // Code of cells with dendrites is apart.
    if (population.tree) return;
    lines.push('', ...advancePopulation(task(advanceOf(population), p)));
    const arrival = arrivalOf(population);
    if (arrival) lines.push('', ...advancePopulation(task(arrival, p), 'arrive'));
    lines.push('', ...faultPlace(task(population, p), firstRows[p]!, places));
  });
  const before = layout.tableLength + (uniforms === 'tables' ? layout.uniformLength : 0);
  const trees = emitTrees(program, (p) => task(program.populations[p]!, p), before, places);
  lines.push('', ...overPopulations('advance', program), '', ...overPopulations('fault_place', program));
  return {
    code: `${lines.join('\n')}\n`,
    places,
    uniforms,
    tables: layout.tableLength > 0 || uniforms === 'tables' || trees !== undefined,
    phi1: phi1Size > 0,
    poisson,
    pathways: emitPathways(program, { layout, uniform, phi1Size }),
    sums: emitSums({
      program,
      layout,
      uniform: (population, index) => uniformText(layout.uniforms[population]! + index, uniforms),
    }),
    made: emitMade(program),
    trees,
  };
}

const rootsOf = ({ arrive = [], next, spike, tree }: PopulationProgram): Expr[] => [
  ...(tree ? rootsOfTree(tree) : []),
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

function advancePopulation(task: PopulationTask, name = 'advance'): string[] {
  const { population, p } = task;
  const roots = population.spike ? [...population.next, population.spike] : population.next;
  // A sum that no expression reads is gathered too: it must be cleared.
  const { lines, roots: texts } = computed(task, roots, population.inlets.keys(), { column: 'cell', inlet: 'cell' });
  const body = [...lines, ...population.next.flatMap((_, c) => stored(task, c, texts[c]!, 'cell'))];
  const faults = population.next.map((_, c) => beyond(task, c, `x${c}`));
  const flags: string[] = [];
  if (population.spike) flags.push(`select(0u, 1u, ${texts[population.states]!})`);
  if (faults.length > 0) flags.push(`select(0u, 2u, ${anyOf(faults)})`);
  body.push(`return ${flags.join(' | ') || '0u'};`);
  return [`fn ${name}_${p}(cell: u32) -> u32 {`, ...body.map((line) => `  ${line}`), '}'];
}

/** Where a fault of a cell is recorded: its lowest column out of the limit, found in the stored state. */
function faultPlace(task: PopulationTask, firstRow: number, places: number): string[] {
  const { population, p, layout } = task;
  const lines = ['  var column = 0u;'];
  // From the last to the first, so that the lowest stays.
  for (let c = population.next.length - 1; c >= 0; c--)
    lines.push(`  if (${beyond(task, c, `state[${u32Literal(layout.columns[p]![c]!)} + cell]`)}) { column = ${c}u; }`);
  lines.push(`  return (cell + ${u32Literal(firstRow)}) * ${u32Literal(places)} + column;`);
  return [`fn fault_place_${p}(cell: u32) -> u32 {`, ...lines, '}'];
}
