/** Targets and weights that are built where an engine will work on them. */
import { expect, test } from 'vitest';
import { createWasmEngine } from '../../../src/engine/wasm/engine.ts';
import { areAtHome, synapsesAtHome, takeHome } from '../../../src/engine/wasm/home.ts';
import type { Program } from '../../../src/program/program.ts';
import { bytesPerWeight, plainWeights } from '../../../src/program/stored-weights.ts';
import { cobahh } from '../../fixtures/programs/cobahh.ts';
import { noisy } from '../../fixtures/programs/noisy.ts';
import { fanoutOf, withStored } from '../../fixtures/programs/parts.ts';
import { type ImageOptions, imageOf } from '../../fixtures/programs/wasm.ts';

/** The program with its synapses in a memory of their own. */
function atHome(program: Program): Program {
  return withStored(program, (stored) => {
    const { targets, weights } = synapsesAtHome(stored.targets.length, bytesPerWeight(stored.weights) as 0 | 2 | 4);
    targets.set(stored.targets);
    if (stored.weights) weights!.set(plainWeights(stored.weights)!);
    return { targets, weights };
  });
}

async function ran(program: Program, options: ImageOptions): Promise<unknown> {
  const engine = await createWasmEngine(program, imageOf(program, options));
  engine.setProbes([{ population: 0, columns: [0], cells: [3, 1] }]);
  const { spikes, traces } = await engine.run(300);
  const checkpoint = await engine.checkpoint();
  engine.dispose();
  expect(spikes.steps.length).toBeGreaterThan(100);
  return { spikes, traces, checkpoint };
}

test('the first engine works on them where they lie, later ones on copies; all alike', async () => {
  for (const program of [cobahh(1003, 20), noisy()])
    for (const threads of [1, 2]) {
      const expected = await ran(program, { threads });
      const moved = atHome(program);
      expect(imageOf(moved, { threads, owned: false }).map.targets).toBe(fanoutOf(moved).targets.byteOffset);
      // Rows sorted by owner are a copy.
      expect(await ran(moved, { threads: 2, owned: true })).toEqual(expected);
      expect(await ran(moved, { threads, owned: false })).toEqual(expected);
      expect(takeHome(fanoutOf(moved).targets)).toBeUndefined();
      expect(await ran(moved, { threads, owned: false })).toEqual(expected);
      expect(fanoutOf(moved).targets).toEqual(fanoutOf(program).targets);
    }
});

test('a home is taken once, and other arrays have none', () => {
  const { targets } = synapsesAtHome(100_000, 4);
  expect(targets.length).toBe(100_000);
  expect(areAtHome(targets)).toBe(true);
  expect(takeHome(targets)?.buffer).toBe(targets.buffer);
  expect(takeHome(targets)).toBeUndefined();
  const other = new Uint32Array(new SharedArrayBuffer(16));
  expect(areAtHome(other)).toBe(false);
  expect(takeHome(other)).toBeUndefined();
});
