/** A recorded current that flows into cells: a table in the document, which builds and does what the current would. */
import { expect, test } from 'vitest';
import { withCurrent } from '../../src/document/edit/index.ts';
import { build, type ExperimentDocument } from '../../src/document/index.ts';
import { simulate, UserError } from '../../src/index.ts';

const document = {
  galvani: 1,
  models: { leak: { equations: 'dv/dt = -g_L*v/C : mV', parameters: { C: '100 pF', g_L: '10 nS' } } },
  populations: { P: { model: 'leak', size: 2, initial: { v: '0 mV' } } },
  run: { duration: '3 ms', dt: '0.1 ms', integrator: 'euler', backend: 'reference', record: { v: [0, 1] } },
} as ExperimentDocument;
const times = Float64Array.from({ length: 10 }, (_, k) => 1 + 0.1 * k);

test('it flows from its first value to its last, and the cells follow', async () => {
  const values = new Float64Array(10).fill(50);
  const driven = withCurrent(document, { times, values, unit: 'pA' }, 'a.csv');
  expect(driven.population).toBe('P');
  const { network, run } = build(driven.document);
  const { traces } = await simulate(network, run);
  const v = [...traces[0]!.values].filter((_, k) => k % 2 === 0);
  const first = v.findIndex((x) => x > 0);
  // A current at 1 ms is there in the step that begins at 1 ms, so that the voltage has moved at its end.
  expect(first).toBe(10);
  const want = [0];
  // Euler by hand, mV: C = 100 pF, 10 nS, 50 pA.
  for (let k = 0; k < 10; k++) want.push(want[k]! + (0.1 * (50 - 10 * want[k]!)) / 100);
  // In 64 bits, but for the table, whose entries are 32-bit numbers: 50 is one.
  v.slice(10, 20).forEach((x, k) => {
    expect(Math.abs(x - want[k + 1]!)).toBeLessThan(1e-6);
  });
  // Nothing flows any more.
  expect(v[21]! < v[20]!).toBe(true);
});

test.each([
  [{ times: times.slice(0, 1), values: new Float64Array(1), unit: 'pA' }, /has 1 values; a current has 2 to/],
  [{ times: Float64Array.of(0, 1, 5), values: new Float64Array(3), unit: 'pA' }, /equal distances/],
])('%j is refused', (current, sentence) => {
  expect(() => withCurrent(document, current, 'a.csv')).toThrow(UserError);
  expect(() => withCurrent(document, current, 'a.csv')).toThrow(sentence);
});

test('without cells of a model of its own there is nowhere to flow', () => {
  const sources = { ...document, populations: { S: { poisson: { rate: '5 Hz' }, size: 2 } } } as ExperimentDocument;
  expect(() => withCurrent(sources, { times, values: new Float64Array(10), unit: 'pA' }, 'a.csv')).toThrow(/no cells/);
});
