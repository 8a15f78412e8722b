/** Synapses with a state, as scripts use them: what every backend must give, against closed forms. */
import { afterEach, describe, expect, test } from 'vitest';
import type { BackendName } from '../../src/engine/engine.ts';
import {
  allToAll,
  cell,
  createSimulation,
  Network,
  oneToOne,
  pairStdp,
  type Simulation,
  shortTermPlasticity,
} from '../../src/index.ts';

/** Spikes of the target at given times, whatever arrives. */
const follower = cell({
  equations: 'dv/dt = -v/ms : 1\ndg/dt = -g/ms : 1\ndslow/dt = (1 - slow)/(40*ms) : 1',
  threshold: 'v > 0.5',
  reset: 'v = -3',
  integrator: 'exact',
});

/** One synapse between a source and a target that spike at these times, ms. */
function pair(pre: readonly number[], post: readonly number[]) {
  const network = new Network();
  const source = network.spikes(1, { times: [pre] });
  const drive = network.spikes(1, { times: [post.map((t) => t - 0.1)] });
  const target = network.population(follower, 1);
  network.project(drive, target, { connect: oneToOne(), onSpike: 'v += 10' });
  return { network, source, target };
}

/** `digits`: decimal places to which values are held. */
export function synapseCases(backend: BackendName, digits: number): void {
  const open: Simulation[] = [];
  afterEach(() => {
    for (const simulation of open.splice(0)) simulation.dispose();
  });
  const start = async (network: Network): Promise<Simulation> => {
    const simulation = await createSimulation(network, { backend, dt: '0.1 ms' });
    open.push(simulation);
    return simulation;
  };

  describe(`synapses with a state on ${backend}`, () => {
    test('learning is switched off and on, and weights are written, while it runs', async () => {
      const { network, source, target } = pair([10, 30, 50], [12, 32, 52]);
      network.project(source, target, {
        name: 'syn',
        connect: oneToOne(),
        weight: 0.5,
        onSpike: 'g += w',
        plasticity: pairStdp({ A_plus: 0.1, A_minus: 0.12, tau_plus: '20 ms', tau_minus: '20 ms', range: ['0', '1'] }),
      });
      const simulation = await start(network);
      await simulation.run(200);
      const learnt = (await simulation.weights('syn'))[0]!;
      expect(learnt).toBeCloseTo(0.5 + 0.1 * Math.exp(-0.1), digits);
      for (const name of ['A_plus', 'A_minus']) simulation.setParameter('syn', name, '0');
      await simulation.run(200);
      expect(await simulation.weights('syn')).toEqual(Float64Array.of(learnt));
      await simulation.write('syn', 'w', [0.3]);
      simulation.setParameter('syn', 'A_plus', '0.1');
      await simulation.run(200);
      const trace = [10, 30, 50].reduce((sum, t) => sum + Math.exp((t - 52) / 20), 0);
      expect((await simulation.read('syn', 'w'))[0]).toBeCloseTo(0.3 + 0.1 * trace, digits);
    });

    test('rules read the cells: a variable of the target, and its voltage before the reset', async () => {
      const { network, source, target } = pair([10, 30], [20]);
      network.project(source, target, {
        name: 'syn',
        connect: oneToOne(),
        weight: 0.5,
        onSpike: 'g += w',
        plasticity: { onPre: 'w -= A*slow', onPost: 'w += A*v_post', range: ['-1', '2'], parameters: { A: 0.1 } },
      });
      const simulation = await start(network);
      await simulation.run(400);
      // Of a spike in step k at its end, dt later. What arrives for step 200 has decayed over it.
      const slow = [10.1, 30.1].reduce((sum, t) => sum + 1 - Math.exp(-t / 40), 0);
      expect((await simulation.weights('syn'))[0]).toBeCloseTo(0.5 - 0.1 * slow + 0.1 * 10 * Math.exp(-0.1), digits);
    });

    test('U of each source, and of each synapse', async () => {
      for (const [connect, U, released] of [
        [oneToOne(), [0.15, 0.5], [0.15, 0.5]],
        [allToAll(), [0.1, 0.2, 0.3, 0.4], [0.4, 0.6]],
        [allToAll(), '0.1 + 0.3*i', [0.5, 0.5]],
      ] as const) {
        const network = new Network();
        const source = network.spikes(2, { times: [[10], [10]] });
        const target = network.population(cell({ equations: 'dg/dt = 0*g/ms : nS' }), 2);
        const release = shortTermPlasticity({ U: U as string | number[], tau_rec: '130 ms' });
        network.project(source, target, { name: 'syn', connect, weight: '1 nS', onSpike: 'g += w', release });
        const simulation = await start(network);
        await simulation.run(200);
        const got = await simulation.read('cells', 'g');
        released.forEach((g, j) => void expect(got[j]).toBeCloseTo(g, Math.min(digits, 6)));
        // x has been recovering since the spike of step 100, at 10.1 ms.
        const x = await simulation.read('syn', 'x');
        const used = typeof U === 'string' ? [0.1, 0.1, 0.4, 0.4] : U;
        expect([...x].map((value, s) => Math.abs(value - (1 - used[s]! * Math.exp(-9.9 / 130))) < 1e-6)).toEqual(
          used.map(() => true),
        );
      }
    });

    test('a second event of a cell delivers, and changes synapses, whatever its spikes do', async () => {
      const network = new Network();
      // Rises by 0.1 per ms from 0, spikes at 1: passes 0.5 in the step that ends at 5 ms and a half, 15.5 ms and so on.
      const rising = cell({
        equations: 'dv/dt = 0.1/ms : 1',
        threshold: 'v > 1.05',
        reset: 'v = 0.05',
        events: { half: 'crosses(v, 0.555)', low: 'v < 0.2' },
      });
      const source = network.population(rising, 1, {}, { name: 'rising' });
      const target = network.population(cell({ equations: 'dg/dt = 0*g/ms : 1\nn : 1' }), 1, { n: 0 });
      network.project(source, target, {
        name: 'syn',
        connect: oneToOne(),
        weight: 0.5,
        onSpike: 'g += w',
        plasticity: {
          equations: 'spikes : 1\nlows : 1',
          at: { source: 'half' },
          onPre: 'w += 0.25',
          on: [
            { at: 'source', do: 'spikes += 1' },
            { at: 'source', event: 'low', do: 'lows += 1' },
          ],
          range: ['0', '10'],
        },
      });
      const simulation = await start(network);
      await simulation.run(300);
      // Halves at 5.6, 15.6 and 25.6 ms deliver 0.5, 0.75 and 1; spikes at 10.6 and 20.6 ms deliver nothing.
      expect((await simulation.read('cells', 'g'))[0]).toBeCloseTo(2.25, 6);
      expect(await simulation.read('syn', 'w')).toEqual(Float64Array.of(1.25));
      expect(await simulation.read('syn', 'spikes')).toEqual(Float64Array.of(2));
      // 0.01 to 0.19; after a spike, 0.06 to 0.19.
      const lows = (await simulation.read('syn', 'lows'))[0]!;
      expect(Math.abs(lows - (19 + 2 * 14))).toBeLessThanOrEqual(3);
      expect(await simulation.read('rising', 'half')).toEqual(Float64Array.of(0));
      const rule = { connect: oneToOne(), weight: 0.5, onSpike: 'g += w' };
      expect(() =>
        network.project(source, target, {
          ...rule,
          name: 'no',
          plasticity: { at: { source: 'halv' }, range: ['0', '1'] },
        }),
      ).toThrow("the source 'rising' has no event 'halv'. It has 'half', 'low'.");
    });

    test('something is done at regular times, and written values go on from there', async () => {
      const network = new Network();
      const source = network.spikes(2, { times: [[3], [3, 24]] });
      const target = network.population(follower, 2);
      network.project(source, target, {
        name: 'syn',
        connect: allToAll(),
        weight: [0.2, 0.5, 0.6, 0.5],
        onSpike: 'g += w',
        plasticity: {
          equations: 'dc/dt = -c/(20*ms) : 1',
          onPre: 'c += 1',
          every: [{ interval: '10 ms', do: 'w *= total/sum_in(w); c *= 0.5' }],
          range: ['0', '10'],
          parameters: { total: 2 },
        },
      });
      const simulation = await start(network);
      await simulation.run(99);
      expect((await simulation.weights('syn'))[0]).toBeCloseTo(0.2, 6);
      await simulation.run(2);
      const expected = [0.5, 1, 1.5, 1];
      (await simulation.weights('syn')).forEach((w, s) => void expect(w).toBeCloseTo(expected[s]!, 6));
      // Spikes act at the ends of their steps: 3.1 ms and 24.1 ms.
      await simulation.run(149);
      const c = await simulation.read('syn', 'c');
      const old = 0.25 * Math.exp((3.1 - 25) / 20);
      [old, old, old + Math.exp(-0.9 / 20), old + Math.exp(-0.9 / 20)].forEach((value, s) => {
        expect(c[s]).toBeCloseTo(value, Math.min(digits, 6));
      });
      await simulation.write('syn', 'c', [1, 2, 3, 4]);
      await simulation.run(40);
      const later = await simulation.read('syn', 'c');
      [1, 2, 3, 4].forEach(
        (value, s) => void expect(later[s]).toBeCloseTo(value * Math.exp(-4 / 20), Math.min(digits, 6)),
      );
      await expect(simulation.profile(20)).rejects.toThrow('take at most 10 steps from here');
    });
  });
}
