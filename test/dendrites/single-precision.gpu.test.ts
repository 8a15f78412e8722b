import { expect, test } from 'vitest';
import { joinedSolution, oneSolution, rallpack2 } from './acceptance-cases.ts';
import { compare } from './golden-run.ts';
import { singlePrecision } from './single-precision.ts';

const alone = { backend: 'webgpu', strategy: 'fused' } as const;
const together = { backend: 'webgpu', strategy: 'levels' } as const;

singlePrecision('webgpu, a thread per cell', alone, together, 'part');

test('a workgroup per cell comes to the same bits: a thousand branches, channels and synapses, random trees', async () => {
  expect(await rallpack2('implicit2', together, 5)).toEqual(await rallpack2('implicit2', alone, 5));
  const branched = (runner: typeof alone | typeof together) =>
    compare('branched', 'branched_so2', 0.025, 'implicit2', runner, 40);
  expect(await branched(together)).toEqual(await branched(alone));
  for (const seed of [1, 2, 3]) expect(await oneSolution(seed, together)).toEqual(await oneSolution(seed, alone));
  for (const count of [1, 16])
    expect(await joinedSolution(count, 1, count, 'implicit', together)).toEqual(
      await joinedSolution(count, 1, count, 'implicit', alone),
    );
});
