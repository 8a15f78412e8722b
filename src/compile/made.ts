/** What a program needs to know of projections that do without stored synapses. */
import { InternalError } from '../errors.ts';
import { type DrawnPlan, largestOf } from '../network/drawn.ts';
import type { DrawnValues, Made, RowRecipe } from '../program/made.ts';
import { checkEntry } from './building/limits.ts';
import { isDrawn, type ProjectionPlan, placeOffset } from './building/projection-plan.ts';

/** Longest delay of a projection whose synapses are made at each spike, in steps. */
export const longestOf = ({ delay }: ProjectionPlan): number =>
  typeof delay === 'number' ? delay : isDrawn(delay) ? largestOf(delay.table) : 0;

/** `width` and `offsets` as those of the network's `Ring`. Throws a UserError where its delay is too long. */
export function proceduralRows(plan: ProjectionPlan, width: number, offsets: readonly number[]): Made {
  const { name, rule, task, firstSource, firstTarget, inlets } = plan;
  const [weight, delay] = [drawnOf(plan.weight), typeof plan.delay === 'number' ? undefined : drawnOf(plan.delay)];
  if (!rule.recipe) throw new InternalError('synapses that differ must be stored.');
  const recipe = typeof rule.recipe === 'function' ? rule.recipe(task) : rule.recipe;
  const steps = typeof plan.delay === 'number' ? plan.delay : 0;
  const bases = inlets.map((inlet, e) => steps * width + offsets[inlet]! + firstTarget + placeOffset(plan, e));
  for (const base of bases) checkEntry((longestOf(plan) - steps) * width + base + task.targets, name);
  const { sources, targets, shift, stream } = task;
  return {
    kind: 'made',
    name,
    firstSource,
    sources,
    targets,
    shift,
    stream,
    recipe,
    bases,
    ...(weight ? { weight } : {}),
    ...(delay ? { delay } : {}),
    synapses: bases.length * synapsesOf(plan, recipe),
  };
}

function drawnOf(value: ProjectionPlan['weight']): DrawnValues | undefined {
  if (!value) return undefined;
  if (!isDrawn(value)) throw new InternalError('synapses that differ must be stored.');
  const { table, stream }: DrawnPlan = value;
  return { table, stream };
}

function synapsesOf({ rule, task }: ProjectionPlan, recipe: RowRecipe): number {
  const { sources, targets, shift } = task;
  const estimate = rule.estimate(task);
  const omits = (recipe.kind === 'all' || recipe.kind === 'gaps') && !recipe.autapses;
  if (!omits || estimate === 0) return estimate;
  const own = Math.max(0, Math.min(sources, targets - shift) - Math.max(0, -shift));
  return estimate * (1 - own / (sources * targets));
}
