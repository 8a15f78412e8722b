import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { createWasmEngine, WasmEngine } from '../../../src/engine/wasm/engine.ts';
import { ThreadLostError } from '../../../src/engine/wasm/errors.ts';
import { HostMemory } from '../../../src/engine/wasm/memory.ts';
import { startThreads } from '../../../src/engine/wasm/threads.ts';
import * as b from '../../../src/expression/build.ts';
import { uniformValues } from '../../../src/program/hoist.ts';
import type { Program } from '../../../src/program/program.ts';
import { joinSpikes, type SpikeBlock } from '../../../src/record/spikes.ts';
import { cobahh } from '../../fixtures/programs/cobahh.ts';
import { noisy } from '../../fixtures/programs/noisy.ts';
import { programOf } from '../../fixtures/programs/program.ts';
import { type ImageOptions, imageOf } from '../../fixtures/programs/wasm.ts';

const open: Engine[] = [];
afterEach(() => {
  for (const engine of open.splice(0)) engine.dispose();
});
async function engineOf(program: Program, options: ImageOptions = {}): Promise<Engine> {
  const engine = await createWasmEngine(program, imageOf(program, options));
  open.push(engine);
  return engine;
}
const pairs = (spikes: { steps: Uint32Array; cells: Uint32Array }): string =>
  Array.from(spikes.steps, (step, i) => `${step}:${spikes.cells[i]}`).join(' ');

describe('threads', () => {
  test.each([true, false])(
    'any number of them gives the same spikes and the same state, bit by bit; spikes taken by owner: %s',
    async (owned) => {
      for (const program of [cobahh(1003, 20), noisy()]) {
        const one = await engineOf(program, { threads: 1 });
        const { spikes } = await one.run(400);
        expect(spikes.steps.length).toBeGreaterThan(100);
        const state = await one.checkpoint();
        for (const threads of [2, 3, 5]) {
          const several = await engineOf(program, { threads, owned });
          expect(several.strategy).toMatch(owned ? /own cells of each thread/ : /own accumulators of each thread/);
          // Calls of one step too.
          const parts = [await several.run(1), await several.run(1), await several.run(398)];
          const all = joinSpikes(parts.map((part) => part.spikes));
          expect(pairs(all)).toBe(pairs(spikes));
          expect(await several.checkpoint()).toEqual(state);
        }
      }
    },
  );

  test('more threads than cells do no harm', async () => {
    const program = programOf({
      populations: [
        { name: 'few', size: 3, states: { x: { initial: 0, next: b.add(b.state('x'), b.one) } }, spike: b.always },
      ],
    });
    const engine = await engineOf(program, { threads: 4 });
    expect(pairs((await engine.run(3)).spikes)).toBe('0:0 0:1 0:2 1:0 1:1 1:2 2:0 2:1 2:2');
    expect([...(await engine.readColumn(0, 0))]).toEqual([3, 3, 3]);
  });
});

test('engines share threads: calls in turn give the spikes of each alone, also after one of them is gone', async () => {
  const workers = process.getBuiltinModule('node:worker_threads');
  const Plain = workers.Worker;
  let started = 0;
  workers.Worker = class extends Plain {
    constructor(...given: ConstructorParameters<typeof Plain>) {
      super(...given);
      started++;
    }
  };
  try {
    const programs = [cobahh(1003, 20), noisy(), cobahh(203, 10)];
    const alone = await Promise.all(programs.map(async (p) => (await engineOf(p, { threads: 1 })).run(200)));
    // Of several numbers of threads, made at the same time.
    const three = await Promise.all(programs.map((p, k) => engineOf(p, { threads: 2 + k })));
    // The thread that starts and watches over the others is the one that a test can count.
    expect(started).toBeLessThanOrEqual(1);
    const first: SpikeBlock[] = [];
    for (let k = 0; k < 4; k++) first.push(...(await Promise.all(three.map((e) => e.run(25)))).map((c) => c.spikes));
    three[2]!.dispose();
    const rest = await Promise.all(three.slice(0, 2).map((e) => e.run(100)));
    for (const k of [0, 1]) {
      const whole = joinSpikes([...[0, 1, 2, 3].map((n) => first[3 * n + k]!), rest[k]!.spikes]);
      expect(pairs(whole)).toBe(pairs(alone[k]!.spikes));
    }
    const shorter = joinSpikes([0, 1, 2, 3].map((n) => first[3 * n + 2]!));
    expect(pairs(alone[2]!.spikes).startsWith(pairs(shorter))).toBe(true);
  } finally {
    workers.Worker = Plain;
  }
});

test('a thread that ends in mid-run ends the run with a sentence; a checkpoint goes on elsewhere with the same spikes', async () => {
  const program = cobahh(1003, 20);
  const one = await engineOf(program, { threads: 1 });
  const whole = await one.run(400);
  const image = imageOf(program, { threads: 3 });
  const host = new HostMemory(program, image);
  const module = await WebAssembly.compile(image.bytes);
  const threads = await startThreads(module, host.memory, image.threads);
  const imports = { memory: host.memory, clock: () => performance.now() };
  const { exports } = await WebAssembly.instantiate(module, { host: imports });
  const engine = new WasmEngine(program, image, host, exports as never, threads);
  open.push(engine);
  const begun = await engine.run(200);
  const checkpoint = await engine.checkpoint();
  // Values to note outside the memory: that thread traps where it gets to them, while the others wait for it.
  host.setThreadWord(2, 'probesBegin', 0xffff_fff0);
  host.setThreadWord(2, 'probesEnd', 0xffff_fff8);
  await expect(engine.run(100)).rejects.toThrow(ThreadLostError);
  // The reason comes as a message of its own.
  await vi.waitFor(
    () => expect(engine.run(100)).rejects.toThrow(/^A thread of the wasm backend ended in mid-run \(.*memory access/),
    { timeout: 120_000 },
  );
  // Half of one step and half of another is no state.
  await expect(engine.checkpoint()).rejects.toThrow(ThreadLostError);
  await expect(engine.readColumn(0, 0)).rejects.toThrow(ThreadLostError);
  const other = await engineOf(program, { threads: 3 });
  other.restore(checkpoint);
  const rest = await other.run(200);
  expect(pairs(joinSpikes([begun.spikes, rest.spikes]))).toBe(pairs(whole.spikes));
});

test('a thread that was lost takes the other engines with it that it served, and later ones have others', async () => {
  const program = cobahh(1003, 20);
  const image = imageOf(program, { threads: 2 });
  const host = new HostMemory(program, image);
  const module = await WebAssembly.compile(image.bytes);
  const threads = await startThreads(module, host.memory, image.threads);
  const imports = { memory: host.memory, clock: () => performance.now() };
  const { exports } = await WebAssembly.instantiate(module, { host: imports });
  const engine = new WasmEngine(program, image, host, exports as never, threads);
  open.push(engine);
  const beside = await engineOf(program, { threads: 2 });
  host.setThreadWord(1, 'probesBegin', 0xffff_fff0);
  host.setThreadWord(1, 'probesEnd', 0xffff_fff8);
  await expect(engine.run(100)).rejects.toThrow(ThreadLostError);
  await vi.waitFor(() => expect(beside.run(1)).rejects.toThrow(ThreadLostError), { timeout: 120_000 });
  const later = await engineOf(program, { threads: 2 });
  expect((await later.run(100)).steps).toBe(100);
});

test('where loops are cut changes no bit', async () => {
  const program = cobahh(203, 10);
  const results: string[] = [];
  for (const budget of [20, 60, 100, 1e9]) {
    const engine = await engineOf(program, { threads: 1, budget, relaxed: false });
    results.push(pairs((await engine.run(500)).spikes));
  }
  expect(results[0]).not.toBe('');
  expect(new Set(results).size).toBe(1);
});

test('a parameter that makes shared exponentials unsafe falls back to plain ones', async () => {
  // Two exponentials of one slope; their centres are apart by less than the guard first, then by far more.
  const centre = (name: string) => b.exp(b.div(b.sub(b.parameter('v'), b.parameter(name)), b.number(2)));
  const program = programOf({
    populations: [
      {
        name: 'a',
        size: 8,
        states: { x: { initial: 0, next: centre('p') }, y: { initial: 0, next: centre('q') } },
        perCell: { v: Float64Array.from({ length: 8 }, (_, i) => i) },
        shared: { p: 0, q: 20 },
      },
    ],
  });
  const engine = await engineOf(program, { threads: 1 });
  for (const q of [20, 150]) {
    const values = uniformValues(
      program.populations[0]!.uniforms,
      new Map([
        ['p', 0],
        ['q', q],
      ]),
      program.dt,
    );
    engine.setUniforms(0, values);
    await engine.run(1);
    const [x, y] = [await engine.readColumn(0, 0), await engine.readColumn(0, 1)];
    for (let i = 0; i < 8; i++) {
      // Rounding the argument to f32 costs up to its magnitude in units of 2^-24, twice.
      expect(Math.abs(x[i]! / Math.exp(i / 2) - 1)).toBeLessThan((2 + i) * 2 ** -23);
      expect(Math.abs(y[i]! / Math.exp((i - q) / 2) - 1)).toBeLessThan((2 + q) * 2 ** -23);
    }
  }
});

test('what decays ends at zero, not at a subnormal number', async () => {
  const program = programOf({
    populations: [
      {
        name: 'a',
        size: 5,
        states: { g: { initial: 40, next: b.mul(b.state('g'), b.parameter('k')) } },
        shared: { k: 0.9 },
      },
    ],
  });
  const engine = await engineOf(program, { threads: 1 });
  await engine.run(100);
  expect((await engine.readColumn(0, 0))[4]! / (40 * 0.9 ** 100)).toBeCloseTo(1, 5);
  await engine.run(1000);
  expect([...(await engine.readColumn(0, 0))]).toEqual([0, 0, 0, 0, 0]);
});

test('every cell may spike in every step of a long run', async () => {
  const size = 3000;
  const program = programOf({
    populations: [{ name: 'a', size, states: { x: { initial: 0, next: b.zero } }, spike: b.always }],
  });
  const engine = await engineOf(program, { threads: 2 });
  const steps = 1500;
  const { spikes } = await engine.run(steps);
  expect(spikes.steps.length).toBe(size * steps);
  expect(spikes.cells.every((cell, i) => cell === i % size && spikes.steps[i] === Math.floor(i / size))).toBe(true);
});

test('traces larger than one call has room for arrive whole', async () => {
  const size = 20_000;
  const program = programOf({
    populations: [
      { name: 'a', size, states: { x: { initial: 0, next: b.add(b.step, b.cell) }, y: { initial: 0, next: b.cell } } },
    ],
  });
  const engine = await engineOf(program, { threads: 2 });
  const cells = Array.from({ length: size }, (_, i) => size - 1 - i);
  engine.setProbes([{ population: 0, columns: [1, 0], cells }]);
  const { traces } = await engine.run(250);
  const [values] = traces;
  let wrong = 0;
  for (let s = 0; s < 250; s++)
    for (let c = 0; c < size; c++) {
      const cell = size - 1 - c;
      const at = 2 * (s * size + c);
      if (values![at] !== cell || values![at + 1] !== s + cell) wrong++;
    }
  expect(wrong).toBe(0);
});

describe('refusals', () => {
  test('a network beyond a WebAssembly memory is refused with the numbers', async () => {
    const program = programOf({ populations: [{ name: 'a', size: 8, states: { x: { initial: 0, next: b.zero } } }] });
    const image = imageOf(program, { threads: 1 });
    const large = { ...image, map: { ...image.map, end: 5 * 2 ** 30 } };
    await expect(createWasmEngine(program, large)).rejects.toThrow(
      /8 cells and 0 synapses needs 5120 MB; .* at most \d+ MB/,
    );
  });
});
