/** Flags of lines that promise something: kept, or refused in words. */
import { TextError } from '../errors.ts';
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import { some, transform } from '../expression/visit.ts';
import type { EquationLine } from './lines.ts';
import type { ModelParameter, SummedVariable } from './model.ts';
import type { DrawCounts } from './scope.ts';

/**
 * Throws a TextError where a named part is flagged 'constant over dt' and follows what moves within a step, or 'shared' and differs from
 * cell to cell. `parameters`: those of the model.
 */
export function checkPart(
  text: string,
  line: EquationLine,
  value: Expr,
  parameters: readonly ModelParameter[],
  sums: readonly SummedVariable[],
): void {
  const refuse = (flag: string, sentence: string): void => {
    const place = line.flags.get(flag);
    if (place) throw new TextError(`${line.title}: ${sentence}`, text, place.at, place.length);
  };
  const moving = (e: Expr): boolean => ['state', 'previous', 'time', 'step', 'lookup'].includes(e.op);
  if (line.flags.has('constant over dt') && some(value, moving))
    refuse(
      'constant over dt',
      "'constant over dt' would hold a part for a whole step, and this one follows the state or the time within the step, as the equations say. Leave the flag out; only parameters and random numbers, which are drawn once per step, are constant over it.",
    );
  if (!line.flags.has('shared')) return;
  if (some(value, (e) => e.op === 'poisson'))
    refuse(
      'shared',
      "'shared' gives all cells one value, and poisson(…) counts for each cell by itself; let one cell of another population count, and couple it.",
    );
  if (some(value, (e) => e.op === 'draw' && !e.shared))
    refuse(
      'shared',
      "'shared' would give all cells one value, and this part uses another part whose random numbers are drawn for each cell by itself; flag that one 'shared' too, or draw here.",
    );
  const own = [...parameters.filter((p) => typeof p.value !== 'number'), ...sums.filter((s) => !s.shared)].map(
    (p) => p.name,
  );
  const differs = (e: Expr): boolean =>
    ['state', 'previous', 'cell'].includes(e.op) || (e.op === 'parameter' && own.includes(e.name));
  if (some(value, differs))
    refuse(
      'shared',
      "'shared' would give all cells one value, and this part differs from cell to cell. Leave the flag out; only numbers, shared parameters, the time and tables of it are the same for all.",
    );
}

/** A part flagged 'shared': its random numbers, those from the numbers `before` on, are the same for all cells. */
export function sharedDraws(line: EquationLine, value: Expr, before: DrawCounts): Expr {
  if (!line.flags.has('shared')) return value;
  return transform([value], (e) =>
    e.op === 'draw' && e.index >= before[e.kind] ? b.draw(e.kind, e.index, 1) : undefined,
  )[0]!;
}

/** Throws a TextError where a parameter flagged 'shared' has one value per cell. */
export function checkParameter(text: string, line: EquationLine, value: ModelParameter['value']): void {
  const place = line.flags.get('shared');
  if (place && value instanceof Float64Array)
    throw new TextError(
      `${line.title}: '${line.name}' is 'shared' and has ${value.length} values; give it one, or leave the flag out.`,
      text,
      place.at,
      place.length,
    );
}
