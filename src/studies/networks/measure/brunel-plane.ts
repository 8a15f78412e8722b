/** The plane of Brunel's sparse network: which regime it is in at each inhibition and each external rate. */
import { UserError } from '../../../errors.ts';
import { type BackendName, createSimulation, nearestSteps } from '../../../index.ts';
import { presetByName } from '../../../presets/index.ts';
import { presetNetwork } from '../../preset-network.ts';
import { runnable } from '../../run.ts';
import type { Control } from '../../study.ts';
import { LEAST_WINDOW, type Regime, regimeOf, type Signature, signatureOf } from './regime.ts';

export interface BrunelPlaneValues {
  /** Inhibitory weight ÷ excitatory weight. */
  readonly g: readonly number[];
  /** External rate ÷ the rate that would bring the mean to the threshold without recurrent input. */
  readonly eta: readonly number[];
  /** Of a run, ms. */
  readonly duration: number;
  /** Left out of it at the beginning, ms. */
  readonly transient: number;
  readonly seed: number;
  /** 'wasm' is 'reference' where there is no WebAssembly. */
  readonly backend: BackendName | 'auto';
}

/** One point of the plane, and the figures that its regime was decided by. */
export interface PlanePoint extends Signature {
  readonly g: number;
  readonly eta: number;
  /** Undefined where there are too few spikes to tell. */
  readonly regime: Regime | undefined;
}

const NAME = 'brunel-2000';

/**
 * Row by row from the first η, each from the first g, on one connectivity. `values` may have parameters of the preset `brunel-2000`
 * besides, in their own units. Parts are points, as soon as they have run.
 */
export async function measureBrunelPlane(
  values: BrunelPlaneValues,
  { signal, onPart }: Control<PlanePoint> = {},
): Promise<readonly PlanePoint[]> {
  const { g: columns, eta: rows, duration, transient, seed, backend, ...network } = values;
  if (!(duration - transient >= LEAST_WINDOW))
    throw new UserError(
      `A run of ${duration} ms without its first ${transient} ms leaves ${duration - transient} ms; at least ${LEAST_WINDOW} ms are needed to know a regime. Give a longer duration or a shorter transient.`,
    );
  const { dt, integrator } = presetByName(NAME);
  const simulation = await createSimulation(presetNetwork(NAME, network, seed), {
    dt: `${dt} ms`,
    backend: runnable(backend),
    integrator,
  });
  const window = { from: nearestSteps(transient, dt), to: nearestSteps(duration, dt) };
  const [population] = simulation.groups;
  const points: PlanePoint[] = [];
  try {
    for (const [eta, g] of rows.flatMap((row) => columns.map((column) => [row, column] as const))) {
      if (signal?.aborted) break;
      simulation.reset();
      simulation.setParameter(population!.name, 'g', `${g}`);
      simulation.setParameter(population!.name, 'eta', `${eta}`);
      const { spikes } = await simulation.run(window.to, signal ? { signal } : {});
      if (signal?.aborted) break;
      const signature = signatureOf(spikes, simulation.cells, window, dt);
      const point = { g, eta, regime: regimeOf(signature), ...signature };
      points.push(point);
      onPart?.(point);
    }
  } finally {
    simulation.dispose();
  }
  return points;
}
