/** One cell, or one cell per current: the membrane, spikes, the f–I curve, the dimensionless form, adaptation. */
import { dimensionlessInterval, lifDimensionless, lifInterval, Network, stepResponse } from '../../../../index.ts';
import { fiCurrents, physicalCells, presetByName, presetValues } from '../../../../presets/index.ts';
import { fromStart, meanInterval, presetNetwork, roundStep, runNetwork, withSpikes } from './run.ts';
import type {
  AdaptationOutput,
  DimensionlessOutput,
  FIOutput,
  MembraneOutput,
  Points,
  Question,
  SpikingOutput,
  Values,
} from './tasks.ts';

export type Cell = { C: number; g_L: number; E_L: number; V_th: number; V_r: number; T_ref: number };
export const cellOf = (v: Values): Cell => v as unknown as Cell;

/** How far a spike is drawn above the threshold, mV. */
const SPIKE = 30;

export async function membrane({ values, seed }: Question): Promise<MembraneOutput> {
  const cell = cellOf(values);
  const { dt = 1, I = 0, V_0 = -65 } = values;
  const tau = cell.C / cell.g_L;
  // The membrane alone: a threshold far out of reach.
  const network = presetNetwork('lif', { ...values, V_th: 200, V_r: -100 }, seed);
  const duration = Math.max(dt, Math.ceil((6 * tau) / dt) * dt);
  const ran = await runNetwork(network, 1, { dt, duration, record: { variables: ['V'], cells: [0] } });
  const trace = fromStart(ran.traces[0]![0]!, V_0, dt);
  const error = trace.y.reduce((worst, V, k) => Math.max(worst, Math.abs(V - stepResponse(cell, I, V_0, k * dt))), 0);
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

export async function spiking({ values, seed }: Question): Promise<SpikingOutput> {
  const cell = cellOf(values);
  const T = lifInterval(cell, values['I']!);
  const tau = cell.C / cell.g_L;
  const duration = Math.min(2000, Math.max(20, Number.isFinite(T) ? 7.5 * T : 8 * tau));
  const dt = roundStep(duration / 8000);
  const network = presetNetwork('lif', { ...values, V_0: cell.E_L }, seed);
  const ran = await runNetwork(network, 1, { dt, duration, record: { variables: ['V'], cells: [0] } });
  const spikes = ran.spikes[0]!;
  const trace = withSpikes(fromStart(ran.traces[0]![0]!, cell.E_L, dt), spikes, cell.V_th + SPIKE);
  return { trace, spikes, interval: meanInterval(spikes), dt };
}

export async function fi({ values, seed }: Question, { signal }: { signal: AbortSignal }): Promise<FIOutput> {
  const began = performance.now();
  const preset = presetByName('lif-fi');
  const all = { ...values, cells: 200 };
  const network = presetNetwork('lif-fi', all, seed);
  const dt = 0.01;
  const ran = await runNetwork(network, 200, { dt, duration: 600, signal });
  const texts = Object.fromEntries(
    ['I_low', 'I_high', 'cells'].map((n) => [n, `${all[n as keyof typeof all]}${n === 'cells' ? '' : ' pA'}`]),
  );
  const currents = fiCurrents(presetValues(preset, texts));
  const rates = Float64Array.from(ran.spikes, (train) => {
    const T = meanInterval(train);
    return Number.isFinite(T) ? 1000 / T : 0;
  });
  return { currents, rates, seconds: (performance.now() - began) / 1000, dt };
}

export async function dimensionless({ values, seed }: Question): Promise<DimensionlessOutput> {
  const { i = 1.5, v_r = 0 } = values;
  const dt = 0.02;
  const T = dimensionlessInterval(i, v_r);
  /** How long a cell is followed, in units of its τ. */
  const units = Number.isFinite(T) ? Math.min(20, Math.max(3, 5 * T)) : 6;
  const cells: DimensionlessOutput['cells'][number][] = [];
  const network = presetNetwork('lif-dimensionless', values, seed);
  const own = 20;
  const taus = [...physicalCells.map(({ C, g_L }) => C / g_L), own];
  const duration = units * Math.max(...taus);
  const ran = await runNetwork(network, 4, {
    dt,
    duration,
    record: { variables: ['V'], cells: [0, 1, 2] },
  });
  physicalCells.forEach((cell, k) => {
    const steps = Math.round((units * taus[k]!) / dt);
    const trace = fromStart(ran.traces[k]![0]!.subarray(0, steps), cell.E_L, dt);
    const spikes = ran.spikes[k]!.filter((t) => t <= units * taus[k]!);
    cells.push({ tau: taus[k]!, trace: withSpikes(trace, spikes, cell.V_th + SPIKE / 2), spikes });
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
  const trace = withSpikes(fromStart(single.traces[0]![0]!, 0, unit), single.spikes[0]!, 2);
  cells.push({ tau: 1, trace, spikes: single.spikes[0]! });
  return { cells, intervals: await intervalsOf(v_r, seed) };
}

/** Interval ÷ τ against i, of one dimensionless cell per i. */
async function intervalsOf(v_r: number, seed: number): Promise<Points> {
  const count = 60;
  const x = Float64Array.from({ length: count }, (_, k) => 1.02 * (20 / 1.02) ** (k / (count - 1)));
  const network = new Network({ seed });
  network.population(lifDimensionless({ v_r }), count, { v: 0, i: x }, { name: 'cells' });
  const ran = await runNetwork(network, count, { dt: 0.001, duration: 14 });
  return { x, y: Float64Array.from(ran.spikes, meanInterval) };
}

export async function adaptation({ values, seed }: Question): Promise<AdaptationOutput> {
  const { E_L = -65, theta_0 = -50, duration = 1000 } = values;
  const dt = 0.02;
  const network = presetNetwork('lif-adaptive', { ...values, cells: 1 }, seed);
  const ran = await runNetwork(network, 1, { dt, duration, record: { variables: ['V', 'theta'], cells: [0] } });
  const [V, theta] = ran.traces[0]!;
  const spikes = ran.spikes[0]!;
  const jumps = fromStart(theta!, theta_0, dt);
  const trace = withSpikes(fromStart(V!, E_L, dt), spikes, Math.max(...jumps.y) + SPIKE / 2);
  return { trace, theta: jumps, spikes, dt };
}
