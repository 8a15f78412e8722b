/** Runs of one population on the reference, for tests. */
import { type BackendName, createSimulation, type Model, Network } from '../../../src/index.ts';

/** Steps of the spikes of each cell. `dt` and `duration` in ms. */
export async function trains(
  model: Model,
  cells: number,
  initial: Readonly<Record<string, string>>,
  dt: number,
  duration: number,
  options: { readonly seed?: number; readonly backend?: BackendName } = {},
): Promise<number[][]> {
  const network = new Network({ seed: options.seed ?? 1 });
  network.population(model, cells, initial);
  const simulation = await createSimulation(network, { dt: `${dt} ms`, backend: options.backend ?? 'reference' });
  try {
    const { spikes } = await simulation.run(Math.round(duration / dt));
    const rows: number[][] = Array.from({ length: cells }, () => []);
    spikes.cells.forEach((cell, k) => {
      rows[cell]!.push(spikes.steps[k]!);
    });
    return rows;
  } finally {
    simulation.dispose();
  }
}
