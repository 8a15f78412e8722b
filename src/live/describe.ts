/** What runs, in the words of the page. */
import type { Simulation } from '../index.ts';
import type { NetworkVariants } from './network-variants.ts';
import { readableUnit } from './shown-units.ts';
import type { Description, Models, PopulationDescription } from './types.ts';

/** `models`: the edited ones. `instead`: why another backend runs than was asked for, or ''. */
export function describe(
  simulation: Simulation,
  variants: NetworkVariants,
  models: Models,
  traced: readonly number[],
  instead: string,
): Description {
  const { backend, adapter, software, strategy, integrator, dispatchesPerStep, dt, seed, cells, groups } = simulation;
  const { synapses, connectivity, bytesPerSynapse } = simulation;
  return {
    backend,
    adapter,
    software,
    strategy,
    choice: instead === '' ? simulation.choice : instead,
    integrator,
    dispatchesPerStep,
    dt,
    seed,
    cells,
    synapses,
    connectivity,
    bytesPerSynapse,
    whyStored: variants.whyStored(),
    groups,
    populations: populationsOf(simulation, variants, models),
    traced,
    plastic: variants.plastic(simulation).map(({ name, unit }) => ({ name, unit: readableUnit(unit).unit })),
    synaptic: variants.synaptic(simulation).map((v) => ({ ...v, unit: readableUnit(v.unit).unit })),
    couplings: variants.couplings,
    build: simulation.seconds.build,
    compile: simulation.seconds.compile,
  };
}

function populationsOf(simulation: Simulation, variants: NetworkVariants, models: Models): PopulationDescription[] {
  const places = variants.places(simulation, models);
  return variants
    .members(models)
    .flatMap(({ key, population, model, variable, traced = '' }): PopulationDescription[] => {
      const { name } = population;
      const group = simulation.groups.find((g) => g.name === name && g.role === 'cells');
      if (group === undefined || group.count === 0) return [];
      const { unit = '', drive = '' } = places.find((p) => p.name === name) ?? {};
      return [
        {
          key,
          name,
          first: group.first,
          count: group.count,
          variable: traced,
          unit: readableUnit(unit).unit,
          resets: model.reset.some(({ target }) => target === variable),
          drive: readableUnit(drive).unit,
          model: variants.text(population, models),
          original: variants.text(population, {}),
          added: variants.added(population),
        },
      ];
    });
}
