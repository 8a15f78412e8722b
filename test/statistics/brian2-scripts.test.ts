/** Scripts written for Brian2, run by it: single cells spike as often as here, networks have the statistics that they have here. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build, read } from '../../src/document/index.ts';
import { brian2ScriptOf } from '../../src/export/index.ts';
import { createSimulation, meanCv, meanRate, type Network, type SpikeBlock, stepsIn } from '../../src/index.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';
import { brian2, inOrder } from './brian2.ts';
import { ran } from './runs.ts';

let peer: ReturnType<typeof brian2>;
beforeAll(() => {
  peer = brian2();
}, 900_000);
afterAll(() => peer.close());

function byBrian2(name: string, seed: number, duration: number) {
  const { dt, integrator, make } = subject(name);
  return peer.run({ network: make(seed), dt, duration, integrator });
}

interface Subject {
  /** ms */
  readonly dt: number;
  readonly integrator: string | undefined;
  readonly make: (seed: number) => Network;
}

/** The network that test/browser/build.browser.test.ts makes by mouse and by keyboard. */
const byHand = 'built by hand';
const built = await read(readFileSync(new URL('../golden/built-by-hand.yaml', import.meta.url), 'utf8'));

function subject(name: string): Subject {
  if (name === byHand) return { dt: 0.1, integrator: undefined, make: (seed) => build(built, { seed }).network };
  const preset = presetByName(name);
  const { dt, integrator } = preset;
  return { dt, integrator, make: (seed) => preset.build(presetValues(preset, {}), seed) };
}

const spikesOf = ({ spikes }: ReturnType<typeof byBrian2>): number =>
  Object.values(spikes).reduce((sum, { steps }) => sum + steps.length, 0);

describe('single cells, without randomness', () => {
  test.each([
    ['lif', 200],
    ['hh-classic', 100],
    ['tm-cell', 200],
    ['izhikevich-rs', 500],
    ['adex-tonic', 300],
    ['lif-adaptive', 500],
    ['connor-stevens', 200],
  ] as const)('%s spikes as often as here, but for one', async (name, duration) => {
    const here = await ran({ preset: name, seed: 1, backend: 'reference', duration: `${duration} ms` });
    // Another rule for the step moves a spike; one may fall to the other side of the end.
    expect(Math.abs(spikesOf(byBrian2(name, 1, duration)) - here.spikes.steps.length)).toBeLessThanOrEqual(1);
  });
});

const SEEDS = [1, 2, 3, 4, 5];

interface Looks {
  /** Statistic by name, one value per seed. */
  readonly here: Map<string, number[]>;
  readonly there: Map<string, number[]>;
}

/** Rate and CV of each group, and mean and deviation of plastic weights (÷ the largest), of runs here and by Brian2. */
async function looks(name: string, duration: number, groups: readonly string[], plastic?: Plastic): Promise<Looks> {
  const { dt, integrator, make } = subject(name);
  const looked: Looks = { here: new Map(), there: new Map() };
  for (const seed of SEEDS) {
    const simulation = await createSimulation(make(seed), {
      dt: `${dt} ms`,
      ...(integrator === undefined ? {} : { integrator }),
      // By the other tests the same as the reference, and much faster.
      backend: 'wasm',
    });
    const steps = stepsIn(`${duration} ms`, simulation.dt);
    const { spikes } = await simulation.run(steps);
    const other = byBrian2(name, seed, duration);
    for (const group of groups) {
      const range = simulation.groups.find((g) => g.name === group)!;
      const add = (side: Map<string, number[]>, block: SpikeBlock): void => {
        push(side, `rate of ${group}`, meanRate(block, range, { from: 0, to: steps }, simulation.dt)!);
        push(side, `CV of ${group}`, meanCv(block, range, { from: 0, to: steps })!);
      };
      add(looked.here, spikes);
      // A group is a population of its own, or a part of the first, as this library numbers cells.
      const own = other.spikes[group];
      if (own === undefined) add(looked.there, inOrder(Object.values(other.spikes)[0]!));
      else add(looked.there, inOrder({ ...own, cells: own.cells.map((cell) => cell + range.first) }));
    }
    if (plastic) {
      addWeights(looked.here, await simulation.weights(plastic.here), plastic.largest);
      addWeights(looked.there, other.weights[plastic.there]!, plastic.largest * plastic.unit);
    }
    simulation.dispose();
  }
  return looked;
}

interface Plastic {
  /** Name of the projection, here and in the script. */
  readonly here: string;
  readonly there: string;
  readonly largest: number;
  /** Unit of the weights here in that of the script. */
  readonly unit: number;
}

function addWeights(side: Map<string, number[]>, weights: ArrayLike<number>, largest: number): void {
  const values = Array.from(weights, (w) => w / largest);
  push(side, 'mean weight', mean(values));
  push(side, 'deviation of weights', Math.sqrt(variance(values)));
}

const push = (side: Map<string, number[]>, what: string, value: number): void => {
  side.set(what, [...(side.get(what) ?? []), value]);
};

/** Welch's t, and a bound in the quantity itself, so that wide spreads hide nothing. */
function agree({ here, there }: Looks, relative: number, bound = T_BOUND): void {
  expect(here.size).toBeGreaterThan(1);
  for (const [what, a] of here) {
    const b = there.get(what)!;
    const t = (mean(a) - mean(b)) / Math.sqrt((variance(a) + variance(b)) / SEEDS.length);
    const told = `${what}: ${mean(a)} here, ${mean(b)} there`;
    expect(Math.abs(t), told).toBeLessThan(/^rate/.test(what) ? bound : T_BOUND);
    expect(Math.abs(mean(a) / mean(b) - 1), told).toBeLessThan(relative);
  }
}

/**
 * Five seeds on each side. |t| > 8.6 has probability below 3e-5 at 8 degrees of freedom and below 0.001 at 4, the least that unequal
 * spreads leave; |t| > 5.6 below 0.0005 and 0.006. With the latter for the six rates of the networks that keep themselves going, and the
 * former for the 18 other comparisons, a right program fails in 1 of 18 suites at the very worst, in 1 of 280 with equal spreads.
 */
const T_BOUND = 8.6;
const T_BOUND_RATES = 5.6;

describe('networks: rates and CVs of five seeds agree', () => {
  // Second column: the largest difference of two means. Rates of networks that keep themselves going spread by 5 to 10 % between seeds.
  test.each([
    ['ei-brette2007', 1000, 0.15],
    ['coba-2005', 1000, 0.15],
    ['cuba-2005', 1000, 0.15],
  ] as const)('%s', async (name, duration, relative) => {
    agree(await looks(name, duration, ['E', 'I']), relative, T_BOUND_RATES);
  });

  test('lif-noisy: white noise by Euler–Maruyama there, exactly here', async () => {
    agree(await looks('lif-noisy', 300, ['cells']), 0.02);
  });
});

describe('plastic networks: weights too', () => {
  test('coba-2005-stdp', async () => {
    const plastic = { here: 'E to all', there: 'from_E_to_all', largest: 12, unit: 1e-9 };
    agree(await looks('coba-2005-stdp', 400, ['E', 'I'], plastic), 0.15);
  });

  test('three populations that were made by hand, as the page exports them', async () => {
    const text = readFileSync(new URL('../golden/built-by-hand.py', import.meta.url), 'utf8');
    const { network, run } = build(built);
    const duration = Number.parseFloat(String(run.duration));
    const script = brian2ScriptOf({ network, dt: 0.1, duration, integrator: undefined, backend: 'wasm' });
    // Comments tell the version that wrote it.
    const code = script.split('\n').filter((line) => !line.startsWith('#'));
    expect(text).toBe(code.join('\n'));
    const plastic = { here: 'cells to P', there: 'from_cells_to_P', largest: 2, unit: 1e-9 };
    agree(await looks(byHand, duration, ['cells', 'P', 'P2'], plastic), 0.15);
  });

  test('song-2000', async () => {
    const plastic = { here: 'plastic', there: 'from_plastic', largest: 0.015, unit: 1 };
    agree(await looks('song-2000', 2000, ['cell'], plastic), 0.15);
  });
});

const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
function variance(values: readonly number[]): number {
  const middle = mean(values);
  return values.reduce((sum, v) => sum + (v - middle) ** 2, 0) / (values.length - 1);
}
