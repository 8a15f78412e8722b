/** Scripts that come in give the spikes that Brian2 makes of them: test/golden/imports_brian2.py ran the same texts. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { build, fromBrian2 } from '../../src/document/index.ts';
import { simulate } from '../../src/index.ts';

interface Golden {
  readonly scripts: Readonly<
    Record<
      string,
      { readonly script: string; readonly spikes?: readonly [number, number][]; readonly counts?: readonly number[] }
    >
  >;
}

const { scripts } = JSON.parse(readFileSync('test/golden/imports_brian2.json', 'utf8')) as Golden;

/** Spikes of the group G, [step, cell], in the order of steps and cells. */
async function spikesOf(script: string): Promise<[number, number][]> {
  const { document, left } = fromBrian2(script);
  // What inputs add to a voltage in the step of its reset is lost there; in these scripts none comes at such a step, or it is within the
  // spread.
  expect(left.filter((sentence) => !/^line \d+: that what reaches 'v' in the step/.test(sentence))).toEqual([]);
  const { network, run } = build(document);
  const { spikes } = await simulate(network, { ...run, backend: 'reference' });
  // Cells are counted before stimuli, and each script has one group of them.
  const G = network.populations.find((p) => p.name === 'G')!;
  expect(network.populations.filter((p) => p.blueprint.role === 'cells')).toEqual([G]);
  return Array.from(spikes.steps, (step, k): [number, number] => [step, spikes.cells[k]!])
    .filter(([, cell]) => cell < G.size)
    .sort(([a, i], [b, j]) => a - b || i - j);
}

const exact = Object.entries(scripts).filter(([, { spikes }]) => spikes !== undefined);
test.each(exact)('%s: the same spikes', async (_, { script, spikes }) => {
  expect(spikes!.length).toBeGreaterThan(20);
  expect(await spikesOf(script)).toEqual([...spikes!].sort(([a, i], [b, j]) => a - b || i - j));
});

/**
 * Of the scripts with random numbers, counts of the first and the last thousand cells. They spread from run to run less than Poisson's
 * would, which is √n of n spikes, since a cell fires at intervals; the difference of two runs lies within 5·√(n + m) but for one in two
 * million.
 */
test.each(Object.entries(scripts).filter(([, { counts }]) => counts !== undefined))(
  '%s: as many spikes',
  async (_, { script, counts }) => {
    const spikes = await spikesOf(script);
    counts!.forEach((count, half) => {
      const here = spikes.filter(([, cell]) => cell >= 1000 === (half === 1)).length;
      expect(count).toBeGreaterThan(1000);
      expect(Math.abs(here - count), `${here} spikes, ${count} there`).toBeLessThan(5 * Math.sqrt(here + count));
    });
  },
);
