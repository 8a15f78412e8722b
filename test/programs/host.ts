/** One step of a program's population on the host, straight from its definition. */
import { evaluate, evaluateAll } from '../../src/expression/evaluate.ts';
import type { DrawLeaf, Expr } from '../../src/expression/node.ts';
import { uniformValues } from '../../src/program/hoist.ts';
import type { PopulationProgram, Program } from '../../src/program/program.ts';
import { drawAddress, normals, philox, purpose, uniform24 } from '../../src/random/philox.ts';
import { type Bounded, boundedAll } from './roundoff.ts';

/** Draw number `index` of a cell in a step. */
export function drawOf(
  program: Program,
  population: PopulationProgram,
  cell: number,
  step: number,
  { kind, index }: DrawLeaf,
): number {
  const { block, word } = drawAddress(kind, index);
  const words = philox(cell, step, block, purpose.run, program.seed, population.stream, new Uint32Array(4));
  return kind === 'uniform' ? uniform24(words[word]!) : normals(words[word]!, words[word + 1]!)[index & 1]!;
}

/** Next values of all states of one cell, and its error bounds at the given unit roundoff. `row`: the cell's columns before the step. */
export function advanceOnHost(
  program: Program,
  p: number,
  cell: number,
  step: number,
  row: readonly number[],
  unit: number,
  sums: readonly number[] = [],
): Bounded[] {
  const population = program.populations[p]!;
  const parameters = new Map(population.parameters.map(({ name, value }) => [name, value]));
  const uniforms = uniformValues(population.uniforms, parameters, program.dt);
  const columns = new Map(population.columns.map(({ name }, c) => [name, c]));
  const leaf = (e: Expr, position = 0): number => {
    switch (e.op) {
      case 'state':
      case 'parameter':
        return row[columns.get(e.name)!]!;
      case 'uniform':
        return uniforms[e.index]!;
      case 'inlet':
        return sums[e.index] ?? 0;
      case 'time':
        return step * program.dt;
      case 'step':
        return { whole: step, high: Math.floor(step / 2 ** 16), low: step % 2 ** 16 }[e.part];
      case 'dt':
        return program.dt;
      case 'cell':
        return cell;
      case 'draw':
        return drawOf(program, population, cell, step, e);
      case 'lookup': {
        const table = population.tables[e.table]!;
        return table[Math.max(0, Math.min(table.length - 1, Math.floor(position)))]!;
      }
      default:
        throw new Error(`no value for ${e.op}`);
    }
  };
  const bounded = boundedAll(population.next, { unit, leaf });
  // The analysis repeats the evaluation; the evaluator proper judges its values.
  const environment = (e: Expr): number => (e.op === 'lookup' ? leaf(e, evaluate(e.args[0], environment)) : leaf(e));
  evaluateAll(population.next, environment).forEach((value, i) => {
    if (!Object.is(value, bounded[i]!.value))
      throw new Error(`The evaluator gives ${value} where the error analysis gives ${bounded[i]!.value}.`);
  });
  return bounded;
}
