import { expect, it } from 'vitest';
import {
  allToAll,
  CapacityError,
  cell,
  fixedInDegree,
  fixedOutDegree,
  Network,
  projectionCensus,
  synapseList,
} from '../../src/index.ts';

const model = cell({ equations: 'dv/dt = -v/(10 ms) : mV', threshold: 'v > 10 mV', reset: 'v = 0 mV' });

it('counts what the rules make', () => {
  const net = new Network({ seed: 4 });
  const cells = net.population(model, 100);
  const [e, i] = [cells.slice(0, 80, { name: 'E' }), cells.slice(80, 100, { name: 'I' })];
  net.project(e, cells, { connect: fixedOutDegree(30), onSpike: 'v += 0.1 mV', name: 'out' });
  net.project(i, cells, {
    connect: fixedInDegree(5, { multapses: false, autapses: false }),
    onSpike: 'v += w',
    weight: 'normal(1 mV, 0.1 mV)',
    delay: 'uniform(1 ms, 2 ms)',
    name: 'in',
  });
  const [out, inward] = projectionCensus(net);
  expect(out!.synapses).toBe(2400);
  expect([...out!.outDegrees]).toEqual(Array(80).fill(30));
  expect(out!.inDegrees.reduce((a, b) => a + b, 0)).toBe(2400);
  // 30 draws of 100 with replacement leave out 30·29/200 = 4.35 pairs a row on average, some 348 in 80 rows, and 24 autapses.
  expect(out!.multapses).toBeGreaterThan(250);
  expect(out!.autapses).toBeGreaterThan(5);
  expect(out!.weights).toBeUndefined();
  expect(out!.delays).toBeUndefined();
  expect([...inward!.inDegrees]).toEqual(Array(100).fill(5));
  expect(inward!.multapses).toBe(0);
  expect(inward!.autapses).toBe(0);
  expect(inward!.weights).toHaveLength(500);
  const delays = inward!.delays as Float64Array;
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(1);
  expect(Math.max(...delays)).toBeLessThanOrEqual(2);
});

it('keeps lists as they are given', () => {
  const net = new Network();
  const cells = net.population(model, 4);
  net.project(cells, cells, {
    connect: synapseList([
      [0, 1],
      [0, 1],
      [3, 3],
    ]),
    onSpike: 'v += w',
    weight: [1, 2, 3],
    delay: '2 ms',
  });
  const [census] = projectionCensus(net);
  expect([...census!.outDegrees]).toEqual([2, 0, 0, 1]);
  expect([...census!.inDegrees]).toEqual([0, 2, 0, 1]);
  expect(census!.multapses).toBe(1);
  expect(census!.autapses).toBe(1);
  expect([...census!.weights!]).toEqual([1, 2, 3]);
  expect(census!.delays).toBe(2);
});

it('does not list more synapses than fit', () => {
  const net = new Network({ seed: 1 });
  const cells = net.population(model, 20_000);
  net.project(cells, cells, { connect: allToAll(), onSpike: 'v += 0.1 mV', connectivity: 'procedural' });
  expect(() => projectionCensus(net)).toThrow(CapacityError);
  expect(() => projectionCensus(net)).toThrow(/4\.00e\+8 synapses.*at most 268435456/);
});
