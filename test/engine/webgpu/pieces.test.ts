import { describe, expect, test } from 'vitest';
import { connectionsOf } from '../../../src/engine/webgpu/delivery/stored.ts';
import { NetworkFacts } from '../../../src/engine/webgpu/facts.ts';
import { bindingsOfArray, declareArray, inPieces } from '../../../src/engine/webgpu/pieces.ts';
import { noisy } from '../../fixtures/programs/noisy.ts';
import { fanoutOf } from '../../fixtures/programs/parts.ts';
import { defaultLimits } from '../../shaders/linked.ts';

const limits = { ...defaultLimits, maxStorageBufferBindingSize: 400 };

describe('an array', () => {
  test('that fits is one piece of a rounded length', () => {
    expect(inPieces('targets', 'u32', 1001, defaultLimits).pieces).toEqual([1024]);
    expect(inPieces('targets', 'u32', 0, defaultLimits).pieces).toEqual([4]);
  });
  test('whose rounded length would not fit keeps its own', () => {
    expect(inPieces('targets', 'u32', 99, { ...limits, maxStorageBufferBindingSize: 396 }).pieces).toEqual([96, 4]);
    expect(inPieces('targets', 'u32', 99, limits).pieces).toEqual([100]);
  });
  test('that does not fit is in as few pieces as hold it, numbered like no other binding', () => {
    const targets = inPieces('targets', 'u32', 250, limits);
    expect(targets.pieces).toEqual([100, 100, 50]);
    const weights = inPieces('weights', 'i32', 150, limits);
    const all = [...bindingsOfArray(targets), ...bindingsOfArray(weights)];
    expect(all.map((b) => b.name)).toEqual(['targets', 'targets_1', 'targets_2', 'weights', 'weights_1']);
    expect(new Set(all.map((b) => b.binding)).size).toBe(5);
    for (const { binding } of all.filter((b) => b.name.includes('_'))) expect(binding).toBeGreaterThan(9);
  });
  test("is read by its values' numbers", () => {
    expect(
      declareArray(inPieces('targets', 'u32', 250, limits)),
    ).toBe(`@group(0) @binding(4) var<storage, read> targets: array<u32, 100>;
@group(0) @binding(17) var<storage, read> targets_1: array<u32, 100>;
@group(0) @binding(20) var<storage, read> targets_2: array<u32, 50>;
fn target_at(i: u32) -> u32 {
  if (i < 100u) { return targets[i]; }
  if (i < 200u) { return targets_1[i - 100u]; }
  return targets_2[i - 200u];
}
`);
  });
});

test('plain connections are the arrays of the program', () => {
  const fanout = fanoutOf(noisy());
  const { arrays, content } = connectionsOf('plain', new NetworkFacts(noisy(), defaultLimits), undefined);
  expect(arrays.map((array) => array.name)).toEqual(['rows', 'targets', 'weights']);
  expect(content()).toEqual([fanout.rows, fanout.targets, fanout.weights]);
});
