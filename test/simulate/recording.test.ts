/** What is recorded: named parts, some steps, means, and what memory cannot hold. */
import { describe, expect, test } from 'vitest';
import { allToAll, CapacityError, cell, createSimulation, Network, simulate } from '../../src/index.ts';

/** One synapse onto cells whose current is a named part; E differs from cell to cell. */
function network(): Network {
  const net = new Network({ seed: 2 });
  const source = net.spikes(1, { times: [[1, 4]] });
  const cells = net.population(
    cell({
      equations: `I_L = g*(E - v) : pA
        clock = sin(2*pi*t/(3*ms)) : 1
        dv/dt = I_L/C : mV
        dg/dt = -g/(2*ms) : nS
        E : mV`,
      parameters: { C: '100 pF' },
    }),
    3,
    { v: -60, g: '1 nS', E: [0, -20, -40] },
  );
  net.project(source, cells, { connect: allToAll(), onSpike: 'g += 5 nS' });
  return net;
}

const E = [0, -20, -40];

describe('named parts of the equations', () => {
  test.each(['reference', 'wasm'] as const)('on %s: g·(E − v) of the values of the same row', async (backend) => {
    const run = await simulate(network(), {
      duration: '10 ms',
      backend,
      record: { I_L: [0, 2], v: [0, 2], g: [0, 2], clock: [1] },
    });
    const [current, v, g, clock] = run.traces.map((t) => t.values);
    expect(run.traces[0]!.units).toEqual(['pA']);
    expect(current!.length).toBe(200);
    // Rounded in f64 from values that are f32 or f64 alike.
    current!.forEach((I, k) => {
      expect(I).toBeCloseTo(g![k]! * (E[k % 2 === 0 ? 0 : 2]! - v![k]!), 10);
    });
    expect(Math.max(...current!)).toBeGreaterThan(200);
    // A row stands at the end of its step.
    clock!.forEach((x, k) => {
      expect(x).toBeCloseTo(Math.sin((2 * Math.PI * (k + 1) * 0.1) / 3), 10);
    });
  });

  test('read answers them too, and follows a shared parameter that is turned', async () => {
    const net = new Network();
    net.population(cell({ equations: 'double = 2*k*x : mV\ndx/dt = 1*mV/ms : mV', parameters: { k: '3' } }), 2, {
      x: [1, 2],
    });
    const simulation = await createSimulation(net, { backend: 'reference' });
    expect([...(await simulation.read('cells', 'double'))]).toEqual([6, 12]);
    simulation.setTraces([{ variables: ['double', 'x'], cells: [1] }]);
    simulation.setParameter('cells', 'k', '5');
    const { traces } = await simulation.run(10);
    expect(traces[0]!.values.at(-2)).toBeCloseTo(10 * traces[0]!.values.at(-1)!, 12);
    expect([...(await simulation.read('cells', 'double'))]).toEqual([20, 30].map((x) => expect.closeTo(x, 9)));
    simulation.dispose();
  });

  test('what has no value after a step, and what is not there, is refused by name', async () => {
    const net = new Network();
    net.population(cell({ equations: 'noise = randn()*mV : mV\ndv/dt = (noise - v)/ms : mV' }), 1);
    const options = { duration: '1 ms', backend: 'reference' } as const;
    await expect(simulate(net, { ...options, record: { noise: [0] } })).rejects.toThrow(
      /'noise' of 'cells' uses random numbers/,
    );
    await expect(simulate(net, { ...options, record: { I_L: [0] } })).rejects.toThrow(
      "'cells' has no variable 'I_L'. It has 'v', and the named parts 'noise'.",
    );
  });
});

describe('every n-th step', () => {
  test('is every n-th row, at whole multiples of the interval, in one piece and in many', async () => {
    const all = (await simulate(network(), { duration: '10 ms', backend: 'wasm', record: { v: [0, 1] } })).traces[0]!
      .values;
    const expected = Array.from({ length: 25 }, (_, r) => [all[2 * (4 * r + 3)], all[2 * (4 * r + 3) + 1]]).flat();
    const { traces } = await simulate(network(), {
      duration: '10 ms',
      backend: 'wasm',
      record: { v: { cells: [0, 1], every: '0.4 ms' } },
    });
    expect([...traces[0]!.values]).toEqual(expected);
    expect(traces[0]).toMatchObject({ firstStep: 3, steps: 25, every: 4 });
    const simulation = await createSimulation(network(), { backend: 'wasm' });
    simulation.setTraces([{ variables: ['v'], cells: [0, 1], every: '0.4 ms' }]);
    const parts = [1, 2, 3, 40, 54].map((n) => n);
    const rows: number[] = [];
    const firsts: number[] = [];
    for (const n of parts) {
      const [block] = (await simulation.run(n)).traces;
      rows.push(...block!.values);
      firsts.push(block!.firstStep);
    }
    expect(rows).toEqual(expected);
    expect(firsts).toEqual([3, 3, 3, 7, 47]);
    simulation.dispose();
  });

  test('needs whole steps', async () => {
    const record = { v: { cells: [0], every: '0.25 ms' } };
    await expect(simulate(network(), { duration: '1 ms', backend: 'reference', record })).rejects.toThrow(
      /'every' is '0.25 ms', which is no whole number of steps of 0.1 ms/,
    );
  });
});

describe('means over cells', () => {
  test('are those of the values, in one column', async () => {
    const { traces } = await simulate(network(), {
      duration: '5 ms',
      backend: 'reference',
      record: [
        { variables: ['I_L', 'v'], cells: 'all' },
        { variables: ['I_L', 'v'], cells: 'all', average: true, every: '0.5 ms' },
      ],
    });
    const [each, mean] = traces.map((t) => t.values);
    expect(mean!.length).toBe(20);
    for (let r = 0; r < 10; r++)
      for (const v of [0, 1]) {
        const row = 6 * (5 * r + 4);
        const sum = [0, 1, 2].reduce((s, c) => s + each![row + 2 * c + v]!, 0);
        expect(mean![2 * r + v]).toBeCloseTo(sum / 3, 10);
      }
  });

  test('true is all cells, false none', async () => {
    const { traces } = await simulate(network(), {
      duration: '1 ms',
      backend: 'reference',
      record: { v: true, g: false },
    });
    expect(traces.map((t) => [t.request.variables, t.request.cells])).toEqual([[['v'], [0, 1, 2]]]);
  });
});

test('more than memory holds is refused before it runs', async () => {
  const net = new Network();
  net.population(cell({ equations: 'dv/dt = -v/ms : mV' }), 100);
  const long = { duration: '1000 s', backend: 'reference', record: { v: true } } as const;
  // 100 cells × 10⁷ steps × 8 bytes.
  await expect(simulate(net, long)).rejects.toThrow(CapacityError);
  await expect(simulate(net, long)).rejects.toThrow(/would take 7\.5 GiB, at most 2 GiB are kept.*every: '1 ms'/);
});
