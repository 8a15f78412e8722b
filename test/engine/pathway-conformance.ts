/**
 * What every backend that runs pathways must do (`src/program/pathway.ts`). The networks here feed forward, so that f32 and f64 engines
 * can be held to the same spikes.
 */
import { afterEach, describe, expect, test } from 'vitest';
import { assemble } from '../../src/compile/assemble.ts';
import type { Engine } from '../../src/engine/engine.ts';
import {
  cell,
  type DelayPlace,
  exponentialCurrent,
  fixedProbability,
  lif,
  Network,
  oneToOne,
  pairStdp,
  shortTermPlasticity,
} from '../../src/index.ts';
import { cellsOf, type Program } from '../../src/program/program.ts';
import { pathwaysOf } from '../fixtures/programs/parts.ts';
import { dyadicPathways } from '../fixtures/programs/pathways.ts';
import type { CreateEngine } from './conformance.ts';

const dt = 0.1;

/** Generators drive both ends of a plastic projection; its weights move nothing that spikes. */
function plastic(pairs: 'all' | 'nearest', delays?: DelayPlace): Program {
  const network = new Network({ seed: 24 });
  const follower = cell({
    equations: 'dV/dt = -V/(0.01 ms) : mV\ndI_e/dt = -I_e/(3 ms) : pA',
    threshold: 'V > 0.1 mV',
    reset: 'V = 0 mV',
    integrator: 'exact',
  });
  const targets = network.population(follower, 70, {}, { name: 'targets' });
  const drive = network.poisson(70, { rate: '40 Hz', name: 'drive' });
  network.project(drive, targets, { connect: oneToOne(), onSpike: 'V += 10000 mV' });
  const sources = network.poisson(130, { rate: '30 Hz', name: 'sources' });
  network.project(sources, targets.slice(3, 70), {
    name: 'plastic',
    connect: fixedProbability(0.25),
    onSpike: 'I_e += w',
    weight: 'uniform(1 pA, 9 pA)',
    delay: delays ? '1.3 ms' : 'uniform(0.1 ms, 2 ms)',
    plasticity: pairStdp({
      A_plus: 0.02,
      A_minus: 0.024,
      tau_plus: '20 ms',
      tau_minus: '30 ms',
      range: ['0 pA', '10 pA'],
      pairs,
      ...(delays ? { delays } : {}),
    }),
  });
  return assemble(network, dt).program;
}

function graded(): Program {
  const network = new Network({ seed: 22 });
  const synapses = [exponentialCurrent('e', { tau: '3 ms' })];
  const targets = network.population(
    lif({ synapses, integrator: 'ind_exp_euler' }),
    90,
    { V: 'E_L' },
    { name: 'targets' },
  );
  const sources = network.poisson(75, { rate: '50 Hz', name: 'sources' });
  network.project(sources, targets, {
    name: 'graded',
    connect: fixedProbability(0.3),
    onSpike: 'I_e += 8 pA',
    delay: 'uniform(0.1 ms, 2 ms)',
    release: shortTermPlasticity({ U: 0.3, tau_rec: '100 ms', tau_facil: '60 ms' }),
  });
  return assemble(network, dt).program;
}

/** Steps of the spikes of every cell. */
function trainsOf({ spikes }: { spikes: { steps: Uint32Array; cells: Uint32Array } }, cells: number): number[][] {
  const rows = Array.from({ length: cells }, (): number[] => []);
  spikes.cells.forEach((c, k) => {
    rows[c]!.push(spikes.steps[k]!);
  });
  return rows;
}

/** Network-wide first cells of the sources and of the targets of `plastic`; a relay of either end comes behind. */
const [TARGETS, SOURCES] = [0, 70 + 70];

/**
 * Weights after all pairs of spikes, source before target within a step. `late`: steps by which the spikes of the sources, and of the
 * targets, reach the synapse later; what does so after step `end` does not count.
 */
function allPairs(
  program: Program,
  trains: readonly (readonly number[])[],
  nearest: boolean,
  { source = 0, target = 0, end = Number.POSITIVE_INFINITY } = {},
): Float64Array {
  const pathway = pathwaysOf(program)[0]!;
  const [sources, targets] = [SOURCES, TARGETS];
  const weights = pathway.plasticity!.initial.slice();
  for (let i = 0; i + 1 < pathway.rows.length; i++)
    for (let s = pathway.rows[i]!; s < pathway.rows[i + 1]!; s++) {
      const j = (pathway.targets[s]! % program.ring.width) - program.ring.offsets[pathway.inlet]!;
      const events = [
        ...trains[sources + i]!.map((t) => ({ t: t + source, side: 0 })),
        ...trains[targets + j]!.map((t) => ({ t: t + target, side: 1 })),
      ]
        .filter(({ t }) => t < end)
        .sort((a, b) => a.t - b.t || a.side - b.side);
      events.forEach(({ t, side }, n) => {
        const others = events.slice(0, n).filter((e) => e.side !== side && (side === 1 || e.t < t));
        let change = 0;
        for (const other of nearest ? others.slice(-1) : others)
          change +=
            side === 1 ? 0.2 * Math.exp(((other.t - t) * dt) / 20) : -0.24 * Math.exp(((other.t - t) * dt) / 30);
        weights[s] = Math.min(Math.max(weights[s]! + change, 0), 10);
      });
    }
  return weights;
}

/** `unit`: unit roundoff of the backend's state and weights. */
export function pathwayConformance(name: string, create: CreateEngine, { unit }: { readonly unit: number }): void {
  const open: Engine[] = [];
  const engineOf = async (program: Program, column?: [population: number, column: number]): Promise<Engine> => {
    const probes = column
      ? [
          {
            population: column[0],
            columns: [column[1]],
            cells: Array.from({ length: program.populations[column[0]]!.size }, (_, c) => c),
          },
        ]
      : [];
    const engine = await create(program, { probes });
    open.push(engine);
    return engine;
  };
  afterEach(() => {
    for (const engine of open.splice(0)) engine.dispose();
  });

  describe(`pathways of ${name}`, () => {
    test.each(['all', 'nearest'] as const)('plastic weights: %s pairs, as a loop over the spikes', async (pairs) => {
      const program = plastic(pairs);
      const engine = await engineOf(program);
      const trains = trainsOf(await engine.run(6000), 70 + 70 + 130);
      const got = await engine.readWeights(0);
      const expected = allPairs(program, trains, pairs === 'nearest');
      expect(got.length).toBeGreaterThan(1500);
      // Each of at most 100 events of a synapse rounds the weight (below 16) once, and traces (below 4) decay over 6000 roundings.
      const bound = 100 * 16 * unit + 50 * 0.3 * 4 * 60 * unit;
      got.forEach((w, s) => {
        if (Math.abs(w - expected[s]!) > bound) expect.fail(`synapse ${s}: ${w} instead of ${expected[s]} ± ${bound}`);
      });
      expect(got.some((w) => w === 0)).toBe(true);
      expect(got.some((w, s) => w > pathwaysOf(program)[0]!.plasticity!.initial[s]! + 1)).toBe(true);
    });

    test('weights of pathways that are not there, or of another length, are refused', async () => {
      const program = dyadicPathways();
      const engine = await engineOf(program);
      const { length } = pathwaysOf(program);
      for (const [p, { plasticity }] of pathwaysOf(program).entries()) {
        const synapses = plasticity?.initial.length ?? 0;
        expect((await engine.readWeights(p)).length).toBe(synapses);
        expect(() => engine.writeWeights(p, new Float64Array(synapses + 1))).toThrow(
          `${synapses + 1} values were given for ${synapses} of the plastic synapses of pathway ${p}.`,
        );
      }
      for (const pathway of [-1, 0.5, length]) {
        const none = `there are ${length} pathways and no pathway ${pathway}.`;
        await expect(engine.readWeights(pathway)).rejects.toThrow(none);
        expect(() => engine.writeWeights(pathway, new Float64Array(0))).toThrow(none);
      }
    });

    test.each(['axonal', 'dendritic'] as const)('%s delays: weights as a loop over the spikes', async (delays) => {
      const program = plastic('all', delays);
      const engine = await engineOf(program);
      const steps = 6000;
      const trains = trainsOf(await engine.run(steps), cellsOf(program));
      const got = await engine.readWeights(0);
      // 13 steps. What arrives in step `steps` has been dealt with already, in the step before.
      const late = delays === 'axonal' ? { source: 13, end: steps + 1 } : { target: 13, end: steps };
      const after = trains.map((train) => train.filter((t) => t < steps));
      const expected = allPairs(program, after, false, late);
      // As above.
      const bound = 100 * 16 * unit + 50 * 0.3 * 4 * 60 * unit;
      got.forEach((w, s) => {
        if (Math.abs(w - expected[s]!) > bound) expect.fail(`synapse ${s}: ${w} instead of ${expected[s]} ± ${bound}`);
      });
      expect(got.length).toBeGreaterThan(1500);
      expect(got.some((w, s) => w > pathwaysOf(program)[0]!.plasticity!.initial[s]! + 1)).toBe(true);
      // The other conventions give other weights.
      const other = allPairs(program, after, false, {});
      expect(got.some((w, s) => Math.abs(w - other[s]!) > 0.1)).toBe(true);
    });

    test.each(['axonal', 'dendritic'] as const)(
      '%s delays: what arrives, and when, in one piece and in many',
      async (delays) => {
        const program = plastic('all', delays);
        const current = program.populations[0]!.columns.findIndex((c) => c.name === 'I_e');
        const engine = await engineOf(program, [0, current]);
        const chunk = await engine.run(30);
        const [pathway] = pathwaysOf(program);
        const { width, offsets } = program.ring;
        const sums = new Float64Array(70);
        const trains = trainsOf(chunk, cellsOf(program));
        let arrivals = 0;
        chunk.spikes.cells.forEach((c, k) => {
          const i = c - SOURCES;
          const fired = chunk.spikes.steps[k]!;
          const arrived = fired + 13;
          if (i < 0 || i >= 130 || arrived >= 30) return;
          arrivals++;
          // The weight before the spike's own change: when it arrives, or when it is fired.
          const late = delays === 'axonal' ? { source: 13, end: arrived } : { target: 13, end: fired };
          const weights = allPairs(program, trains, false, late);
          for (let s = pathway!.rows[i]!; s < pathway!.rows[i + 1]!; s++)
            sums[(pathway!.targets[s]! % width) - offsets[pathway!.inlet]!]! +=
              weights[s]! * Math.exp((-dt * (30 - arrived)) / 3);
        });
        expect(arrivals).toBeGreaterThan(3);
        const last = chunk.traces[0]!.subarray(29 * 70);
        // Weights are delivered in quanta; at most 20 events add up.
        const bound = 20 * (pathway!.plasticity!.quantum + 128 * unit);
        last.forEach((I, j) => {
          if (Math.abs(I - sums[j]!) > bound) expect.fail(`cell ${j}: ${I} instead of ${sums[j]} ± ${bound}`);
        });
        expect(Math.max(...last)).toBeGreaterThan(1);
        const parts = await engineOf(program);
        await Promise.all([parts.run(1), parts.run(12), parts.run(17)]);
        const checkpoint = await parts.checkpoint();
        await engine.run(400);
        const weights = await engine.readWeights(0);
        parts.restore(checkpoint);
        await parts.run(400);
        expect(await parts.readWeights(0)).toEqual(weights);
      },
    );

    test('plastic synapses deliver the weight that they had before their own change', async () => {
      const program = plastic('all');
      const current = program.populations[0]!.columns.findIndex((c) => c.name === 'I_e');
      const engine = await engineOf(program, [0, current]);
      // The first spike of a source reaches its targets with their initial weights.
      const chunk = await engine.run(30);
      const [pathway] = pathwaysOf(program);
      const { width, offsets } = program.ring;
      const sums = new Float64Array(70);
      const seen = new Set<number>();
      const { first } = program.populations[pathway!.source]!;
      chunk.spikes.cells.forEach((c, k) => {
        const i = c - first;
        if (i < 0 || i >= 130 || seen.has(i)) return;
        seen.add(i);
        for (let s = pathway!.rows[i]!; s < pathway!.rows[i + 1]!; s++) {
          const delay = Math.floor(pathway!.targets[s]! / width);
          const j = (pathway!.targets[s]! % width) - offsets[pathway!.inlet]!;
          const arrived = chunk.spikes.steps[k]! + delay;
          if (arrived < 30) sums[j]! += pathway!.plasticity!.initial[s]! * Math.exp((-dt * (30 - arrived)) / 3);
        }
      });
      expect(seen.size).toBeGreaterThan(3);
      const last = chunk.traces[0]!.subarray(29 * 70);
      // Weights are delivered in quanta; several events add up. No source spikes twice in these 3 ms.
      expect(chunk.spikes.cells.filter((c) => c >= first).length).toBe(seen.size);
      last.forEach((I, j) => {
        const bound = 20 * (pathway!.plasticity!.quantum + 128 * unit);
        if (Math.abs(I - sums[j]!) > bound) expect.fail(`cell ${j}: ${I} instead of ${sums[j]} ± ${bound}`);
      });
      expect(Math.max(...last)).toBeGreaterThan(1);
    });

    test('graded spikes: every target’s current is the sum of what was released', async () => {
      const program = graded();
      const current = program.populations[0]!.columns.findIndex((c) => c.name === 'I_e');
      const engine = await engineOf(program);
      const steps = 3000;
      const trains = trainsOf(await engine.run(steps), 90 + 75);
      const got = await engine.readColumn(0, current);
      const [pathway] = pathwaysOf(program);
      const { width, offsets } = program.ring;
      const { first } = program.populations[pathway!.source]!;
      const expected = new Float64Array(90);
      for (let i = 0; i < 75; i++) {
        let [u, x, before] = [0, 1, Number.NEGATIVE_INFINITY];
        for (const step of trains[first + i]!) {
          const gap = (step - before) * dt;
          before = step;
          x = 1 + (x - 1) * Math.exp(-gap / 100);
          u *= Math.exp(-gap / 60);
          u += 0.3 * (1 - u);
          const r = u * x;
          x -= r;
          for (let s = pathway!.rows[i]!; s < pathway!.rows[i + 1]!; s++) {
            const arrived = step + Math.floor(pathway!.targets[s]! / width);
            if (arrived < steps)
              expected[(pathway!.targets[s]! % width) - offsets[pathway!.inlet]!]! +=
                8 * r * Math.exp((-dt * (steps - 1 - arrived)) / 3);
          }
        }
      }
      got.forEach((I, j) => {
        // A release is whole in 2^-20, and u and x round at every one of some thousand steps.
        const bound = 10 * 8 * (2 ** -20 + 3000 * unit) + 3000 * 64 * unit;
        if (Math.abs(I - expected[j]!) > bound) expect.fail(`cell ${j}: ${I} instead of ${expected[j]} ± ${bound}`);
      });
      expect(Math.max(...got)).toBeGreaterThan(5);
    });

    test('the same in one piece and in many, and from a checkpoint, weights included', async () => {
      const program = plastic('all');
      const whole = await engineOf(program);
      await whole.run(1500);
      const parts = await engineOf(program);
      await Promise.all([parts.run(1), parts.run(700), parts.run(799)]);
      const weights = await whole.readWeights(0);
      expect(await parts.readWeights(0)).toEqual(weights);
      const checkpoint = await whole.checkpoint();
      expect(checkpoint.weights).toEqual([weights]);
      await whole.run(500);
      const end = await whole.readWeights(0);
      expect(end).not.toEqual(weights);
      parts.restore(checkpoint);
      await parts.run(500);
      expect(await parts.readWeights(0)).toEqual(end);
      parts.writeWeights(0, weights);
      expect(await parts.readWeights(0)).toEqual(weights);
    });

    test('a checkpoint without these weights is refused, and nothing of it is taken', async () => {
      const engine = await engineOf(plastic('all'));
      const { weights, ...rest } = await engine.checkpoint();
      await engine.run(20);
      const now = await engine.checkpoint();
      const short = weights!.map((values) => values.slice(1));
      for (const wrong of [
        rest,
        { ...rest, weights: [] },
        { ...rest, weights: short },
        { ...rest, weights: [...weights!, weights![0]!] },
      ])
        expect(() => engine.restore(wrong)).toThrow('is of another network');
      expect(await engine.checkpoint()).toEqual(now);
    });
  });
}
