/** Program → WGSL: one `advance_p` per population, and `advance` over network-wide cells. */
import type { Expr } from '../../expression/node.ts';
import { topological } from '../../expression/visit.ts';
import { type Layout, layoutOf } from '../../program/layout.ts';
import type { PopulationProgram, Program } from '../../program/program.ts';
import type { EmittedWgsl } from '../../program/wgsl.ts';
import { emitExpressions } from './expressions.ts';
import { f32Bits, f32Literal, u32Literal } from './literal.ts';

/** Largest uniform buffer that every adapter offers, in f32 values. */
const UNIFORM_BUFFER_VALUES = 65536 / 4;

/**
 * The model's part of the kernels. Code comes from the expression graphs alone; populations, columns, inlets and intermediate values go
 * by number, so no text of a user reaches it.
 */
export function emitWgsl(program: Program): EmittedWgsl {
  const layout = layoutOf(program);
  const uniforms =
    layout.uniformLength === 0 ? 'none' : layout.uniformLength <= UNIFORM_BUFFER_VALUES ? 'buffer' : 'tables';
  const places = Math.max(1, ...program.populations.map((p) => p.columns.length));
  const phi1Size = Math.max(0, ...program.populations.flatMap(rootsOf).flatMap(phi1Sizes));
  const lines: string[] = [];
  if (uniforms === 'buffer')
    lines.push(`const uniform_vectors: u32 = ${u32Literal(Math.ceil(layout.uniformLength / 4))};`);
  if (phi1Size > 0) lines.push(`const phi1_size: u32 = ${u32Literal(phi1Size)};`);
  program.populations.forEach((population, p) => {
    lines.push('', ...advancePopulation(program, population, p, layout, { uniforms, places, phi1Size }));
  });
  lines.push('', ...advanceNetwork(program));
  return {
    code: `${lines.join('\n')}\n`,
    places,
    uniforms,
    tables: layout.tableLength > 0 || uniforms === 'tables',
    phi1: phi1Size > 0,
  };
}

const rootsOf = (population: PopulationProgram): Expr[] =>
  population.spike ? [...population.next, population.spike] : [...population.next];

const phi1Sizes = (root: Expr): number[] =>
  topological([root])
    .filter((e) => e.op === 'phi1')
    .map((e) => e.index);

/** The populations follow one another, so a cell belongs to the first one that ends after it. */
function advanceNetwork(program: Program): string[] {
  const last = program.populations.length - 1;
  const lines = ['fn advance(cell: u32) -> bool {'];
  program.populations.forEach((population, p) => {
    const call = `return advance_${p}(cell - ${u32Literal(population.first)});`;
    lines.push(
      p === last ? `  ${call}` : `  if (cell < ${u32Literal(population.first + population.size)}) { ${call} }`,
    );
  });
  if (last < 0) lines.push('  return false;');
  lines.push('}');
  return lines;
}

interface Choices {
  readonly uniforms: EmittedWgsl['uniforms'];
  readonly places: number;
  readonly phi1Size: number;
}

function advancePopulation(
  program: Program,
  population: PopulationProgram,
  p: number,
  layout: Layout,
  choices: Choices,
): string[] {
  const columns = layout.columns[p]!;
  const numbers = new Map(population.columns.map((column, c) => [column.name, c]));
  const firstUniform = layout.uniforms[p]!;
  const tableBase = choices.uniforms === 'tables' ? layout.uniformLength : 0;
  const roots = rootsOf(population);
  const read = new Set<number>();
  const leaf = (e: Expr): string => {
    switch (e.op) {
      case 'state':
      case 'parameter': {
        const column = numbers.get(e.name);
        if (column === undefined) throw new Error(`internal: the program has no column for the ${e.op} '${e.name}'.`);
        read.add(column);
        return `s${column}`;
      }
      case 'uniform': {
        const at = firstUniform + e.index;
        return choices.uniforms === 'tables'
          ? `tables[${u32Literal(at)}]`
          : `uniforms[${u32Literal(Math.floor(at / 4))}].${'xyzw'[at % 4]}`;
      }
      case 'inlet':
        return `i${e.index}`;
      case 'time':
        return 'tick.time';
      case 'step':
        return 'f32(tick.step)';
      case 'dt':
        return f32Literal(program.dt);
      case 'cell':
        return 'f32(cell)';
      default:
        throw new Error(`internal: '${e.op}' has no WGSL.`);
    }
  };
  const emitted = emitExpressions(roots, {
    leaf,
    table: (index) => {
      const table = population.tables[index];
      const first = layout.tables[p]?.[index];
      if (!table || first === undefined) throw new Error(`internal: the population has no table ${index}.`);
      return { first: tableBase + first, length: table.length };
    },
    stream: population.stream,
    cell: 'cell',
    phi1Size: choices.phi1Size,
  });
  const body: string[] = [];
  // A sum that no expression reads is gathered too: it must be cleared.
  population.inlets.forEach((inlet, i) => {
    body.push(`let i${i} = gather(${u32Literal(program.fanout.offsets[inlet]!)} + cell);`);
  });
  for (const c of [...read].sort((a, b) => a - b)) body.push(`let s${c} = state[${u32Literal(columns[c]!)} + cell];`);
  body.push(...emitted.lines);
  const next = emitted.roots.slice(0, population.states);
  next.forEach((text, c) => {
    body.push(`let x${c} = ${text};`);
    if (text !== `s${c}`) body.push(`state[${u32Literal(columns[c]!)} + cell] = x${c};`);
  });
  body.push(...faultCheck(population, choices.places));
  body.push(`return ${population.spike ? emitted.roots[population.states]! : 'false'};`);
  return [`fn advance_${p}(cell: u32) -> bool {`, ...body.map((line) => `  ${line}`), '}'];
}

/** Notes the lowest column whose next value is out of its limit. */
function faultCheck(population: PopulationProgram, places: number): string[] {
  const tests = population.next.map((_, c) => `exceeds(x${c}, ${u32Literal(f32Bits(population.columns[c]!.limit))})`);
  if (tests.length === 0) return [];
  const lines = [`if (${tests.join(' | ')}) {`, `  var column = 0u;`];
  for (let c = tests.length - 1; c > 0; c--) {
    // From the last to the first, so that the lowest stays.
    lines.push(`  if (${tests[c]}) { column = ${c}u; }`);
  }
  if (tests.length > 1) lines.push(`  if (${tests[0]}) { column = 0u; }`);
  lines.push(`  record_fault((cell + ${u32Literal(population.first)}) * ${u32Literal(places)} + column);`, '}');
  return lines;
}
