/**
 * The decoder network (after GeNN's tests): 16 one-hot sources, target b joined to the sources whose number has bit b. What the targets
 * receive in each step spells the number of the source, so every path of connectivity is checked exactly.
 */
import { describe, expect, test } from 'vitest';
import { Network } from '../../src/network/network.ts';
import type { ProjectionOptions } from '../../src/network/projection.ts';
import { synapseList } from '../../src/network/rules/index.ts';
import { counter, start } from './run.ts';

const pairs: [number, number][] = [];
for (let source = 15; source >= 0; source--)
  for (let bit = 0; bit < 4; bit++) if (source & (1 << bit)) pairs.push([source, bit]);

/** What each target has received after each of 20 steps. Source s spikes in step s. */
async function run(options: Partial<ProjectionOptions>, split = false): Promise<number[][]> {
  const net = new Network();
  const targets = net.population(counter(), 6, {}, { name: 'targets' });
  const sources = net.spikes(16, { times: Array.from({ length: 16 }, (_, s) => [s * 0.1]) });
  const to = targets.slice(1, 5);
  if (split) {
    // The same synapses as two projections of half the sources each.
    for (const half of [0, 8])
      net.project(sources.slice(half, half + 8), to, {
        connect: synapseList(pairs.flatMap(([s, b]) => (s >= half && s < half + 8 ? [[s - half, b] as const] : []))),
        onSpike: 'x += 1',
        ...options,
      });
  } else net.project(sources, to, { connect: synapseList(pairs), onSpike: 'x += 1', ...options });
  const simulation = await start(net);
  simulation.setTraces([{ population: 'targets', variables: ['x'], cells: [0, 1, 2, 3, 4, 5] }]);
  const { traces } = await simulation.run(20);
  const rows = Array.from({ length: 20 }, (_, s) => [...traces[0]!.values.subarray(s * 6, s * 6 + 6)]);
  simulation.dispose();
  return rows;
}

/** Expected totals: source s arrives in step s + delay with `weight` per synapse. */
function expected(delay: (source: number, bit: number) => number, weight: (source: number, bit: number) => number) {
  const totals = [0, 0, 0, 0, 0, 0];
  return Array.from({ length: 20 }, (_, step) => {
    for (const [source, bit] of pairs)
      if (source + delay(source, bit) === step) totals[bit + 1]! += weight(source, bit);
    return [...totals];
  });
}

const one = () => 1;

describe('what arrives spells the number of the source', () => {
  test('common weight, next step', async () => {
    expect(await run({})).toEqual(expected(one, one));
  });
  test('common weight, delay of three steps', async () => {
    expect(await run({ delay: '0.3 ms' })).toEqual(expected(() => 3, one));
  });
  test('two projections onto one inlet', async () => {
    expect(await run({}, true)).toEqual(expected(one, one));
  });
  test('a delay per synapse', async () => {
    const delay = (source: number, bit: number) => 1 + ((source * 3 + bit) % 4);
    expect(await run({ delay: pairs.map(([s, b]) => delay(s, b) * 0.1) })).toEqual(expected(delay, one));
  });
  test('a weight per synapse, of either sign', async () => {
    const weight = (source: number, bit: number) => (source - 7.5) * 2 ** bit;
    expect(await run({ onSpike: 'x += 2*w', weight: pairs.map(([s, b]) => weight(s, b)) })).toEqual(
      expected(one, (s, b) => 2 * weight(s, b)),
    );
  });
  test('both, from two projections', async () => {
    const rows = await run({ onSpike: 'x -= w', weight: '0.25', delay: '0.2 ms' }, true);
    expect(rows).toEqual(
      expected(
        () => 2,
        () => -0.25,
      ),
    );
  });
});
