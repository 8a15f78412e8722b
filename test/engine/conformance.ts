/** What every backend must do. Each backend's own test file calls `conformance` with a way to create its engine. */

import { afterEach, describe, expect, test } from 'vitest';
import type { Engine, Probe } from '../../src/engine/engine.ts';
import { UserError } from '../../src/errors.ts';
import * as b from '../../src/expression/build.ts';
import { uniformValues } from '../../src/program/hoist.ts';
import { type Phase, phases } from '../../src/program/phases.ts';
import { cellsOf, type Program } from '../../src/program/program.ts';
import { levelsOf, plainWeights } from '../../src/program/stored-weights.ts';
import { philox, purpose } from '../../src/random/philox.ts';
import { poissonBlock, poissonCount, poissonTable } from '../../src/random/poisson.ts';
import { joinSpikes } from '../../src/record/spikes.ts';
import { cobahh } from '../fixtures/programs/cobahh.ts';
import { codes, decoder } from '../fixtures/programs/decoder.ts';
import { delayed } from '../fixtures/programs/delayed.ts';
import { faulty } from '../fixtures/programs/faulty.ts';
import { advanceOnHost, drawOf } from '../fixtures/programs/host.ts';
import { late, lateSpikes } from '../fixtures/programs/late.ts';
import { maps, spread } from '../fixtures/programs/maps.ts';
import { noisy } from '../fixtures/programs/noisy.ts';
import { fanoutOf, withStored } from '../fixtures/programs/parts.ts';
import { programOf } from '../fixtures/programs/program.ts';
import { type RangeCase, rangeArguments, rangeCases, rangeProgram } from '../fixtures/programs/ranges.ts';

export type CreateEngine = (program: Program, options: { probes: readonly Probe[] }) => Promise<Engine>;

export interface ConformanceOptions {
  /** Unit roundoff of the backend's state: 2^-24 for f32 (the default), 2^-53 for f64. */
  readonly unit?: number;
  /** Steps by which all delays are made longer, for a strategy that does not take the shortest; 0 by default. */
  readonly longer?: number;
  /** All functions in one program, where each alone went through the same emitter before; false by default. */
  readonly together?: boolean;
}

const pairs = (spikes: { steps: Uint32Array; cells: Uint32Array }): string[] =>
  Array.from(spikes.steps, (step, i) => `${step}:${spikes.cells[i]}`);

export function conformance(
  name: string,
  create: CreateEngine,
  { unit = 2 ** -24, longer = 0, together = false }: ConformanceOptions = {},
): void {
  const open: Engine[] = [];
  const engineOf = async (program: Program, probes: readonly Probe[] = []): Promise<Engine> => {
    const engine = await create(program, { probes });
    open.push(engine);
    return engine;
  };
  afterEach(() => {
    for (const engine of open.splice(0)) engine.dispose();
  });
  const stateOf = async (engine: Engine, program: Program): Promise<number[][][]> =>
    (await engine.checkpoint()).columns.map((columns, p) => {
      expect(columns.length).toBe(program.populations[p]!.columns.length);
      return columns.map((values) => [...values]);
    });

  describe(`conformance of ${name}`, () => {
    describe('one step from random states', () => {
      for (const [title, program] of Object.entries(maps))
        test(title, async () => {
          const engine = await engineOf(program);
          // A later step than the first, so that time and draws are not those of step 0.
          const start = await engine.checkpoint();
          engine.restore({ ...start, step: 1000 });
          const before = await stateOf(engine, program);
          const chunk = await engine.run(1);
          expect(chunk.fault).toBeUndefined();
          expect(engine.step).toBe(1001);
          const after = await stateOf(engine, program);
          const population = program.populations[0]!;
          for (let cell = 0; cell < population.size; cell++) {
            const row = before[0]!.map((values) => values[cell]!);
            advanceOnHost(program, 0, cell, 1000, row, unit).forEach(({ value, error }, c) => {
              const got = after[0]![c]![cell]!;
              // Twice the first-order bound covers its second order; the smallest normal numbers may be flushed.
              if (!(Math.abs(got - value) <= 2 * error + 1e-37))
                expect.fail(
                  `${population.columns[c]!.name} of cell ${cell} from ${row.slice(0, 3)}: ${got} instead of ${value} ± ${error}`,
                );
            });
          }
        });
    });

    describe('functions over sixty decades of either sign', () => {
      let all: Promise<Float64Array[]> | undefined;
      const answers = async (cases: readonly RangeCase[]): Promise<Float64Array[]> => {
        const engine = await engineOf(rangeProgram(cases));
        await engine.run(1);
        return Promise.all(cases.map((_, k) => engine.readColumn(0, 1 + k)));
      };
      const answer = async (one: RangeCase): Promise<Float64Array> => {
        if (!together) return (await answers([one]))[0]!;
        all ??= answers(rangeCases);
        return (await all)[rangeCases.indexOf(one)]!;
      };
      test.each(rangeCases.map((c) => [c.text, c] as const))(
        '%s',
        async (_, { exact, relative, absolute, within, text }) => {
          const got = await answer(rangeCases.find((c) => c.text === text)!);
          // The end of the normal numbers; e^x stays at e^87 or e^88 in f32, so |x|/sinh x stays above 2·e^-87·|x| = 2.8 times the least
          // number, times |x|.
          const single = unit === 2 ** -24;
          const [least, most] = single ? [1.2e-38, 6e37] : [1e-300, 1e300];
          rangeArguments.forEach((x, i) => {
            const value = exact(x);
            const y = got[i]!;
            const floor = 4 * least * Math.max(1, Math.abs(x));
            const bound = unit * (relative(x) * Math.abs(value) + (absolute?.(x) ?? 0)) + floor;
            let good = Number.isNaN(value) ? Number.isNaN(y) : Math.abs(y - value) <= bound;
            if (Math.abs(value) >= most)
              good = Math.sign(y) === Math.sign(value) && Math.abs(y) >= most / 2 / Math.max(1, Math.abs(x));
            // What saturates, between e^87 and the largest number, is large or small at least.
            if (single && Math.abs(x) > 87 && Math.abs(x) < 95 && Math.abs(value) > 1e35) good = y / value > 1e-3;
            if (single && Math.abs(x) > 87 && Math.abs(x) < 95 && Math.abs(value) < 1e-35) good = Math.abs(y) < 1e-35;
            // Where it need not answer, it says so.
            if (within && !within(x)) good ||= !Number.isFinite(y);
            if (!good) expect.fail(`${text} at ${x}: ${y} instead of ${value}`);
          });
        },
      );
    });

    describe('delivery', () => {
      for (const [title, spec] of Object.entries({
        'to the next step': { delays: [1], weights: [1] },
        'after 2 steps': { delays: [2], weights: [1] },
        'after 7 steps': { delays: [7], weights: [1] },
        'with weights': { delays: [1], weights: [3, -5, 1000, 1] },
        'with delays and weights mixed': { delays: [1, 2, 7], weights: [1, -2, 40] },
        'with weights by number': { delays: [1], weights: [3, -70_000, 1_000_000, 1], byNumber: true },
        'with delays and weights by number': { delays: [1, 2, 7], weights: [1, -2, 40], byNumber: true },
      } as Record<string, { delays: number[]; weights: number[]; byNumber?: true }>))
        test(`${title}: 16 sources reach exactly the targets of their binary codes`, async () => {
          const delays = spec.delays.map((steps) => steps + longer);
          const plain = decoder(delays, spec.weights);
          const program = spec.byNumber
            ? withStored(plain, ({ weights }) => ({ weights: levelsOf(plainWeights(weights) as Int32Array)! }))
            : plain;
          const engine = await engineOf(program, [{ population: 1, columns: [0, 1], cells: [0, 1, 2, 3] }]);
          const steps = 60;
          const chunk = await engine.run(steps);
          expect([...chunk.traces[0]!]).toEqual(codes(delays, spec.weights, steps));
          expect(pairs(chunk.spikes)).toEqual(Array.from({ length: steps }, (_, k) => `${k}:${k % 16}`));
        });
    });

    test('the spike record is lossless and sorted by step, then cell, over populations of odd sizes', async () => {
      const own = (modulus: number) =>
        b.compare('eq', b.binary('mod', b.add(b.step, b.cell), b.number(modulus)), b.zero);
      const program = programOf({
        populations: [
          { name: 'a', size: 77, states: { x: { initial: 0, next: b.zero } }, spike: b.always },
          { name: 'b', size: 45, states: { x: { initial: 0, next: b.zero } } },
          { name: 'c', size: 130, states: { x: { initial: 0, next: b.zero } }, spike: own(3) },
        ],
      });
      const engine = await engineOf(program);
      const { spikes, firstStep, steps } = await engine.run(50);
      expect([firstStep, steps]).toEqual([0, 50]);
      const expected: string[] = [];
      for (let k = 0; k < 50; k++) {
        for (let i = 0; i < 77; i++) expected.push(`${k}:${i}`);
        for (let i = 0; i < 130; i++) if ((k + i) % 3 === 0) expected.push(`${k}:${122 + i}`);
      }
      expect(pairs(spikes)).toEqual(expected);
    });

    test('random numbers are the same integers as on the host', async () => {
      const program = programOf({
        seed: 0xdeadbeef,
        populations: [
          { name: 'other', size: 5, states: { x: { initial: 0, next: b.zero } } },
          {
            name: 'dice',
            size: 100,
            states: { x: { initial: 0, next: b.draw('uniform', 3) } },
            spike: b.compare('lt', b.draw('uniform', 5), b.number(0.25)),
          },
        ],
      });
      const engine = await engineOf(program, [{ population: 1, columns: [0], cells: [0, 99] }]);
      const { spikes, traces } = await engine.run(40);
      const dice = program.populations[1]!;
      const expected: string[] = [];
      for (let k = 0; k < 40; k++) {
        for (let i = 0; i < 100; i++)
          if (drawOf(program, dice, i, k, b.draw('uniform', 5)) < 0.25) expected.push(`${k}:${5 + i}`);
        [0, 99].forEach((cell, c) => {
          expect(traces[0]![k * 2 + c]).toBe(drawOf(program, dice, cell, k, b.draw('uniform', 3)));
        });
      }
      expect(pairs(spikes)).toEqual(expected);
    });

    test('Poisson counts are the same integers as on the host, for means of each cell and for shared ones', async () => {
      const means = spread(400, 0, 200, 3, [
        0,
        -0,
        1e-30,
        1e-12,
        1e-7,
        1e-4,
        2 ** -10,
        0.01,
        1 / 32,
        0.03125001,
        0.5,
        1,
        7.99999,
        8,
        8.03,
        24,
        31.99,
        32,
        100,
        1e3,
        65535.97,
        98304,
        131071.99,
        131072,
        -1,
        1e30,
      ]);
      const shared = [0, 1e-9, 3e-4, 0.7, 7.99, 8, 40.3, 5000];
      const program = programOf({
        seed: 77,
        populations: [
          { name: 'other', size: 5, states: { x: { initial: 0, next: b.zero } } },
          {
            name: 'counts',
            size: means.length,
            states: {
              own: { initial: 0, next: b.poisson(b.parameter('mean'), 2, 1), limit: Infinity },
              ...Object.fromEntries(
                shared.map((_, k) => [`of${k}`, { initial: 0, next: b.poisson(b.parameter(`m${k}`), 3 + k, 1) }]),
              ),
            },
            perCell: { mean: means },
            shared: Object.fromEntries(shared.map((mean, k) => [`m${k}`, mean])),
            tables: [Float64Array.of(5), poissonTable()],
          },
        ],
      });
      const engine = await engineOf(program);
      const { stream } = program.populations[1]!;
      const words = new Uint32Array(4);
      for (let step = 0; step < 4; step++) {
        await engine.run(1);
        for (let draw = 2; draw < 3 + shared.length; draw++) {
          const counted = [...(await engine.readColumn(1, draw - 2))];
          const wanted = Array.from(means, (own, cell) =>
            poissonCount(draw === 2 ? own : shared[draw - 3]!, (block) =>
              philox(cell, step, poissonBlock(draw) + block, purpose.run, 77, stream, words),
            ),
          );
          expect(counted, `draw ${draw}`).toEqual(wanted);
        }
      }
    });

    // 2^24 and 2^26: where f32 no longer holds every step and then only every eighth; 2^31, and the last steps of all.
    test.each([0, 1000, 2 ** 24 - 2, 2 ** 24, 2 ** 26, 2 ** 31 - 5, 2 ** 32 - 10])(
      'times mean whole steps, at step %i as at the first',
      async (at) => {
        const program = late(at);
        const engine = await engineOf(program);
        engine.restore({ ...(await engine.checkpoint()), step: at });
        const { spikes } = await engine.run(10);
        const found = lateSpikes.map(() => [] as number[]);
        spikes.cells.forEach((cell, k) => {
          found[cell]!.push(spikes.steps[k]! - at);
        });
        expect(found).toEqual(lateSpikes);
      },
    );

    test('a run is the same in one piece and in many, waited for or not', async () => {
      const program = delayed(noisy(), longer);
      const whole = await (await engineOf(program)).run(600);
      expect(whole.spikes.steps.length).toBeGreaterThan(500);
      const engine = await engineOf(program);
      const parts = [await engine.run(1), await engine.run(99)];
      parts.push(...(await Promise.all([engine.run(200), engine.run(37), engine.run(263)])));
      expect(engine.step).toBe(600);
      expect(parts.map((part) => part.firstStep)).toEqual([0, 1, 100, 300, 337]);
      expect(pairs(joinSpikes(parts.map((part) => part.spikes)))).toEqual(pairs(whole.spikes));
    });

    test('a timed run is the same run, and its phases are those of a step', async () => {
      const program = delayed(noisy(), longer);
      const probes: Probe[] = [{ population: 0, columns: [0], cells: [0, 1] }];
      const plain = await engineOf(program, probes);
      const engine = await engineOf(program, probes);
      const whole = await plain.run(120);
      const before = engine.run(20);
      const timed = engine.profile(70);
      const after = engine.run(30);
      expect(engine.step).toBe(120);
      const { chunk, phases: times, means, ms, waiting } = await timed;
      const parts = [await before, chunk, await after];
      expect(pairs(joinSpikes(parts.map((part) => part.spikes)))).toEqual(pairs(whole.spikes));
      expect(parts.flatMap((part) => [...part.traces[0]!])).toEqual([...whole.traces[0]!]);
      expect(await stateOf(engine, program)).toEqual(await stateOf(plain, program));
      expect([chunk.firstStep, chunk.steps, chunk.fault]).toEqual([20, 70, undefined]);
      expect(['clock', 'thread clocks', 'timestamps', 'fences']).toContain(means);
      const named = times.map(({ phase }) => phase.split('+') as Phase[]);
      expect(new Set(named.flat())).toEqual(new Set(['gather', 'integrate', 'detect', 'deliver', 'record']));
      // In the order of a step, each piece within itself too.
      const places = named.map((label) => label.map((phase) => phases.indexOf(phase)));
      for (const label of places) expect(label).toEqual([...label].sort((a, b) => a - b));
      expect(places.map((label) => label[0])).toEqual(places.map((label) => label[0]).sort((a, b) => a! - b!));
      for (const { ms, dispatches } of times) {
        expect(ms).toBeGreaterThanOrEqual(0);
        expect(dispatches % 1).toBe(0);
      }
      expect(times.reduce((n, t) => n + t.dispatches, 0) > 0).toBe(engine.backend === 'webgpu');
      // Pieces lie side by side within the whole, of each thread and of the device. A clock of the device may run differently by one in a
      // thousand, and may be rounded to 66 µs at both ends of a submit, of which there are 70 at most; clocks in Node count nanoseconds.
      const sum = times.reduce((n, t) => n + t.ms, waiting);
      const allowance = means === 'timestamps' ? ms / 1000 + 70 * 2 * 0.066 : 0.001;
      expect(sum).toBeGreaterThan(0);
      expect(sum).toBeLessThanOrEqual(ms + allowance);
    });

    test('another seed gives other spikes; the same seed the same', async () => {
      const run = async (seed: number) => pairs((await (await engineOf(delayed(noisy(seed), longer))).run(200)).spikes);
      const first = await run(1);
      expect(await run(1)).toEqual(first);
      expect(await run(2)).not.toEqual(first);
    });

    test('a checkpoint continues bit by bit, here and on another engine, with spikes on their way', async () => {
      const program = delayed(noisy(), longer);
      const engine = await engineOf(program);
      await engine.run(150);
      const [checkpoint, ahead] = await Promise.all([engine.checkpoint(), engine.run(150)]);
      expect(checkpoint.step).toBe(150);
      expect(checkpoint.accumulators.some((sum) => sum !== 0)).toBe(true);
      const end = await stateOf(engine, program);
      engine.restore(checkpoint);
      expect(engine.step).toBe(150);
      expect(pairs((await engine.run(150)).spikes)).toEqual(pairs(ahead.spikes));
      expect(await stateOf(engine, program)).toEqual(end);
      const other = await engineOf(program);
      await other.run(10);
      other.restore(checkpoint);
      expect(pairs((await other.run(150)).spikes)).toEqual(pairs(ahead.spikes));
      expect(await stateOf(other, program)).toEqual(end);
    });

    test('a checkpoint of another shape is refused in words, and nothing of it is taken', async () => {
      const program = delayed(noisy(), longer);
      const engine = await engineOf(program);
      const before = await engine.checkpoint();
      await engine.run(20);
      const now = await engine.checkpoint();
      const { columns, accumulators } = before;
      const wrong = [
        { ...before, columns: [] },
        { ...before, columns: [...columns, columns[0]!] },
        { ...before, columns: columns.map((values) => values.slice(1)) },
        { ...before, columns: columns.map((values) => [...values, values[0]!]) },
        { ...before, columns: columns.map((values) => values.map((v) => v.slice(1))) },
        { ...before, columns: columns.map((values) => values.map((v) => Float64Array.of(...v, 0))) },
        { ...before, accumulators: accumulators.slice(1) },
        { ...before, accumulators: Int32Array.of(...accumulators, 0) },
        { ...before, weights: [Float64Array.of(1)] },
      ];
      for (const checkpoint of wrong) {
        expect(() => engine.restore(checkpoint)).toThrow(UserError);
        expect(() => engine.restore(checkpoint)).toThrow('is of another network');
      }
      expect(await engine.checkpoint()).toEqual(now);
    });

    describe('faults', () => {
      for (const how of ['run-away', 'not a number', 'beyond the limit'] as const)
        test(`${how}: the first by step, then cell, then column is named`, async () => {
          const { program, fault } = faulty(how);
          const engine = await engineOf(program);
          expect((await engine.run(fault.step)).fault).toBeUndefined();
          engine.restore(await (await engineOf(program)).checkpoint());
          expect((await engine.run(fault.step + 30)).fault).toEqual(fault);
        });
    });

    test('probes note the chosen columns of the chosen cells after every step, and can be changed between steps', async () => {
      const columns = {
        x: { initial: 0, next: b.add(b.cell, b.step) },
        y: { initial: 0, next: b.mul(b.number(2), b.step) },
      };
      const program = programOf({
        populations: [
          { name: 'a', size: 40, states: columns },
          {
            name: 'b',
            size: 90,
            states: columns,
            perCell: { own: Float64Array.from({ length: 90 }, (_, i) => i / 2) },
          },
        ],
      });
      const engine = await engineOf(program, [
        { population: 1, columns: [1, 0, 2], cells: [89, 3] },
        { population: 0, columns: [0], cells: [33, 33] },
      ]);
      const first = engine.run(3);
      engine.setProbes([{ population: 1, columns: [0], cells: [3] }]);
      const second = engine.run(2);
      engine.setProbes([]);
      const third = engine.run(1);
      expect((await first).traces.map((t) => [...t])).toEqual([
        [0, 89, 44.5, 0, 3, 1.5, 2, 90, 44.5, 2, 4, 1.5, 4, 91, 44.5, 4, 5, 1.5],
        [33, 33, 34, 34, 35, 35],
      ]);
      expect((await second).traces.map((t) => [...t])).toEqual([[6, 7]]);
      expect((await third).traces).toEqual([]);
    });

    test('uniforms, columns and reads act in the order of the calls', async () => {
      const program = programOf({
        populations: [
          {
            name: 'a',
            size: 70,
            states: { x: { initial: 1, next: b.add(b.state('x'), b.add(b.parameter('shared'), b.parameter('own'))) } },
            shared: { shared: 2 },
            perCell: { own: new Float64Array(70).fill(4) },
          },
        ],
      });
      const population = program.populations[0]!;
      const engine = await engineOf(program);
      engine.run(2);
      const before = engine.readColumn(0, 0);
      engine.setUniforms(0, uniformValues(population.uniforms, new Map([['shared', 10]]), program.dt));
      engine.run(1);
      engine.writeColumn(0, 1, new Float64Array(70).fill(100));
      const middle = engine.readColumn(0, 0);
      engine.run(1);
      engine.writeColumn(
        0,
        0,
        Float64Array.from({ length: 70 }, (_, i) => i),
      );
      expect([...(await before)]).toEqual(new Array(70).fill(13));
      expect([...(await middle)]).toEqual(new Array(70).fill(27));
      expect([...(await engine.readColumn(0, 0))]).toEqual(Array.from({ length: 70 }, (_, i) => i));
      await engine.run(1);
      expect([...(await engine.readColumn(0, 0))]).toEqual(Array.from({ length: 70 }, (_, i) => i + 110));
      expect([...(await engine.readColumn(0, 1))]).toEqual(new Array(70).fill(100));
    });

    test('the benchmark network spikes as on the host for its first steps', async () => {
      const program = delayed(cobahh(256, 20), longer);
      const engine = await engineOf(program);
      const { spikes, fault } = await engine.run(60);
      expect(fault).toBeUndefined();
      const expected = simulateOnHost(program, 60);
      expect(expected.length).toBeGreaterThan(0);
      expect(pairs(spikes)).toEqual(expected);
    });

    describe('misuse is refused in words, and leaves the engine as it was', () => {
      const program = delayed(noisy(), longer);
      const never = [-1, 1.5, Number.NaN, 2 ** 32];
      const refused = (call: () => unknown, words: string | RegExp): void => {
        expect(call).toThrow(words);
        // A mistake of the calling program, not of a person.
        expect(call).not.toThrow(UserError);
      };
      const rejected = async (call: () => Promise<unknown>, words: string | RegExp): Promise<void> => {
        await expect(call()).rejects.toThrow(words);
        await expect(call()).rejects.not.toThrow(UserError);
      };
      const untouched = async (misuse: (engine: Engine) => Promise<void> | void): Promise<void> => {
        const engine = await engineOf(program);
        await engine.run(5);
        const before = await engine.checkpoint();
        await misuse(engine);
        expect(engine.step).toBe(5);
        expect(await engine.checkpoint()).toEqual(before);
        expect((await engine.run(5)).traces).toEqual([]);
      };

      test('numbers of steps', () =>
        untouched(async (engine) => {
          for (const steps of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
            await rejected(() => engine.run(steps), /^run takes a whole number of steps from 1, not /);
            await rejected(() => engine.profile(steps), /^profile takes a whole number of steps from 1, not /);
          }
          await rejected(() => engine.run(2 ** 32 - 4), '4294967292 more than 5 are too many');
        }));

      test('columns and their lengths', () =>
        untouched(async (engine) => {
          const { name, columns, size } = program.populations[1]!;
          const values = new Float64Array(size);
          for (const population of [2, ...never]) {
            await rejected(() => engine.readColumn(population, 0), 'there are 2 populations and no ');
            refused(() => engine.writeColumn(population, 0, values), 'there are 2 populations and no ');
          }
          const none = `population '${name}' has ${columns.length} columns and no column `;
          for (const column of [columns.length, ...never]) {
            await rejected(() => engine.readColumn(1, column), none);
            refused(() => engine.writeColumn(1, column, values), none);
          }
          for (const length of [0, size - 1, size + 1])
            refused(
              () => engine.writeColumn(1, 0, new Float64Array(length)),
              `${length} values were given for ${size} of a column of population '${name}'.`,
            );
        }));

      test('uniforms', () =>
        untouched((engine) => {
          const { name, uniforms } = program.populations[0]!;
          for (const population of [2, ...never])
            refused(() => engine.setUniforms(population, new Float64Array(0)), 'there are 2 populations');
          for (const length of [uniforms.length - 1, uniforms.length + 1])
            refused(
              () => engine.setUniforms(0, new Float64Array(length)),
              `${length} values were given for ${uniforms.length} of uniforms of population '${name}'.`,
            );
        }));

      test('probes', () =>
        untouched(async (engine) => {
          const { size } = program.populations[1]!;
          const good = { population: 1, columns: [0], cells: [0] };
          for (const wrong of [
            ...[2, ...never].map((population) => ({ ...good, population })),
            ...[9, ...never].map((column) => ({ ...good, columns: [0, column] })),
            ...[size, ...never].map((cell) => ({ ...good, cells: [0, cell] })),
            { population: 2, columns: [], cells: [] },
          ]) {
            refused(() => engine.setProbes([good, wrong]), /^.* no /);
            await rejected(() => create(program, { probes: [wrong] }), /^.* no /);
          }
        }));

      test('weights of pathways that are not there', () =>
        untouched(async (engine) => {
          for (const pathway of [0, ...never]) {
            await rejected(() => engine.readWeights(pathway), 'there are 0 pathways and no pathway ');
            refused(() => engine.writeWeights(pathway, new Float64Array(1)), 'there are 0 pathways');
          }
        }));

      test('checkpoints of steps that cannot be, which may come from a file', () =>
        untouched(async (engine) => {
          const checkpoint = await engine.checkpoint();
          for (const step of [-1, 1.5, Number.NaN, 2 ** 32 + 1])
            expect(() => engine.restore({ ...checkpoint, step })).toThrow(UserError);
        }));

      test('calls after dispose', async () => {
        const engine = await engineOf(program);
        const checkpoint = await engine.checkpoint();
        await engine.run(1);
        engine.dispose();
        const words = 'The engine was disposed of; it takes no more calls.';
        for (const call of [
          () => engine.run(1),
          () => engine.profile(1),
          () => engine.readColumn(0, 0),
          () => engine.readWeights(0),
          () => engine.checkpoint(),
        ])
          await rejected(call, words);
        const { size, uniforms } = program.populations[0]!;
        for (const call of [
          () => engine.writeColumn(0, 0, new Float64Array(size)),
          () => engine.writeWeights(0, new Float64Array(0)),
          () => engine.setUniforms(0, new Float64Array(uniforms.length)),
          () => engine.setProbes([]),
          () => engine.restore(checkpoint),
        ])
          refused(call, words);
      });
    });

    test('what is given is taken at the call: changing it afterwards changes nothing', async () => {
      const program = delayed(noisy(), longer);
      const [engine, other] = [await engineOf(program), await engineOf(program)];
      const { size, uniforms, parameters } = program.populations[0]!;
      const column = Float64Array.from({ length: size }, (_, i) => i % 7);
      const shared = uniformValues(uniforms, new Map(parameters.map((p) => [p.name, p.value / 2])), program.dt);
      const checkpoint = structuredClone(await engine.checkpoint());
      for (const e of [engine, other]) {
        const given = { column: column.slice(), shared: shared.slice(), checkpoint: structuredClone(checkpoint) };
        e.restore(given.checkpoint);
        e.writeColumn(0, 0, given.column);
        e.setUniforms(0, given.shared);
        if (e === other) continue;
        given.column.fill(9);
        given.shared.fill(0);
        given.checkpoint.accumulators.fill(1000);
        for (const columns of given.checkpoint.columns) for (const values of columns) values.fill(9);
      }
      expect(pairs((await engine.run(50)).spikes)).toEqual(pairs((await other.run(50)).spikes));
      expect(await stateOf(engine, program)).toEqual(await stateOf(other, program));
    });

    test('it says what it is, and can be disposed of twice', async () => {
      const engine = await engineOf(delayed(noisy(), longer));
      expect(engine.adapter).not.toBe('');
      expect(engine.strategy).not.toBe('');
      expect(engine.step).toBe(0);
      await engine.run(1);
      engine.dispose();
      engine.dispose();
    });
  });
}

/** Spikes of a network with one population, from the program's definition alone, with the state rounded to f32 after every step. */
function simulateOnHost(program: Program, steps: number): string[] {
  const population = program.populations[0]!;
  const fanout = fanoutOf(program);
  const cells = cellsOf(program);
  const ring = new Int32Array(fanout.slots * fanout.width);
  let rows = Array.from({ length: cells }, (_, i) =>
    population.columns.map(({ initial }) => Math.fround(typeof initial === 'number' ? initial : initial[i]!)),
  );
  const voltage = population.columns.findIndex(({ name }) => name === 'v');
  const spikes: string[] = [];
  for (let step = 0; step < steps; step++) {
    const base = (step % fanout.slots) * fanout.width;
    const next = rows.map((row, cell) => {
      const sums = population.inlets.map((inlet) => ring[base + fanout.offsets[inlet]! + cell]!);
      return advanceOnHost(program, 0, cell, step, row, 0, sums).map(({ value }) => Math.fround(value));
    });
    ring.fill(0, base, base + fanout.width);
    next.forEach((row, cell) => {
      if (!(rows[cell]![voltage]! <= 0 && row[voltage]! >= 0)) return;
      spikes.push(`${step}:${cell}`);
      for (let s = fanout.rows[cell]!; s < fanout.rows[cell + 1]!; s++) {
        const at = (base + fanout.targets[s]!) % ring.length;
        ring[at] = ring[at]! + (fanout.weights?.[s] ?? 1);
      }
    });
    rows = next.map((row, cell) => [...row, ...rows[cell]!.slice(row.length)]);
  }
  return spikes;
}
