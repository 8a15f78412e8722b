/** An experiment by name: run, and its curves drawn. */
import { UserError } from '../../../../index.ts';
import { experiments } from '../../../../studies/measure.ts';
import { pictures } from './pictures.ts';
import type { StageOutcome } from './stories-tasks.ts';

export async function outcomeOf(name: string): Promise<StageOutcome> {
  const run = experiments[name];
  if (run === undefined) throw new UserError(`There is no experiment '${name}'.`);
  const found = await run();
  return { pictures: pictures[name]?.(found) ?? [], facts: found.facts };
}
