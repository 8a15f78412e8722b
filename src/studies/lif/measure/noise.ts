/** A thousand repeats at once: variance below threshold, spread of spike times, and the noisy rate. */
import {
  channelJitter,
  firstSpikeJitter,
  type Lif,
  lifChannels,
  lifNoisy,
  Network,
  rheobase,
  slopeAtThreshold,
  timeConstant,
  timeToThreshold,
} from '../../../index.ts';
import { turn } from '../../../run/turn.ts';
import { roundStep, runNetwork, spread, textsFor } from '../../run.ts';
import type { Control, Points } from '../../study.ts';
import { checkRest, checkThreshold } from './check.ts';

const REPEATS = 1000;

export interface Histogram {
  /** Left edges, of equal width, ms. */
  readonly edges: Float64Array;
  /** ms */
  readonly width: number;
  readonly counts: Float64Array;
  readonly total: number;
  /** ms */
  readonly mean: number;
  /** Standard deviation, ms. */
  readonly deviation: number;
}

/** A measurement of the study; each comes as soon as it is there. */
export type NoisePart =
  /** First spikes of all repeats under the current I, which all start at rest; undefined where I makes none without noise. */
  | { readonly kind: 'jitter'; readonly histogram: Histogram | undefined }
  /** Sample variance of V (mV²) over the repeats against time (ms), without a threshold. */
  | { readonly kind: 'variance'; readonly points: Points }
  /** Jitter of the first spike (ms) against the slope at threshold (mV/ms), ten currents of a hundred repeats; and to first order. */
  | { readonly kind: 'slopes'; readonly points: Points; readonly expected: Float64Array }
  /** The same by a leak of N channels, against N: eight numbers of channels with 125 repeats. */
  | { readonly kind: 'channels'; readonly points: Points; readonly expected: Float64Array }
  /**
   * Rates (Hz) against current (pA), 25 currents of forty repeats, and their standard errors over the repeats; and the rate (Hz) at the
   * rheobase, by a straight line between the two currents beside it.
   */
  | {
      readonly kind: 'rates';
      readonly points: Points;
      readonly errors: Float64Array;
      readonly atRheobase: number;
      readonly dt: number;
    };

export interface NoiseValues extends Lif {
  /** Injected current, pA. */
  readonly I: number;
  /** Spread of V by noise, mV. */
  readonly sigma: number;
  /** Time constant of a channel, ms. */
  readonly tau_c: number;
  readonly seed: number;
}

/** Options and measurements. */
export interface NoiseResult {
  readonly values: NoiseValues;
  readonly parts: readonly NoisePart[];
}

export async function measureNoise(
  values: NoiseValues,
  { signal, onPart }: Control<NoisePart> = {},
): Promise<NoiseResult> {
  checkThreshold(values);
  checkRest(values);
  const parts: NoisePart[] = [];
  const measurements: readonly (() => Promise<NoisePart>)[] = [
    async () => ({ kind: 'jitter', histogram: await jitter(values) }),
    async () => ({ kind: 'variance', points: await variance(values) }),
    () => slopes(values),
    () => channels(values),
    () => rates(values, signal),
  ];
  for (const measure of measurements) {
    if (signal?.aborted) break;
    const found = await measure();
    if (signal?.aborted) break;
    parts.push(found);
    onPart?.(found);
    // Lets a stop that is on its way arrive.
    await turn();
  }
  return { values, parts };
}

/** Sample variance of V over the repeats, which all start at rest, against time; no threshold. */
async function variance(values: NoiseValues): Promise<Points> {
  const tau = timeConstant(values);
  const dt = roundStep(tau / 10);
  const network = new Network({ seed: values.seed });
  network.population(
    lifNoisy({ ...textsFor(lifNoisy, values), V_th: '10000 mV', I: '0 pA' }),
    REPEATS,
    { V: 'E_L' },
    { name: 'cells' },
  );
  const cells = Array.from({ length: REPEATS }, (_, i) => i);
  const ran = await runNetwork(network, REPEATS, { dt, duration: 4 * tau, record: { variables: ['V'], cells } });
  const x = Float64Array.from({ length: ran.steps }, (_, k) => (k + 1) * dt);
  const y = x.map((_, k) => spread(ran.traces.map((trace) => trace[0]![k]!)).variance);
  return { x, y };
}

/** Times of first spikes, of those cells that have one, ms. */
export const firstSpikes = (trains: readonly Float64Array[]): number[] =>
  trains.flatMap((t) => (t.length === 0 ? [] : [t[0]!]));

/** The noise-free time of the first spike, ms; infinite where there is none. */
const latency = (values: NoiseValues, I: number): number => timeToThreshold(values, I, values.E_L);

/** First spikes of all repeats, which all start at rest. */
async function jitter(values: NoiseValues): Promise<Histogram | undefined> {
  const { I, sigma, seed } = values;
  const time = latency(values, I);
  if (!Number.isFinite(time)) return undefined;
  const network = new Network({ seed });
  network.population(lifNoisy(textsFor(lifNoisy, values)), REPEATS, { V: 'E_L' }, { name: 'cells' });
  const expected = firstSpikeJitter(values, sigma, I);
  const duration = time + Math.max(6 * expected, 0.5 * time);
  const dt = roundStep(Math.min(expected / 10 || 0.02, duration / 1500, 0.05));
  const ran = await runNetwork(network, REPEATS, { dt, duration });
  return histogramOf(firstSpikes(ran.spikes), dt);
}

function histogramOf(times: readonly number[], dt: number): Histogram | undefined {
  if (times.length < 2) return undefined;
  const { mean, variance: square } = spread(times);
  const deviation = Math.sqrt(square);
  const [low, high] = [Math.min(...times), Math.max(...times)];
  // Whole steps wide, so that no bin holds more of them than its neighbour.
  const width = Math.max(1, Math.round(Math.max(deviation / 3, (high - low) / 60) / dt)) * dt;
  const first = Math.floor(low / width) * width - width / 2;
  const bins = Math.ceil((high - first) / width) + 1;
  const counts = new Float64Array(bins);
  for (const t of times) counts[Math.floor((t - first) / width)]!++;
  return { edges: counts.map((_, k) => first + k * width), width, counts, total: times.length, mean, deviation };
}

/** Jitter against the slope at threshold: ten currents of a hundred repeats each. */
async function slopes(values: NoiseValues): Promise<NoisePart> {
  const { sigma, seed } = values;
  const groups = 10;
  const each = REPEATS / groups;
  const currents = Array.from({ length: groups }, (_, k) => rheobase(values) * 1.2 * (6 / 1.2) ** (k / (groups - 1)));
  const network = new Network({ seed: (seed + 1) >>> 0 });
  const perCell = Float64Array.from({ length: REPEATS }, (_, i) => currents[Math.floor(i / each)]!);
  network.population(lifNoisy(textsFor(lifNoisy, values)), REPEATS, { V: 'E_L', I: perCell }, { name: 'cells' });
  const longest = latency(values, currents[0]!);
  const least = firstSpikeJitter(values, sigma, currents.at(-1)!);
  const dt = roundStep(Math.min(0.02, Math.max(least / 3, longest / 8000)));
  const ran = await runNetwork(network, REPEATS, { dt, duration: 2 * longest });
  return {
    kind: 'slopes',
    points: {
      x: Float64Array.from(currents, (I) => slopeAtThreshold(values, I)),
      y: deviations(ran.spikes, groups, each),
    },
    expected: Float64Array.from(currents, (I) => firstSpikeJitter(values, sigma, I)),
  };
}

/** Jitter by a leak of N channels, at one current: eight numbers of channels with 125 repeats each. */
async function channels(values: NoiseValues): Promise<NoisePart> {
  const { sigma: _, ...rest } = values;
  const I = Math.max(values.I, 1.3 * rheobase(values));
  const groups = 8;
  const each = REPEATS / groups;
  const numbers = Array.from({ length: groups }, (_, k) => Math.round(50 * 400 ** (k / (groups - 1))));
  const leak = { p: 0.5, tau_c: values.tau_c };
  const network = new Network({ seed: (values.seed + 2) >>> 0 });
  const model = lifChannels({ ...textsFor(lifChannels, rest), I: `${I} pA`, p: leak.p, tau_c: `${leak.tau_c} ms` });
  const N = Float64Array.from({ length: REPEATS }, (_, i) => numbers[Math.floor(i / each)]!);
  network.population(model, REPEATS, { V: 'E_L', x: 'normal(0, 1)', N }, { name: 'cells' });
  const time = latency(values, I);
  const dt = roundStep(Math.min(0.05, time / 800));
  const ran = await runNetwork(network, REPEATS, { dt, duration: 2 * time, integrator: 'ind_exp_euler' });
  return {
    kind: 'channels',
    points: { x: Float64Array.from(numbers), y: deviations(ran.spikes, groups, each) },
    expected: Float64Array.from(numbers, (n) => channelJitter(values, { N: n, ...leak }, I)),
  };
}

/** Rates of 25 currents with 40 repeats each, and their standard errors over the repeats. */
async function rates(values: NoiseValues, signal: AbortSignal | undefined): Promise<NoisePart> {
  const groups = 25;
  const each = REPEATS / groups;
  const I_r = rheobase(values);
  const currents = Array.from({ length: groups }, (_, k) => I_r * (0.3 + (1.7 * k) / (groups - 1)));
  const network = new Network({ seed: (values.seed + 3) >>> 0 });
  const perCell = Float64Array.from({ length: REPEATS }, (_, i) => currents[Math.floor(i / each)]!);
  network.population(lifNoisy(textsFor(lifNoisy, values)), REPEATS, { V: 'E_L', I: perCell }, { name: 'cells' });
  const dt = 0.05;
  const [settle, duration] = [100, 600];
  const ran = await runNetwork(network, REPEATS, { dt, duration, signal });
  const found = currents.map((_, k) =>
    spread(
      ran.spikes
        .slice(k * each, (k + 1) * each)
        .map((t) => (1000 * t.filter((s) => s > settle).length) / (duration - settle)),
    ),
  );
  const points = { x: Float64Array.from(currents), y: Float64Array.from(found, (f) => f.mean) };
  return {
    kind: 'rates',
    points,
    errors: Float64Array.from(found, (f) => Math.sqrt(f.variance / each)),
    atRheobase: between(points, I_r),
    dt,
  };
}

/** The value at x, which lies within the points, on the straight line between those beside it. */
function between({ x, y }: Points, at: number): number {
  const k = x.findIndex((v) => v >= at);
  return y[k - 1]! + ((at - x[k - 1]!) / (x[k]! - x[k - 1]!)) * (y[k]! - y[k - 1]!);
}

function deviations(trains: readonly Float64Array[], groups: number, each: number): Float64Array {
  return Float64Array.from({ length: groups }, (_, k) => {
    const times = firstSpikes(trains.slice(k * each, (k + 1) * each));
    // Without nearly all of them the spread of those that came would be too small.
    return times.length < 0.95 * each ? Number.NaN : Math.sqrt(spread(times).variance);
  });
}
