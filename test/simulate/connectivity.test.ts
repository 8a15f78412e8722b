/** Whole runs with stored and with procedural synapses. */
import { describe, expect, test } from 'vitest';
import {
  allToAll,
  type ConnectionRule,
  cell,
  createSimulation,
  fixedInDegree,
  fixedProbability,
  Network,
  type SimulationOptions,
} from '../../src/index.ts';

const model = cell({ equations: 'dv/dt = (20 mV - v)/(10 ms) : mV', threshold: 'v > 15 mV', reset: 'v = 0 mV' });

function networkOf(size: number, ...rules: ConnectionRule[]): Network {
  const network = new Network();
  const cells = network.population(model, size, { v: 'uniform(0 mV, 15 mV)' });
  for (const connect of rules) network.project(cells, cells, { connect, onSpike: 'v -= 0.1 mV' });
  return network;
}

const facts = async (network: Network, options: SimulationOptions) => {
  const simulation = await createSimulation(network, { backend: 'reference', ...options });
  const { connectivity, synapses, bytesPerSynapse, cost } = simulation;
  const { spikes } = await simulation.run(200);
  simulation.dispose();
  return { connectivity, synapses, bytesPerSynapse, cost, spikes };
};

describe('what a simulation says of its synapses', () => {
  test('stored', async () => {
    const { connectivity, synapses, bytesPerSynapse, cost } = await facts(networkOf(100, allToAll()), {});
    expect({ connectivity, synapses }).toEqual({ connectivity: 'stored', synapses: 10_000 });
    expect(bytesPerSynapse).toBeCloseTo(4.04, 2);
    expect(cost).toMatchObject({ bytes_per_event: 12, synapses_per_cell: 100 });
  });
  test('stored for two threads: a row pointer for each', async () => {
    const { bytesPerSynapse } = await facts(networkOf(100, allToAll()), { backend: 'wasm', threads: 2 });
    expect(bytesPerSynapse).toBeCloseTo(4 + (4 * 201) / 10_000, 6);
  });
  test('procedural', async () => {
    const network = networkOf(100, allToAll());
    const { connectivity, synapses, bytesPerSynapse, cost, spikes } = await facts(network, {
      connectivity: 'procedural',
    });
    expect({ connectivity, synapses, bytesPerSynapse }).toEqual({
      connectivity: 'procedural',
      synapses: 10_000,
      bytesPerSynapse: 0,
    });
    expect(cost).toMatchObject({ bytes_per_event: 8, synapses_per_cell: 100 });
    expect(spikes.steps.length).toBeGreaterThan(50);
    expect(spikes).toEqual((await facts(network, {})).spikes);
  });
  test('mixed; of those drawn by chance, the expected number', async () => {
    const network = networkOf(100, fixedProbability(0.3), fixedInDegree(30));
    const mixed = await facts(network, { connectivity: 'procedural' });
    expect(mixed).toMatchObject({ connectivity: 'mixed', synapses: 6000 });
    expect(mixed.bytesPerSynapse).toBeCloseTo((3000 * 4 + 404) / 6000, 6);
    expect(mixed.cost.bytes_per_event).toBe(10);
  });
});

describe('a network that is too large to be stored', () => {
  test('is told of the way without storing, where there is one', async () => {
    await expect(createSimulation(networkOf(100_000, allToAll()), { backend: 'wasm' })).rejects.toThrow(
      /about 1\.00e\+10 synapses; at most 4294967295.*connectivity 'procedural' \(--connectivity procedural\) about 1\.0e\+10/,
    );
    const made = await createSimulation(networkOf(100_000, allToAll()), {
      backend: 'wasm',
      connectivity: 'procedural',
    });
    expect(made).toMatchObject({ synapses: 1e10, bytesPerSynapse: 0 });
    made.dispose();
  });
  test.each<[string, ConnectionRule[], SimulationOptions]>([
    ['rules do not allow it', [fixedInDegree(50_000)], {}],
    ['it would not help', [fixedProbability(0.01), fixedInDegree(50_000)], {}],
    ['it is asked for already', [fixedProbability(0.01), fixedInDegree(50_000)], { connectivity: 'procedural' }],
  ])('is not, where %s', async (_, rules, options) => {
    const refused = createSimulation(networkOf(100_000, ...rules), { backend: 'wasm', ...options });
    await expect(refused).rejects.toThrow(/at most 4294967295 can be numbered\. Use fewer cells or a sparser rule\.$/);
  });
});

test('another word is refused', async () => {
  const options = { connectivity: 'some' as 'stored' };
  await expect(createSimulation(networkOf(1), options)).rejects.toThrow(/allowed are stored and procedural/);
});
