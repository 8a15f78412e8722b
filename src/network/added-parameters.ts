/** Parameters that projections add to their target population. */
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import { transform } from '../expression/visit.ts';
import { suffixed } from './attachment.ts';
import type { Projection } from './projection.ts';

type Added = Projection['parameters'][number];

/**
 * The projections with `next` after them. Those that give one population a parameter of one name and value share it. Where the values
 * differ, each has its own, called 'NAME@PROJECTION' on the population, so that none is changed by what was meant for another.
 */
export function withProjection(projections: readonly Projection[], next: Projection): Projection[] {
  const all = [...projections, next];
  const { population } = next.target;
  for (const name of Object.keys(next.given.parameters)) {
    const having = all.filter((p) => p.target.population === population && Object.hasOwn(p.given.parameters, name));
    const added = having.map((p) => p.parameters.find((q) => q.name === name || q.name === suffixed(name, p.name))!);
    if (added.every((one) => alike(one, added[0]!))) continue;
    for (const projection of having) all[all.indexOf(projection)] = apart(projection, name);
  }
  return all;
}

const alike = (one: Added, other: Added): boolean =>
  one.name === other.name && one.value === other.value && one.dimension.every((n, k) => n === other.dimension[k]);

/** The projection with the parameter under its own name. */
function apart(projection: Projection, name: string): Projection {
  const own = suffixed(name, projection.name);
  const renamed = (root: Expr): Expr =>
    transform([root], (e) => (e === b.parameter(name) ? b.parameter(own) : undefined))[0]!;
  return {
    ...projection,
    parameters: projection.parameters.map((p) => (p.name === name ? { ...p, name: own } : p)),
    effects: projection.effects.map(({ variable, factor, slope }) => ({
      variable,
      factor: renamed(factor),
      ...(slope ? { slope: renamed(slope) } : {}),
    })),
  };
}
