import { expect, test } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { createWasmEngine } from '../../../src/engine/wasm/engine.ts';
import { coupled, gapNetwork } from '../../fixtures/programs/coupled.ts';
import { imageOf } from '../../fixtures/programs/wasm.ts';
import { couplingConformance } from '../coupling-conformance.ts';

for (const threads of [1, 3])
  couplingConformance(
    `wasm on ${threads} threads`,
    (program, options) => createWasmEngine(program, imageOf(program, { threads }), options),
    { unit: 2 ** -24 },
  );

test.each([true, false])('any number of threads gives the same bits (shared accumulators: %s)', async (owned) => {
  const program = coupled(150);
  const run = async (threads: number, chunks: readonly number[]) => {
    const engine: Engine = await createWasmEngine(program, imageOf(program, { threads, owned }));
    try {
      for (const steps of chunks) await engine.run(steps);
      return await engine.checkpoint();
    } finally {
      engine.dispose();
    }
  };
  const expected = await run(1, [400]);
  for (const [threads, chunks] of [
    [2, [400]],
    [3, [1, 399]],
    [7, [150, 3, 247]],
  ] as const)
    expect(await run(threads, chunks)).toEqual(expected);
});

test('4000 cells of 100 gap junctions each: the same bits on any number of threads, in any chunks', async () => {
  const program = gapNetwork();
  const [{ terms }] = program.sums as [(typeof program.sums)[number]];
  // 50 of its own and 50 of others on average.
  expect(terms[0]!.sources.length).toBe(400_000);
  const run = async (threads: number, chunks: readonly number[]) => {
    const engine: Engine = await createWasmEngine(program, imageOf(program, { threads }));
    try {
      let spikes = 0;
      for (const steps of chunks) spikes += (await engine.run(steps)).spikes.cells.length;
      return { spikes, columns: (await engine.checkpoint()).columns };
    } finally {
      engine.dispose();
    }
  };
  const expected = await run(1, [60]);
  expect(expected.spikes).toBeGreaterThan(10);
  for (const [threads, chunks] of [
    [2, [60]],
    [3, [7, 53]],
  ] as const)
    expect(await run(threads, chunks)).toEqual(expected);
});
