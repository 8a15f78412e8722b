/**
 * Random networks on `reference` and `wasm` against an integrator that shares no code with the project. The same 100 in every run; more by
 * `npm run test:differential`.
 */
import { describe, expect, it } from 'vitest';
import { compare, type Verdict } from './compare.ts';
import type { Case } from './model.ts';
import { randomNetwork } from './networks.ts';
import { judge, series } from './series.ts';

const COUNT = 100;
const PART = 25;

describe('random networks against an independent integrator', () => {
  const verdicts: Verdict[] = [];
  for (let from = 0; from < COUNT; from += PART)
    it(`networks ${from} to ${from + PART - 1}`, async () => {
      verdicts.push(...(await series(from, from + PART)));
    });

  it('all kinds of cells and all rules took part, and rounding ended few runs early', () => {
    expect(verdicts.length).toBe(2 * COUNT);
    judge(verdicts);
  });
});

describe('it would have seen', () => {
  const seeds = [...Array(40).keys()];
  /** How many of some networks are found out where Galvani is told something else. */
  const found = async (change: (network: Case) => Case | undefined): Promise<{ found: number; changed: number }> => {
    const count = { found: 0, changed: 0 };
    for (const seed of seeds) {
      const network = randomNetwork(seed);
      const told = change(network);
      if (!told) continue;
      count.changed++;
      const [verdict] = await compare(network, ['reference'], told);
      if (verdict!.finding !== undefined) count.found++;
    }
    return count;
  };

  it('a parameter that is 10⁻⁹ off', async () => {
    const { found: n, changed } = await found((network) => {
      const [first, ...others] = network.populations;
      const { name } = first!.cell.parameters[0]!;
      const values = { ...first!.values, [name]: first!.values[name]!.map((x) => x * (1 + 1e-9)) };
      return { ...network, populations: [{ ...first!, values }, ...others] };
    });
    expect(n).toBeGreaterThan(0.8 * changed);
  });

  it('a delay that is a step longer, where a spike takes it', async () => {
    const { found: n, changed } = await found((network) => {
      const [first, ...others] = network.projections;
      const source = network.sources.find((s) => s.name === first!.source)!;
      const spoken = first!.synapses.some((s) => source.steps[s.from]!.some((k) => k + s.delay < network.steps / 2));
      if (!spoken) return undefined;
      const synapses = first!.synapses.map((s) => ({ ...s, delay: s.delay + 1 }));
      return { ...network, projections: [{ ...first!, synapses }, ...others] };
    });
    // Not where every such spike meets a refractory cell.
    expect(changed).toBeGreaterThan(10);
    expect(n).toBeGreaterThan(0.9 * changed);
  });
});
