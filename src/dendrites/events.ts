/** Which places of a cell the events of a projection go to. */
import { UserError } from '../errors.ts';
import { type Branching, type PointProcess, sitesOf } from './branching.ts';

/** Sites of a point, ascending: events have a row for each of them. */
const sitesOfPoint = (branching: Branching, { nodes }: PointProcess): number[] => {
  const { of } = sitesOf(branching);
  return nodes.map((node) => of[node]!).sort((a, z) => a - z);
};

/**
 * The point that an event variable belongs to, by its name or its variable's, and the numbers of the places meant by `at` among its sites.
 * Throws a UserError.
 */
export function eventPlaces(
  branching: Branching,
  variable: string,
  at: string | undefined,
): { readonly name: string; readonly places: readonly number[] } {
  const receiving = branching.points.filter((p) => p.receives !== undefined);
  const point = receiving.find((p) => p.name === variable || p.receives === variable);
  if (!point)
    throw new UserError(
      `onSpike: '${variable}' is at no place of this cell; cells with dendrites take events where a synapse was placed: ${receiving.map((p) => p.name).join(', ') || "none was; place: { e: { synapse: exponentialConductance('e', { … }), at: 'soma 0.5' } } does"}.`,
    );
  const sites = sitesOf(branching).of;
  const own = sitesOfPoint(branching, point);
  const numberOf = (node: number): number => own.indexOf(sites[node]!);
  if (at === undefined) {
    if (point.nodes.length > 1)
      throw new UserError(`onSpike needs 'at': this cell has '${point.name}' at ${point.nodes.length} places.`);
    return { name: point.name, places: [0] };
  }
  const all = point.draws.map((draw) => point.nodes[draw]!);
  // The text of the place itself means its very places, those drawn twice too.
  const wanted =
    branching.options.place?.[point.name]?.at === at ? all : branching.placesOf(at, 'at').map((p) => p.compartment);
  const places = wanted.map(numberOf);
  const missing = places.findIndex((k) => k < 0);
  if (missing >= 0)
    throw new UserError(
      `at: '${at}' is no place of '${point.name}', which sits at '${branching.options.place?.[point.name]?.at}'.`,
    );
  return { name: point.name, places };
}
