/** Recorded spikes: what files hold them, what is refused by which line, and how far they are from a run. */
import { describe, expect, test } from 'vitest';
import { spikesCsv, spikesNpz, spikesSonata, UserError, writeNpz } from '../../src/index.ts';
import { recordedSpikes, spikeDistances } from '../../src/recordings/index.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
/** Three cells that spike with periods of 7, 11 and 13 ms; a fourth number is a stimulus's. */
const run = (() => {
  const all: [number, number][] = [];
  [70, 110, 130, 50].forEach((period, cell) => {
    for (let step = period; step < 2000; step += period) all.push([step, cell]);
  });
  all.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return { steps: Uint32Array.from(all, ([s]) => s), cells: Uint32Array.from(all, ([, c]) => c) };
})();
const facts = { steps: 2000, dt: 0.1, count: 3 };

test.each([
  ['spikes.csv', () => bytes(spikesCsv(run, 0.1, 3))],
  ['spikes.npz', () => spikesNpz(run, 0.1, 3)],
  ['spikes.h5', () => spikesSonata(run, 0.1, { cells: 3 })],
])('%s of this page comes back with no distance', (name, write) => {
  const recorded = recordedSpikes(name, write());
  expect(spikeDistances({ ...recorded, ...facts, run })).toEqual({
    rates: 0,
    cvs: 0,
    intervals: 0,
    parted: null,
    last: 1980,
  });
});

test('other spikes are told apart, and each distance by what it is of', () => {
  const { times, cells } = recordedSpikes('a.csv', bytes(spikesCsv(run, 0.1, 3)));
  const without = { times: times.filter((_, k) => cells[k] !== 2), cells: cells.filter((c) => c !== 2) };
  const found = spikeDistances({ ...without, ...facts, run });
  // One cell of three lost all its spikes: a third of the rates moved.
  expect(found.rates).toBeCloseTo(1 / 3, 12);
  // The first spike of cell 2 is lacking.
  expect(found.parted).toBe(130);
  expect(spikeDistances({ times: new Float64Array(0), cells: new Uint32Array(0), ...facts, run }).intervals).toBeNull();
});

describe('files of others', () => {
  test('seconds, other names, tabs and any order', () => {
    const { times, cells } = recordedSpikes('x.csv', bytes('senders\ttimes (s)\n5\t0.25\n3\t0.1\n\n'));
    expect([[...times], [...cells]]).toEqual([
      [100, 250],
      [3, 5],
    ]);
    const npz = writeNpz({ t_s: Float64Array.of(0.5), i: Uint32Array.of(9) });
    expect([...recordedSpikes('x.npz', npz).times]).toEqual([500]);
  });

  test.each([
    ['a.csv', 'time_ms,neuron\n1,2\nx,3\n', /'a.csv', line 3: 'x,3'/],
    ['a.csv', 'time_ms,neuron\n1,2.5\n', /line 2/],
    ['a.csv', 'time_ms,neuron\n-1,2\n', /line 2/],
    ['a.csv', 'time_ms,neuron\n1\n', /line 2/],
    ['a.csv', 'time_ms,neuron,V\n1,2,-60\n', /two columns under a line/],
    ['a.csv', '', /two columns/],
    ['a.npz', 'no zip', /cannot be read as NPZ/],
  ])('%s %j is refused', (name, text, sentence) => {
    expect(() => recordedSpikes(name, bytes(text))).toThrow(UserError);
    expect(() => recordedSpikes(name, bytes(text))).toThrow(sentence);
  });

  test('arrays that are no spikes are refused', () => {
    expect(() => recordedSpikes('a.npz', writeNpz({ V: Float64Array.of(1) }))).toThrow(
      /two arrays, time_ms and neuron/,
    );
    const uneven = writeNpz({ time_ms: Float64Array.of(1, 2), neuron: Uint32Array.of(1) });
    expect(() => recordedSpikes('a.npz', uneven)).toThrow(/2 times and 1 cells/);
    const odd = writeNpz({ time_ms: Float64Array.of(Number.NaN), neuron: Uint32Array.of(1) });
    expect(() => recordedSpikes('a.npz', odd)).toThrow(/entry 0/);
  });
});
