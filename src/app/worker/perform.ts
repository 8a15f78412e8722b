/** Does one thing to the program in hand. */
import { checkTouch, kick } from '../../index.ts';
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
      checkTouch(simulation, machine.places(), action);
      await kick(simulation, machine.places(), action);
      return false;
    case 'inject':
    case 'silence': {
      checkTouch(simulation, machine.places(), action);
      const { current, silence } = variant.parts;
      const parts = { current: current || action.kind === 'inject', silence: silence || action.kind === 'silence' };
      await machine.switch({ ...variant, parts });
      return true;
    }
  }
}
