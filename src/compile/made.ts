/** What a program needs to know of projections that do without stored synapses. */
import type { Made } from '../program/made.ts';
import { checkEntry } from './building/limits.ts';
import type { ProjectionPlan } from './building/plan.ts';

/** `width` and `offsets` as those of the network's `Ring`. Throws a UserError where its delay is too long. */
export function proceduralRows(plan: ProjectionPlan, width: number, offsets: readonly number[]): Made {
  const { name, rule, task, firstSource, firstTarget, delay, inlets } = plan;
  if (!rule.recipe || typeof delay !== 'number') throw new Error('internal: synapses that differ must be stored.');
  const bases = inlets.map((inlet) => delay * width + offsets[inlet]! + firstTarget);
  for (const base of bases) checkEntry(base + task.targets, name);
  const { sources, targets, shift, stream } = task;
  return {
    kind: 'made',
    name,
    firstSource,
    sources,
    targets,
    shift,
    stream,
    recipe: rule.recipe,
    bases,
    synapses: bases.length * synapsesOf(plan),
  };
}

function synapsesOf({ rule, task }: ProjectionPlan): number {
  const { recipe } = rule;
  const { sources, targets, shift } = task;
  const estimate = rule.estimate(task);
  const omits = (recipe?.kind === 'all' || recipe?.kind === 'gaps') && !recipe.autapses;
  if (!omits || estimate === 0) return estimate;
  const own = Math.max(0, Math.min(sources, targets - shift) - Math.max(0, -shift));
  return estimate * (1 - own / (sources * targets));
}
