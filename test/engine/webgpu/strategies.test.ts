import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { NetworkFacts } from '../../../src/engine/webgpu/facts.ts';
import { deliverers } from '../../../src/engine/webgpu/kernel.ts';
import type { Limits } from '../../../src/engine/webgpu/limits.ts';
import {
  type Contest,
  chooseStrategy,
  contestants,
  namedStrategy,
  rememberedStrategy,
  timeStrategy,
} from '../../../src/engine/webgpu/strategies/choose.ts';
import { strategies } from '../../../src/engine/webgpu/strategies/index.ts';
import { strategyName, strategyNames } from '../../../src/engine/webgpu/strategies/names.ts';
import { refusalOf, type Strategy } from '../../../src/engine/webgpu/strategies/strategy.ts';
import { tuningOf } from '../../../src/engine/webgpu/tuning.ts';
import { UserError } from '../../../src/errors.ts';
import type { Program } from '../../../src/program/program.ts';
import { cobahh } from '../../fixtures/programs/cobahh.ts';
import { delayed } from '../../fixtures/programs/delayed.ts';
import { pathwaysOf, withGroups } from '../../fixtures/programs/parts.ts';
import { dyadicPathways } from '../../fixtures/programs/pathways.ts';
import { programOf } from '../../fixtures/programs/program.ts';
import { defaultLimits } from '../../shaders/linked.ts';

const idle = (size: number): Program => programOf({ populations: [{ name: 'idle', size, states: {} }] });
const contest = (changes: Partial<Contest>): Contest => ({
  adapter: 'some adapter',
  tuning: tuningOf({ software: false }),
  cells: 1000,
  synapses: 80_000,
  pathways: false,
  // Of a network without synapses.
  refusal: (strategy) => refusalOf(strategy, new NetworkFacts(idle(changes.cells ?? 1000), defaultLimits)),
  ...changes,
});
const names = (c: Contest): string[] => contestants(c).map(({ name }) => name);
/** Those that take networks without dendrites. */
const ofPoints = strategyNames.filter((name) => !strategies[name].together);
const all = ofPoints.map((name) => ({ strategy: strategies[name] }));

/** ms */
let clock = 0;
beforeEach(() => {
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('names', () => {
  test('are those of the strategies', () => {
    for (const name of strategyNames) expect(strategies[name].name).toBe(name);
    expect(Object.keys(strategies)).toEqual([...strategyNames]);
  });
  test('others are refused with a list', () => {
    for (const text of ['', 'Fused', 'toString'])
      expect(() => strategyName(text)).toThrow(
        /Allowed are fused, gathered, two-pass, persistent, blocks, batched, levels/,
      );
    expect(() => strategyName('x')).toThrow(UserError);
  });
  test('of a strategy that does not take so many cells are refused with the number', () => {
    expect(namedStrategy('persistent', contest({ cells: 4096 }))).toBe(strategies.persistent);
    expect(() => namedStrategy('persistent', contest({ cells: 4097 }))).toThrow(
      'up to 4096 cells, and this one has 4097',
    );
  });
});

describe('networks that a strategy does not take are refused with the numbers', () => {
  const refusal =
    (program: Program, limits: Partial<Limits> = {}) =>
    (strategy: Strategy): string | undefined =>
      refusalOf(strategy, new NetworkFacts(program, { ...defaultLimits, ...limits }));
  const named = (name: string, program: Program, limits: Partial<Limits> = {}) =>
    namedStrategy(name, { refusal: refusal(program, limits) });
  test('batched: delays of one step, or a ring beyond one binding', () => {
    expect(() => named('batched', cobahh(50, 5))).toThrow(
      "The strategy 'batched' takes networks whose shortest delay is of 2 steps or more, and here it is 1. Choose one of fused, gathered, two-pass, persistent, blocks, or none.",
    );
    const program = delayed(cobahh(1000, 5), 3);
    expect(named('batched', program)).toBe(strategies.batched);
    // Rows for 4 steps of 2000 sums, and for the 4 steps of the longest delay.
    expect(() => named('batched', program, { maxBufferSize: 60_000 })).toThrow(
      "The strategy 'batched' needs 62.5 KiB for synaptic sums, and this GPU adapter allows 58.6 KiB in one buffer. Choose one of",
    );
  });
  test('blocks: rows too sparse for a pivot table', () => {
    expect(named('blocks', cobahh(1000, 10))).toBe(strategies.blocks);
    expect(() => named('blocks', cobahh(4000, 4))).toThrow(
      "The strategy 'blocks' would sort the synapses into 5 blocks of 2048 sums, 0.8 synapses of a cell in each, which takes 109.4 KiB in the place of 78.1 KiB. Choose one of fused, gathered, two-pass, persistent, or none.",
    );
    // Larger blocks are fewer.
    expect(named('blocks', cobahh(4000, 4), { maxComputeWorkgroupStorageSize: 2 ** 17 })).toBe(strategies.blocks);
  });
});

describe('contestants', () => {
  test('on a GPU: all that take the network', () => {
    expect(names(contest({ cells: 4096 })).sort()).toEqual([...ofPoints].sort());
    expect(names(contest({ cells: 4097 })).sort()).toEqual(ofPoints.filter((n) => n !== 'persistent').sort());
    // Nothing is sorted for seconds just to be timed.
    expect(names(contest({ synapses: 1e8 }))).not.toContain('blocks');
  });
  test('with synapses that change with use: those of one step per dispatch', () => {
    const plastic = withGroups(idle(9), 'pathway', pathwaysOf(dyadicPathways()));
    const refusal = (strategy: Strategy) => refusalOf(strategy, new NetworkFacts(plastic, defaultLimits));
    expect(names(contest({ refusal }))).toEqual(['fused', 'gathered', 'two-pass', 'blocks']);
    expect(names(contest({ refusal, tuning: tuningOf({ software: true }), cells: 9 }))).toEqual(['fused']);
    expect(() => namedStrategy('persistent', { refusal })).toThrow(/the synapses of '.*', which change with use/);
    expect(namedStrategy('two-pass', { refusal })).toBe(strategies['two-pass']);
  });
  test('with dendrites: a thread or a workgroup per cell, the likelier first by how many there are', () => {
    const take = { refusal: () => undefined };
    const trees = (cells: number) => contest({ ...take, cells, trees: { cells, sites: 100 * cells } });
    expect(names(trees(4095))).toEqual(['levels', 'fused']);
    expect(names(trees(4096))).toEqual(['fused', 'levels']);
    const software = tuningOf({ software: true, cores: 2 });
    expect(names({ ...trees(7), tuning: software })).toEqual(['levels', 'fused']);
    expect(names({ ...trees(8), tuning: software })).toEqual(['fused', 'levels']);
    expect(names({ ...trees(513), tuning: software })).toEqual(['fused']);
    // Where one of the two is refused, the other is left.
    const refusal = ({ name }: Strategy) => (name === 'fused' ? 'has no pairs' : undefined);
    expect(names({ ...trees(513), tuning: software, refusal })).toEqual(['levels']);
    expect(() => namedStrategy('levels', contest({}))).toThrow(
      "The strategy 'levels' has a workgroup for each cell with dendrites, and this network has none. Choose one of fused, gathered,",
    );
  });
  test('on a software adapter: no barriers but in small networks, no contest in large ones', () => {
    expect(names(contest({ tuning: tuningOf({ software: true }), cells: 512 }))).toEqual([
      'fused',
      'batched',
      'persistent',
    ]);
    expect(names(contest({ tuning: tuningOf({ software: true }), cells: 513 }))).toEqual(['fused']);
    expect(names(contest({ tuning: tuningOf({ software: true }), cells: 1000, synapses: 1e6 }))).toEqual(['two-pass']);
  });
});

describe('the choice', () => {
  test('falls on the fastest, and is remembered for the same adapter and size only', async () => {
    const times = { fused: 4, gathered: 2, 'two-pass': 3, persistent: 2, blocks: 5, batched: 6, levels: 7 };
    const kind = contest({ adapter: 'chosen' });
    expect(rememberedStrategy(kind)).toBeUndefined();
    const { strategy } = await chooseStrategy(kind, all, async (c) => times[c.strategy.name]);
    expect(strategy.name).toBe('gathered');
    expect(rememberedStrategy(kind)).toBe(strategies.gathered);
    for (const other of [{ adapter: 'another' }, { cells: 1001 }, { synapses: 80_001 }])
      expect(rememberedStrategy({ ...kind, ...other })).toBeUndefined();
  });
  test('of one is made without timing', async () => {
    const only = await chooseStrategy(contest({ adapter: 'lonely' }), all.slice(0, 1), () => expect.fail('timed'));
    expect(only).toBe(all[0]);
  });
  test('ends when its time is over', async () => {
    const tried: string[] = [];
    await chooseStrategy(contest({ adapter: 'slow' }), all, async ({ strategy }) => {
      tried.push(strategy.name);
      clock += 110;
      return 1;
    });
    expect(tried).toEqual(['fused', 'gathered']);
  });
});

describe('a measurement', () => {
  test('of a slow kernel takes few steps', async () => {
    const ran: number[] = [];
    const result = await timeStrategy(async (steps) => {
      ran.push(steps);
      clock += 5 * steps;
    });
    expect(ran).toEqual([1, 4]);
    expect(result).toBe(5);
  });
  test('of a fast kernel takes up to 1024 steps', async () => {
    const ran: number[] = [];
    await timeStrategy(async (steps) => {
      ran.push(steps);
    });
    expect(ran).toEqual([1, 4, 32, 256, 1024]);
  });
});

test('one workgroup delivers for each word of 32 cells, within limits', () => {
  expect([0, 1, 33, 4000, 1e6].map((cells) => deliverers(cells, 1024)[0])).toEqual([1, 1, 2, 125, 1024]);
});
