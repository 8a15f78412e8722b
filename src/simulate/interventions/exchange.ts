/** Another program of the same cells takes a running one's place. */
import { carryState } from '../carry.ts';
import type { Simulation } from '../types.ts';

/**
 * Lets `next`, made of a network with the same cells, continue from where `simulation` stands: what has the same name in both continues,
 * the rest starts as `next` starts. Neither is disposed of; shared parameters and traces of `next` are its own.
 */
export async function takeOver(simulation: Simulation, next: Simulation): Promise<void> {
  const [from, to] = await Promise.all([simulation.checkpoint(), next.checkpoint()]);
  next.restore(carryState({ shape: simulation.shape, checkpoint: from }, { shape: next.shape, checkpoint: to }));
}
