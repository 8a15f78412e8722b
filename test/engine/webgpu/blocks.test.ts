import { describe, expect, test } from 'vitest';
import { planBlocks } from '../../../src/engine/webgpu/delivery/stored/block-plan.ts';
import { sortIntoBlocks } from '../../../src/engine/webgpu/delivery/stored/blocks.ts';
import { connectionsOf } from '../../../src/engine/webgpu/delivery/stored.ts';
import { NetworkFacts } from '../../../src/engine/webgpu/facts.ts';
import type { Limits } from '../../../src/engine/webgpu/limits.ts';
import type { Program } from '../../../src/program/program.ts';
import { cobahh } from '../../fixtures/programs/cobahh.ts';
import { delayed } from '../../fixtures/programs/delayed.ts';
import { noisy } from '../../fixtures/programs/noisy.ts';
import { fanoutOf, withStored } from '../../fixtures/programs/parts.ts';
import { procedural } from '../../fixtures/programs/procedural.ts';
import { programOf } from '../../fixtures/programs/program.ts';
import { defaultLimits } from '../../shaders/linked.ts';

const withStorage = (bytes: number): Limits => ({ ...defaultLimits, maxComputeWorkgroupStorageSize: bytes });
/** Room for blocks of 256 entries. */
const SMALL = 3072;

type Fanout = ReturnType<typeof fanoutOf>;

const planOf = (fanout: Fanout, limits: Limits) => planBlocks(fanout, fanout, limits);

/** Every synapse as 'cell→entry×weight', sorted, read from the contents as shaders/blocks*.wgsl do. */
function synapsesOf(fanout: Fanout, limits: Limits): string[] {
  const { size, blocks, format } = planOf(fanout, limits);
  const [head, words, weights] = sortIntoBlocks(fanout, planOf(fanout, limits));
  const found: string[] = [];
  for (let cell = 0; cell < fanout.rows.length - 1; cell++)
    blocks.forEach((_, b) => {
      const pivot = blocks.length + cell * blocks.length + b;
      for (let s = head![pivot]!; s < head![pivot + 1]!; s++) {
        const word = words![format === 'packed' ? s : s >> 1]!;
        const entry = format === 'packed' ? word & 0xffff : (word >>> (16 * (s & 1))) & 0xffff;
        expect(entry).toBeLessThan(size);
        const weight = format === 'packed' ? word >> 16 : (weights?.[s] ?? 1);
        found.push(`${cell}→${head![b]! * size + entry}×${weight}`);
      }
    });
  return found.sort();
}

function expected({ rows, targets, weights }: Fanout): string[] {
  const all: string[] = [];
  for (let cell = 0; cell < rows.length - 1; cell++)
    for (let s = rows[cell]!; s < rows[cell + 1]!; s++) all.push(`${cell}→${targets[s]}×${weights?.[s] ?? 1}`);
  return all.sort();
}

describe('synapses sorted into blocks', () => {
  const fanout = fanoutOf(noisy());
  const heavy = { ...fanout, weights: fanout.weights!.map((weight, s) => (s % 2 ? -1 : 1) * weight * 10_000) };
  const negative = { ...fanout, weights: fanout.weights!.map((weight, s) => (s % 2 ? -32768 : 32767) - (weight >> 4)) };
  for (const [title, one, format] of [
    ['without weights', { ...fanout, weights: null }, 'unweighted'],
    ['with weights of 16 bits', negative, 'packed'],
    ['with heavier weights', heavy, 'weighted'],
  ] as const)
    test(`${title} are those of the rows, whatever the size of the blocks`, () => {
      expect(planOf(one, defaultLimits).format).toBe(format);
      expect(planOf(one, withStorage(SMALL)).blocks.length).toBeGreaterThan(10);
      for (const limits of [defaultLimits, withStorage(SMALL)]) expect(synapsesOf(one, limits)).toEqual(expected(one));
    });
  test('are none where there are none', () => {
    const none = fanoutOf(programOf({ populations: [{ name: 'idle', size: 3, states: {} }] }));
    expect(planOf(none, defaultLimits).blocks.length).toBe(0);
    expect(synapsesOf(none, defaultLimits)).toEqual([]);
  });
});

describe('blocks', () => {
  test('that no synapse reaches are left out', () => {
    const fanout = fanoutOf(delayed(cobahh(1024, 40), 100));
    const { blocks, size } = planOf(fanout, defaultLimits);
    // Two inlets of 1024 cells, 101 steps ahead of 102.
    expect([...blocks].every((block) => block * size >= 101 * 2048)).toBe(true);
    expect(blocks.length * size).toBe(2048);
  });
  test('are as small as leaves eight synapses of a row in each, and no larger than a workgroup holds', () => {
    expect(planOf(fanoutOf(cobahh(4000, 80)), defaultLimits)).toMatchObject({ size: 1024, segment: 80 / 9 });
    expect(planOf(fanoutOf(cobahh(4000, 20)), defaultLimits).size).toBe(2048);
    expect(planOf(fanoutOf(cobahh(4000, 20)), withStorage(32768)).size).toBe(4096);
    expect(planOf(fanoutOf(cobahh(4000, 80)), withStorage(SMALL)).size).toBe(256);
  });
  test('take 2 bytes per synapse and the pivot table, in the bindings of the rows', () => {
    const fanout = fanoutOf(cobahh(4000, 80));
    const { arrays, content } = connectionsOf('blocks', new NetworkFacts(cobahh(4000, 80), defaultLimits), undefined);
    expect(arrays.map(({ name, length }) => [name, length])).toEqual([
      ['rows', 9 + 4000 * 9 + 1],
      ['targets', 160_000],
    ]);
    expect(content().map((array) => array.length)).toEqual(arrays.map(({ length }) => length));
    const plan = planOf(fanout, defaultLimits);
    expect(plan.bytes).toBe(4 * content().reduce((n, array) => n + array.length, 0));
    expect(plan.plainBytes).toBe(4 * (fanout.rows.length + fanout.targets.length));
  });
});

const leastDelay = (program: Program): number => new NetworkFacts(program, defaultLimits).leastDelay;

test('the shortest delay is that of stored and made synapses', () => {
  expect(leastDelay(noisy())).toBe(1);
  expect(leastDelay(delayed(noisy(), 4))).toBe(5);
  expect(leastDelay(procedural())).toBe(1);
  expect(leastDelay(withStored(delayed(procedural(), 4), () => fanoutOf(procedural())))).toBe(3);
  expect(leastDelay(programOf({ populations: [{ name: 'idle', size: 3, states: {} }] }))).toBe(
    Number.POSITIVE_INFINITY,
  );
});
