/** Three unlike leaky cells with one pair (i, v_r), and the dimensionless cell that they are. */
import { dimensionlessInterval, lifDimensionless, Network } from '../../../index.ts';
import { evenly } from '../../../numbers/scale.ts';
import { physicalCells } from '../../../presets/index.ts';
import { presetNetwork } from '../../preset-network.ts';
import { fromStart, meanInterval, runNetwork } from '../../run.ts';
import type { Points } from '../../study.ts';

export interface DimensionlessResult {
  /**
   * Each of `physicalCells` with time in ms and V in mV, then the dimensionless cell with time in τ and v from 0 at rest to 1 at threshold.
   */
  readonly cells: readonly {
    /** ms; 1 of the dimensionless cell. */
    readonly tau: number;
    readonly trace: Points;
    readonly spikes: Float64Array;
    /** Mean interval ÷ τ; NaN of fewer than two spikes. */
    readonly interval: number;
  }[];
  /** Interval ÷ τ against i, of one dimensionless cell per i. */
  readonly intervals: Points;
  /** Interval ÷ τ by the closed form; infinite at the rheobase and below. */
  readonly expected: number;
}

export interface DimensionlessValues {
  /** Current ÷ rheobase. */
  readonly i: number;
  /** Reset, 0 at rest and 1 at threshold. */
  readonly v_r: number;
  readonly seed: number;
}

export async function measureDimensionless({ i, v_r, seed }: DimensionlessValues): Promise<DimensionlessResult> {
  const dt = 0.02;
  const T = dimensionlessInterval(i, v_r);
  /** How long a cell is followed, in units of its τ. */
  const units = Number.isFinite(T) ? Math.min(20, Math.max(3, 5 * T)) : 6;
  const network = presetNetwork('lif-dimensionless', { i, v_r }, seed);
  const own = 20;
  const taus = [...physicalCells.map(({ C, g_L }) => C / g_L), own];
  const duration = units * Math.max(...taus);
  const ran = await runNetwork(network, 4, { dt, duration, record: { variables: ['V'], cells: [0, 1, 2] } });
  const cells: DimensionlessResult['cells'][number][] = physicalCells.map((cell, k) => {
    const tau = taus[k]!;
    const steps = Math.round((units * tau) / dt);
    const trace = fromStart(ran.traces[k]![0]!.subarray(0, steps), cell.E_L, dt);
    const spikes = ran.spikes[k]!.filter((t) => t <= units * tau);
    return { tau, trace, spikes, interval: meanInterval(spikes) / tau };
  });
  // The dimensionless cell by itself, with time in τ.
  const alone = new Network({ seed });
  alone.population(lifDimensionless({ i, v_r }), 1, { v: 0 }, { name: 'dimensionless' });
  const unit = 0.001;
  const single = await runNetwork(alone, 1, {
    dt: unit,
    duration: units,
    record: { variables: ['v'], cells: [0] },
  });
  const [spikes] = single.spikes;
  const trace = fromStart(single.traces[0]![0]!, 0, unit);
  cells.push({ tau: 1, trace, spikes: spikes!, interval: meanInterval(spikes!) });
  return { cells, intervals: await intervalsOf(v_r, seed), expected: T };
}

/** Interval ÷ τ against i, of one dimensionless cell per i. */
async function intervalsOf(v_r: number, seed: number): Promise<Points> {
  const count = 60;
  const x = evenly(1.02, 20, count, true);
  const network = new Network({ seed });
  network.population(lifDimensionless({ v_r }), count, { v: 0, i: x }, { name: 'cells' });
  const ran = await runNetwork(network, count, { dt: 0.001, duration: 14 });
  return { x, y: Float64Array.from(ran.spikes, meanInterval) };
}
