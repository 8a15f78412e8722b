/** Does one thing to the current program. */
import { touchCells } from '../index.ts';
import type { LiveSimulation } from './live-simulation.ts';
import { withModel } from './model-text.ts';
import type { Action } from './types.ts';

/** Whether currents and silences have to be written then. Throws a UserError. */
export async function perform(current: LiveSimulation, action: Action): Promise<boolean> {
  const { simulation, variant } = current;
  switch (action.kind) {
    case 'set':
      current.parameters.set(simulation, action.name, action.value);
      return false;
    case 'model':
      await current.switch({ ...variant, models: withModel(variant.models, action.population, action.model) });
      return false;
    case 'kick':
    case 'inject':
    case 'silence':
      return touchCells(
        {
          simulation,
          parts: variant.parts,
          places: () => current.places(),
          need: (parts) => current.switch({ ...variant, parts }),
        },
        action,
      );
  }
}
