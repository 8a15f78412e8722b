/** The membrane under a chirp: one current with all frequencies in turn. */
import type { PointMembrane } from '../../../index.ts';
import { presetNetwork } from '../../preset-network.ts';
import { fromStart, roundStep, runNetwork } from '../../run.ts';
import type { Points } from '../../study.ts';
import { checkReach } from './check.ts';

/** A threshold far out of reach: the membrane alone, mV. */
const OUT_OF_REACH = 200;

export interface ChirpResult {
  /** V (mV) against time (ms). */
  readonly trace: Points;
  /** Largest V − E_L (mV) of each half period above rest, against time (ms). */
  readonly peaks: Points;
}

export interface ChirpValues extends PointMembrane {
  /** Hz, at the start and at the end. */
  readonly f_low: number;
  readonly f_high: number;
  /** Amplitude, pA. */
  readonly A: number;
  /** Length, ms. */
  readonly T: number;
  readonly seed: number;
}

export async function measureChirp(values: ChirpValues): Promise<ChirpResult> {
  const { g_L, E_L, A, f_high, T, seed } = values;
  checkReach(E_L + A / g_L, OUT_OF_REACH);
  const dt = roundStep(Math.min(0.5, 1000 / (32 * f_high)));
  const network = presetNetwork('lif-chirp', { ...values, V_th: OUT_OF_REACH, V_r: -100, I: 0 }, seed);
  const ran = await runNetwork(network, 1, { dt, duration: T, record: { variables: ['V'], cells: [0] } });
  const trace = fromStart(ran.traces[0]![0]!, E_L, dt);
  const times: number[] = [];
  const heights: number[] = [];
  for (let k = 1; k < trace.y.length - 1; k++) {
    const [a, b, c] = [trace.y[k - 1]! - E_L, trace.y[k]! - E_L, trace.y[k + 1]! - E_L];
    if (b > 0 && b >= a && b > c) {
      times.push(k * dt);
      heights.push(b);
    }
  }
  return { trace, peaks: { x: Float64Array.from(times), y: Float64Array.from(heights) } };
}
