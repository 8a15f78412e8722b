/** A thousand repeats at once: variance below threshold, spread of spike times, and the noisy rate. */
import {
  channelJitter,
  firstSpikeJitter,
  lifChannels,
  lifInterval,
  lifNoisy,
  Network,
  rheobase,
  slopeAtThreshold,
  timeConstant,
} from '../../../../index.ts';
import { roundStep, runNetwork, textsFor } from './run.ts';
import { cellOf } from './single.ts';
import type { Histogram, NoisePart, Points, Question, Values } from './tasks.ts';

const REPEATS = 1000;

interface Context {
  readonly part: (part: NoisePart) => void;
  readonly signal: AbortSignal;
}

export async function noise({ values, seed }: Question, { part, signal }: Context): Promise<null> {
  const steps: readonly (() => Promise<NoisePart>)[] = [
    async () => ({ kind: 'jitter', histogram: await jitter(values, seed) }),
    async () => ({ kind: 'variance', points: await variance(values, seed) }),
    () => slopes(values, seed),
    () => channels(values, seed),
    () => rates(values, seed, signal),
  ];
  for (const step of steps) {
    if (signal.aborted) break;
    const found = await step();
    if (!signal.aborted) part(found);
    // Lets a stop that is on its way arrive.
    await new Promise((resolve) => setTimeout(resolve));
  }
  return null;
}

/** Sample variance of V over the repeats, which all start at rest, against time; no threshold. */
async function variance(values: Values, seed: number): Promise<Points> {
  const tau = timeConstant(cellOf(values));
  const dt = roundStep(tau / 10);
  const network = new Network({ seed });
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

const firsts = (trains: readonly Float64Array[]): number[] => trains.flatMap((t) => (t.length === 0 ? [] : [t[0]!]));

/** The noise-free time of the first spike; NaN where there is none. */
function latency(values: Values, I: number): number {
  const cell = cellOf(values);
  return lifInterval({ ...cell, V_r: cell.E_L, T_ref: 0 }, I);
}

/** First spikes of all repeats, which all start at rest. */
async function jitter(values: Values, seed: number): Promise<Histogram | undefined> {
  const cell = cellOf(values);
  const { I = 200, sigma = 1 } = values;
  const time = latency(values, I);
  if (!Number.isFinite(time)) return undefined;
  const network = new Network({ seed });
  network.population(lifNoisy(textsFor(lifNoisy, values)), REPEATS, { V: 'E_L' }, { name: 'cells' });
  const expected = firstSpikeJitter(cell, sigma, I);
  const duration = time + Math.max(6 * expected, 0.5 * time);
  const dt = roundStep(Math.min(expected / 10 || 0.02, duration / 1500, 0.05));
  const ran = await runNetwork(network, REPEATS, { dt, duration });
  return histogramOf(firsts(ran.spikes), dt);
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
async function slopes(values: Values, seed: number): Promise<NoisePart> {
  const cell = cellOf(values);
  const { sigma = 1 } = values;
  const groups = 10;
  const each = REPEATS / groups;
  const currents = Array.from({ length: groups }, (_, k) => rheobase(cell) * 1.2 * (6 / 1.2) ** (k / (groups - 1)));
  const network = new Network({ seed: seed + 1 });
  const perCell = Float64Array.from({ length: REPEATS }, (_, i) => currents[Math.floor(i / each)]!);
  network.population(lifNoisy(textsFor(lifNoisy, values)), REPEATS, { V: 'E_L', I: perCell }, { name: 'cells' });
  const longest = latency(values, currents[0]!);
  const least = firstSpikeJitter(cell, sigma, currents.at(-1)!);
  const dt = roundStep(Math.min(0.02, Math.max(least / 3, longest / 8000)));
  const ran = await runNetwork(network, REPEATS, { dt, duration: 2 * longest });
  return {
    kind: 'slopes',
    points: {
      x: Float64Array.from(currents, (I) => slopeAtThreshold(cell, I)),
      y: deviations(ran.spikes, groups, each),
    },
    expected: Float64Array.from(currents, (I) => firstSpikeJitter(cell, sigma, I)),
  };
}

/** Jitter by a leak of N channels, at one current: eight numbers of channels with 125 repeats each. */
async function channels(values: Values, seed: number): Promise<NoisePart> {
  const cell = cellOf(values);
  const I = Math.max(values['I'] ?? 0, 1.3 * rheobase(cell));
  const groups = 8;
  const each = REPEATS / groups;
  const numbers = Array.from({ length: groups }, (_, k) => Math.round(50 * 400 ** (k / (groups - 1))));
  const leak = { p: 0.5, tau_c: values['tau_c'] ?? 2 };
  const network = new Network({ seed: seed + 2 });
  const { sigma: _, ...rest } = values;
  const model = lifChannels({ ...textsFor(lifChannels, rest), I: `${I} pA`, p: leak.p, tau_c: `${leak.tau_c} ms` });
  const N = Float64Array.from({ length: REPEATS }, (_, i) => numbers[Math.floor(i / each)]!);
  network.population(model, REPEATS, { V: 'E_L', x: 'normal(0, 1)', N }, { name: 'cells' });
  const time = latency(values, I);
  const dt = roundStep(Math.min(0.05, time / 800));
  const ran = await runNetwork(network, REPEATS, { dt, duration: 2 * time, integrator: 'ind_exp_euler' });
  return {
    kind: 'channels',
    points: { x: Float64Array.from(numbers), y: deviations(ran.spikes, groups, each) },
    expected: Float64Array.from(numbers, (n) => channelJitter(cell, { N: n, ...leak }, I)),
  };
}

/** Rates of 25 currents with 40 repeats each, and their standard errors over the repeats. */
async function rates(values: Values, seed: number, signal: AbortSignal): Promise<NoisePart> {
  const cell = cellOf(values);
  const groups = 25;
  const each = REPEATS / groups;
  const I_r = rheobase(cell);
  const currents = Array.from({ length: groups }, (_, k) => I_r * (0.3 + (1.7 * k) / (groups - 1)));
  const network = new Network({ seed: seed + 3 });
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
  return {
    kind: 'rates',
    points: { x: Float64Array.from(currents), y: Float64Array.from(found, (f) => f.mean) },
    errors: Float64Array.from(found, (f) => Math.sqrt(f.variance / each)),
    dt,
  };
}

function deviations(trains: readonly Float64Array[], groups: number, each: number): Float64Array {
  return Float64Array.from({ length: groups }, (_, k) => {
    const times = firsts(trains.slice(k * each, (k + 1) * each));
    // Without nearly all of them the spread of those that came would be too small.
    return times.length < 0.95 * each ? Number.NaN : Math.sqrt(spread(times).variance);
  });
}

function spread(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  return { mean, variance: values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1) };
}
