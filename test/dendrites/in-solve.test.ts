/** Gap junctions that take part in the solution. In single precision they are in `single-precision.ts` and `conformance.ts`. */
import { describe, expect, it } from 'vitest';
import { leak } from '../../src/cells/index.ts';
import { neuron } from '../../src/dendrites/index.ts';
import { allToAll, createSimulation, fixedProbability, Network, oneToOne, synapseList } from '../../src/index.ts';
import { cable } from '../../src/morphology/index.ts';
import { joinedSolution } from './acceptance-cases.ts';

const reference = { backend: 'reference' } as const;

describe('the solution is that of a dense matrix', () => {
  it.each([
    [1, 1, 1, 'implicit'],
    [2, 1, 1, 'implicit2'],
    [3, 1, 5, 'implicit'],
    [4, 1, 16, 'implicit2'],
    [5, 2, 1, 'implicit2'],
    [6, 2, 4, 'implicit'],
    [7, 2, 16, 'implicit'],
    [8, 2, 16, 'implicit2'],
  ] as const)('random trees %i: cells %i, junctions %i, %s', async (seed, cells, count, integrator) => {
    const { found, wanted } = await joinedSolution(seed, cells, count, integrator, reference);
    const largest = wanted.reduce((most, v) => Math.max(most, Math.abs(v + 60)), 0);
    expect(largest).toBeGreaterThan(1);
    // Of the largest change, in units of 2^-53, some hundred roundings along the stem and of 75 mV.
    wanted.forEach((v, k) => void expect(Math.abs(found[k]! - v)).toBeLessThan(1e-13 * largest + 1e-13 * 75));
  });
});

const passive = neuron({
  shape: cable({
    soma: { L: '20 um', diameter: '20 um' },
    dend: { L: '200 um', diameter: '2 um', on: 'soma 1' },
    twig: { L: '100 um', diameter: '1 um', on: 'dend 0.5' },
  }),
  Ra: '100 ohm*cm',
  compartments: { longest: '20 um' },
  paint: [{ on: 'all', channels: [leak({ g: '0.1 mS/cm^2', E: '-65 mV' })] }],
  detect: { at: 'soma 0.5', when: 'V > 1 V' },
});

/** Voltages of all compartments of both populations after some steps. */
async function after(steps: number, make: (net: Network) => void, integrator = 'implicit'): Promise<number[]> {
  const net = new Network();
  make(net);
  const simulation = await createSimulation(net, { dt: '0.1 ms', integrator, ...reference });
  await simulation.run(steps);
  const found = await Promise.all(net.populations.map(({ name }) => simulation.read(name, 'V')));
  simulation.dispose();
  return found.flatMap((list) => [...list]);
}

it('junctions between the same places are one of their sum, and one of a place with itself is none', async () => {
  const V = ['-65 mV', '-50 mV', '-70 mV', '-55 mV'];
  const two = (net: Network) => {
    const cells = net.population(passive, 4, { V }, { name: 'cells' });
    const pairs = synapseList([
      [0, 1],
      [1, 0],
      [2, 3],
      [3, 3],
    ]);
    net.couple(cells.at('dend 1'), cells.at('dend 1'), { connect: pairs, g: '2 nS', solve: 'in-solve' });
    net.couple(cells.at('dend 1'), cells.at('dend 1'), {
      connect: synapseList([[3, 2]]),
      g: '1 nS',
      solve: 'in-solve',
      name: 'more',
    });
  };
  const one = (net: Network) => {
    const cells = net.population(passive, 4, { V }, { name: 'cells' });
    for (const [pair, g] of [
      [[0, 1], 4],
      [[2, 3], 3],
    ] as const)
      net.couple(cells.at('dend 1'), cells.at('dend 1'), {
        connect: synapseList([pair]),
        g: `${g} nS`,
        solve: 'in-solve',
        name: `pair ${g}`,
      });
  };
  const [found, wanted] = [await after(20, two), await after(20, one)];
  expect(found).toEqual(wanted);
  const apart = await after(20, (net) => void net.population(passive, 4, { V }, { name: 'cells' }));
  expect(found).not.toEqual(apart);
});

it('a junction of any size is stable by every rule, and makes two places one', async () => {
  for (const integrator of ['implicit', 'implicit2', 'centred']) {
    const net = new Network();
    const cells = net.population(passive, 2, { V: ['-65 mV', '-45 mV'] }, { name: 'cells' });
    const [one, two] = [cells.slice(0, 1), cells.slice(1, 2)];
    net.couple(one.at('twig 0.9'), two.at('dend 0.9'), { connect: oneToOne(), g: '1 mS', solve: 'in-solve' });
    const simulation = await createSimulation(net, { dt: '0.1 ms', integrator, ...reference });
    await simulation.run(100);
    const found = await simulation.read('cells', 'V');
    const at = async (place: string, cell: number) => (await simulation.read('cells', 'V', { at: place }))[cell]!;
    const [a, b] = [await at('twig 0.9', 0), await at('dend 0.9', 1)];
    simulation.dispose();
    // 10⁶ nS pass some 20 mV over 20 MΩ, 1 nA, with 1e-3 mV. By the midpoint rules the two are one in the middle of each step, and what
    // they differ by changes its sign from step to step: no voltage goes farther than 20 mV beyond where one began.
    const most = integrator === 'implicit' ? 1e-3 : 20;
    expect(Math.abs(a - b)).toBeLessThan(most);
    expect(Math.max(...found)).toBeLessThan(-45 + most);
    expect(Math.min(...found)).toBeGreaterThan(-65 - most);
  }
});

it('no charge is lost: what leaves one cell enters the other', async () => {
  // Without a leak the mean of the voltage, by capacitance, stays.
  const tight = neuron({
    ...passive.branching.options,
    paint: [{ on: 'all', channels: [leak({ g: '1e-12 mS/cm^2', E: '-65 mV' })] }],
  });
  const C = tight.branching.capacitance;
  const voltages = ['-65 mV', '-45 mV'];
  const mean = (V: readonly number[]): number => {
    const total = 2 * C.reduce((a, c) => a + c, 0);
    return V.reduce((sum, v, k) => sum + v * C[k % C.length]!, 0) / total;
  };
  const run = (solve: 'explicit' | 'in-solve') =>
    after(50, (net) => {
      const cells = net.population(tight, 2, { V: voltages }, { name: 'cells' });
      net.couple(cells.slice(0, 1).at('dend 1'), cells.slice(1, 2).at('soma 0.5'), {
        connect: oneToOne(),
        g: '20 nS',
        solve,
      });
    });
  expect(Math.abs(mean(await run('in-solve')) + 55)).toBeLessThan(1e-9);
  // The test sees it where it is.
  expect(Math.abs(mean(await run('explicit')) + 55)).toBeGreaterThan(1e-3);
});

describe('refusals', () => {
  const start = (make: (net: Network) => void): Promise<unknown> => after(1, make);

  it('of an unknown way to solve', () => {
    const net = new Network();
    const cells = net.population(passive, 2, { V: '-65 mV' }, { name: 'cells' });
    const couple = (solve: unknown) => () =>
      net.couple(cells.at('soma 0.5'), cells.at('dend 1'), { connect: oneToOne(), g: '1 nS', solve } as never);
    expect(couple('insolve')).toThrow(
      "couple: solve: one of explicit, in-solve is expected, not 'insolve'. Did you mean 'in-solve'?",
    );
    expect(couple(true)).toThrow('couple: solve: one of explicit, in-solve is expected, not true.');
  });

  it('of more than two cells that hang together', async () => {
    await expect(
      start((net) => {
        const cells = net.population(passive, 4, { V: '-65 mV' }, { name: 'cells' });
        const list = synapseList([
          [0, 1],
          [2, 1],
        ]);
        net.couple(cells.at('soma 0.5'), cells.at('soma 0.5'), { connect: list, g: '1 nS', solve: 'in-solve' });
      }),
    ).rejects.toThrow(
      "coupling cells with cells: solve 'in-solve' takes junctions within a cell or between two; here 3 cells hang together (cell 0 of cells, cell 1 of cells, cell 2 of cells); take solve: 'explicit', which joins any number, or fewer junctions.",
    );
    await expect(
      start((net) => {
        const cells = net.population(passive, 40, { V: '-65 mV' }, { name: 'cells' });
        net.couple(cells.at('soma 0.5'), cells.at('dend 1'), { connect: allToAll(), g: '1 nS', solve: 'in-solve' });
      }),
    ).rejects.toThrow('here 40 cells hang together (cell 0 of cells, cell 1 of cells, cell 2 of cells, …)');
  });

  it('of more junctions than are solved together', async () => {
    const places = ['soma 0.5', ...Array.from({ length: 10 }, (_, k) => `dend ${0.05 + 0.1 * k}`)];
    const joined = (count: number, other: boolean) => (net: Network) => {
      const one = net.population(passive, 3, { V: '-65 mV' }, { name: 'one' });
      const two = other ? net.population(passive, 3, { V: '-65 mV' }, { name: 'two' }) : one;
      let made = 0;
      for (let i = 0; i < places.length; i++)
        for (let j = 0; j < i && made < count; j++, made++)
          net.couple(one.slice(1, 2).at(places[i]!), two.slice(1, 2).at(places[j]!), {
            connect: oneToOne(),
            g: '1 nS',
            solve: 'in-solve',
            name: `junction ${made}`,
          });
    };
    await start(joined(16, false));
    await start(joined(16, true));
    await expect(start(joined(17, false))).rejects.toThrow(
      /17 junctions in the solution join cell 1 of one with itself; at most 16 are solved together: take solve: 'explicit'/,
    );
    await expect(start(joined(18, true))).rejects.toThrow(
      /18 junctions in the solution join cell 1 of one and cell 1 of two; at most 16 are solved together/,
    );
  });

  it('of a g that changes', () => {
    const net = new Network();
    const cells = net.population(passive, 2, { V: '-65 mV' }, { name: 'cells' });
    expect(() =>
      net.couple(cells.at('soma 0.5'), cells.at('dend 1'), {
        connect: fixedProbability(0.5),
        g: '1 nS/(1 + exp(V/mV))',
        solve: 'in-solve',
      }),
    ).toThrow(/coupling cells with cells, g: '1 nS\/\(1 \+ exp\(V\/mV\)\)'/);
  });
});
