/** Couplings of a cell and variables of synapses, as they are read of a running network. */
import { afterEach, describe, expect, test } from 'vitest';
import {
  allToAll,
  type BackendName,
  cable,
  cell,
  createSimulation,
  fixedProbability,
  leak,
  Network,
  neuron,
  oneToOne,
  type Population,
  pairStdp,
  type Simulation,
  shortTermPlasticity,
  synapseList,
} from '../../src/index.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';

const open: Simulation[] = [];
afterEach(() => {
  for (const simulation of open.splice(0)) simulation.dispose();
});
const start = async (network: Network, backend: BackendName, dt = '0.1 ms'): Promise<Simulation> => {
  const simulation = await createSimulation(network, { backend, dt });
  open.push(simulation);
  return simulation;
};

const passive = cell({
  equations: `dV/dt = (-70*mV - V)/(20 ms) + (I_gap + I_syn + I_mean)/(100 pF) : mV
    ds/dt = -s/(5 ms) : 1
    I_gap : pA (summed)
    I_syn : pA (summed)
    I_mean : pA (summed, shared)`,
});

/** Junctions of every kind between 12 cells and 5 others; nothing spikes. */
function network() {
  const net = new Network({ seed: 4 });
  const start = { V: 'uniform(-70 mV, -50 mV)', s: 'uniform(0, 1)' };
  const cells = net.population(passive, 12, start, { name: 'cells' });
  const others = net.population(passive, 5, start, { name: 'others' });
  const gap = (a: Population, b: Population, options: object, name: string) =>
    net.couple(a, b, { connect: fixedProbability(0.4), into: 'I_gap', name, current: 'g*(V_other - V)', ...options });
  gap(cells, cells, { parameters: { g: '2 nS' } }, 'gaps');
  gap(cells, others, { current: 'w*(V_other - V)', weight: 'uniform(1 nS, 2 nS)' }, 'weighted');
  gap(others, cells, { current: 'h*(V_pre - V_post)*int(V_pre > V_post)', parameters: { h: '3 nS' } }, 'rectifying');
  net.couple(cells, others, {
    connect: fixedProbability(0.5),
    into: 'I_syn',
    value: '5*nS*s_pre*(0*mV - V_post)',
    name: 'graded',
  });
  net.couple(others, cells, { connect: allToAll(), into: 'I_mean', value: 'pA*s_pre/N_pre', name: 'mean' });
  return net;
}

describe.each(['reference', 'wasm'] as const)('couplings of a cell on %s', (backend) => {
  test('what junctions add now is what the sums are in the next step, for every cell', async () => {
    const simulation = await start(network(), backend);
    await simulation.run(7);
    const sizes = { cells: 12, others: 5 };
    const expected: [string, string, number, number][] = [];
    for (const [name, size] of Object.entries(sizes))
      for (let i = 0; i < size; i++) {
        const found = await simulation.couplings(name, i);
        for (const into of ['I_gap', 'I_syn', 'I_mean']) {
          const adds = found.filter((c) => c.direction !== 'out' && c.into === into).flatMap((c) => [...c.adds]);
          expected.push([name, into, i, adds.reduce((sum, x) => sum + x, 0)]);
        }
      }
    await simulation.run(1);
    for (const [name, into, i, sum] of expected) {
      const value = (await simulation.read(name, into))[i]!;
      // Single precision: a few terms of at most 100 pA, each rounded to 2^-24 of it some times.
      expect(Math.abs(value - sum), `${into} of cell ${i} of ${name}`).toBeLessThan(backend === 'wasm' ? 1e-4 : 1e-12);
    }
    expect(new Set(expected.map(([, , , sum]) => sum.toFixed(9))).size).toBeGreaterThan(17);
  });

  test('partners, directions, weights and conductances; parameters as they are now', async () => {
    const net = new Network();
    const a = net.population(passive, 3, { V: [-50, -60, -70], s: [0.5, 0.25, 1] }, { name: 'a' });
    const b = net.population(passive, 2, { V: -65 }, { name: 'b' });
    net.couple(a, b, {
      connect: synapseList([
        [0, 1],
        [2, 1],
      ]),
      into: 'I_gap',
      current: 'w*(V_other - V)',
      weight: ['2 nS', '3 nS'],
      name: 'gaps',
    });
    net.couple(a, a, { connect: oneToOne(), into: 'I_syn', value: 'k*s_pre', parameters: { k: '8 pA' }, name: 'own' });
    net.couple(a, b, { connect: allToAll(), into: 'I_mean', value: 's_pre*pA', name: 'mean' });
    const simulation = await start(net, backend);
    const plain = async (population: string, i: number) =>
      (await simulation.couplings(population, i)).map(({ name, direction, partners, population, adds, ...rest }) => ({
        is: `${name} ${direction} ${population} ${[...partners]}: ${[...adds]} ${rest.unit} into ${rest.into}`,
        g: rest.conductances && `${[...rest.conductances]} ${rest.conductanceUnit}`,
        w: rest.weights && `${[...rest.weights]} ${rest.weightUnit}`,
      }));
    const none = { g: undefined, w: undefined };
    expect(await plain('b', 1)).toEqual([
      { is: 'gaps both a 0,2: 30,-15 pA into I_gap', g: '2,3 nS', w: '2,3 nS' },
      { is: 'mean in a 0,1,2: 0.5,0.25,1 pA into I_mean', ...none },
    ]);
    expect(await plain('b', 0)).toEqual([{ is: 'mean in a 0,1,2: 0.5,0.25,1 pA into I_mean', ...none }]);
    expect(await plain('a', 0)).toEqual([
      { is: 'gaps both b 1: -30 pA into I_gap', g: '2 nS', w: '2 nS' },
      { is: 'own in a 0: 4 pA into I_syn', ...none },
      { is: 'own out a 0: 4 pA into I_syn', ...none },
      { is: 'mean out b 0,1: 0.5,0.5 pA into I_mean', ...none },
    ]);
    simulation.setParameter('a', 'k', '2 pA');
    expect((await plain('a', 1)).find(({ is }) => is.startsWith('own in'))!.is).toBe('own in a 1: 0.5 pA into I_syn');
  });

  test('the conductance of a gap junction of the preset is its parameter, per area', async () => {
    const preset = presetByName('gap-pair');
    const simulation = await start(preset.build(presetValues(preset), 1), backend, '0.02 ms');
    const [pair] = await simulation.couplings('second', 0);
    expect(pair).toMatchObject({ name: 'gap junction', direction: 'both', population: 'first', unit: 'uA/cm^2' });
    expect(pair!.conductances![0]).toBeCloseTo(0.24, 12);
    expect(pair!.conductanceUnit).toBe('mS/cm^2');
    // One that lets current through one way conducts no constant.
    const rectifying = (await (await start(network(), backend)).couplings('others', 2)).find(
      ({ name }) => name === 'rectifying',
    );
    expect(rectifying!.conductances).toBeUndefined();
  });

  test('variables that the cells at the ends keep are read synapse by synapse', async () => {
    const net = new Network();
    const target = net.population(
      cell({ equations: 'dv/dt = -v/ms : 1\ndg/dt = 0*g/ms : nS', threshold: 'v > 0.5', reset: 'v = -3' }),
      2,
      {},
      { name: 'cells' },
    );
    const source = net.spikes(2, { times: [[10], [20]] });
    const drive = net.spikes(2, { times: [[5], []] });
    net.project(drive, target, { connect: oneToOne(), onSpike: 'v += 10', name: 'drive' });
    const common = { connect: allToAll(), onSpike: 'g += w', weight: '1 nS' } as const;
    const release = shortTermPlasticity({ U: 0.5, tau_rec: '100 ms' });
    net.project(source, target, { ...common, name: 'release', release });
    const plasticity = pairStdp({
      A_plus: 0,
      A_minus: 0,
      tau_plus: '20 ms',
      tau_minus: '40 ms',
      range: ['0 nS', '2 nS'],
    });
    net.project(source, target, { ...common, name: 'stdp', plasticity });
    net.project(source, target, { ...common, name: 'plain' });
    const simulation = await start(net, backend);
    await simulation.run(400);
    expect(simulation.synapseVariables('release')).toEqual(
      ['x', 'r'].map((name) => ({ name, unit: '1', of: 'source', synapses: 4 })),
    );
    const [pre, post] = simulation.synapseVariables('stdp');
    expect([pre!.of, post!.of]).toEqual(['source', 'target']);
    expect(simulation.synapseVariables('plain')).toEqual([]);
    // Spikes of step k act at its end; the state is that at 40 ms.
    const since = (t: number, tau: number) => Math.exp(-(40 - t - 0.1) / tau);
    const close = async (projection: string, name: string, expected: readonly number[]) => {
      const values = await simulation.read(projection, name);
      expect(values).toHaveLength(4);
      expected.forEach((value, s) => {
        expect(values[s], `${projection}.${name}[${s}]`).toBeCloseTo(value, 5);
      });
    };
    const rest = [10, 20].map((t) => 1 - 0.5 * since(t, 100));
    await close('release', 'x', [rest[0]!, rest[0]!, rest[1]!, rest[1]!]);
    const traces = [10, 20].map((t) => since(t, 20));
    await close('stdp', pre!.name, [traces[0]!, traces[0]!, traces[1]!, traces[1]!]);
    // The drive of 5 ms reaches the cell in the next step, and its spike is seen in that.
    await close('stdp', post!.name, [since(5.1, 40), 0, since(5.1, 40), 0]);
    await expect(async () => simulation.write('release', 'x', [1, 1, 1, 1])).rejects.toThrow(
      /'x' of 'release' is kept by the source cells/,
    );
    await expect(simulation.read('release', 'z')).rejects.toThrow(/have no variable 'z'. They have 'x', 'r'/);
    await expect(simulation.read('stdp', 'z')).rejects.toThrow(new RegExp(`They have 'w', '${pre!.name}'`));
    expect(() => simulation.synapseVariables('nothing')).toThrow(
      /no projection 'nothing'. There are 'drive', 'release', 'stdp', 'plain'/,
    );
  });

  test('variables of the synapses themselves', async () => {
    const preset = presetByName('clopath-2010');
    const network = preset.build(presetValues(preset, { frequencies: '2', trains: '1' }), 1);
    const simulation = await createSimulation(network, { backend, dt: '0.1 ms', integrator: 'euler' });
    open.push(simulation);
    const [x] = simulation.synapseVariables('plastic');
    expect(x).toMatchObject({ name: 'x', of: 'synapse' });
    await simulation.run(300);
    expect((await simulation.read('plastic', 'x'))[0]).toBeGreaterThan(0);
  });
});

test('cells that are not there are refused', async () => {
  const simulation = await start(network(), 'reference');
  await expect(simulation.couplings('others', 5)).rejects.toThrow(/'others' has 5 cells, numbered from 0/);
  await expect(simulation.couplings('others', -1)).rejects.toThrow(/a whole number from 0 is expected/);
  await expect(simulation.couplings('them', 0)).rejects.toThrow(/There is no population 'them'/);
});

/** A ball: one compartment of 1256.6 µm², 12.566 pF, 1.2566 nS. */
const area = Math.PI * 20 * 20;
const ball = neuron({
  shape: cable({ soma: { L: '20 um', diameter: '20 um' } }),
  Ra: '100 ohm*cm',
  C: '1 uF/cm^2',
  compartments: { sections: { soma: 1 } },
  paint: [{ on: 'all', channels: [leak({ g: '0.1 mS/cm^2', E: '-65 mV' })] }],
});
const stick = neuron({
  shape: cable({ soma: { L: '20 um', diameter: '20 um' }, dend: { L: '100 um', diameter: '2 um', on: 'soma 1' } }),
  Ra: '100 ohm*cm',
  C: '1 uF/cm^2',
  compartments: { sections: { soma: 1, dend: 3 } },
  paint: [{ on: 'all', channels: [leak({ g: '0.1 mS/cm^2', E: '-65 mV' })] }],
});

describe.each(['reference', 'wasm'] as const)('gap junctions between places of dendrites on %s', (backend) => {
  /** Single precision: voltages to some 1e-5 mV. */
  const digits = backend === 'wasm' ? 4 : 9;
  const placed = async (net: Network): Promise<Simulation> => {
    const simulation = await createSimulation(net, { backend, dt: '0.1 ms', integrator: 'implicit' });
    open.push(simulation);
    return simulation;
  };

  test('partners, places and currents from the voltages there, at either end', async () => {
    const net = new Network();
    const a = net.population(stick, 3, { V: '-65 mV' }, { name: 'a' });
    const b = net.population(ball, 2, { V: '-60 mV' }, { name: 'b' });
    const pairs: [number, number][] = [
      [0, 1],
      [2, 1],
    ];
    net.couple(a.at('dend 0.9'), b.at('soma 0.5'), { connect: synapseList(pairs), g: '2 nS', name: 'far' });
    const ring: [number, number][] = [
      [0, 1],
      [1, 2],
      [1, 1],
    ];
    net.couple(a.at('soma 0.5'), a.at('soma 0.5'), { connect: synapseList(ring), g: '1 nS', name: 'somata' });
    net.couple(a.at('dend 0.5'), a.at('soma 0.5'), { connect: synapseList([[0, 2]]), g: '3 nS', name: 'mixed' });
    const simulation = await placed(net);
    const rows = Float64Array.from({ length: 21 }, (_, k) => -70 + ((k * 8) % 21));
    await simulation.write('a', 'V', rows);
    const V = async (population: string, at: string) => simulation.read(population, 'V', { at });
    const plain = async (population: string, cell: number) =>
      (await simulation.couplings(population, cell)).map(
        (c) =>
          `${c.name} ${c.direction}, ${c.into} with ${c.population} ${[...c.partners]} at ${c.partnersAt}, ${[...c.conductances!]} ${c.conductanceUnit}`,
      );
    expect(await plain('b', 1)).toEqual(['far both, soma 0.5 with a 0,2 at dend 0.9, 2,2 nS']);
    expect(await plain('b', 0)).toEqual([]);
    expect(await plain('a', 0)).toEqual([
      'far both, dend 0.9 with b 1 at soma 0.5, 2 nS',
      'somata both, soma 0.5 with a 1 at soma 0.5, 1 nS',
      'mixed both, dend 0.5 with a 2 at soma 0.5, 3 nS',
    ]);
    expect(await plain('a', 1)).toEqual(['somata both, soma 0.5 with a 0,2 at soma 0.5, 1,1 nS']);
    expect(await plain('a', 2)).toContain('mixed both, soma 0.5 with a 0 at dend 0.5, 3 nS');
    const [tips, somata] = [await V('a', 'dend 0.9'), await V('a', 'soma 0.5')];
    const [far] = await simulation.couplings('b', 1);
    [0, 2].forEach((partner, k) => {
      expect(far!.adds[k]).toBeCloseTo(2 * (tips[partner]! + 60), digits);
    });
    const own = (await simulation.couplings('a', 1))[0]!;
    expect([...own.adds].map((x) => x.toFixed(3))).toEqual(
      [0, 2].map((partner) => (somata[partner]! - somata[1]!).toFixed(3)),
    );
  });

  test('a step of the engine goes by just these junctions: random ones, explicit', async () => {
    const net = new Network({ seed: 9 });
    const balls = net.population(ball, 8, { V: 'uniform(-70 mV, -50 mV)' }, { name: 'balls' });
    const more = net.population(ball, 4, { V: 'uniform(-70 mV, -50 mV)' }, { name: 'more' });
    const at = 'soma 0.5';
    net.couple(balls.at(at), balls.at(at), { connect: fixedProbability(0.3), g: '0.5 nS', name: 'among' });
    net.couple(balls.at(at), more.at(at), { connect: fixedProbability(0.5), g: '0.7 nS', name: 'across' });
    const simulation = await placed(net);
    let junctions = 0;
    for (const [name, size] of [
      ['balls', 8],
      ['more', 4],
    ] as const) {
      simulation.reset();
      const before = await simulation.read(name, 'V', { at });
      const cells = await Promise.all(Array.from({ length: size }, (_, i) => simulation.couplings(name, i)));
      await simulation.run(1);
      const after = await simulation.read(name, 'V', { at });
      cells.forEach((couplings, i) => {
        const sum = (of: 'adds' | 'conductances') =>
          couplings.flatMap((c) => [...c[of]!]).reduce((total, x) => total + x, 0);
        // Backward Euler of a linear membrane, in pF, nS, mV and ms: the cell's own voltage is that of the end of the step.
        const gL = area * 1e-3;
        const change = (sum('adds') + gL * (-65 - before[i]!)) / ((area * 1e-2) / 0.1 + gL + sum('conductances'));
        expect(after[i]! - before[i]!, `${name} ${i}`).toBeCloseTo(change, digits);
        junctions += couplings.flatMap((c) => [...c.partners]).length;
      });
    }
    expect(junctions).toBeGreaterThan(20);
  });

  test('the same in the solution, where both voltages are those of the end of the step', async () => {
    const net = new Network({ seed: 9 });
    const at = 'soma 0.5';
    const [a, b] = ['a', 'b'].map((name) => net.population(ball, 3, { V: 'uniform(-70 mV, -50 mV)' }, { name }));
    net.couple(a!.at(at), b!.at(at), { connect: oneToOne(), g: '4 nS', solve: 'in-solve', name: 'pairs' });
    const simulation = await placed(net);
    const difference = async (): Promise<number[]> => {
      const [x, y] = await Promise.all(['a', 'b'].map((name) => simulation.read(name, 'V', { at })));
      return Array.from(x!, (v, i) => v - y![i]!);
    };
    const before = await difference();
    const found = await Promise.all([0, 1, 2].map((i) => simulation.couplings('a', i)));
    expect(found.map(([pair]) => [...pair!.partners])).toEqual([[0], [1], [2]]);
    await simulation.run(1);
    const after = await difference();
    found.forEach(([pair], i) => {
      const [adds, g, gL] = [pair!.adds[0]!, pair!.conductances![0]!, area * 1e-3];
      // Backward Euler of the difference of two such membranes.
      const change = (2 * adds - gL * before[i]!) / ((area * 1e-2) / 0.1 + gL + 2 * g);
      expect(after[i]! - before[i]!).toBeCloseTo(change, digits);
    });
  });
});
