/** The shortest intervals that bounded currents can cause. */
import { type Lif, leastInterval, lifRefractory, Network, rheobase } from '../../../index.ts';
import { intervals, roundStep, runNetwork, textsFor } from '../../run.ts';
import type { Control } from '../../study.ts';
import { checkRest, checkThreshold } from './check.ts';

const COUNT = 40;
/** What keeps to a largest current. */
export const inputs = ['constant', 'noise', 'pulses'] as const;

export interface ZenoResult {
  /** Largest current of each cell, pA. */
  readonly largest: Float64Array;
  /** Shortest interval of each cell under each input, ms; NaN of fewer than two spikes. */
  readonly shortest: Readonly<Record<(typeof inputs)[number], Float64Array>>;
  /** The lower bound at each largest current, ms. */
  readonly bound: Float64Array;
  /** Least of shortest ÷ bound over all cells and inputs; at least 1 where the bound holds. */
  readonly margin: number;
  /** Spike times under the largest current, ms. */
  readonly trains: Readonly<Record<(typeof inputs)[number], Float64Array>>;
  /** ms */
  readonly dt: number;
  /** ms */
  readonly duration: number;
}

export interface ZenoValues extends Lif {
  /** Largest current allowed, pA. */
  readonly I_max: number;
  readonly seed: number;
}

/**
 * Forty largest currents in equal ratios from 1.5 rheobases to I_max, and three inputs that keep to each: that current itself, noise that
 * is drawn anew in every step and cut off there, and pulses.
 */
export async function measureZeno(values: ZenoValues, { signal }: Control = {}): Promise<ZenoResult> {
  const { C, V_th, V_r, I_max, seed } = values;
  checkThreshold(values);
  checkRest(values);
  const least = 1.5 * rheobase(values);
  const top = Math.max(I_max, 2 * least);
  const largest = Float64Array.from({ length: COUNT }, (_, k) => least * (top / least) ** (k / (COUNT - 1)));
  const duration = 200;
  const shortestTime = (C * (V_th - V_r)) / top;
  const dt = roundStep(Math.min(0.02, Math.max(0.005, shortestTime / 20)));
  const model = lifRefractory({
    ...textsFor(lifRefractory, values),
    I: '0 pA',
    equations: 'bound : pA\nkind : 1',
    stimulus:
      'bound*int(kind < 0.5) + clip(normal(0.5*bound, 1.5*bound), -bound, bound)*int(kind > 0.5 and kind < 1.5) + ' +
      'bound*int(kind > 1.5 and mod(t, 4 ms) < 2 ms)',
  });
  const network = new Network({ seed });
  const size = COUNT * inputs.length;
  network.population(
    model,
    size,
    {
      V: 'E_L',
      bound: Float64Array.from({ length: size }, (_, k) => largest[k % COUNT]!),
      kind: Float64Array.from({ length: size }, (_, k) => Math.floor(k / COUNT)),
    },
    { name: 'cells' },
  );
  const ran = await runNetwork(network, size, { dt, duration, signal });
  const of = (input: number) => ran.spikes.slice(input * COUNT, (input + 1) * COUNT);
  const shortest = (input: number) =>
    Float64Array.from(of(input), (train) => (train.length < 2 ? Number.NaN : Math.min(...intervals(train))));
  const train = (input: number) => of(input).at(-1) ?? new Float64Array(0);
  const found = { constant: shortest(0), noise: shortest(1), pulses: shortest(2) };
  const bound = largest.map((I) => leastInterval(values, I));
  return {
    largest,
    shortest: found,
    bound,
    margin: Math.min(...inputs.map((name) => leastRatio(found[name], bound))),
    trains: { constant: train(0), noise: train(1), pulses: train(2) },
    dt,
    duration,
  };
}

/** Least of value ÷ bound, over those that are numbers. */
const leastRatio = (values: Float64Array, bound: Float64Array): number =>
  values.reduce((least, T, k) => (Number.isNaN(T) ? least : Math.min(least, T / bound[k]!)), Number.POSITIVE_INFINITY);
