/** The numbers of the microcircuit: sizes, synapses, weights, currents. Its dynamics: test/statistics/microcircuit.test.ts. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { spikeHash } from '../../src/analysis/hash.ts';
import { createSimulation } from '../../src/index.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';

const golden = JSON.parse(readFileSync(new URL('../golden/microcircuit_nest.json', import.meta.url), 'utf8')) as {
  poisson: readonly {
    synapses: number;
    psc_pA: number;
    dc_pA: readonly number[];
    populations: Readonly<Record<string, { n: number }>>;
  }[];
};

const preset = presetByName('microcircuit');
const built = (settings: Readonly<Record<string, string>>) => preset.build(presetValues(preset, settings), 1);
const totals = (scale: string): Map<string, number> =>
  new Map(
    built({ scale }).projections.map(({ name, rule }) => [
      name,
      rule.description?.kind === 'fixedTotalNumber' ? rule.description.synapses : Number.NaN,
    ]),
  );

test('the full network has the synapses of the paper', () => {
  const synapses = totals('1');
  expect(synapses.get('L23E to L23E')).toBe(45_499_805);
  expect(synapses.get('L6I to L6E')).toBe(10_827_677);
  expect([...synapses.values()].reduce((a, n) => a + n, 0)).toBe(298_880_968);
  expect(built({ scale: '1' }).populations.reduce((n, p) => n + p.size, 0)).toBe(77_169);
});

describe('at scale 0.1, as NEST’s run has it', () => {
  const [run] = golden.poisson;
  test('cells and synapses', () => {
    const { populations } = built({});
    expect(Object.fromEntries(populations.map((p) => [p.name, p.size]))).toEqual(
      Object.fromEntries(Object.entries(run!.populations).map(([name, { n }]) => [name, n])),
    );
    expect([...totals('0.1').values()].reduce((a, n) => a + n, 0)).toBe(run!.synapses);
  });
  test('the current of a synapse, and those that stand for what is left out', () => {
    for (const [k, { blueprint }] of built({}).populations.entries()) {
      const value = new Map(blueprint.model(0.1).parameters.map((p) => [p.name, p.value as number]));
      const J = value.get('J')!;
      expect(J).toBeCloseTo(run!.psc_pA, 10);
      const drive = (1 - Math.sqrt(0.1)) * value.get('tau_s')! * J * value.get('K')! * value.get('bg_rate')!;
      // Printed there to 6 decimals, from K that are no whole numbers: 2e-5 of each.
      expect(Math.abs((value.get('I_rest')! + drive) / run!.dc_pA[k]! - 1)).toBeLessThan(2e-5);
    }
  });
  test('mean weights: twice as strong from L4E to L23E, four times from inhibitory cells, ÷ √scale', () => {
    const mean = (name: string): number => {
      const { given } = built({}).projections.find((p) => p.name === name)!;
      return Number(/normal\((\S+) pA/.exec(String(given.weight))![1]) * Math.sqrt(0.1);
    };
    expect(mean('L4E to L23E') / run!.psc_pA).toBeCloseTo(2, 10);
    expect(mean('L4E to L4I') / run!.psc_pA).toBeCloseTo(1, 10);
    expect(mean('L4I to L23E') / run!.psc_pA).toBeCloseTo(-4, 10);
  });
});

test('stored and made anew, on one thread and two: the same spikes', async () => {
  const hashes = new Set<string>();
  for (const connectivity of ['stored', 'procedural'] as const)
    for (const threads of [1, 2]) {
      const network = built({ scale: '0.03' });
      const simulation = await createSimulation(network, { backend: 'wasm', dt: '0.1 ms', connectivity, threads });
      const { spikes } = await simulation.run(1000);
      simulation.dispose();
      expect(spikes.steps.length).toBeGreaterThan(100);
      hashes.add(await spikeHash(spikes));
    }
  expect(hashes.size).toBe(1);
});
