/** Does one thing to the program in hand. */
import { touchCells } from '../../index.ts';
import type { Machine } from './machine.ts';
import type { Action } from './messages.ts';
import { withModel } from './model-text.ts';

/** Whether currents and silences have to be written then. Throws a UserError. */
export async function perform(machine: Machine, action: Action): Promise<boolean> {
  const { simulation, variant } = machine;
  switch (action.kind) {
    case 'set':
      machine.live.set(simulation, action.name, action.value);
      return false;
    case 'model':
      await machine.switch({ ...variant, models: withModel(variant.models, action.population, action.model) });
      return false;
    case 'kick':
    case 'inject':
    case 'silence':
      return touchCells(
        {
          simulation,
          parts: variant.parts,
          places: () => machine.places(),
          need: (parts) => machine.switch({ ...variant, parts }),
        },
        action,
      );
  }
}
