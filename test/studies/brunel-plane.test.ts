/** The plane of Brunel's network: its figures, the names of its regimes, and the runs that they are of. */
import { expect, test } from 'vitest';
import { brunelPlaneStudy } from '../../src/studies/index.ts';
import { regimeOf, signatureOf } from '../../src/studies/networks/measure/regime.ts';
import { presetRun } from '../presets/preset-run.ts';

const dt = 0.1;

/** Spikes of `cells` cells in the order of their steps, from a list of trains in steps. */
function block(trains: readonly (readonly number[])[]) {
  const all = trains.flatMap((train, cell) => train.map((step) => ({ step, cell })));
  all.sort((a, b) => a.step - b.step || a.cell - b.cell);
  return { steps: Uint32Array.from(all, (s) => s.step), cells: Uint32Array.from(all, (s) => s.cell) };
}

/** Trains of `cells` cells in 1000 ms. */
const trains = (cells: number, train: (cell: number) => readonly number[]) =>
  Array.from({ length: cells }, (_, k) => train(k));
const clock = (period: number, first: number) =>
  Array.from({ length: Math.floor((10_000 - 1 - first) / period) + 1 }, (_, k) => first + k * period);
const window = { from: 0, to: 10_000 };
const of = (all: readonly (readonly number[])[]) => signatureOf(block(all), all.length, window, dt);

/** A plain generator of numbers from 0 to 1 (Park and Miller). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

test('clocks in step are SR, clocks out of step AR', () => {
  const volleys = of(trains(50, () => clock(40, 7)));
  expect(regimeOf(volleys)).toBe('SR');
  // 250 spikes a second: a spike every 4 ms; one bin of eight has all 50, and CV = √7. No bin is half full.
  expect(volleys).toMatchObject({ rate: 250, cv: 0 });
  expect(volleys.synchrony).toBeCloseTo(Math.sqrt(7), 12);
  expect(volleys.chance).toBeCloseTo(1 / Math.sqrt(50 / 8), 12);
  // Lines are 7.8 Hz apart; of a comb each harmonic has the same power but for the window's leakage.
  expect((volleys.peak + 4) % 250).toBeLessThan(8);
  const spread = of(trains(40, (k) => clock(40, k)));
  expect(regimeOf(spread)).toBe('AR');
  expect(spread).toMatchObject({ rate: 250, cv: 0, synchrony: 0 });
});

test('chance alone is AI, however few the cells; chance that all share is SI', () => {
  const draw = random(5);
  const poisson = () => {
    const train: number[] = [];
    for (let step = 0; step < 10_000; step++) if (draw() < 0.004) train.push(step);
    return train;
  };
  const few = of(trains(4, poisson));
  // A mean count of 0.08 in a bin: the CV is that of chance, 3.5, and still no synchrony.
  expect(few.synchrony).toBeGreaterThan(3);
  expect(few.synchrony / few.chance).toBeCloseTo(1, 1);
  expect(regimeOf(few)).toBe('AI');
  // The largest of 127 lines, each the mean of 14 segments: an exponential's with 1/√14 of its spread. Eight of these above 1.
  expect(few.power).toBeLessThan(1 + 8 / Math.sqrt(14));
  const one = poisson();
  expect(regimeOf(of(trains(50, () => one)))).toBe('SI');
});

test('too few spikes tell no regime', () => {
  const silent = of(trains(5, () => []));
  expect(silent).toEqual({
    rate: 0,
    cv: Number.NaN,
    synchrony: Number.NaN,
    chance: Number.NaN,
    peak: Number.NaN,
    power: Number.NaN,
  });
  expect(regimeOf(silent)).toBeUndefined();
  // Five spikes are four intervals.
  expect(regimeOf(of(trains(5, () => clock(2500, 3))))).toBeUndefined();
});

/** 250 cells in place of 12 500. */
const small = { n_exc: 200, n_inh: 50, c_exc: 50, c_inh: 12, J: 2 };

test('every point is the run that its network makes alone, in order of rows', async () => {
  const parts: unknown[] = [];
  const given = { ...small, g: [3, 6], eta: '0.1, 4', duration: 400, transient: '100 ms', seed: 3 };
  const points = await brunelPlaneStudy.run(given, { onPart: (part) => parts.push(part) });
  expect(parts).toEqual(points);
  expect(points.map(({ g, eta }) => [g, eta])).toEqual([
    [3, 0.1],
    [6, 0.1],
    [3, 4],
    [6, 4],
  ]);
  for (const { g, eta, regime, ...signature } of points) {
    const set = Object.fromEntries(Object.entries({ ...small, g, eta }).map(([name, value]) => [name, `${value}`]));
    const alone = await presetRun('brunel-2000', {
      set: { ...set, J: '2 mV' },
      backend: 'wasm',
      duration: 400,
      seed: 3,
    });
    expect(signature).toEqual(signatureOf(alone.spikes, alone.cells, { from: 1000, to: 4000 }, dt));
    expect(regime).toBe(regimeOf(signature));
  }
  // Far below the threshold rate nothing fires; where excitation wins, cells are regular.
  expect(points.map(({ regime }) => regime?.[1])).toEqual([undefined, undefined, 'R', 'I']);
  expect(brunelPlaneStudy.facts(points)).toMatchObject({ undecided: 2 });
  const [{ columns }] = brunelPlaneStudy.tables(points) as [ReturnType<typeof brunelPlaneStudy.tables>[0]];
  const { values, words } = columns.find(({ name }) => name === 'regime')!;
  expect(Array.from(values, (k) => words![k])).toEqual(points.map(({ regime }) => regime ?? 'undecided'));
});

test('it can be stopped between points', async () => {
  const stop = new AbortController();
  const points = await brunelPlaneStudy.run(
    { ...small, g: [3, 6], eta: [2], duration: 200, transient: 50 },
    { signal: stop.signal, onPart: () => stop.abort() },
  );
  expect(points.length).toBe(1);
});

test('a run too short to tell is refused', async () => {
  await expect(brunelPlaneStudy.run({ ...small, duration: 300, transient: 200 })).rejects.toThrow(
    /leaves 100 ms; at least 128 ms are needed/,
  );
});
