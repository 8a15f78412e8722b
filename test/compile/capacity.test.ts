/** What memory cannot hold is refused in a sentence before any of it is made. */
import { expect, test } from 'vitest';
import {
  allToAll,
  CapacityError,
  cell,
  createSimulation,
  fixedInDegree,
  fixedOutDegree,
  fixedProbability,
  Network,
  UserError,
} from '../../src/index.ts';
import type { ConnectionRule } from '../../src/network/rules/rule.ts';

const plain = () => cell({ equations: 'dv/dt = -v/ms : 1\ndg/dt = -g/ms : 1', threshold: 'v > 1' });
const joined = (size: number, connect: ConnectionRule): Network => {
  const net = new Network();
  const cells = net.population(plain(), size);
  net.project(cells, cells, { connect, onSpike: 'g += 1' });
  return net;
};
const refusal = async (net: Network): Promise<unknown> => {
  try {
    (await createSimulation(net, { backend: 'reference', connectivity: 'stored' })).dispose();
  } catch (error) {
    return error;
  }
};

test.each<[string, () => Network]>([
  ['3 cells with 10⁹ synapses each', () => joined(3, fixedInDegree(1e9))],
  ['3 cells that make 10⁹ synapses each', () => joined(3, fixedOutDegree(1e9))],
  ['50 000 cells, all to all', () => joined(50_000, allToAll())],
  ['100 000 cells, one pair in two', () => joined(100_000, fixedProbability(0.5))],
])('%s', async (_, network) => {
  const error = await refusal(network());
  expect(error).toBeInstanceOf(CapacityError);
  expect(String(error)).toMatch(/about \d\.\d+e\+9 synapses.*Use fewer cells or a sparser rule/);
});

test('10⁹ cells, and as many that never spike', async () => {
  const many = new Network();
  many.population(plain(), 1e9);
  const error = await refusal(many);
  expect(error).toBeInstanceOf(CapacityError);
  expect(String(error)).toMatch(/values, .* GiB; at most 2 GiB are taken\. Use fewer cells/);
  expect(() => new Network().population(plain(), 2 ** 33)).toThrow(UserError);
  expect(() => new Network().spikes(1e9, { times: [] })).toThrow(/needs 1000000000 lists of times; it got 0/);
  expect(() => new Network().spikes(1e9, { spikes: [] })).toThrow(/at most 16777216 spikes and cells together/);
});
