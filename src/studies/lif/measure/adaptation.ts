/** A threshold that jumps at each spike: intervals beside the map from spike to spike. */
import type { AdaptiveLif } from '../../../index.ts';
import { presetNetwork } from '../../preset-network.ts';
import { fromStart, intervals, runNetwork } from '../../run.ts';
import type { Points } from '../../study.ts';
import { checkThreshold } from './check.ts';

export interface AdaptationResult {
  /** V (mV) against time (ms). */
  readonly trace: Points;
  /** Threshold (mV) against time (ms). */
  readonly theta: Points;
  /** ms */
  readonly spikes: Float64Array;
  /** From spike to spike, ms. */
  readonly intervals: readonly number[];
  /** ms */
  readonly dt: number;
}

export interface AdaptationValues extends AdaptiveLif {
  /** Injected current, pA. */
  readonly I: number;
  /** ms */
  readonly duration: number;
  readonly seed: number;
}

export async function measureAdaptation(values: AdaptationValues): Promise<AdaptationResult> {
  const { E_L, theta_0, duration, seed } = values;
  checkThreshold({ V_th: theta_0, V_r: values.V_r });
  const dt = 0.02;
  const network = presetNetwork('lif-adaptive', { ...values, cells: 1 }, seed);
  const ran = await runNetwork(network, 1, { dt, duration, record: { variables: ['V', 'theta'], cells: [0] } });
  const [V, theta] = ran.traces[0]!;
  const spikes = ran.spikes[0]!;
  return {
    trace: fromStart(V!, E_L, dt),
    theta: fromStart(theta!, theta_0, dt),
    spikes,
    intervals: intervals(spikes),
    dt,
  };
}
