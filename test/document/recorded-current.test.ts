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

const membrane = { compartment: { C: '100 pF', channels: [{ leak: { g: '10 nS', E: '0 mV' } }] } };
const passive = {
  ...document,
  models: { leak: membrane },
  populations: { P: { model: 'leak', size: 2, initial: { V: '0 mV' } } },
} as ExperimentDocument;

// Whatever the rounding of k·0.1 ms less the time of the first value: each value flows for its step.
test.each([
  ['equations', 0.1, document],
  ['equations', 0.3, document],
  ['equations', 1, document],
  ['a membrane of channels', 1, passive],
])('into %s from %s ms: each value for its step, then nothing', async (_, start, into) => {
  const name = into === passive ? 'V' : 'v';
  const times = Float64Array.from({ length: 10 }, (_, k) => start + 0.1 * k);
  const values = times.map((_, k) => 10 * (k + 1));
  const driven = withCurrent(into, { times, values, unit: 'pA' }, 'a.csv');
  expect(driven.population).toBe('P');
  const { network, run } = build(driven.document);
  const { traces } = await simulate(network, { ...run, record: { [name]: [0] } });
  const first = Math.round(start / 0.1);
  let want = 0;
  traces[0]!.values.forEach((v, step) => {
    // Euler by hand, mV: 100 pF, 10 nS, the current in pA.
    want += (0.1 * ((values[step - first] ?? 0) - 10 * want)) / 100;
    // The same arithmetic in 64 bits but for its order; voltages are below 1 mV, an ulp 1e-16.
    expect(Math.abs(v - want)).toBeLessThan(1e-12);
  });
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
