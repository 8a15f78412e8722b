/** One row of a population as WGSL statements: what it gathers, reads, computes and writes. */
import { InternalError } from '../../errors.ts';
import type { Expr } from '../../expression/node.ts';
import type { Layout } from '../../program/layout.ts';
import type { PopulationProgram, Program } from '../../program/program.ts';
import type { EmittedWgsl } from '../../program/target/wgsl.ts';
import { leafReader, type StepLeafOp } from '../leaves.ts';
import { emitExpressions } from './expressions.ts';
import { f32Bits, f32Literal, u32Literal } from './literal.ts';

export interface PopulationTask {
  readonly program: Program;
  readonly layout: Layout;
  readonly population: PopulationProgram;
  /** Its number. */
  readonly p: number;
  readonly uniforms: EmittedWgsl['uniforms'];
  /** Text of a uniform by its place in all of them. */
  readonly uniform: (at: number) => string;
  readonly phi1Size: number;
}

/** Names of the u32 with the row in columns and the row in accumulators. The cell is `cell`. */
export interface RowNames {
  readonly column: string;
  readonly inlet: string;
}

/** Statements that gather, read and compute, and the text of each root after them. `inlets`: numbers of those that are gathered. */
export function computed(
  { program, layout, population, p, uniforms, uniform, phi1Size }: PopulationTask,
  roots: readonly Expr[],
  inlets: Iterable<number>,
  rows: RowNames,
): { readonly lines: string[]; readonly roots: readonly string[] } {
  const columns = layout.columns[p]!;
  const numbers = new Map(population.columns.map((column, c) => [column.name, c]));
  const firstUniform = layout.uniforms[p]!;
  const tableBase = uniforms === 'tables' ? layout.uniformLength : 0;
  const read = new Set<number>();
  const column = ({ op, name }: { readonly op: string; readonly name: string }): string => {
    const c = numbers.get(name);
    if (c === undefined) throw new InternalError(`The program has no column for the ${op} '${name}'.`);
    read.add(c);
    return `s${c}`;
  };
  const emitted = emitExpressions(roots, {
    leaf: leafReader<Exclude<StepLeafOp, 'draw'>, string>({
      state: column,
      parameter: column,
      uniform: (e) => uniform(firstUniform + e.index),
      inlet: (e) => `i${e.index}`,
      time: () => 'tick.time',
      step: (e) =>
        ({ whole: 'f32(tick.step)', high: 'f32(tick.step >> 16u)', low: 'f32(tick.step & 0xffffu)' })[e.part],
      dt: () => f32Literal(program.dt),
      cell: () => 'f32(cell)',
    }),
    table: (index) => {
      const table = population.tables[index];
      const first = layout.tables[p]?.[index];
      if (!table || first === undefined) throw new InternalError(`The population has no table ${index}.`);
      return { first: tableBase + first, length: table.length };
    },
    stream: population.stream,
    cell: 'cell',
    phi1Size,
  });
  const lines: string[] = [];
  for (const i of inlets) {
    const at = program.ring.offsets[population.inlets[i]!]!;
    lines.push(`let i${i} = gather(${u32Literal(at)} + ${rows.inlet});`);
  }
  for (const c of [...read].sort((a, b) => a - b))
    lines.push(`let s${c} = state[${u32Literal(columns[c]!)} + ${rows.column}];`);
  return { lines: [...lines, ...emitted.lines], roots: emitted.roots };
}

/** Statements that store a new value of a column, where it is not the old one. Its text is then `x` and the column's number. */
export function stored({ layout, p }: PopulationTask, c: number, text: string, row: string): string[] {
  const kept = `let x${c} = ${text};`;
  return text === `s${c}` ? [kept] : [kept, `state[${u32Literal(layout.columns[p]![c]!)} + ${row}] = x${c};`];
}

/** Whether a column's value is out of its limit. */
export const beyond = ({ population }: PopulationTask, c: number, text: string): string =>
  `exceeds(${text}, ${u32Literal(f32Bits(population.columns[c]!.limit))})`;

/** Conditions joined by 'or', in a tree: compilers bound how deep expressions may nest, and a chain nests once per term. */
export function anyOf(conditions: readonly string[]): string {
  if (conditions.length <= 2) return conditions.join(' | ');
  const half = conditions.length >> 1;
  return `(${anyOf(conditions.slice(0, half))}) | (${anyOf(conditions.slice(half))})`;
}
