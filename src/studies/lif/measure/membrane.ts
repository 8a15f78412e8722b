/** The RC membrane after a step of its current, integrated exactly whatever the step. */
import { type PointMembrane, restingVoltage, stepResponse } from '../../../index.ts';
import { presetNetwork } from '../../preset-network.ts';
import { fromStart, runNetwork } from '../../run.ts';
import type { Points } from '../../study.ts';
import { checkReach } from './check.ts';

/** A threshold far out of reach: the membrane alone, mV. */
const OUT_OF_REACH = 200;

export interface MembraneResult {
  /** V (mV) against time (ms): the start, and after each step of 6 τ_m. */
  readonly trace: Points;
  /** Time (ms) after which the curve has gone 1 − 1/e of its way, read off the curve; NaN where it has no way to go. */
  readonly tau: number;
  /** Largest distance from the closed form, mV. */
  readonly error: number;
  /** ms */
  readonly dt: number;
}

export interface MembraneValues extends PointMembrane {
  /** Injected current, pA. */
  readonly I: number;
  /** Voltage at the start, mV. */
  readonly V_0: number;
  /** Step, ms. */
  readonly dt: number;
  readonly seed: number;
}

export async function measureMembrane(values: MembraneValues): Promise<MembraneResult> {
  const { C, g_L, I, V_0, dt, seed } = values;
  const tau = C / g_L;
  checkReach(Math.max(V_0, restingVoltage(values, I)), OUT_OF_REACH);
  const network = presetNetwork('lif', { ...values, V_th: OUT_OF_REACH, V_r: -100 }, seed);
  const duration = Math.max(dt, Math.ceil((6 * tau) / dt) * dt);
  const ran = await runNetwork(network, 1, { dt, duration, record: { variables: ['V'], cells: [0] } });
  const trace = fromStart(ran.traces[0]![0]!, V_0, dt);
  const error = trace.y.reduce((worst, V, k) => Math.max(worst, Math.abs(V - stepResponse(values, I, V_0, k * dt))), 0);
  return { trace, tau: readTau(trace), error, dt };
}

/**
 * When the curve has gone 1 − 1/e of the way from its first to its last value, which it has all but reached, by exponentials between
 * points.
 */
function readTau({ x, y }: Points): number {
  const [from, to] = [y[0]!, y.at(-1)!];
  // After 6 τ it still lacks e⁻⁶ of the way.
  const limit = from + (to - from) / -Math.expm1(-6);
  if (Math.abs(limit - from) < 1e-9) return Number.NaN;
  const left = (k: number): number => (limit - y[k]!) / (limit - from);
  for (let k = 1; k < x.length; k++) {
    if (left(k) > Math.exp(-1)) continue;
    const [a, b] = [Math.log(left(k - 1)), Math.log(left(k))];
    return x[k - 1]! + ((-1 - a) / (b - a)) * (x[k]! - x[k - 1]!);
  }
  return Number.NaN;
}
