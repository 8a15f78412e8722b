/** However a network is built, in parts or by threads, its CSR is the same to the byte. */
import { fileURLToPath } from 'node:url';
import { build as bundle } from 'vite';
import { beforeAll, describe, expect, test } from 'vitest';
import { FanoutBuild } from '../../src/compile/building/build.ts';
import { drawValues } from '../../src/compile/building/draws.ts';
import { mergeFanoutInParallel } from '../../src/compile/building/parallel.ts';
import { countUnits, fillUnits } from '../../src/compile/building/rule-passes.ts';
import { nodeThread } from '../../src/compile/building/threads.ts';
import { mergeFanout } from '../../src/compile/fanout.ts';
import { type NetworkPlan, planNetwork } from '../../src/compile/network-plan.ts';
import type { MergedFanout } from '../../src/network/kept-synapses.ts';
import { Network } from '../../src/network/network.ts';
import {
  allToAll,
  type ConnectionRule,
  fixedInDegree,
  fixedOutDegree,
  fixedProbability,
  fixedTotalNumber,
  oneToOne,
  synapseList,
} from '../../src/network/rules/index.ts';
import { areLevels, plainWeights } from '../../src/program/stored-weights.ts';
import { storedBytes } from '../../src/program/synapses.ts';
import { counter } from './run.ts';

const synapsesOfList = 400;

/** Slices, several statements, delays and weights of all kinds, every rule, lists, and a rule of the user's own. */
function mixed(): NetworkPlan {
  const net = new Network({ seed: 11 });
  const a = net.population(counter(), 403);
  const c = net.population(counter(), 57);
  const [front, back] = [a.slice(0, 300), a.slice(300, 403)];
  net.project(front, a, { connect: fixedProbability(0.05), onSpike: 'x += 1' });
  net.project(back, c, { connect: fixedInDegree(9), onSpike: 'x += w; x -= 3*w', weight: 'normal(2, 1)' });
  net.project(a, front, {
    connect: fixedInDegree(21, { multapses: false, autapses: false }),
    onSpike: 'x += 2*w; x -= w; x += w',
    weight: 'uniform(-1, 1)',
    delay: 'uniform(0.3 ms, 2 ms)',
  });
  net.project(c, a, { connect: fixedOutDegree(31, { autapses: false }), onSpike: 'x += 1; x += 4', delay: '1.7 ms' });
  net.project(c, c, { connect: allToAll({ autapses: false }), onSpike: 'x += 1' });
  net.project(a, a, { connect: oneToOne(), onSpike: 'x += w', weight: 'uniform(0, 5)' });
  net.project(a, c, {
    connect: fixedTotalNumber(12_345),
    onSpike: 'x += w; x += 2*w',
    weight: 'normal(2, 1, 0)',
    delay: 'normal(1.5 ms, 1 ms, 0.1 ms)',
  });
  net.project(a, a, {
    connect: fixedTotalNumber(2345, { autapses: false }),
    onSpike: 'x += w',
    weight: '1 + 0.1*rand()',
    delay: 'lognormal(1 ms, 1 ms, 0.1 ms, 5 ms)',
  });
  const pairs = {
    sources: Array.from({ length: synapsesOfList }, (_, k) => (k * 71) % 57),
    targets: Array.from({ length: synapsesOfList }, (_, k) => (k * 13) % 403),
  };
  const list = Array.from({ length: synapsesOfList }, (_, k) => k / 7 - 20);
  net.project(c, a, { connect: synapseList(pairs), onSpike: 'x += w', weight: list });
  net.project(c, a, { connect: everyThird, onSpike: 'x -= 1' });
  return planNetwork(net, 0.1, undefined);
}

/** A rule that no thread can make again. */
const everyThird: ConnectionRule = {
  name: 'everyThird',
  check() {},
  estimate: ({ sources, targets }) => sources * Math.ceil(targets / 3),
  units: ({ sources }) => sources,
  count({ targets }, counts, from, to) {
    for (let i = from; i < to; i++) counts[i]! += Math.ceil(targets / 3);
  },
  fill({ targets }, { cursors, entries, base }, from, to) {
    for (let i = from; i < to; i++) for (let j = 0; j < targets; j += 3) entries[cursors[i]!++] = base + j;
  },
};

const bytes = (values: Uint32Array | Int32Array | Int16Array | null): string =>
  values ? Buffer.from(values.slice().buffer).toString('base64') : '';
const printed = ({ ring, stored, quanta }: MergedFanout): string =>
  JSON.stringify([
    [ring.slots, ring.width, ring.offsets, quanta],
    [stored.rows, stored.targets, plainWeights(stored.weights)].map(bytes),
  ]);
const atOnce = ({ cells, inlets, plain }: NetworkPlan): string => printed(mergeFanout(cells, inlets, plain));

/** Drawn weights alone, or beside listed ones of other cells, which are real numbers first. */
function drawn(listed: boolean): NetworkPlan {
  const net = new Network({ seed: 5 });
  const a = net.population(counter(), 101);
  const c = net.population(counter(), 31);
  net.project(a, a, { connect: fixedTotalNumber(4001), onSpike: 'x += w', weight: 'normal(-3, 1, -inf, 0)' });
  net.project(a, c, { connect: fixedProbability(0.2), onSpike: 'x += 1', delay: 'uniform(1 ms, 2 ms)' });
  if (listed)
    net.project(c, c, {
      connect: oneToOne(),
      onSpike: 'x += w',
      weight: Array.from({ length: 31 }, (_, k) => Math.sqrt(k)),
    });
  return planNetwork(net, 0.1, undefined);
}

test('weights that tables draw take 16 bits where all fit, and are those of 32 bits', () => {
  const [small, large] = [drawn(false), drawn(true)].map(({ cells, inlets, plain }) =>
    mergeFanout(cells, inlets, plain),
  );
  const [weights, wide] = [small!, large!].map(({ stored }) => plainWeights(stored.weights)!) as [
    Int16Array,
    Int32Array,
  ];
  expect(weights).toBeInstanceOf(Int16Array);
  expect(wide).toBeInstanceOf(Int32Array);
  expect(weights.length).toBeGreaterThan(4500);
  expect(new Set(weights).size).toBeGreaterThan(1000);
  // Rows of the first population come first.
  expect([...weights]).toEqual([...wide.subarray(0, weights.length)]);
});

test('a long list of few weights keeps them by number, and they are those of a short one', () => {
  const built = (synapses: number) => {
    const net = new Network({ seed: 1 });
    const cells = net.population(counter(), 2000);
    const ends = (factor: number) => Uint32Array.from({ length: synapses }, (_, k) => (k * factor) % 2000);
    const weight = Float64Array.from({ length: synapses }, (_, k) => 0.275 * ((k % 41) - 20));
    const connect = synapseList({ sources: ends(7), targets: ends(13) });
    net.project(cells, cells, { connect, onSpike: 'x += w', weight });
    const plan = planNetwork(net, 0.1, undefined);
    return mergeFanout(plan.cells, plan.inlets, plan.plain);
  };
  const [short, long] = [built(2 ** 20 - 1), built(2 ** 20)];
  expect(short.stored.weights).toBeInstanceOf(Int32Array);
  expect(areLevels(long.stored.weights)).toBe(true);
  expect(storedBytes(long.stored)).toBe(6 * 2 ** 20 + 4 * 41 + 4 * 2001);
  expect(long.quanta).toEqual(short.quanta);
  // The last synapse is the one more; it is the last of its row.
  const row = ((2 ** 20 - 1) * 7) % 2000;
  const whole = [...plainWeights(long.stored.weights)!];
  whole.splice(long.stored.rows[row + 1]! - 1, 1);
  expect(Int32Array.from(whole)).toEqual(short.stored.weights);
});

describe('in parts', () => {
  const plans = [mixed(), drawn(false)];

  test.each([1, 2, 3, 5])('%i of them', (count) => {
    for (const [plan, spareFirst] of plans.flatMap((each) => [[each, false] as const, [each, true] as const])) {
      const whole = atOnce(plan);
      const array = (length: number) => new Uint32Array(length);
      const build = new FanoutBuild(plan.cells, plan.inlets, plan.plain, { count, spareFirst, array });
      // The last part first: none may depend on another.
      const parts = Array.from({ length: count }, (_, p) => count - 1 - p);
      let made = 0;
      for (const p of parts) for (const job of build.countJobs(p)) for (const share of countUnits(job)) made += share;
      build.layRows();
      for (const p of parts) for (const job of build.fillJobs(p)) for (const share of fillUnits(job)) made += share;
      for (const p of parts) for (const job of build.drawJobs(p)) for (const share of drawValues(job)) made += share;
      expect(printed(build.finish())).toBe(whole);
      expect(made).toBeCloseTo(build.work, 3);
    }
  });

  test('what cannot be sent to a thread is the first one’s', () => {
    const plan = plans[0]!;
    const build = new FanoutBuild(plan.cells, plan.inlets, plan.plain, {
      count: 3,
      spareFirst: true,
      array: (length) => new Uint32Array(length),
    });
    const own = build.countJobs(0).filter(({ from, to }) => from < to);
    expect(own.map(({ rule }) => rule.name)).toEqual([`synapseList(${synapsesOfList} synapses)`, 'everyThird']);
  });
});

describe('by threads', () => {
  let code = '';
  beforeAll(async () => {
    const root = fileURLToPath(new URL('../..', import.meta.url));
    const result = await bundle({
      root,
      configFile: false,
      logLevel: 'error',
      publicDir: false,
      build: { ssr: true, write: false, rollupOptions: { input: 'src/compile/building/builder.ts' } },
    });
    const outputs = [result].flat().flatMap((r) => ('output' in r ? r.output : []));
    code = outputs.map((o) => ('code' in o ? o.code : '')).join('');
  });

  test.each([1, 2, 3, 5])('%i of them, with progress from 0 to 1', async (threads) => {
    const plan = mixed();
    let started = 0;
    const seen: number[] = [];
    const merged = await mergeFanoutInParallel(plan.cells, plan.inlets, plan.plain, {
      threads,
      onProgress: (fraction) => seen.push(fraction),
      start() {
        started++;
        return nodeThread({ code });
      },
    });
    expect(printed(merged)).toBe(atOnce(plan));
    expect(started).toBe(threads - 1);
    expect(merged.stored.targets.buffer instanceof SharedArrayBuffer).toBe(threads > 1);
    expect(seen.length).toBeGreaterThan(5);
    expect(seen.every((f, i) => f >= (seen[i - 1] ?? 0) && f <= 1)).toBe(true);
    expect(seen.at(-1)).toBe(1);
  });

  test('a thread that fails ends the building with its reason', async () => {
    const plan = mixed();
    const start = () => nodeThread({ code: 'throw new Error("no room")' });
    const building = mergeFanoutInParallel(plan.cells, plan.inlets, plan.plain, { threads: 2, start });
    await expect(building).rejects.toThrow(/^A thread that builds the network failed: no room/);
  });

  test('where none can be started, this thread builds alone', async () => {
    const plan = mixed();
    const options = { threads: 4, start: () => undefined };
    expect(printed(await mergeFanoutInParallel(plan.cells, plan.inlets, plan.plain, options))).toBe(atOnce(plan));
  });
});
