/**
 * Gap junctions between places of cells with dendrites: row 8 of their acceptance. In single precision
 * it is in `single-precision.ts`. Figures in comments are what was reached.
 */
import { describe, expect, it } from 'vitest';
import { K_HH1952, leak, Na_HH1952 } from '../../src/cells/index.ts';
import { neuron } from '../../src/dendrites/index.ts';
import {
  cell,
  createSimulation,
  fixedProbability,
  Network,
  oneToOne,
  type SimulationOptions,
} from '../../src/index.ts';
import { cable } from '../../src/morphology/index.ts';
import { jointSomata, passivePair, somata } from './gap-cases.ts';

const reference = { backend: 'reference' } as const;

it.each([
  ['implicit', 5.4e-3],
  ['implicit2', 1.2e-3],
])('two passive cells lie near the closed form by %s, half as far at half the step', async (integrator, most) => {
  const coarse = await passivePair(0.025, integrator, reference);
  const fine = await passivePair(0.0125, integrator, reference);
  // Two digits are known of each.
  expect(Math.abs(coarse / most - 1)).toBeLessThan(0.05);
  expect(coarse / fine).toBeGreaterThan(1.95);
  expect(coarse / fine).toBeLessThan(2.05);
});

// In the solution, the midpoint keeps its second order: a quarter of the distance at half the step. A rate λ is off by A·h·λ/2e at most by
// implicit Euler, λ 0.148 and 0.037 /ms with A some mV: 4e-3; and by A·h²·λ²·0.135/3 by the midpoint.
it.each([
  ['implicit', 4.35e-3, 2],
  ['implicit2', 2.55e-6, 4],
])('two passive cells joined in the solution, %s', async (integrator, most, ratio) => {
  const coarse = await passivePair(0.025, integrator, reference, 'in-solve');
  const fine = await passivePair(0.0125, integrator, reference, 'in-solve');
  expect(Math.abs(coarse / most - 1)).toBeLessThan(0.05);
  expect(Math.abs(coarse / fine / ratio - 1)).toBeLessThan(0.03);
});

it.each(jointSomata)('two somata by %s are those of NEURON: %s', async (integrator, file, solve) => {
  const { worst, found, wanted } = await somata(integrator, file, reference, solve);
  expect(worst).toBeLessThan(5e-9);
  expect(found).toEqual(wanted);
});

describe('junctions of many cells', () => {
  const branched = neuron({
    shape: cable({
      soma: { L: '20 um', diameter: '20 um' },
      dend: { L: '200 um', diameter: '2 um', on: 'soma 1' },
    }),
    Ra: '100 ohm*cm',
    temperature: '6.3 degC',
    compartments: { longest: '50 um' },
    paint: [{ on: 'all', channels: [Na_HH1952(), K_HH1952(), leak({ g: '0.3 mS/cm^2', E: '-54.3 mV' })] }],
    place: { drive: { clamp: '0.1 nA', to: '3 ms', at: 'soma 0.5' } },
  });
  const network = (): Network => {
    const net = new Network({ seed: 5 });
    const V = Array.from({ length: 21 }, (_, k) => `${-75 + k} mV`);
    const cells = net.population(branched, 21, { V }, { name: 'cells' });
    net.couple(cells.at('dend 1'), cells.at('dend 1'), { connect: fixedProbability(0.2), g: '0.5 nS', name: 'tips' });
    net.couple(cells.at('soma 0.5'), cells.slice(0, 9).at('dend 0.5'), { connect: fixedProbability(0.1), g: '0.3 nS' });
    return net;
  };
  async function outcome(options: SimulationOptions, parts: readonly number[], net = network()) {
    const simulation = await createSimulation(net, { dt: '0.025 ms', ...options });
    const spikes: string[] = [];
    for (const part of parts) {
      const chunk = await simulation.run(part);
      chunk.spikes.steps.forEach((step, k) => void spikes.push(`${step} ${chunk.spikes.cells[k]}`));
    }
    const V = await simulation.read('cells', 'V');
    simulation.dispose();
    return { spikes, V };
  }

  it('have the same bits on one, two and three threads, in any chunking', async () => {
    const wanted = await outcome({ backend: 'wasm', threads: 1 }, [800]);
    expect(wanted.spikes.length).toBeGreaterThan(10);
    for (const threads of [2, 3]) expect(await outcome({ backend: 'wasm', threads }, [1, 499, 300])).toEqual(wanted);
    const exact = await outcome({ backend: 'reference' }, [800]);
    expect(await outcome({ backend: 'reference' }, [7, 793])).toEqual(exact);
    expect(exact.spikes).toEqual(wanted.spikes);
    // Spikes multiply the rounding of f32; all 126 voltages stay within some hundredths.
    exact.V.forEach((V, k) => void expect(Math.abs(V - wanted.V[k]!)).toBeLessThan(0.05));
  });

  it('join two places of one cell', async () => {
    const net = new Network();
    const cells = net.population(branched, 1, { V: '-65 mV' }, { name: 'cells' });
    net.couple(cells.at('soma 0.5'), cells.at('dend 1'), { connect: oneToOne(), g: '20 nS' });
    const apart = await outcome(
      { backend: 'reference' },
      [100],
      (() => {
        const other = new Network();
        other.population(branched, 1, { V: '-65 mV' }, { name: 'cells' });
        return other;
      })(),
    );
    const joined = await outcome({ backend: 'reference' }, [100], net);
    // The clamp of the soma reaches the tip through the junction.
    expect(joined.V[4]! - joined.V[0]!).toBeGreaterThan(apart.V[4]! - apart.V[0]!);
  });

  it('are refused in words where they cannot be', async () => {
    const net = new Network();
    const cells = net.population(branched, 4, { V: '-65 mV' }, { name: 'cells' });
    const points = net.population(cell({ equations: 'dV/dt = -V/ms : mV' }), 4, {}, { name: 'points' });
    expect(() => points.at('soma 0.5')).toThrow(
      "at: the cells of 'points' have no dendrites, and so no places; leave it out.",
    );
    expect(() => cells.at('dend every 50 um')).toThrow(
      "at: 'dend every 50 um' is 4 places of this cell; name one of them, such as 'dend 0.125'.",
    );
    expect(() => cells.at('axon 0.5')).toThrow(/no part of this cell is 'axon'/);
    expect(() => net.couple(cells, cells, { connect: oneToOne(), current: 'nS*(V_other - V)' })).toThrow(
      "The cells of 'cells' have dendrites: a coupling says at which place, cells.at('soma 0.5'), and takes gap junctions, { connect, g: '3 nS' }.",
    );
    const mixed = net as unknown as { couple: (...args: unknown[]) => unknown };
    expect(() => mixed.couple(cells.at('soma 0.5'), points, { connect: oneToOne(), g: '1 nS' })).toThrow(
      /joins a place with a place/,
    );
    expect(() => net.couple(cells.at('soma 0.5'), cells.at('dend 1'), { connect: oneToOne(), g: '0 nS' })).toThrow(
      /g is '0 nS'; the conductance of a junction must be above 0/,
    );
    expect(() => net.couple(cells.at('soma 0.5'), cells.at('dend 1'), { connect: oneToOne(), g: '1 mV' })).toThrow(
      /'1 mV'/,
    );
    // A compartment of 40 µm × 2 µm has 2.513 pF: 2·C/dt = 201.1 nS.
    net.couple(cells.at('dend 1'), cells.at('dend 0.5'), { connect: oneToOne(), g: '202 nS', name: 'strong' });
    await expect(createSimulation(net, { dt: '0.025 ms', backend: 'reference' })).rejects.toThrow(
      "Gap junctions of 202 nS in all meet at 'dend 0.5' of cells; under 'centred' a compartment of 2.513 pF takes less than 201.1 nS in steps of 0.025 ms. Take 'implicit', a smaller step or larger compartments.",
    );
    (await createSimulation(net, { dt: '0.025 ms', integrator: 'implicit', backend: 'reference' })).dispose();
  });
});
