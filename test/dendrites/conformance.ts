/** What every backend must do with cells that have dendrites. */
import { describe, expect, it } from 'vitest';
import {
  BlowUpError,
  createSimulation,
  fixedProbability,
  Network,
  oneToOne,
  type Simulation,
  type SimulationOptions,
  spikeHash,
} from '../../src/index.ts';
import { goldenCases } from '../morphology/golden.ts';
import { cellOf } from './cells.ts';
import { branched, mixed } from './mixed.ts';

export type Create = (net: Network, options?: SimulationOptions) => Promise<Simulation>;

/** Of 0.025 ms. */
const STEPS = 800;
/** No multiple of any number of lanes or threads. */
const CELLS = 37;

/** Spikes, step and cell, and what was recorded and is there at the end. */
async function outcome(simulation: Simulation, parts: readonly number[]) {
  simulation.setTraces([
    { variables: ['V', 'g_e'], population: 'branched', cells: [0, 4], at: ['soma 0.5', 'left 1'] },
  ]);
  const spikes: [step: number, cell: number][] = [];
  const traces: number[] = [];
  for (const steps of parts) {
    const chunk = await simulation.run(steps);
    chunk.spikes.steps.forEach((step, k) => void spikes.push([step, chunk.spikes.cells[k]!]));
    traces.push(...chunk.traces[0]!.values);
  }
  const voltage = await simulation.read('branched', 'V');
  return { spikes, traces, voltage };
}

/**
 * Cells with dendrites, most of which have junctions in the solution: of several structures, some side by side and some not, or pairs of
 * one population and of two.
 */
export function joinedNetwork(between: boolean, size = 9): Network {
  const net = new Network({ seed: 2 });
  const V = Array.from({ length: size }, (_, k) => `${-72 + (k % 9)} mV`);
  const cells = net.population(branched, size, { V }, { name: 'branched' });
  const others = net.population(branched, size, { V: '-65 mV' }, { name: 'others' });
  const input = net.poisson(size, { rate: '300 Hz', name: 'input' });
  net.project(input, cells, { connect: oneToOne(), onSpike: 'e += 20 nS' });
  const explicit = { connect: fixedProbability(0.3), g: '0.5 nS' };
  net.couple(cells.at('left 1'), cells.at('twig 1'), { ...explicit, name: 'explicit' });
  let made = 0;
  const join = (a: typeof cells, b: typeof cells, i: number, j: number, count: number, at: string, to: string) => {
    const ends = [a.slice(i, i + count).at(at), b.slice(j, j + count).at(to)] as const;
    net.couple(...ends, { connect: oneToOne(), g: `${1 + made} nS`, solve: 'in-solve', name: `join ${made++}` });
  };
  if (between) {
    // Cell k of one population with cell k of the other, both places; then two of the same one, far apart.
    join(cells, others, 0, 0, size - 3, 'left 1', 'right 1');
    join(cells, others, 0, 0, size - 3, 'soma 0.5', 'twig 1');
    join(cells, others, 0, 0, 2, 'trunk 0.5', 'trunk 0.5');
    join(cells, cells, size - 2, size - 3, 1, 'left 1', 'left 1');
    join(others, others, size - 1, size - 3, 1, 'left 1', 'left 1');
  } else {
    join(cells, cells, 0, 0, size - 1, 'left 1', 'right 1');
    join(cells, cells, 2, 2, 2, 'soma 0.5', 'twig 1');
    for (const [at, to] of [
      ['left 1', 'soma 0.5'],
      ['twig 1', 'right 0.5'],
    ] as const)
      join(others, others, 1, 1, Math.min(5, size - 1), at, to);
  }
  return net;
}

/**
 * `other`: makes it otherwise, with the same bits to come: on more threads, say. `pairs`: whether it takes junctions in the solution
 * between cells. `steps` and `cells` of the runs that are to have the same bits.
 */
export function dendriteConformance(
  name: string,
  create: Create,
  other: Create = create,
  {
    pairs = true,
    steps = STEPS,
    cells = CELLS,
  }: { readonly pairs?: boolean; readonly steps?: number; readonly cells?: number } = {},
): void {
  const options: SimulationOptions = { dt: '0.025 ms' };
  const started = async <T>(net: Network, use: (s: Simulation) => Promise<T>, make = create): Promise<T> => {
    const simulation = await make(net, options);
    try {
      return await use(simulation);
    } finally {
      simulation.dispose();
    }
  };

  describe(`dendrites on ${name}`, () => {
    it('has the same bits in any chunking, for any number and order of cells', async () => {
      const golden = goldenCases()['branched']!;
      const voltages = ['-65 mV', '-60 mV', '-70 mV', '-62 mV', '-67 mV', '-71 mV', '-58 mV'];
      const last = (order: readonly number[], parts: readonly number[]) => {
        const net = new Network();
        net.population(cellOf(golden), order.length, { V: order.map((k) => voltages[k]!) });
        return started(net, async (simulation) => {
          for (const part of parts) await simulation.run(part);
          const values = await simulation.read('cells', 'V');
          const nodes = values.length / order.length;
          return order.map((k, c) => [k, values.slice(c * nodes, (c + 1) * nodes)] as const);
        });
      };
      const whole = new Map(await last([0, 1, 2, 3, 4, 5, 6], [1.5 * steps]));
      expect(new Set([...whole.values()].map(String)).size).toBe(7);
      for (const [k, values] of await last([2, 0, 6, 1, 5], [1, 7, 1.5 * steps - 108, 100]))
        expect(values).toEqual(whole.get(k));
      for (const [k, values] of await last([1], [0.75 * steps, 0.75 * steps])) expect(values).toEqual(whole.get(k));
    });

    it('among other populations: the same bits in any parts, and from a checkpoint', async () => {
      const net = mixed(cells);
      const whole = await started(net, (s) => outcome(s, [steps]));
      expect(new Set(whole.spikes.map(([, c]) => c)).size).toBeGreaterThan(cells);
      expect(await started(net, (s) => outcome(s, [130, 1, steps - 131]), other)).toEqual(whole);
      const half = await started(net, async (s) => {
        await s.run(steps / 2);
        return s.checkpoint();
      });
      const rest = await started(net, async (s) => {
        s.restore(half);
        return outcome(s, [steps / 2]);
      });
      expect(rest.spikes).toEqual(whole.spikes.filter(([step]) => step >= steps / 2));
      expect(rest.voltage).toEqual(whole.voltage);
      expect(rest.traces).toEqual(whole.traces.slice(-rest.traces.length));
    });

    it('among other populations: spikes and records are those of the reference', async () => {
      const judge = await createSimulation(mixed(6), { ...options, backend: 'reference' });
      const wanted = await outcome(judge, [2 * STEPS]);
      judge.dispose();
      const found = await started(mixed(6), (s) => outcome(s, [2 * STEPS]));
      expect(wanted.spikes.length).toBeGreaterThan(50);
      // In single precision a crossing may fall into the step before or after: spikes of each cell are compared, by their number.
      const of = ({ spikes }: typeof wanted, c: number) => spikes.flatMap(([step, k]) => (k === c ? [step] : []));
      for (let c = 0; c < 5 + 6 + 6; c++) {
        const [steps, true_] = [of(found, c), of(wanted, c)];
        expect(steps).toHaveLength(true_.length);
        steps.forEach((step, k) => void expect(Math.abs(step - true_[k]!)).toBeLessThanOrEqual(1));
      }
      // Before the first spike what is recorded differs by the rounding of some hundred steps of 70 mV, 4e-6 mV each, and of 20 nS: 1e-3.
      const before = 8 * Math.min(...wanted.spikes.filter(([, c]) => c >= 5 && c < 11).map(([step]) => step));
      expect(before).toBeGreaterThan(8 * 20);
      for (let k = 0; k < before; k++) expect(Math.abs(found.traces[k]! - wanted.traces[k]!)).toBeLessThan(1e-3);
    });

    it('gap junctions: the same bits in any parts, voltages and spikes as those of the reference', async () => {
      const net = new Network({ seed: 2 });
      const V = Array.from({ length: 9 }, (_, k) => `${-72 + k} mV`);
      const cells = net.population(branched, 9, { V }, { name: 'branched' });
      const input = net.poisson(9, { rate: '300 Hz', name: 'input' });
      net.project(input, cells, { connect: oneToOne(), onSpike: 'e += 20 nS' });
      net.couple(cells.at('left 1'), cells.at('left 1'), { connect: fixedProbability(0.3), g: '0.5 nS', name: 'tips' });
      net.couple(cells.at('soma 0.5'), cells.slice(0, 5).at('left 1'), { connect: fixedProbability(0.2), g: '0.3 nS' });
      const judge = await createSimulation(net, { ...options, backend: 'reference' });
      const wanted = await outcome(judge, [STEPS]);
      judge.dispose();
      const found = await started(net, (s) => outcome(s, [STEPS]));
      expect(await started(net, (s) => outcome(s, [1, 499, STEPS - 500]), other)).toEqual(found);
      const own = ({ spikes }: typeof wanted) => spikes.filter(([, c]) => c < 9);
      expect(own(wanted).length).toBeGreaterThan(3);
      expect(own(found)).toHaveLength(own(wanted).length);
      own(found).forEach(([step, cell], k) => {
        expect(cell).toBe(own(wanted)[k]![1]);
        expect(Math.abs(step - own(wanted)[k]![0])).toBeLessThanOrEqual(1);
      });
      // What the acceptance table allows single precision after spikes.
      wanted.voltage.forEach((v, k) => void expect(Math.abs(found.voltage[k]! - v)).toBeLessThan(0.02));
    });

    it.each(pairs ? ['within cells', 'between cells'] : ['within cells'])(
      'junctions in the solution %s: the same bits in any parts, voltages and spikes as those of the reference',
      async (where) => {
        const steps = 400;
        const make = () => joinedNetwork(where === 'between cells');
        const judge = await createSimulation(make(), { ...options, backend: 'reference' });
        const wanted = await outcome(judge, [steps]);
        judge.dispose();
        const found = await started(make(), (s) => outcome(s, [steps]));
        const elsewhere = where === 'between cells' ? create : other;
        expect(await started(make(), (s) => outcome(s, [1, 249, steps - 250]), elsewhere)).toEqual(found);
        const half = await started(make(), async (s) => {
          await s.run(steps / 2);
          return s.checkpoint();
        });
        const rest = await started(make(), async (s) => {
          s.restore(half);
          return outcome(s, [steps / 2]);
        });
        expect(rest.voltage).toEqual(found.voltage);
        const own = ({ spikes }: typeof wanted) => spikes.filter(([, c]) => c < 9);
        expect(own(wanted).length).toBeGreaterThan(3);
        expect(own(found)).toHaveLength(own(wanted).length);
        own(found).forEach(([step, cell], k) => {
          expect(cell).toBe(own(wanted)[k]![1]);
          expect(Math.abs(step - own(wanted)[k]![0])).toBeLessThanOrEqual(1);
        });
        wanted.voltage.forEach((v, k) => void expect(Math.abs(found.voltage[k]! - v)).toBeLessThan(0.02));
      },
    );

    it('values are written and a parameter changes while it runs', async () => {
      const net = new Network();
      net.population(branched, 3, { V: '-65 mV' }, { name: 'branched' });
      const voltage = (change: boolean, make = create) =>
        started(
          net,
          async (s) => {
            await s.run(10);
            const g = await s.read('branched', 'g_i');
            await s.write(
              'branched',
              'g_i',
              g.map((_, k) => k % 3),
            );
            if (change) s.setParameter('branched', 'E_i', '-60 mV');
            await s.run(10);
            return s.read('branched', 'V');
          },
          make,
        );
      const [changed, kept] = [await voltage(true), await voltage(false)];
      const wanted = await voltage(true, (of, how) => createSimulation(of, { ...how, backend: 'reference' }));
      // Twenty steps, each rounded to half a unit in the last place of 65 mV: 8e-5 mV.
      wanted.forEach((v, k) => void expect(Math.abs(changed[k]! - v)).toBeLessThan(8e-5));
      expect(Math.max(...changed.map((v, k) => v - kept[k]!))).toBeGreaterThan(0.01);
    });

    it('a voltage out of its limit stops the run, and says which cell and when', async () => {
      const net = mixed(6);
      await started(net, async (s) => {
        const values = await s.read('branched', 'V');
        const nodes = values.length / 6;
        await s.run(3);
        const now = await s.read('branched', 'V');
        await s.write(
          'branched',
          'V',
          now.map((v, k) => (Math.floor(k / nodes) === 4 ? 1e7 : v)),
        );
        const failure = await s.run(5).then(
          () => undefined,
          (error: unknown) => error,
        );
        expect(failure).toBeInstanceOf(BlowUpError);
        const { population, variable, cell: which, time } = failure as BlowUpError;
        expect([population, variable, which]).toEqual(['branched', 'V', 4]);
        expect(time).toBeCloseTo(4 * 0.025, 9);
      });
    });
  });
}

/** Hash of the spikes of the mixed network, and bits of all voltages at the end. */
export async function fingerprint(create: Create, steps: number, cells: number): Promise<string> {
  const simulation = await create(mixed(cells), { dt: '0.025 ms' });
  const { spikes } = await simulation.run(steps);
  const voltage = await simulation.read('branched', 'V');
  simulation.dispose();
  return `${await spikeHash(spikes)} ${voltage.join(' ')}`;
}
