/** Values at time 0: from text, numbers or arrays to one number or one per cell. */
import { UserError } from '../errors.ts';
import type { Expr } from '../expression/node.ts';
import { some } from '../expression/visit.ts';
import { type Columns, compileExpression } from './closures.ts';

/** What a user gave for one variable, in internal units: an expression over cells, or one value per cell. */
export type InitialValue = Expr | Float64Array;

export interface InitialContext {
  readonly seed: number;
  readonly population: string;
  readonly size: number;
}

/**
 * The values of one variable. Random draws come from the stream `population.variable` with counter (cell, 0, block, purpose.initial);
 * values that depend on them are rounded to f32, so that backends of both precisions start alike. Everything else stays f64. Throws a
 * UserError where a value is not finite.
 */
export function initialColumn(
  value: InitialValue,
  variable: string,
  context: InitialContext,
  columns: Columns,
): number | Float64Array {
  const what = `the initial value of ${variable} of ${context.population}`;
  if (value instanceof Float64Array) return value;
  const random = some(value, (e) => e.op === 'draw');
  const perCell = (e: Expr): boolean => e.op === 'cell' || ('name' in e && columns.get(e.name) instanceof Float64Array);
  const varies = random || some(value, perCell);
  const stream = { seed: context.seed, name: `${context.population}.${variable}`, purpose: 'initial' } as const;
  const run = compileExpression(value, stream, columns, what);
  const at = (cell: number): number => {
    const x = run(cell, 0, 0);
    if (Number.isFinite(x)) return x;
    const where = varies ? ` for cell ${cell}` : '';
    throw new UserError(
      `The initial value of ${variable} of ${context.population} is ${x}${where}; it must be a finite number.`,
    );
  };
  if (!varies) return at(0);
  const out = new Float64Array(context.size);
  for (let cell = 0; cell < out.length; cell++) out[cell] = random ? Math.fround(at(cell)) : at(cell);
  return out;
}
