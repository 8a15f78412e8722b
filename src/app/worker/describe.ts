/** What runs, in the words of the page. */
import type { Simulation } from '../../index.ts';
import type { Description, ModelText } from './messages.ts';
import type { Family } from './variant.ts';

/** `edit`: the edited model, if there is one. `instead`: why another backend runs than was asked for, or ''. */
export function describe(
  simulation: Simulation,
  family: Family,
  edit: ModelText | undefined,
  traced: readonly number[],
  instead: string,
): Description {
  const model = family.model(edit);
  const units = family.units(model);
  const { backend, adapter, software, strategy, integrator, dispatchesPerStep, dt, seed, cells, synapses, groups } =
    simulation;
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
    groups,
    variable: family.variable(model),
    unit: units.variable,
    drive: units.drive,
    model: family.text(edit),
    original: family.text(undefined),
    added: family.added(),
    traced,
    build: simulation.seconds.build,
    compile: simulation.seconds.compile,
  };
}
