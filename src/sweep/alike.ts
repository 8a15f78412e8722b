/** Whether two networks differ in nothing but the values of shared parameters, so that one compiled program serves both. */
import type { Model } from '../equations/model.ts';
import type { Coupling } from '../network/coupling.ts';
import type { Network } from '../network/network.ts';
import type { Population, Slice } from '../network/population.ts';
import type { Projection } from '../network/projection.ts';
import { references } from '../network/values.ts';

/** Values of shared parameters by population and name, internal units. */
export type SharedByPopulation = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** True where cells, initial values, equations, connectivity and random streams are the same. `dt` in ms. */
export function alikeButForParameters(a: Network, b: Network, dt: number): boolean {
  return (
    a.seed === b.seed &&
    a.populations.length === b.populations.length &&
    a.projections.length === b.projections.length &&
    a.populations.every((p, i) => populationsAlike(p, b.populations[i]!, dt)) &&
    a.projections.every((p, i) => projectionsAlike(p, b.projections[i]!)) &&
    a.couplings.length === b.couplings.length &&
    a.couplings.every((c, i) => couplingsAlike(c, b.couplings[i]!))
  );
}

/** The values that `alikeButForParameters` leaves aside. */
export function sharedValues(network: Network, dt: number): SharedByPopulation {
  return new Map(
    network.populations.map((population) => {
      const values = numbers(population.blueprint.model(dt));
      for (const projection of network.projections)
        if (projection.target.population === population)
          for (const added of projection.parameters) if (!values.has(added.name)) values.set(added.name, added.value);
      for (const coupling of network.couplings)
        if (coupling.sides.some(({ at }) => coupling[at].population === population))
          for (const added of coupling.parameters) if (!values.has(added.name)) values.set(added.name, added.value);
      // What initial values give is the same for both, and comes from there.
      for (const name of population.blueprint.initial.keys()) values.delete(name);
      return [population.name, values] as const;
    }),
  );
}

function numbers(model: Model): Map<string, number> {
  return new Map(model.parameters.flatMap((p) => (typeof p.value === 'number' ? [[p.name, p.value] as const] : [])));
}

function populationsAlike(a: Population, b: Population, dt: number): boolean {
  const [ma, mb] = [a.blueprint.model(dt), b.blueprint.model(dt)];
  const [va, vb] = [numbers(ma), numbers(mb)];
  const differing = new Set([...va].filter(([name, value]) => vb.get(name) !== value).map(([name]) => name));
  return (
    a.name === b.name &&
    a.size === b.size &&
    a.blueprint.role === b.blueprint.role &&
    same(a.blueprint.initial, b.blueprint.initial) &&
    // An initial value that a differing parameter enters differs too.
    ![...a.blueprint.initial.values()].some((value) => references(value).some((name) => differing.has(name))) &&
    same(a.namedSlices.map(range), b.namedSlices.map(range)) &&
    same(structure(ma), structure(mb))
  );
}

const range = (s: Slice) => ({ name: s.name, population: s.population.name, first: s.first, size: s.size });

/** A model without the numbers of its shared parameters, and without the texts, which hold them too. */
const structure = (model: Model) => ({
  ...model,
  description: undefined,
  parameters: model.parameters.map((p) => ({ ...p, value: typeof p.value === 'number' ? 'shared' : p.value })),
});

function projectionsAlike(a: Projection, b: Projection): boolean {
  return (
    a.name === b.name &&
    same(range(a.source), range(b.source)) &&
    same(range(a.target), range(b.target)) &&
    // Without a description a rule could hide what it does.
    a.rule.description !== undefined &&
    // Synapses that change with use start from numbers that parameters may enter.
    a.dynamics === undefined &&
    b.dynamics === undefined &&
    a.rule.name === b.rule.name &&
    same(a.rule.description, b.rule.description) &&
    same(a.rule.arrayOrder, b.rule.arrayOrder) &&
    a.connectivity === b.connectivity &&
    same(a.effects, b.effects) &&
    same(a.parameters.map(withoutValue), b.parameters.map(withoutValue)) &&
    same(a.delay, b.delay) &&
    same(a.weight, b.weight)
  );
}

const couplingsAlike = (a: Coupling, b: Coupling): boolean =>
  a.name === b.name &&
  same(range(a.source), range(b.source)) &&
  same(range(a.target), range(b.target)) &&
  a.rule.description !== undefined &&
  a.rule.name === b.rule.name &&
  same(a.rule.description, b.rule.description) &&
  same(a.rule.arrayOrder, b.rule.arrayOrder) &&
  same(a.sides, b.sides) &&
  same(a.sites, b.sites) &&
  same(a.parameters.map(withoutValue), b.parameters.map(withoutValue)) &&
  same(a.weight, b.weight);

const withoutValue = (p: Projection['parameters'][number]) => ({ ...p, value: 0 });

/** Equal in content. Expressions are interned: equal ones are one object. */
function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if ('op' in a || 'op' in b) return false;
  if (ArrayBuffer.isView(a) || ArrayBuffer.isView(b)) return sameNumbers(a, b);
  if (a instanceof Map || b instanceof Map)
    return a instanceof Map && b instanceof Map && same([...a.entries()], [...b.entries()]);
  const [ka, kb] = [Object.keys(a), Object.keys(b)];
  return (
    Array.isArray(a) === Array.isArray(b) &&
    ka.length === kb.length &&
    ka.every((key) => key in b && same(a[key as keyof typeof a], b[key as keyof typeof b]))
  );
}

function sameNumbers(a: unknown, b: unknown): boolean {
  const [x, y] = [a as ArrayLike<number>, b as ArrayLike<number>];
  if (x.length !== y.length) return false;
  for (let i = 0; i < x.length; i++) if (!Object.is(x[i], y[i])) return false;
  return true;
}
