/** Threshold, reset and refractory period: the leaky cell under a constant current. */
import { type Lif, lifInterval } from '../../../index.ts';
import { presetNetwork } from '../../preset-network.ts';
import { fromStart, meanInterval, roundStep, runNetwork } from '../../run.ts';
import type { Points } from '../../study.ts';
import { checkThreshold } from './check.ts';

export interface SpikingResult {
  /** V (mV) against time (ms), from rest. */
  readonly trace: Points;
  /** ms */
  readonly spikes: Float64Array;
  /** Mean interval, ms; NaN of fewer than two spikes. */
  readonly interval: number;
  /** The same by the closed form, ms; infinite at the rheobase and below. */
  readonly expected: number;
  /** ms */
  readonly dt: number;
}

export interface SpikingValues extends Lif {
  /** Injected current, pA. */
  readonly I: number;
  readonly seed: number;
}

export async function measureSpiking(values: SpikingValues): Promise<SpikingResult> {
  const { C, g_L, E_L, I, seed } = values;
  checkThreshold(values);
  const T = lifInterval(values, I);
  const tau = C / g_L;
  const duration = Math.min(2000, Math.max(20, Number.isFinite(T) ? 7.5 * T : 8 * tau));
  const dt = roundStep(duration / 8000);
  const network = presetNetwork('lif', { ...values, V_0: E_L }, seed);
  const ran = await runNetwork(network, 1, { dt, duration, record: { variables: ['V'], cells: [0] } });
  const spikes = ran.spikes[0]!;
  const trace = fromStart(ran.traces[0]![0]!, E_L, dt);
  return { trace, spikes, interval: meanInterval(spikes), expected: T, dt };
}
