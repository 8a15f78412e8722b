/** Runs small networks on the judge. */
import { buildModel } from '../../src/equations/cell-model.ts';
import type { Network } from '../../src/network/network.ts';
import { createSimulation } from '../../src/simulate/create.ts';
import type { Simulation } from '../../src/simulate/types.ts';

/** A cell that only counts what it receives: one variable `x`, which never changes by itself. */
export const counter = () => buildModel({ equations: 'dx/dt = 0/ms : 1' });

export const start = (network: Network, dt = '0.1 ms'): Promise<Simulation> =>
  createSimulation(network, { dt, backend: 'reference' });

/** Spikes as [step, cell] pairs. */
export async function spikesOf(simulation: Simulation, steps: number): Promise<[number, number][]> {
  const { spikes } = await simulation.run(steps);
  return Array.from(spikes.steps, (step, k) => [step, spikes.cells[k]!]);
}
